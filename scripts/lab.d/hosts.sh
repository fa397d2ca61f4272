# shellcheck shell=bash
# Who is who in the lab: names, addresses, loads, disks, the inventory and the ssh configuration.

# Service, role, how many, how their names begin.
ROLES=(
  "bookmark proxy 3 bm-proxy" "bookmark app 11 bm-app" "bookmark db 24 bm-db" "bookmark cache 7 bm-cache"
  "blog web 10 blog-web" "blog batch 5 blog-batch"
)

# The ones that misbehave: name, address, port offset.
ODD=(
  "unknownkey01 127.1.200.1 23" "changedkey01 127.1.200.2 23" "nologin01 127.1.201.1 22" "refused01 127.1.202.1 29"
  "silent01 127.1.210.1 24" "garbage01 127.1.210.2 24" "reset01 127.1.210.3 24" "blackhole01 127.1.210.4 24"
  "close01 127.1.210.5 24" "drip01 127.1.210.6 24"
)

# Writes once, so that a second `up` keeps what was set since.
write_hosts() {
  [[ ! -f $OPS_LAB_DIR/hosts.tsv ]] || return 0
  local n=0 role service kind count prefix i name load
  : >"$OPS_LAB_DIR/hosts.tsv.new"
  for role in "${ROLES[@]}"; do
    read -r service kind count prefix <<<"$role"
    for ((i = 1; i <= count; i++)); do
      n=$((n + 1))
      name=$(printf '%s%02d' "$prefix" "$i")
      printf '%s\t127.1.0.%d\t%s\t%s\n' "$name" "$n" "$service" "$kind" >>"$OPS_LAB_DIR/hosts.tsv.new"
      mkdir -p "$OPS_LAB_DIR/hosts/127.1.0.$n"
      printf '%s\n' "$name" >"$OPS_LAB_DIR/hosts/127.1.0.$n/hostname"
      printf '%d\n' $((20 + n * 7 % 60)) >"$OPS_LAB_DIR/hosts/127.1.0.$n/disk"
      load=$((n * 37 % 190))
      write_load "127.1.0.$n" "$((load / 100)).$(printf %02d $((load % 100)))"
    done
  done
  write_inventory >"$OPS_LAB_DIR/hosts.yaml"
  write_ssh_config >"$OPS_LAB_DIR/ssh/config"
  mv "$OPS_LAB_DIR/hosts.tsv.new" "$OPS_LAB_DIR/hosts.tsv"
}

# In place: sessions hold the file as their /proc/loadavg.
write_load() { printf '%s %s %s 1/100 1\n' "$2" "$2" "$2" >"$OPS_LAB_DIR/hosts/$1/loadavg"; }

write_inventory() {
  local role service='' next kind count prefix
  cat <<YAML
# The lab: 60 ssh hosts and 4 node_exporters.
# All share this machine's processes, so that none runs what its role promises: what is expected is said instead.
defaults: { source: ssh, interval: 15s, expect: [sshd] }
ssh: { config: $OPS_LAB_DIR/ssh/config }
node_exporter: { url: "http://{address}:$(port 100)/metrics" }
services:
YAML
  for role in "${ROLES[@]}"; do
    read -r next kind count prefix <<<"$role"
    [[ $next == "$service" ]] || printf '  %s:\n    site: lab\n    roles:\n' "$next"
    service=$next
    printf '      %s: { keep: %d, hosts: "%s[01-%02d]" }\n' "$kind" $(((count + 1) / 2)) "$prefix" "$count"
  done
  printf '  edge:\n    site: lab\n    roles:\n      gate:\n        source: node_exporter\n'
  # They show the load of the machine itself, which may be busy building.
  printf '        thresholds: { load-warn: 100, load-crit: 200 }\n        hosts:\n'
  for ((count = 1; count <= 4; count++)); do
    printf '          - { name: edge-gate%02d, address: 127.3.0.%d }\n' "$count" "$count"
  done
}

write_ssh_config() {
  local name address offset
  cut -f 1,2 "$OPS_LAB_DIR/hosts.tsv.new" | while read -r name address; do
    printf 'Host %s\n  HostName %s\n  Port %s\n' "$name" "$address" "$(port 22)"
  done
  printf '%s\n' "${ODD[@]}" | while read -r name address offset; do
    printf 'Host %s\n  HostName %s\n  Port %s\n' "$name" "$address" "$(port "$offset")"
  done
  cat <<CONFIG
Host *
  User $(id -un)
  IdentityFile $OPS_LAB_DIR/ssh/client
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile $OPS_LAB_DIR/ssh/known_hosts
  GlobalKnownHostsFile /dev/null
  UpdateHostKeys no
  # The default exchange takes most of a connection's CPU, and it is not what the lab is there to test.
  KexAlgorithms curve25519-sha256
CONFIG
}

# address_of HOST
address_of() {
  local name address
  while read -r name address _; do
    [[ $name != "$1" && $address != "$1" ]] || { printf '%s' "$address" && return; }
  done <"$OPS_LAB_DIR/hosts.tsv"
  die "no such host: $1"
}

set_fault() {
  local address
  address=$(address_of "${1:?which host}")
  shift
  case ${1:-} in
    clear) rm -f "$OPS_LAB_DIR/hosts/$address/fault" ;;
    hang | slow | noise | exit | drop | garbage | df | die) printf '%s\n' "$*" >"$OPS_LAB_DIR/hosts/$address/fault" ;;
    *) die "no such fault: ${1:-}" ;;
  esac
}

set_load() {
  local address
  address=$(address_of "${1:?which host}")
  if [[ ${2:?which load} == real ]]; then
    rm -f "$OPS_LAB_DIR/hosts/$address/loadavg"
  else
    write_load "$address" "$2"
  fi
}

# set_box HOST [COMMAND...]: gives a host processes and a network of its own, and runs a command there.
set_box() {
  local address box
  ((EUID == 0)) || die "only root can make boxes"
  address=$(address_of "${1:?which host}")
  shift
  box=$OPS_LAB_DIR/hosts/$address/box
  if ! alive "box-$address"; then
    # Its first process ignores the ends of children, so that the kernel leaves no zombies.
    start "box-$address" unshare --pid --net --mount --mount-proc --fork --kill-child sh -c \
      "ip link set lo up && exec python3 -c 'import signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN); signal.pause()'"
    first_below "$(pid_of "box-$address")" >"$box.new"
    mv "$box.new" "$box"
  fi
  (($# == 0)) || nsenter --target "$(<"$box")" --mount --pid --net -- "$@"
}

# first_below PID: its first child, as soon as there is one that is as it will stay.
first_below() {
  local i child
  for ((i = 0; i < 200; i++)); do
    # While there is none yet ps(1) ends with 1, which must not end us.
    child=$(ps -o pid=,comm= --ppid "$1" | awk '$2 ~ /^python/ { print $1 }' || :)
    [[ -z $child ]] || { printf '%s\n' "$child" && return; }
    sleep 0.05
  done
  die "the box of the host did not begin"
}

# boxes: the names of their processes.
boxes() {
  local file
  for file in "$OPS_LAB_DIR"/run/box-*.pid; do
    [[ ! -e $file ]] || basename "$file" .pid
  done
}

boxes_down() {
  local name
  for name in $(boxes); do stop "$name"; done
  rm -f "$OPS_LAB_DIR"/hosts/*/box
}

set_disk() {
  local address
  address=$(address_of "${1:?which host}")
  printf '%d\n' "${2:?how full}" >"$OPS_LAB_DIR/hosts/$address/disk"
}
