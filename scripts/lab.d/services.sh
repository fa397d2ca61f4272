# shellcheck shell=bash
# A real node_exporter as four hosts, and listeners that misbehave.

services_up() {
  local n addresses=()
  for n in 1 2 3 4; do addresses+=("--web.listen-address=127.3.0.$n:$(port 100)"); done
  start node prometheus-node-exporter --log.level=warn --collector.textfile.directory="$OPS_LAB_DIR/home" "${addresses[@]}"
  start faults python3 "$LAB_PARTS/faults.py" "$(port 24)"
}

services_wait() {
  wait_for node 127.3.0.4 "$(port 100)"
  # The last that it opens.
  wait_for faults 127.1.210.6 "$(port 24)"
}

services_check() {
  local page
  exec 3<>"/dev/tcp/127.3.0.3/$(port 100)"
  printf 'GET /metrics HTTP/1.0\r\n\r\n' >&3
  page=$(cat <&3)
  [[ $page == *node_load1\ * ]]
}
