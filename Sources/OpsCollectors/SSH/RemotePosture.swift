extension RemoteProgram {
  /// The part of the program that tells how safe the host is kept.
  static let posture = #"""
    # --- posture ------------------------------------------------------------------------------------------
    # Asked hourly. What takes more than a look at files is done with low priority and a limit of its own, and
    # nothing is written: no lists are fetched, no cache of apt is built on the disk, no module is loaded.
    read_posture_linux() {
      part now
      date +%s & await $!
      read_sockets
      read_sshd
      read_kernels
      read_clock
      read_firewall
      read_certificates
      read_updates
      return 0
    }

    read_posture_posix() { :; }

    # Root asks sshd itself; others read its files as far as they may.
    read_sshd() {
      config=$root/etc/ssh/sshd_config
      [ -e "$config" ] || config=$root/usr/etc/ssh/sshd_config
      denied sshd "$config"
      part sshd
      [ "$(id -u)" = 0 ] && timeout 5 sshd -T | grep -E '^(permitrootlogin|passwordauth|kbdinter|challenge|usepam)' \
        & await $!
      [ -e "$config" ] || return
      set -- "$root"/etc/ssh/sshd_config.d/*.conf "$root"/usr/etc/ssh/sshd_config.d/*.conf
      for file; do denied sshd "$file"; done
      part sshd_config
      grep -siE "$sshd_words" "$config" "$@" /dev/null | cut -b 1-300 | head -n 200 & await $!
    }
    sshd_words='^[[:space:]]*(PermitRootLogin|PasswordAuthentication|KbdInteractiveAuthentication|UsePAM'
    sshd_words=$sshd_words'|ChallengeResponseAuthentication|Include|Match)[[:space:]=]'

    read_kernels() {
      part running
      uname -r & await $!
      part container
      {
        head -n 1 "$root/run/systemd/container" | cut -b 1-100
        [ -e "$root/.dockerenv" ] && echo docker
        [ -e "$root/run/.containerenv" ] && echo podman
      } & await $!
      part kernels
      for file in "$root"/boot/vmlinu[xz]-*; do
        [ -e "$file" ] && echo "${file##*/}"
      done | head -n 64 & await $!
      part reboot
      for file in "$root/run/reboot-required" "$root/etc/kernel/postinst.d/unattended-upgrades" \
        "$root/etc/kernel/postinst.d/update-notifier"; do
        [ -e "$file" ] && echo "${file#"$root"}"
      done & await $!
      part reboot_packages
      head -n 20 "$root/run/reboot-required.pkgs" & await $!
      if command -v needs-restarting >/dev/null; then
        part needs_restarting
        { nice timeout 15 needs-restarting -r >/dev/null; echo "status $?"; } & await $!
      fi
    }

    read_clock() {
      part clocksource
      grep -s '' "$root"/sys/devices/system/clocksource/clocksource0/*_clocksource /dev/null & await $!
      part timesync
      { [ -e "$root/run/systemd/timesync/synchronized" ] && echo synchronized; } & await $!
      if command -v chronyc >/dev/null; then
        part chrony
        timeout 3 chronyc -n tracking | head -n 20 & await $!
      elif command -v ntpq >/dev/null; then
        part ntp
        timeout 3 ntpq -nc 'rv 0 leap,stratum,offset' | head -n 20 & await $!
      fi
      part timedate
      timeout 3 timedatectl show -p NTPSynchronized & await $!
    }

    # Tools are run only where that loads nothing into the kernel: its part is there or built in, or it has no modules.
    # The file says so by being there; like all of /proc it has no size.
    loaded() {
      [ -d "$root/sys/module/$1" ] || [ ! -e modules ] ||
        grep -qs "/$1[.]ko" "$root/lib/modules/$(uname -r)/modules.builtin"
    }
    read_firewall() {
      part ufw
      grep -s '^ENABLED=' "$root/etc/ufw/ufw.conf" & await $!
      part firewall_units
      timeout 3 systemctl is-active nftables firewalld iptables netfilter-persistent & await $!
      part firewall_modules
      { loaded nf_tables && echo nf_tables; loaded iptable_filter && echo iptable_filter; } & await $!
      [ "$(id -u)" = 0 ] || return
      if loaded nf_tables && command -v nft >/dev/null; then
        part nft
        # Old ones do not know -t, which leaves out what is in sets.
        { rules=$(timeout 5 nft -t list ruleset) || rules=$(timeout 5 nft list ruleset); } &&
          printf '%s\n' "$rules" | sed '/elements = {/,/}/d' |
          grep -cvE "$no_rules" & await $!
      fi
      if loaded iptable_filter && command -v iptables >/dev/null; then
        part iptables
        rules=$(timeout 5 iptables -S) && printf '%s\n' "$rules" | grep -c '^-A' & await $!
      fi
    }

    no_rules='^[[:space:]]*([{}]|$|#|table|chain|type|policy|set |map |elements|flags|comment|size |timeout |gc-|auto-)'

    # At most eight ports on which TLS is usual are spoken to, from the host itself: once or twice for three seconds
    # each at most, and no more after 20 seconds in all. The service sees a connection that says hello and goes.
    tls_ports=' 443 465 563 636 853 989 990 993 995 2376 4443 5061 5671 6443 6514 6697 8443 8883 9443 10250 '
    read_certificates() {
      command -v openssl >/dev/null || return
      part tls
      count=0 began=$(date +%s)
      grep -hs ' 0A ' net/tcp net/tcp6 | head -n 2000 | while read -r _ place _; do
        host=${place%:*} port=$((0x${place##*:}))
        case $tls_ports in *" $port "*) ;; *) continue ;; esac
        case $host in
          00000000 | 00000000000000000000000000000000) host=0100007F ;;
          ?????????*) continue ;;
        esac
        case " $seen " in *" $port "*) continue ;; esac
        seen="$seen $port" count=$((count + 1))
        if [ $count -gt 8 ] || is_late; then
          echo "unasked $port"
          continue
        fi
        echo "port $port"
        shown=$(certificate "$host" "$port") || is_late ||
          shown=$(certificate "$host" "$port" -servername "$(uname -n)")
        [ -z "$shown" ] || printf '%s\n' "$shown"
      done | head -n 64 & await $!
    }
    seen=
    is_late() { [ $(($(date +%s) - began)) -ge 20 ]; }
    # Some servers show none to who does not name them.
    certificate() {
      place=$(quad "$1"):$2
      shift 2
      timeout 3 openssl s_client -connect "$place" "$@" </dev/null 2>/dev/null |
        openssl x509 -noout -enddate -subject 2>/dev/null | cut -b 1-300 | grep .
    }
    # 0100007F, as little-endian kernels write it, is 127.0.0.1.
    quad() {
      set -- "${1%??????}" "${1#??????}" "${1#??}" "${1#????}"
      echo "$((0x$2)).$((0x${4%??})).$((0x${3%????})).$((0x$1))"
    }

    # What would be installed, from the lists that are there; new kernels are packages that were not there before, which
    # apt keeps back unless it is told otherwise. Root's apt would renew its cache on the disk: that is
    # used only where nothing is to be renewed.
    read_updates() {
      if command -v apt-get >/dev/null; then
        # A file of a list has the time that its server says. The folder, and `partial` in it, are touched by updates
        # that fail, too.
        part apt_lists
        stat -c %Y "$root/var/lib/apt/periodic/update-success-stamp" \
          "$root"/var/lib/apt/lists/*_InRelease "$root"/var/lib/apt/lists/*_Release & await $!
        part apt_folder
        stat -c %Y "$root/var/lib/apt/lists" & await $!
        part apt_count
        set -- "$root"/var/lib/apt/lists/*_Packages*
        [ -e "$1" ] && echo "$#"
        part apt
        cache=$root/var/cache/apt/pkgcache.bin
        set -- -s -q -o Debug::NoLocking=true
        [ -n "$(find "$cache" -newer "$root/var/lib/apt/lists" -newer "$root/var/lib/dpkg/status")" ] ||
          set -- "$@" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=
        { nice timeout 30 apt-get "$@" --with-new-pkgs upgrade || echo 'failed'; } | grep -E '^(Inst |failed)' |
          cut -b 1-200 | head -n 1000 & await $!
      elif command -v dnf >/dev/null; then
        part dnf_lists
        stat -c %Y "$root"/var/cache/dnf/*/repodata "$root"/var/cache/libdnf5/*/repodata & await $!
        part dnf
        { nice timeout 30 dnf -C -q updateinfo list --security || echo 'failed'; } |
          cut -b 1-200 | head -n 1000 & await $!
      fi
    }

    """#
}
