# shellcheck shell=bash
# Beginning, finding and ending the lab's processes, by number and start time.

die() {
  printf 'lab: %s\n' "$*" >&2
  exit 1
}

port() { printf '%d' $((OPS_LAB_PORT_BASE + $1)); }

# start_time PID: nothing for a process that is gone or a zombie.
start_time() {
  local line
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 0
  # shellcheck disable=SC2086 # fields after the name: the state is 3 of proc(5), the start time 22
  set -- ${line##*) }
  [[ $1 == [ZX] ]] || printf '%s' "${20}"
}

pid_of() {
  local pid
  read -r pid _ <"$OPS_LAB_DIR/run/$1.pid"
  printf '%s' "$pid"
}

alive() {
  local pid started
  [[ -s $OPS_LAB_DIR/run/$1.pid ]] || return 1
  read -r pid started <"$OPS_LAB_DIR/run/$1.pid"
  [[ -n $started && $(start_time "$pid") == "$started" ]]
}

# start NAME COMMAND...: in the background, in a session of its own.
start() {
  local name=$1
  shift
  ! alive "$name" || return 0
  setsid "$@" </dev/null >"$OPS_LAB_DIR/log/$name.log" 2>&1 9>&- &
  printf '%s %s\n' "$!" "$(start_time "$!")" >"$OPS_LAB_DIR/run/$name.pid"
  disown "$!"
}

# below PID: its children, theirs, and so on.
below() {
  ps -e -o pid=,ppid= | awk -v root="$1" '
    { children[$2] = children[$2] " " $1 }
    END {
      list[1] = root; last = 1
      for (i = 1; i <= last; i++) {
        count = split(children[list[i]], found, " ")
        for (j = 1; j <= count; j++) { list[++last] = found[j]; print found[j] }
      }
    }'
}

# stop NAME: the process and all below it.
stop() {
  local pid pids=() i
  if alive "$1"; then
    pid=$(pid_of "$1")
    mapfile -t pids < <(below "$pid")
    kill -TERM "$pid" "${pids[@]}" 2>/dev/null || true
    for ((i = 0; i < 40; i++)); do
      alive "$1" || break
      sleep 0.05
    done
    kill -KILL "$pid" "${pids[@]}" 2>/dev/null || true
  fi
  rm -f "$OPS_LAB_DIR/run/$1.pid"
}

# must_be_free NAME ADDRESS PORT: a stranger that answers there would be taken for ours.
must_be_free() {
  ! alive "$1" || return 0
  ! (exec 3<>"/dev/tcp/$2/$3") 2>/dev/null || die "port $3 is in use, by another lab perhaps; set OPS_LAB_PORT_BASE"
}

# wait_for NAME ADDRESS PORT: until something listens there.
wait_for() {
  local i
  for ((i = 0; i < 200; i++)); do
    ! (exec 3<>"/dev/tcp/$2/$3") 2>/dev/null || return 0
    alive "$1" || break
    sleep 0.05
  done
  tail -n 5 "$OPS_LAB_DIR/log/$1.log" >&2
  die "$1 does not listen on $2:$3"
}
