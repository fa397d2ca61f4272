/// The one program that is run on servers: POSIX sh, for dash, bash, busybox ash and the like.
public enum RemoteProgram {
  /// The program as it is sent, without the line before it that sets `mark` and `root`.
  public static let text = #"""
    # opsconsole probe: reads this host for the opsconsole that sent it, and changes nothing.
    #
    # Requests come on stdin, a line each, with a number that the answer repeats:
    #   tick N         load, CPU, memory, pressure, disk and network counters
    #   disk N         local filesystems             net N MOUNT...   filesystems of the network
    #   facts N        what the host is              ps N [UID...]    processes; the names of these users
    #   posture N      how safe it is kept
    #   stop N         gives up request N, which takes too long
    # A tick is answered at once on stdout. Of the others one at a time runs in the background and answers on
    # stderr, so that a filesystem that hangs delays nothing and two answers never mix. The console decides
    # when to ask and how long to wait; there is no loop here that runs by itself. When stdin ends, when
    # nobody reads any more, or on a signal, the probe ends with all that it began.
    #
    # Lines of the frame begin with $mark, which is drawn anew for every session: no process name, mount
    # point or other text of this host can forge one. Everything between is what the tools printed.
    #   MARK hello 1 SYSTEM    MARK begin N NAME    MARK part NAME    MARK end N STATUS

    LC_ALL=C
    PATH=${PATH:-/usr/bin:/bin}:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    export LC_ALL PATH

