# shellcheck shell=bash
# Debian packages that the scripts need: says which are missing, and installs them.

# need_packages WHY PACKAGE...: does nothing when all are there.
need_packages() {
  local why=$1 package missing=()
  shift
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  printf '%s: missing Debian packages (%s): %s\n' "${0##*/}" "$why" "${missing[*]}" >&2
  install_packages "${missing[@]}"
}

install_packages() {
  local sudo=() policy=/usr/sbin/policy-rc.d placed=0 status=0
  if ((EUID != 0)); then
    command -v sudo >/dev/null || {
      printf '%s: not root and no sudo; as root run: apt-get install %s\n' "${0##*/}" "$*" >&2
      return 1
    }
    sudo=(sudo)
    # Without a terminal nobody could answer the password question.
    [[ -t 0 ]] || sudo=(sudo -n)
  fi
  # Servers are started by the tests on ports of their own; the packages shall start none by themselves.
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$policy" >/dev/null && "${sudo[@]}" chmod 755 "$policy" && placed=1
  fi
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive sh -c '
    install() { apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"; }
    install "$@" || { apt-get update -q && install "$@"; }' sh "$@" </dev/null >&2 || status=$?
  ((placed)) && "${sudo[@]}" rm -f "$policy"
  return "$status"
}

# need_swift: the toolchain is the one thing we do not install.
need_swift() {
  command -v swift >/dev/null && return 0
  printf '%s: no swift on the PATH; install Swift 6.2 or newer from https://www.swift.org/install\n' "${0##*/}" >&2
  return 1
}

# Read by the scripts that include this file.
# shellcheck disable=SC2034
{
RUN_PACKAGES=(libncurses-dev libsqlite3-dev zlib1g-dev openssh-client ncurses-base)
TEST_PACKAGES=(openssh-server prometheus-node-exporter python3-minimal python3 python3-venv busybox dash bash procps
  iproute2 tmux ansible-core shellcheck strace util-linux openssl ngircd inspircd atheme-services nginx-light
  memcached)
BENCH_PACKAGES=(htop btop clustershell irssi weechat-curses prometheus stress-ng
  iperf3)
}
