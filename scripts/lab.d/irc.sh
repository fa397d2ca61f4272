# shellcheck shell=bash
# Networks of IRC: ngircd as an old server, and InspIRCd with two servers and the services of Atheme.
#
#   ngircd     without capabilities, plain and TLS       ngircd-old  nicks of 9 characters, and a password
#   inspircd   IRCv3, SASL, history; TLS good and bad    leaf        a second server of its network, with STS
#   atheme     accounts alice and bob on that network
#
# InspIRCd and Atheme refuse to run as root, so as root all run as the user irc.

# Where Debian keeps servers; not on everybody's path.
PATH=$PATH:/usr/sbin:/sbin
IRC_NAMES=(ngircd ngircd-old inspircd leaf atheme)
IRC_ACCOUNTS=(alice alice-secret bob bob-secret)

irc_user() { if ((EUID == 0)); then printf irc; else id -un; fi; }

# irc_port NAME KIND
irc_port() {
  case $1-$2 in
    ngircd-plain) port 167 ;; ngircd-tls) port 197 ;; ngircd-old-plain) port 166 ;;
    inspircd-plain) port 267 ;; inspircd-tls) port 297 ;; inspircd-servers) port 260 ;;
    inspircd-expired) port 294 ;; inspircd-wrong) port 295 ;; inspircd-untrusted) port 296 ;;
    leaf-plain) port 268 ;; leaf-tls) port 298 ;; leaf-servers) port 261 ;;
    *) die "no port for $1 $2" ;;
  esac
}

# ngircd_config NAME NICK_LENGTH
ngircd_config() {
  cat <<CONFIG
[Global]
Name = $1.lab.test
Info = lab
Listen = 127.0.0.1
Ports = $(irc_port "$1" plain)
MotdPhrase = This is a lab.
$([[ $1 != ngircd-old ]] || printf 'Password = old-secret')
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxNickLength = $2
MaxPenaltyTime = 0
PingTimeout = 60
PongTimeout = 20
[Options]
Ident = no
DNS = no
PAM = no
[Operator]
Name = oper
Password = oper-secret
[Channel]
Name = #ops
Topic = operations
CONFIG
  [[ $1 == ngircd-old ]] || cat <<CONFIG
[SSL]
CertFile = $OPS_LAB_DIR/tls/good.crt
KeyFile = $OPS_LAB_DIR/tls/good.key
Ports = $(irc_port "$1" tls)
CONFIG
}

# inspircd_bind NAME KIND: a port whose kind is a certificate too.
inspircd_bind() {
  local kind=$2
  [[ $kind != tls ]] || kind=good
  cat <<CONFIG
<bind address="127.0.0.1" port="$(irc_port "$1" "$2")" type="clients" sslprofile="$kind">
<sslprofile name="$kind" provider="gnutls" certfile="$OPS_LAB_DIR/tls/$kind.crt" keyfile="$OPS_LAB_DIR/tls/$kind.key"
  requestclientcert="yes" hash="sha256">
CONFIG
}

# inspircd_config NAME SERVER_NAME ID: what both servers have.
inspircd_config() {
  local module folder=$OPS_LAB_DIR/irc/$1
  local modules=(cap ircv3 ircv3_accounttag ircv3_batch ircv3_capnotify ircv3_chghost ircv3_ctctags ircv3_echomessage
    ircv3_invitenotify ircv3_labeledresponse ircv3_msgid ircv3_servertime alias botmode chanhistory chghost chgident
    deaf hidechans monitor namesx permchannels samode sasl servprotect services_account setname sha256 spanningtree
    ssl_gnutls sslinfo sslmodes svshold uhnames)
  cat <<CONFIG
<server name="$2" description="lab" id="$3" network="LabNet">
<admin name="lab" nick="lab" email="lab@lab.test">
<bind address="127.0.0.1" port="$(irc_port "$1" plain)" type="clients">
<bind address="127.0.0.1" port="$(irc_port "$1" servers)" type="servers">
<path configdir="$folder" datadir="$folder" logdir="$folder" moduledir="/usr/lib/inspircd/modules">
<log method="file" type="* -USERINPUT -USEROUTPUT" level="default" target="$folder/ircd.log">
<connect name="lab" allow="*" timeout="30" pingfreq="60" localmax="2000" globalmax="2000" maxconnwarn="no" fakelag="no"
  commandrate="100000" threshold="1000" sendq="4194304" softsendq="65536" recvq="65536" maxchans="200"
  resolvehostnames="no">
<class name="all" commands="*" privs="*" usermodes="*" chanmodes="*" snomasks="*">
<type name="all" classes="all">
<oper name="oper" password="oper-secret" host="*@*" type="all" maxchans="200">
# Without a mode here whoever makes a channel would have no rights in it.
<options defaultmodes="not" casemapping="rfc1459" syntaxhints="yes" allowmismatch="yes">
<performance netbuffersize="10240" somaxconn="128">
<dns server="127.0.0.1" timeout="1">
<chanhistory maxlines="500" prefixmsg="yes" bots="yes">
<permchannels channel="#ops" modes="+ntPH 200:1h" topic="operations">
<uline server="services.lab.test" silent="yes">
<sasl target="services.lab.test" requiressl="no">
<alias text="NICKSERV" replace="PRIVMSG \$requirement :\$2-" requires="NickServ" uline="yes">
CONFIG
  printf '<module name="%s">\n' "${modules[@]}"
}