    say() { printf '%s\n' "$1" || exit; }
    # An empty line first, should the text before not end with a newline.
    part() { say "
    $mark part $1"; }

    # Runs as: command & await $!  While it waits, `stop` is heard at once.
    child=
    await() {
      child=$1
      wait "$1"
    }
    # What is killed with 9 never writes again, even if the kernel still holds it; TERM is for timeout(1), which
    # passes it on.
    stopped() {
      [ -z "$child" ] || kill -TERM "$child"
      [ -z "$child" ] || kill -9 "$child"
      say "
    $mark end $number 124"
      exit
    }

    # --- tick ---------------------------------------------------------------------------------------------
    # Two forks and one write. grep names the file of every line, and of some 8 KB sends the 2 KB that are used:
    # no interrupts, no loop and ram disks, no containers' ends of network pairs.
    wanted='^(cpu|procs_|(Mem(Total|Free|Available)|Buffers|Cached|Swap(Total|Free)):'
    wanted=$wanted'|(pswpin|pswpout|pgmajfault|oom_kill|workingset_restore[a-z_]*) |(some|full) |[0-9.]+ [0-9.]+| *lo:)'
    wanted=$wanted'|^ *[0-9]+ +[0-9]+ ([^lr]|l[^o]|r[^a])'
    wanted=$wanted'|^ *([^lv: ]|l[^o: ]|lo[^: ]|v[^e: ]|ve[^t: ])[^: ]*: *[0-9]+ +[0-9]+ '

    tick_linux() {
      answer=$(
        date +date:%s.%N
        exec grep -sE "$wanted" loadavg uptime stat meminfo vmstat diskstats net/dev \
          pressure/cpu pressure/memory pressure/io
      )
      status=$?
    }

    tick_posix() {
      answer=$(
        date +date:%s
        echo "load:$(uptime)"
        echo "cores:$(getconf _NPROCESSORS_ONLN || sysctl -n hw.ncpu)"
      )
      status=$?
    }

    # --- disk and net -------------------------------------------------------------------------------------
    # A df that the kernel holds (state D) cannot be ended; another one would only join it. Looked for when
    # there is a reason: in the first request of a session and after one that was stopped.
    # What reads a disk is in that state for a moment, too, as the df of another console: it counts when it stays.
    held() {
      [ "$wary" ] || return 1
      before=$(grep -lsE '^[0-9]+ \(df\) D ' [0-9]*/stat)
      [ "$before" ] || return 1
      sleep 1 & await $!
      grep -lsE '^[0-9]+ \(df\) D ' [0-9]*/stat | grep -qxF "$before"
    }

    # The kernel writes blanks in mount points as \040, which printf %b reads.
    decoded() { printf %b "$1"; }

    read_disk_linux() {
      held && return 75
      part mounts
      cat self/mountinfo & await $!
      if df -P -k -l / >/dev/null; then
        set -- -l
      else
        # busybox: no -l, so name the local ones that have a device or hold files in memory.
        set --
        while read -r device dir type _; do
          case $type:$device:$dir in
            *\\012*) continue ;;
            tmpfs:* | overlay:*:/ | zfs:* | *:/dev/*) set -- "$@" "$(decoded "$dir")" ;;
          esac
        done <self/mounts
      fi
      part blocks
      df -P -k "$@" & await $!
      part inodes
      df -P -i "$@" & await $!
      return 0
    }

    read_disk_posix() {
      part blocks
      df -P -k -l & await $!
    }

    # The mounts are those that the console saw in the answer to `disk`. One after the other, each announced
    # first, so that it is known which one hangs.
    read_net_linux() {
      held && return 75
      for dir; do
        part "net $dir"
        df -P -k -- "$(decoded "$dir")" & await $!
      done
      return 0
    }

    read_net_posix() { :; }

    """# + "\n" + facts + posture + #"""
      # --- ps -----------------------------------------------------------------------------------------------
      # The 2,000 youngest processes; command lines are cut to some 500 bytes.
      read_ps_linux() {
        part users
        if [ $# -gt 0 ]; then
          getent passwd "$@" | cut -d: -f1,3 & await $!
        else
          cut -d: -f1,3 "$root/etc/passwd" | head -n 1000 & await $!
        fi
        set -- [0-9]*
        part "count $#"
        # shellcheck disable=SC2046 # numbers only
        set -- $(printf '%s\n' "$@" | sort -rn | head -n 2000)
        part processes
        # shellcheck disable=SC2046
        grep -sE '^(Uid|VmRSS):' $(printf '%s/status ' "$@") /dev/null & await $!
        # shellcheck disable=SC2046
        grep -s$text '' uptime $(printf '%s/stat ' "$@"; printf '%s/cmdline ' "$@") |
          tr '\000' ' ' | cut -b 1-520 | head -n 20000 & await $!
        return 0
      }

      read_ps_posix() {
        part table
        ps -A -o pid= -o ppid= -o user= -o time= -o args= | cut -b 1-520 | head -n 2000 & await $!
      }

      # --- requests -----------------------------------------------------------------------------------------
      system=posix
      cd "$root/proc" 2>/dev/null && [ -r loadavg ] && [ -r stat ] && system=linux
      # Command lines hold NUL bytes; busybox has no -a and needs none.
      text=
      echo x | grep -qa x 2>/dev/null && text=a
      # So does a busybox without being asked.
      quiet=
      ls -dq / >/dev/null 2>&1 && quiet=q

      job=
      latest=
      wary=1

      # begin NAME NUMBER [ARGUMENT...]: answers in the background, on stderr.
      begin() {
        [ -z "$job" ] || wait "$job"
        (
          trap stopped TERM
          name=$1 number=$2
          shift 2
          say "$mark begin $number $name"
          "read_${name}_$system" "$@"
          code=$?
          say "
      $mark end $number $code"
        ) </dev/null 1>&2 2>/dev/null &
        job=$! latest=$2
      }

      # Only a child of ours is ended: the number may long belong to somebody else.
      finish() {
        trap - EXIT
        [ -n "$job" ] || return
        if [ -r "/proc/$job/stat" ]; then
          read -r line <"/proc/$job/stat"
          # shellcheck disable=SC2086 # fields after the name: state, parent
          set -- ${line##*) }
          shift
        else
          # shellcheck disable=SC2046 # drops the blanks
          set -- $(ps -o ppid= -p "$job")
        fi 2>/dev/null
        [ "${1:-}" != $$ ] || kill -TERM "$job"
      }
      trap finish EXIT
      trap 'exit 1' HUP INT TERM PIPE

      say "$mark hello 1 $system"
      while read -r request number words; do
        case $number in '' | *[!0-9]*) continue ;; esac
        case $request in
          tick)
            "tick_$system" 2>/dev/null
            say "$mark begin $number tick
      $answer
      $mark end $number $status"
            ;;
          disk | net | facts | posture | ps)
            # shellcheck disable=SC2086 # words without blanks and wildcards
            begin "$request" "$number" $words
            case $request in disk | net) wary= ;; esac
            ;;
          stop)
            [ "$number" = "$latest" ] && kill -TERM "$job" 2>/dev/null
            wary=1
            ;;
        esac
      done
      """#

  /// Random bytes in a mark.
  static let markBytes = 8

  /// The program with the session's mark; `root` is put before /proc, /etc and /sys, for tests.
  static func script(mark: String, root: String = "") -> [UInt8] {
    Array("mark=\(mark) root=\(root)\n\(text)\n".utf8)
  }

  /// What the login shell is given: short to read in ps(1), and the same to sh, csh, fish and others.
  ///
  /// The program itself comes on stdin, so no shell but the sh that runs it ever has to parse it.
  static func command(length: Int) -> String {
    "exec sh -c 'eval \"$(head -c \(length))\"' opsconsole-probe"
  }

  /// A new mark of 16 hexadecimal digits.
  static func mark(using generator: inout some RandomNumberGenerator) -> String {
    let value: UInt64 = generator.next()
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: markBytes * 2 - digits.count) + digits
  }
}
