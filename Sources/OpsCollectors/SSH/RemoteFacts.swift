extension RemoteProgram {
  /// The part of the program that tells what the host is.
  static let facts = #"""
    # --- facts --------------------------------------------------------------------------------------------
    # What may be seen by root only is told as far as it goes; `denied NAME` says that a file is there and shut.
    read_facts_linux() {
      read_facts_posix
      part system
      grep -E '^(PRETTY_)?NAME=' "$root/etc/os-release" & await $!
      part cpu
      grep -m 1 -E '^(model name|Model|cpu)[[:space:]]*:' cpuinfo & await $!
      part virtual
      systemd-detect-virt & await $!
      part vendor
      cat "$root/sys/class/dmi/id/sys_vendor" "$root/sys/class/dmi/id/product_name" & await $!
      read_sockets
      part addresses
      ip -o addr | head -n 1000 & await $!
      part packages
      stat -c %Y "$root/var/lib/dpkg/status" "$root/var/lib/rpm/rpmdb.sqlite" "$root/var/lib/rpm/Packages" \
        "$root/usr/lib/sysimage/rpm/rpmdb.sqlite" "$root/lib/apk/db/installed" & await $!
      read_machines
      read_balancing
      read_replication
      return 0
    }

    read_facts_posix() {
      part kernel
      uname -snrm & await $!
    }

    denied() { [ ! -e "$2" ] || [ -r "$2" ] || part "denied $1"; }

    # Sockets that wait for others, as the kernel lists them; behind them the processes that hold them, where we
    # may look; and the names of all processes. ls shows control characters of file names as `?`.
    waiting=' 0A |:0000 07 '
    read_sockets() {
      part user
      id -u & await $!
      part sockets
      grep -sE "$waiting" net/tcp net/tcp6 net/udp net/udp6 /dev/null | head -n 2000 & await $!
      part holders
      names=$(
        grep -hsE "$waiting" net/tcp net/tcp6 net/udp net/udp6 | head -n 500 |
          while read -r _ _ _ _ _ _ _ _ _ inode _; do echo "socket:[$inode]"; done
      )
      # shellcheck disable=SC2010 # names of descriptors are numbers
      [ -z "$names" ] || ls "-ln$quiet" [0-9]*/fd | grep -F "/fd:
    $names" | head -n 20000 & await $!
      # grep names the file of every line, so a newline in a name cannot pass for another process. Of the numbers behind
      # a name those up to the start of the process are told.
      part programs
      grep -s$text '' [0-9]*/stat /dev/null | head -n 20000 |
        sed 's/\() [A-Za-z]\( [0-9-]\{1,\}\)\{19\}\) .*/\1/' & await $!
    }

    # What tells which machine runs on which: the addresses of network cards; of the words that QEMU was called with
    # names and such addresses, nothing else; containers by their control groups; what Hyper-V tells its guests.
    read_machines() {
      part hardware
      cat "$root"/sys/class/net/*/address | head -n 256 & await $!
      part guests
      grep -lsE '^[0-9]+ [(](qemu(-system|-kvm|:)|kvm[)])' [0-9]*/stat /dev/null | head -n 512 | sed 's/stat$/cmdline/' |
        xargs grep -s$text '' /dev/null | tr '\000' ' ' | grep -oE "$guest_words" | head -n 6000 & await $!
      part containers
      # shellcheck disable=SC2012 # only the names are wanted
      ls "-d$quiet" "$root"/sys/fs/cgroup/machine.slice/*@*.service "$root"/sys/fs/cgroup/machine.slice/machine-*.scope \
        "$root"/sys/fs/cgroup/lxc.payload.* | head -n 512 & await $!
      part hypervisor
      [ ! -r "$root/var/lib/hyperv/.kvp_pool_3" ] || tr -s '\000' '\n' <"$root/var/lib/hyperv/.kvp_pool_3" |
        grep -A 1 -x PhysicalHostName | cut -b 1-300 & await $!
    }
    guest_words='^[0-9]+/cmdline:| -name [^ ]+|mac"?[=:]"?([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}'

    # LVS, and VRRP by keepalived. Of the configuration only names, numbers and addresses are taken, and what
    # follows `auth_pass` is cut off first.
    read_balancing() {
      if [ -e net/ip_vs ]; then
        part ip_vs
        head -n 3000 net/ip_vs & await $!
        part ip_vs_stats
        head -n 6 net/ip_vs_stats & await $!
      fi
      denied vrrp "$root/etc/keepalived/keepalived.conf"
      part vrrp
      cat "$root/etc/keepalived/keepalived.conf" "$root"/etc/keepalived/*/*.conf | head -n 5000 |
        sed -e 's/[#!].*//' -e 's/auth_pass.*//' | grep -oE "$vrrp_words" | head -n 3000 & await $!
      part vrrp_state
      for file in "$root"/run/keepalived*.state "$root"/run/keepalived/*.state; do
        [ -f "$file" ] && [ -r "$file" ] && grep -Hm 1 '' "$file"
      done | cut -b 1-300 | head -n 64 & await $!
    }
    vrrp_words='vrrp_instance[[:space:]]+[^[:space:]{]+|virtual_router_id[[:space:]]+[0-9]+'
    vrrp_words=$vrrp_words'|priority[[:space:]]+[0-9]+|interface[[:space:]]+[^[:space:]]+'
    vrrp_words=$vrrp_words'|virtual_ipaddress(_excluded)?|[0-9a-fA-F]*[.:][0-9a-fA-F.:]+(/[0-9]+)?|[}]'

    # PostgreSQL tells by the titles of its processes. MySQL and MariaDB are asked by root through their socket,
    # without a password and without anybody's file of options; nobody else asks them.
    read_replication() {
      part postgresql
      # Of its own processes only: what a stuck process was called with may never be told.
      grep -lsE '^[0-9]+ [(]post(gres|master)[)]' [0-9]*/stat /dev/null | head -n 512 | sed 's/stat$/cmdline/' |
        xargs grep -s$text -E '^postgres: .*(wal ?receiver|wal ?sender|recovering)' /dev/null |
        tr '\000' ' ' | cut -b 1-200 | head -n 64 & await $!
      for socket in "$root/run/mysqld/mysqld.sock" "$root/var/lib/mysql/mysql.sock"; do
        [ -e "$socket" ] || continue
        if [ "$(id -u)" != 0 ]; then
          part 'denied mysql'
        else
          part mysql
          timeout 5 "$(command -v mysql || command -v mariadb)" --no-defaults --connect-timeout=3 --force -E \
            -S "$socket" -e "$mysql_question" | grep -E "$mysql_words" | cut -b 1-300 | head -n 40 & await $!
        fi
        break
      done
    }
    mysql_question="SHOW REPLICA STATUS; SHOW SLAVE STATUS; SELECT COUNT(*) AS copies FROM
      information_schema.processlist WHERE command LIKE 'Binlog Dump%'"
    mysql_words='^ *((Replica|Slave)_(IO|SQL)_Running|(Source|Master)_Host|Seconds_Behind_(Source|Master)|copies):'

    """#
}