# link_to SERVER_NAME PORT
link_to() {
  printf '<link name="%s" ipaddr="127.0.0.1" port="%s" allowmask="127.0.0.0/8" ' "$1" "$2"
  printf 'sendpass="link" recvpass="link">\n'
}

atheme_config() {
  local module modules=(protocol/inspircd backend/opensex crypto/posix nickserv/main nickserv/identify nickserv/register
    nickserv/cert nickserv/set_core nickserv/set_password nickserv/info operserv/main saslserv/main saslserv/plain
    saslserv/external saslserv/authcookie)
  for module in "${modules[@]}"; do printf 'loadmodule "modules/%s";\n' "$module"; done
  cat <<CONFIG
serverinfo { name = "services.lab.test"; desc = "lab"; numeric = "00A"; recontime = 1; netname = "LabNet";
  hidehostsuffix = "users.lab.test"; adminname = "lab"; adminemail = "lab@lab.test"; registeremail = "lab@lab.test";
  mta = "/bin/true"; loglevel = { error; info; admin; network; wallops; register; }; maxlogins = 1000; maxusers = 0;
  mdlimit = 30; emaillimit = 1000; emailtime = 300; auth = none; casemapping = rfc1459; };
uplink "$LAB_CERTIFICATE_NAME" { host = "127.0.0.1"; send_password = "link"; receive_password = "link";
  port = $(irc_port inspircd servers); };
nickserv { nick = "NickServ"; user = "NickServ"; host = "services.lab.test"; real = "Nicks"; maxnicks = 5; };
operserv { nick = "OperServ"; user = "OperServ"; host = "services.lab.test"; real = "Operators"; };
saslserv { nick = "SaslServ"; user = "SaslServ"; host = "services.lab.test"; real = "Logins"; };
database { db_save_blocking; };
general { commit_interval = 1; flood_msgs = 0; };
logfile "$OPS_LAB_DIR/irc/atheme/atheme.log" { error; info; admin; network; wallops; register; };
CONFIG
}

