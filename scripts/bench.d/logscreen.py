"""What a large work log costs the person at the screen: opening, scrolling, and what a command adds."""

import os
import subprocess
import time

import terminal
from terminal import row, under

WORDS = ["ABCDEFGH", "IJKLMNOP", "QRSTUVWX", "abcdefgh", "ijklmnop"]


def measure(quick):
    """After worklog.measure, whose large file is opened here."""
    work = os.environ["OPS_BENCH_WORK"]
    binary = os.path.join(os.environ["OPS_BENCH_BIN"], "opsconsole")
    folder = os.path.join(work, "logscreen")
    os.makedirs(folder, exist_ok=True)
    inventory = os.path.join(folder, "hosts.yaml")
    with open(inventory, "w", encoding="utf-8") as out:
        out.write("hosts: [{ name: here, source: local }]\n")
    runs, presses = (3, 20) if quick else (15, 100)
    # One at a time, so that a machine that is busy for a while is so for both.
    consoles = {
        "no entries": console(binary, folder, inventory, os.path.join(folder, "small.sqlite")),
        "the large log": console(binary, folder, inventory, os.path.join(work, "large", "log.sqlite")),
    }
    starts = {name: terminal.start_times(argv, runs) for name, argv in consoles.items()}
    empty, large = starts["no entries"], starts["the large log"]
    rows = [
        row("start to first frame, no entries", "opsconsole", empty, "ms"),
        row("start to first frame, large log", "opsconsole", large, "ms", "as without", large <= empty * 1.1 + 2),
    ]
    return rows + pane_rows(consoles["the large log"], presses)


def console(binary, folder, inventory, log):
    config = os.path.join(folder, os.path.basename(os.path.dirname(log)) + ".yaml")
    with open(config, "w", encoding="utf-8") as out:
        out.write(f'log: {{ path: "{log}" }}\n')
    return [binary, "-i", inventory, "--config", config]


def pane_rows(argv, presses):
    program = terminal.Program(argv)
    try:
        program.burst(5)
        program.drain(1.5)
        program.key(b"5")
        program.drain(1.5)
        paints, _ = terminal.keys(program, b"k", b"\x1b[5~", presses)
        adds = [added(program, argv, number) for number in range(5)]
        return [
            under("work log: a key that scrolls, 99 of 100", "opsconsole", terminal.percentile(paints, 0.99), "ms", 50),
            under("work log: added by a command, on the screen", "opsconsole", max(adds), "ms", 1000),
            row("memory (PSS) with the large log", "opsconsole", program.pss(), "MiB"),
        ]
    finally:
        program.end()


def added(program, argv, number):
    """Milliseconds from the command's end, when the entry is saved, to the paint that follows."""
    # No letter stands twice in a column, since a terminal is sent only what differs.
    word = WORDS[number]
    program.key(b"G")
    program.drain(1.2)
    subprocess.run([argv[0], "log", "add", *argv[3:], word], check=True, stdout=subprocess.DEVNULL)
    done = time.perf_counter()
    while time.perf_counter() - done < 5:
        ready, _, _ = terminal.select.select([program.fd], [], [], 0.1)
        if ready and word.encode() in os.read(program.fd, 1 << 16):
            return (time.perf_counter() - done) * 1000
    return 5000.0
