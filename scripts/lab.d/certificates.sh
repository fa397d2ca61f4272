# shellcheck shell=bash
# A certificate authority of the lab, and certificates good and bad.

LAB_CERTIFICATE_NAME=irc.lab.test

# certify NAME AUTHORITY SUBJECT_ALTERNATIVE_NAMES DAYS: writes NAME.crt, for the key of NAME.
certify() {
  local name=$1 authority=$2 names=$3 days=$4
  [[ ! -s $name.crt ]] || return 0
  # The subject has no name in it: only the alternative names count.
  openssl req -new -key "$name.key" -subj "/O=lab $name" -out "$name.csr"
  openssl x509 -req -in "$name.csr" -CA "$authority.crt" -CAkey "$authority.key" -days "$days" \
    -set_serial "0x$(openssl rand -hex 8)" -extfile <(printf 'subjectAltName=%s\n' "$names") -out "$name.crt"
}

# write_certificates: below OPS_LAB_DIR/tls; all are made once, and again when they have less than an hour to live.
write_certificates() {
  local tls=$OPS_LAB_DIR/tls good=DNS:$LAB_CERTIFICATE_NAME,DNS:localhost,IP:127.0.0.1,IP:::1
  mkdir -p "$tls"
  ! openssl x509 -in "$tls/alice.crt" -noout -checkend 3600 >/dev/null 2>&1 || return 0
  rm -f -- "$tls"/*.crt
  (
    cd "$tls"
    for name in ca stranger good expired wrong untrusted alice; do
      openssl ecparam -name prime256v1 -genkey -noout -out "$name.key"
    done
    for name in ca stranger; do
      openssl req -x509 -new -key "$name.key" -subj "/CN=opsconsole lab $name" -days 30 -out "$name.crt"
    done
    certify good ca "$good" 30
    certify expired ca "$good" -1
    certify wrong ca DNS:elsewhere.lab.test 30
    certify untrusted stranger "$good" 30
    certify alice ca email:alice@lab.test 30
    chmod 644 ./*.crt ./*.key
  ) >"$OPS_LAB_DIR/log/openssl.log" 2>&1 || die "openssl failed: $(tail -n 3 "$OPS_LAB_DIR/log/openssl.log")"
}