write_irc() {
  local name folder=$OPS_LAB_DIR/irc
  for name in "${IRC_NAMES[@]}"; do mkdir -p "$folder/$name"; done
  ngircd_config ngircd 30 >"$folder/ngircd/ngircd.conf"
  ngircd_config ngircd-old 9 >"$folder/ngircd-old/ngircd.conf"
  {
    inspircd_config inspircd "$LAB_CERTIFICATE_NAME" 1LB
    for name in tls expired wrong untrusted; do inspircd_bind inspircd "$name"; done
    link_to services.lab.test "$(irc_port inspircd servers)"
    link_to leaf.lab.test "$(irc_port leaf servers)"
  } >"$folder/inspircd/inspircd.conf"
  {
    inspircd_config leaf leaf.lab.test 2LB
    inspircd_bind leaf tls
    link_to "$LAB_CERTIFICATE_NAME" "$(irc_port inspircd servers)"
    printf '<autoconnect server="%s" period="1">\n' "$LAB_CERTIFICATE_NAME"
    printf '<module name="ircv3_sts">\n<sts host="%s" port="%s" duration="5m">\n' "$LAB_CERTIFICATE_NAME" \
      "$(irc_port leaf tls)"
  } >"$folder/leaf/inspircd.conf"
  atheme_config >"$folder/atheme/atheme.conf"
  chmod 755 "$folder" "$folder"/*
  ((EUID != 0)) || chown -R "$(irc_user)" "$folder"
}

# irc_start NAME
irc_start() {
  local folder=$OPS_LAB_DIR/irc/$1 program=()
  case $1 in
    ngircd*) program=(ngircd --nodaemon --config "$folder/ngircd.conf") ;;
    atheme)
      program=(atheme-services -n -c "$folder/atheme.conf" -D "$folder" -l "$folder/atheme.log" -p "$folder/pid")
      # It would not begin when the file of a killed one says that it runs.
      alive atheme || rm -f -- "$folder/pid"
      ;;
    *) program=(inspircd "--config=$folder/inspircd.conf" --nofork --nopid) ;;
  esac
  if ((EUID == 0)); then
    program=(setpriv --reuid "$(irc_user)" --regid "$(id -g "$(irc_user)")" --clear-groups "${program[@]}")
  fi
  start "$1" "${program[@]}"
}

irc_listens() { [[ $1 == atheme ]] || wait_for "$1" 127.0.0.1 "$(irc_port "$1" plain)"; }

irc_up() {
  local name
  for name in "${IRC_NAMES[@]}"; do
    [[ $name == atheme ]] || must_be_free "$name" 127.0.0.1 "$(irc_port "$name" plain)"
  done
  if ! alive inspircd; then
    write_certificates
    write_irc
  fi
  for name in "${IRC_NAMES[@]}"; do irc_start "$name"; done
}

irc_wait() {
  local name
  for name in "${IRC_NAMES[@]}"; do irc_listens "$name"; done
  [[ ! -e $OPS_LAB_DIR/irc/accounts ]] || return 0
  irc_probe accounts "${IRC_ACCOUNTS[@]}" || die "the accounts of IRC could not be made"
  touch "$OPS_LAB_DIR/irc/accounts"
}

irc_down() {
  local name
  for name in atheme leaf inspircd ngircd-old ngircd; do stop "$name"; done
}

irc_environment() {
  local tls=$OPS_LAB_DIR/tls
  printf 'export OPS_LAB_IRC_%s=%q\n' HOST 127.0.0.1 TLS_NAME "$LAB_CERTIFICATE_NAME" CA "$tls/ca.crt" \
    CERTIFICATE "$tls/alice.crt" KEY "$tls/alice.key" OPER oper:oper-secret \
    USERS "${IRC_ACCOUNTS[0]}:${IRC_ACCOUNTS[1]},${IRC_ACCOUNTS[2]}:${IRC_ACCOUNTS[3]}" \
    NGIRCD_PORT "$(irc_port ngircd plain)" NGIRCD_TLS_PORT "$(irc_port ngircd tls)" \
    OLD_PORT "$(irc_port ngircd-old plain)" OLD_PASSWORD old-secret \
    INSPIRCD_PORT "$(irc_port inspircd plain)" INSPIRCD_TLS_PORT "$(irc_port inspircd tls)" \
    LEAF_PORT "$(irc_port leaf plain)" LEAF_TLS_PORT "$(irc_port leaf tls)" \
    EXPIRED_PORT "$(irc_port inspircd expired)" WRONG_NAME_PORT "$(irc_port inspircd wrong)" \
    UNKNOWN_CA_PORT "$(irc_port inspircd untrusted)"
}

# irc_probe WHAT ARGUMENTS...: asks as a client would.
irc_probe() {
  local ports
  ports="$(irc_port inspircd plain) $(irc_port inspircd tls) $(irc_port leaf plain)"
  OPS_LAB_IRC_PORTS="$ports $(irc_port ngircd plain) $(irc_port ngircd tls)" \
    python3 "$LAB_PARTS/irc_probe.py" "$OPS_LAB_DIR/tls" "$LAB_CERTIFICATE_NAME" "$@"
}

irc_check() { irc_probe check "${IRC_ACCOUNTS[@]}"; }

# set_irc NAME kill|start|freeze|thaw
set_irc() {
  local name=${1:-} what=${2:-}
  [[ " ${IRC_NAMES[*]} " == *" $name "* ]] || die "no server $name; there are: ${IRC_NAMES[*]}"
  [[ -d $OPS_LAB_DIR/irc/$name ]] || die "no lab in $OPS_LAB_DIR; begin one with: scripts/lab up"
  case $what in
    start)
      irc_start "$name"
      irc_listens "$name"
      ;;
    kill | freeze | thaw)
      alive "$name" || die "$name does not run"
      case $what in
        kill) kill -KILL "$(pid_of "$name")" ;;
        freeze) kill -STOP "$(pid_of "$name")" ;;
        thaw) kill -CONT "$(pid_of "$name")" ;;
      esac
      ;;
    *) die "irc $name kill, start, freeze or thaw" ;;
  esac
}
