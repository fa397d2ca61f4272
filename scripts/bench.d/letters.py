"""How soon the letter of a real host is right when a real load begins, and when it ends.

One host of the lab shows this machine's own load. Each load runs for a while, then nothing does. The program watches the host
over ssh as `status --watch` does; a letter counts from the moment from which on it stays.
"""

import json
import os
import shutil
import subprocess
import threading
import time

HOST = "bm-db01"
GOAL = 30


def lab(*words):
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lab")
    subprocess.run([script, *words], check=True)


class Watch:
    """The letters of the host, as they are printed."""

    def __init__(self, work):
        inventory = os.path.join(work, "letters.yaml")
        with open(inventory, "w", encoding="utf-8") as out:
            out.write(f"defaults: {{ source: ssh, expect: [sshd] }}\nssh: {{ config: {os.environ['OPS_LAB_SSH_CONFIG']} }}\n")
            out.write(f"services: {{ bookmark: {{ roles: {{ db: {HOST} }} }} }}\n")
        program = os.path.join(os.environ["OPS_BENCH_BIN"], "opsconsole")
        words = [program, "status", "--watch", "--every", "2s", "--json", "-i", inventory]
        environment = dict(os.environ, HOME=work)
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True)
        self.seen = []
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        text, decoder = "", json.JSONDecoder()
        for line in self.process.stdout:
            text += line
            try:
                document, _ = decoder.raw_decode(text)
            except ValueError:
                continue
            text = ""
            found = document["hosts"][0].get("bottleneck", {})
            self.seen.append((time.monotonic(), found.get("letter"), found.get("sentence", "")))

    def settled(self, wanted, begin, end):
        """Seconds from `begin` until the letter was right and stayed so until `end`; None when it was not."""
        answer, sentence = None, ""
        for moment, letter, words in self.seen:
            if not begin <= moment <= end:
                continue
            if letter != wanted:
                answer = None
            elif answer is None:
                answer = moment - begin
            if letter == wanted:
                sentence = words or sentence
        return answer, sentence

    def close(self):
        self.process.terminate()
        self.process.wait()


class Group:
    """A memory limit for what is run in it: a control group of version 1 or 2."""

    def __init__(self, limit):
        old = os.path.isdir("/sys/fs/cgroup/memory")
        self.path = ("/sys/fs/cgroup/memory" if old else "/sys/fs/cgroup") + "/opsconsole-bench"
        os.makedirs(self.path, exist_ok=True)
        name = "memory.limit_in_bytes" if old else "memory.max"
        with open(f"{self.path}/{name}", "w", encoding="ascii") as out:
            out.write(str(limit))

    def within(self, words):
        return ["sh", "-c", f'echo $$ >{self.path}/cgroup.procs && exec "$@"', "sh", *words]

    def close(self):
        try:
            os.rmdir(self.path)
        except OSError:
            pass


def loads(work, seconds):
    """Name, wanted letter, commands that run together."""
    stress = ["stress-ng", "--quiet", "--timeout", f"{seconds}s", "--temp-path", work]
    cores = os.cpu_count() or 1
    yield "CPU", "C", [[*stress, "--cpu", str(2 * cores)]]
    yield "disk, O_DIRECT", "I", [[*stress, "--hdd", "2", "--hdd-opts", "direct,wr-rnd", "--hdd-bytes", "256M"]]
    yield "disk, fsync", "I", [[*stress, "--hdd", "2", "--hdd-opts", "fsync", "--hdd-bytes", "64M"]]
    if os.geteuid() == 0:
        group = Group(96 << 20)
        try:
            yield "memory, limit of a group", "M", [group.within([*stress, "--vm", "2", "--vm-bytes", "400M", "--vm-keep"])]
        finally:
            group.close()
    port = str(int(os.environ.get("OPS_LAB_PORT_BASE", "26000")) + 90)
    yield "network, loopback", "N", [
        ["iperf3", "--server", "--one-off", "--bind", "127.0.0.1", "--port", port],
        ["sh", "-c", f"sleep 1; exec iperf3 --client 127.0.0.1 --port {port} --time {seconds} --parallel 4 --length 16K"],
    ]


def measure(quick):
    missing = [name for name in ("stress-ng", "iperf3") if not shutil.which(name)]
    if missing:
        raise SystemExit(f"letters: not found: {', '.join(missing)}")
    work = os.path.join(os.environ["OPS_BENCH_WORK"], "letters")
    os.makedirs(work, exist_ok=True)
    seconds, rest = (40, 40) if quick else (60, 60)
    lab("load", HOST, "real")
    watch = Watch(work)
    rows = []
    try:
        time.sleep(rest)
        for name, letter, commands in loads(work, seconds):
            begin = time.monotonic()
            running = [
                subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for words in commands
            ]
            time.sleep(seconds)
            end = time.monotonic()
            for process in running:
                process.terminate()
                process.wait()
            time.sleep(rest)
            right, words = watch.settled(letter, begin, end)
            after, _ = watch.settled("idle", end, time.monotonic())
            print(f"letters: {name}: {words}", flush=True)
            rows.append(row(f"letter under load: {name}, {letter} after", right))
            rows.append(row(f"letter under load: {name}, idle again after", after))
    finally:
        watch.close()
    return rows


def row(what, seconds):
    return {
        "what": what,
        "who": "opsconsole",
        "value": None if seconds is None else round(seconds, 1),
        "unit": "s",
        "goal": f"≤ {GOAL}",
        "ok": seconds is not None and seconds <= GOAL,
    }
