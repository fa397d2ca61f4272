"""What a person at the terminal feels: start, keys, bytes, idle cost."""

import fcntl
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import termios
import time

QUIET = 0.012  # a burst of output ends when nothing has come for this long


class Program:
    """A program in a pty of 200 by 60."""

    def __init__(self, argv, env=None):
        self.begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"} | (env or {}))
            # The parent sets the size before the program asks for it.
            time.sleep(0.02)
            os.execvp(argv[0], argv)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))
        self.begun += 0.02

    def burst(self, timeout, quiet=QUIET):
        """Reads one burst; returns (seconds to its first byte, to its last byte, bytes), Nones without one."""
        start = time.perf_counter()
        first = last = None
        count = 0
        while True:
            wait = quiet if first is not None else timeout - (time.perf_counter() - start)
            if wait <= 0:
                break
            ready, _, _ = select.select([self.fd], [], [], wait)
            if not ready:
                break
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                break
            last = time.perf_counter() - start
            first = last if first is None else first
            count += len(data)
        return first, last, count

    def drain(self, seconds):
        """Reads for so long; returns the bytes."""
        end = time.perf_counter() + seconds
        count = 0
        while (left := end - time.perf_counter()) > 0:
            ready, _, _ = select.select([self.fd], [], [], left)
            if ready:
                try:
                    count += len(os.read(self.fd, 1 << 16))
                except OSError:
                    break
        return count

    def take(self, timeout):
        """What comes within so long; empty when nothing does."""
        if not select.select([self.fd], [], [], timeout)[0]:
            return b""
        try:
            return os.read(self.fd, 1 << 16)
        except OSError:
            return b""

    def key(self, key):
        os.write(self.fd, key)

    def cpu(self):
        """CPU seconds of all its threads so far, those that ended included."""
        return time.clock_gettime((~self.pid << 3) | 2)  # the process clock of clock_getcpuclockid(3)

    def wakeups(self):
        """Voluntary context switches so far, by thread: threads come and go."""
        switches = {}
        for task in os.listdir(f"/proc/{self.pid}/task"):
            try:
                with open(f"/proc/{self.pid}/task/{task}/status", encoding="ascii") as file:
                    switches[task] = sum(int(line.split()[1]) for line in file if line.startswith("voluntary"))
            except OSError:
                pass
        return switches

    def pss(self):
        """Proportional set size in MiB."""
        with open(f"/proc/{self.pid}/smaps_rollup", encoding="ascii") as file:
            return sum(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
            self.drain(0.02)
        else:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def row(what, who, value, unit, goal="", ok=None):
    return {"what": what, "who": who, "value": value, "unit": unit, "goal": goal, "ok": ok}


def under(what, who, value, unit, limit):
    return row(what, who, value, unit, f"≤ {limit:g}", value is not None and value <= limit)


def start_times(argv, runs):
    """Milliseconds from fork to the end of the first burst, the median of `runs`."""
    times = []
    for _ in range(runs):
        program = Program(argv)
        waited = time.perf_counter() - program.begun
        _, last, _ = program.burst(10)
        if last is not None:
            times.append((waited + last) * 1000)
        program.end()
    return statistics.median(times) if times else None


def keys(program, down, up, count):
    """Milliseconds from each key to the end of what it paints, and bytes for each."""
    paints, sizes = [], []
    for number in range(count):
        program.burst(0.0005)
        program.key(down if number % 20 < 10 else up)
        _, last, size = program.burst(0.25)
        if last is not None:
            paints.append(last * 1000)
            sizes.append(size)
    return paints, sizes


def idle(program, seconds):
    before, wakes = program.cpu(), program.wakeups()
    size = program.drain(seconds)
    woken = sum(count - wakes.get(task, 0) for task, count in program.wakeups().items())
    return (program.cpu() - before) / seconds * 60, size / seconds, woken / seconds


def measure(quick):
    binary = os.path.join(os.environ["OPS_BENCH_BIN"], "opsconsole")
    seconds, presses, runs = (5, 60, 3) if quick else (30, 400, 9)
    rows = []
    echo = Program([os.path.join(os.environ["OPS_BENCH_WORK"], "echo")])
    echo.burst(5)
    paints, sizes = keys(echo, b"j", b"k", presses)
    echo_p99 = percentile(paints, 0.99)
    rows.append(row("key to paint p50", "echo loop", percentile(paints, 0.5), "ms"))
    rows.append(row("key to paint p99", "echo loop", echo_p99, "ms"))
    echo.end()
    for hosts in (56, 1300, 10000):
        rows += console_rows([binary, "--demo", "--hosts", str(hosts)], hosts, seconds, presses, runs, echo_p99)
    for peer in ("htop", "btop"):
        if shutil.which(peer):
            rows += peer_rows(peer, seconds, presses, runs)
    return rows


def console_rows(argv, hosts, seconds, presses, runs, echo_p99):
    who = f"opsconsole {hosts:,}"
    start_goal, idle_goal, pss_goal = {56: (20, 0.1, 24), 1300: (40, 0.3, 40), 10000: (40, 1.5, 160)}[hosts]
    rows = [under("start to first frame", who, start_times(argv, runs), "ms", start_goal)]
    program = Program(argv)
    program.burst(10)
    program.drain(6 if hosts < 10000 else 20)
    paints, sizes = keys(program, b"\x1b[B", b"\x1b[A", presses)
    rows.append(under("key to paint p50", who, percentile(paints, 0.5), "ms", 0.5))
    rows.append(under("key to paint p99", who, percentile(paints, 0.99), "ms", round(echo_p99 + 5, 2)))
    rows.append(under("bytes per key (cursor)", who, percentile(sizes, 0.5), "B", 150))
    program.drain(1)
    _, page_sizes = keys(program, b"\x1b[6~", b"\x1b[5~", 20)
    rows.append(under("bytes per key (page)", who, percentile(page_sizes, 0.5), "B", 5000))
    before = program.cpu()
    program.key(b"\x1b[6~" * 1000)
    size = program.drain(2)
    rows.append(under("1,000 PageDown at once, CPU", who, (program.cpu() - before) * 1000, "ms", 50))
    rows.append(under("1,000 PageDown at once, output", who, size, "B", 20000))
    program.key(b"g")
    program.drain(1)
    cpu, size, wakes = idle(program, seconds)
    rows.append(under("idle CPU", who, cpu, "s/min", idle_goal))
    rows.append(row("idle output", who, size, "B/s"))
    rows.append(row("wake-ups", who, wakes, "/s"))
    rows.append(under("memory (PSS)", who, program.pss(), "MiB", pss_goal))
    program.end()
    return rows


def peer_rows(peer, seconds, presses, runs):
    rows = [row("start to first frame", peer, start_times([peer], max(3, runs // 2)), "ms")]
    program = Program([peer])
    program.burst(5)
    program.drain(3)
    paints, sizes = keys(program, b"\x1b[B", b"\x1b[A", presses)
    rows.append(row("key to paint p50", peer, percentile(paints, 0.5), "ms"))
    rows.append(row("key to paint p99", peer, percentile(paints, 0.99), "ms"))
    rows.append(row("bytes per key (cursor)", peer, percentile(sizes, 0.5), "B"))
    cpu, size, wakes = idle(program, seconds)
    rows.append(row("idle CPU", peer, cpu, "s/min"))
    rows.append(row("idle output", peer, size, "B/s"))
    rows.append(row("memory (PSS)", peer, program.pss(), "MiB"))
    program.end()
    return rows
