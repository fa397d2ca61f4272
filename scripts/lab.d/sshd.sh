# shellcheck shell=bash
# One sshd that answers as all hosts, and a second one whose key nobody knows.

SSHD=/usr/sbin/sshd

write_keys() {
  local keys=$OPS_LAB_DIR/ssh key
  for key in host other client; do
    [[ -s $keys/$key ]] || ssh-keygen -q -t ed25519 -N '' -C "lab $key" -f "$keys/$key"
  done
  chmod 600 "$keys"/{host,other,client}
  cp "$keys/client.pub" "$keys/authorized_keys"
  read -r -a key <"$keys/host.pub"
  # The last one is known by a key that is not its own.
  printf '[%s]:%s %s %s\n' '127.1.0.*' "$(port 22)" "${key[0]}" "${key[1]}" '127.1.201.*' "$(port 22)" "${key[0]}" \
    "${key[1]}" 127.1.200.2 "$(port 23)" "${key[0]}" "${key[1]}" >"$keys/known_hosts"
}

# write_config PORT KEY
write_config() {
  cat <<CONFIG
# On the device lo, so that the wildcard cannot be reached from elsewhere.
ListenAddress 0.0.0.0:$1 rdomain lo
HostKey $OPS_LAB_DIR/ssh/$2
PidFile none
AuthorizedKeysFile $OPS_LAB_DIR/ssh/authorized_keys
AuthenticationMethods publickey
PermitRootLogin prohibit-password
# Below /tmp the folders are not what it wants them to be.
StrictModes no
UsePAM no
UseDNS no
PrintMotd no
PrintLastLog no
X11Forwarding no
LogLevel ERROR
# All clients come from one address and at one moment.
MaxStartups 500:30:1000
PerSourceMaxStartups none
MaxSessions 100
# An empty home: the user's own login scripts would be measured with the rest.
SetEnv HOME=$OPS_LAB_DIR/home OPS_LAB_HOSTS=$OPS_LAB_DIR/hosts OPS_LAB_BIN=$LAB_PARTS/bin
ForceCommand exec $LAB_PARTS/host
Match LocalAddress 127.1.201.0/24
  AuthorizedKeysFile none
CONFIG
}

sshd_up() {
  must_be_free sshd 127.1.0.1 "$(port 22)"
  must_be_free sshd-other 127.1.200.1 "$(port 23)"
  write_keys
  write_config "$(port 22)" host >"$OPS_LAB_DIR/ssh/sshd_config"
  write_config "$(port 23)" other >"$OPS_LAB_DIR/ssh/sshd_other_config"
  # Where sshd shuts itself in before login.
  ((EUID != 0)) || install -d -m 755 /run/sshd
  start sshd "$SSHD" -D -e -f "$OPS_LAB_DIR/ssh/sshd_config"
  start sshd-other "$SSHD" -D -e -f "$OPS_LAB_DIR/ssh/sshd_other_config"
}

sshd_wait() {
  wait_for sshd 127.1.0.1 "$(port 22)"
  wait_for sshd-other 127.1.200.1 "$(port 23)"
}

sshd_check() {
  local said
  said=$(ssh -F "$OPS_LAB_DIR/ssh/config" -o BatchMode=yes bm-db24 'cat /proc/loadavg; hostname' </dev/null) || return
  ((EUID != 0)) || [[ $said == "$(cat "$OPS_LAB_DIR"/hosts/127.1.0.38/{loadavg,hostname})" ]] || return
  said=$(ssh -F "$OPS_LAB_DIR/ssh/config" -o BatchMode=yes unknownkey01 true 2>&1 </dev/null) && return 1
  [[ $said == *'Host key verification failed'* ]]
}
