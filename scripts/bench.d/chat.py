"""The chat under load, beside weechat and irssi: a flood that nobody can read, and what a message costs."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import time

import terminal
from terminal import percentile, row, under

CHANNEL = "#flood"
SIGNS = b"QXZVWK"  # letters that the flood never says


def measure(quick):
    work = os.path.join(os.environ["OPS_BENCH_WORK"], "chat")
    os.makedirs(work, exist_ok=True)
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ircflood.c")
    server = os.path.join(work, "ircflood")
    subprocess.run(["clang", "-O2", "-o", server, source], check=True)
    return flood_rows(work, server, 10 if quick else 60) + message_rows(work, server, 10 if quick else 20)


class Flood:
    """A server that says so many lines a second to its one client; `result` waits for its end."""

    def __init__(self, server, rate, seconds):
        self.port = free_port()
        self.seconds = seconds
        self.process = subprocess.Popen(
            [server, str(self.port), str(rate), str(seconds)], stdout=subprocess.PIPE, text=True
        )

    def result(self):
        out, _ = self.process.communicate(timeout=self.seconds + 60)
        return json.loads(out) if out.strip() else {}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def flood_rows(work, server, seconds):
    """50,000 lines a second: keys are answered, memory stays, and what was dropped is said."""
    rate = 50000
    flood = Flood(server, rate, seconds)
    home = os.path.join(work, "flooded")
    program = opsconsole(home, flood.port)
    try:
        ready(program, "opsconsole")
        before, size = program.cpu(), program.pss()
        paints = typed(program, seconds - 6)
        told = program.pss()
        cpu = (program.cpu() - before) / (seconds - 6)
        told_result = finish(program, flood)
    finally:
        program.end()
    kept, dropped = counted(home)
    lines = told_result.get("lines", 0)
    who = f"opsconsole, {rate:,} lines/s for {seconds} s"
    return [
        row("flood: lines that the server could send", who, lines, "lines", f"≥ {rate * seconds * 99 // 100:,}",
            lines >= rate * seconds * 0.99),
        row("flood: keys that were seen", who, len(paints), "keys"),
        row("flood: key to paint p50", who, percentile(paints, 0.5), "ms"),
        under("flood: key to paint p99", who, percentile(paints, 0.99), "ms", 100),
        under("flood: PONG, the slowest", who, told_result.get("pong_ms", {}).get("max"), "ms", 5000),
        row("flood: PINGs not answered", who, told_result.get("pings", 0) - told_result.get("pongs", 0), "", "0",
            told_result.get("pings") == told_result.get("pongs")),
        under("flood: memory (PSS), more than before", who, told - size, "MiB", 32),
        row("flood: memory (PSS) in the end", who, told, "MiB"),
        row("flood: CPU", who, cpu, "cores"),
        row("flood: lines neither kept nor told as dropped", who, lines - kept - dropped, "lines", "0",
            lines == kept + dropped),
        row("flood: lines kept", who, kept, "lines"),
    ]


def message_rows(work, server, seconds):
    """A rate that all keep up with: CPU for each message, the same messages for each, one after the other."""
    rate, costs = 2000, {}
    # irssi keeps no history unless told to; opsconsole and weechat do.
    clients = {"opsconsole": opsconsole, "irssi": irssi, "irssi, logging": logging_irssi, "weechat": weechat}
    for round_number in range(3):
        for name, client in clients.items():
            if name != "opsconsole" and not shutil.which(name.split(",")[0]):
                continue
            flood = Flood(server, rate, seconds)
            program = client(os.path.join(work, f"{name}{round_number}"), flood.port)
            try:
                ready(program, name)
                before, begun = program.cpu(), time.perf_counter()
                program.drain(seconds - 6)
                spent = program.cpu() - before
                costs.setdefault(name, []).append(spent / (rate * (time.perf_counter() - begun)) * 1000)
                finish(program, flood)
            finally:
                program.end()
    median = {name: percentile(values, 0.5) for name, values in costs.items()}
    ours, peers = median.pop("opsconsole"), median
    rows = [row("CPU for each message", name, value, "ms") for name, value in peers.items()]
    goal = min(peers.values(), default=None)
    rows.append(
        row("CPU for each message", "opsconsole", ours, "ms", "ahead of both", None if goal is None else ours <= goal)
    )
    return rows


def ready(program, name):
    """The program is up, shows the channel, and the flood has begun; a key of each leads to its second conversation."""
    program.drain(1)
    if name == "opsconsole":
        program.key(b"8")
    deadline, busy = time.perf_counter() + 30, 0
    while time.perf_counter() < deadline:
        busy = busy + 1 if program.drain(1) > 2000 else 0
        if busy == 2:
            return
        if name != "weechat":
            program.key(b"\x1b2")
    raise SystemExit(f"chat: {name} never showed the channel")


def typed(program, seconds):
    """Types letters for so long; milliseconds from each to its sight."""
    paints, number, end = [], 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        program.drain(0.05)
        sign = SIGNS[number % len(SIGNS) : number % len(SIGNS) + 1]
        number += 1
        paint = seen(program, sign)
        paints.append(5000 if paint is None else paint * 1000)
        if number % 40 == 0:
            program.key(b"\x15")
    return paints


def seen(program, sign):
    start = time.perf_counter()
    program.key(sign)
    while time.perf_counter() - start < 5:
        if sign in program.take(0.2):
            return time.perf_counter() - start
    return None


def finish(program, flood):
    """Lets the flood end and be taken in; the program must not be left unread meanwhile."""
    while flood.process.poll() is None:
        program.drain(0.2)
    program.drain(3)
    return flood.result()


def counted(home):
    """Lines of people in the store, and lines that it says were dropped."""
    store = sqlite3.connect(os.path.join(home, "data/opsconsole/chat.sqlite"))
    kept = store.execute("SELECT count(*) FROM line WHERE sender LIKE 'nick%'").fetchone()[0]
    told = store.execute("SELECT text FROM line WHERE text LIKE '% messages came too fast and were dropped'").fetchall()
    return kept, sum(int(text.split()[0]) for (text,) in told)


def opsconsole(home, port):
    os.makedirs(os.path.join(home, "config/opsconsole"), exist_ok=True)
    write(home, "config/opsconsole/hosts.yaml", "hosts: [{ name: here, source: local }]\n")
    write(
        home, "config/opsconsole/config.yaml",
        f'chat: {{ networks: {{ flood: {{ address: "127.0.0.1:{port}", tls: false, nicks: [me], channels: ["{CHANNEL}"] }} }} }}\n',
    )
    places = {f"XDG_{name}_HOME": os.path.join(home, name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return terminal.Program(
        [os.path.join(os.environ["OPS_BENCH_BIN"], "opsconsole")], places | {"HOME": home, "XDG_RUNTIME_DIR": home}
    )


def logging_irssi(home, port):
    return irssi(home, port, f'"fe-common/core" = {{ autolog = "yes"; autolog_path = "{home}/logs/$tag/$0.log"; }};')


def irssi(home, port, more=""):
    os.makedirs(home, exist_ok=True)
    write(
        home, "config",
        f'servers = ( {{ address = "127.0.0.1"; port = "{port}"; chatnet = "flood"; autoconnect = "yes"; }} );\n'
        f'chatnets = {{ flood = {{ type = "IRC"; }}; }};\n'
        f'channels = ( {{ name = "{CHANNEL}"; chatnet = "flood"; autojoin = "yes"; }} );\n'
        'settings = { core = { nick = "me"; user_name = "me"; real_name = "me"; }; ' + more + "};\n",
    )
    return terminal.Program(["irssi", "--home", home])


def weechat(home, port):
    os.makedirs(home, exist_ok=True)
    commands = (
        f"/server add flood 127.0.0.1/{port};/set irc.server.flood.autojoin {CHANNEL};/set irc.server.flood.nicks me;"
        "/connect flood"
    )
    return terminal.Program(["weechat", "-d", home, "-r", commands])


def write(home, name, text):
    with open(os.path.join(home, name), "w", encoding="utf-8") as out:
        out.write(text)
