"""What the work log costs: 200,000 entries in one file, and 50,000 beside jrnl (PyPI) by CPU time of whole processes."""

import datetime
import os
import resource
import statistics
import subprocess
import sys

from terminal import row, under
from transport import bench

WORD = "障害"
JRNL = "jrnl==4.6"


def measure(quick):
    return measure_large(quick) + measure_beside_jrnl(quick)


def measure_large(quick):
    count = 20_000 if quick else 200_000
    file = os.path.join(os.environ["OPS_BENCH_WORK"], "large", "log.sqlite")
    numbers = bench("log", file, str(count))
    name = f"log of {count:,} entries: "
    return [
        under(name + "open and first page", "opsconsole", numbers["openAndFirstPage"], "ms", 50),
        under(name + "newest 100", "opsconsole", numbers["pageNewest"], "ms", 10),
        under(name + "100 deep in the past", "opsconsole", numbers["pageDeep"], "ms", 10),
        under(name + "100 of a host", "opsconsole", numbers["host"], "ms", 20),
        under(name + f"search {WORD}", "opsconsole", numbers["search" + WORD], "ms", 100),
        under(name + "search for 1 letter of Japanese", "opsconsole", numbers["search障"], "ms", 100),
        under(name + "search for a rare word", "opsconsole", numbers["searchRare"], "ms", 100),
        under(name + "2 letters that stand nowhere", "opsconsole", numbers["searchTwoLettersNone"], "ms", 100),
        row(name + "streamed by CPU second", "opsconsole", numbers["streamPerCPUSecond"], "/s"),
        under(name + "peak memory of all this", "opsconsole", numbers["peakMegabytes"], "MiB", 128),
        row(name + "appended, each synced", "opsconsole", numbers["appendsPerSecond"], "/s"),
    ]


def measure_beside_jrnl(quick):
    count = 2_000 if quick else 50_000
    ours, theirs = Opsconsole(count), Jrnl(count)
    rows = []
    for what, attempts in (("append one", 5), ("list all", 3), ("list the newest 100", 5), (f"search {WORD}", 5)):
        own = statistics.median(cpu(ours.command(what), ours.environment) for _ in range(attempts))
        other = statistics.median(cpu(theirs.command(what), theirs.environment) for _ in range(1 if quick else 3))
        title = f"{count:,} entries: {what}, CPU"
        rows.append(row(title, "opsconsole", own * 1000, "ms", "< jrnl", own < other))
        rows.append(row(title, "jrnl", other * 1000, "ms"))
    return rows


def cpu(command, environment):
    """CPU seconds of one process and its children, its output thrown away."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=600
    )
    if done.returncode != 0:
        sys.exit(f"bench: {command} failed: {done.stderr.decode(errors='replace')}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def home(name):
    """A home of its own, so that nobody's journal is touched."""
    folder = os.path.join(os.environ["OPS_BENCH_WORK"], name)
    os.makedirs(folder, exist_ok=True)
    keep = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL") if key in os.environ}
    return folder, {**keep, "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder, "XDG_STATE_HOME": folder}


class Opsconsole:
    """opsconsole with a log of so many entries."""

    def __init__(self, count):
        folder, self.environment = home("ours")
        self.binary = os.path.join(os.environ["OPS_BENCH_BIN"], "opsconsole")
        self.config = os.path.join(folder, "config.yaml")
        log = os.path.join(folder, "log.sqlite")
        with open(self.config, "w", encoding="utf-8") as out:
            out.write(f"log:\n  path: {log}\n")
        os.chmod(self.config, 0o600)
        subprocess.run([os.path.join(os.environ["OPS_BENCH_BIN"], "opsbench"), "log-fill", log, str(count)], check=True)

    def command(self, what):
        words = {
            "append one": ["add", "restarted mysqld"],
            "list all": ["list"],
            "list the newest 100": ["list", "--limit", "100"],
            f"search {WORD}": ["search", WORD],
        }[what]
        return [self.binary, "log", words[0], "--config", self.config, *words[1:]]


class Jrnl:
    """jrnl with a journal of the same entries."""

    def __init__(self, count):
        folder, self.environment = home("jrnl")
        venv = os.path.join(folder, "venv")
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([os.path.join(venv, "bin", "pip"), "install", "-q", JRNL], check=True)
        self.binary = os.path.join(venv, "bin", "jrnl")
        self.config = os.path.join(folder, "jrnl.yaml")
        journal = os.path.join(folder, "journal.txt")
        with open(self.config, "w", encoding="utf-8") as out:
            out.write(
                "colors: {body: none, date: none, tags: none, title: none}\n"
                "default_hour: 9\ndefault_minute: 0\neditor: ''\nencrypt: false\nhighlight: false\nindent_character: '|'\n"
                f"journals:\n  default:\n    journal: {journal}\nlinewrap: 120\ntagsymbols: '#@'\ntemplate: false\n"
                "timeformat: '%Y-%m-%d %H:%M'\nversion: v4.6\n"
            )
        listing = subprocess.run(
            [os.path.join(os.environ["OPS_BENCH_BIN"], "opsbench"), "log-lines", str(count)],
            check=True, stdout=subprocess.PIPE, encoding="utf-8",
        ).stdout
        with open(journal, "w", encoding="utf-8") as out:
            for line in listing.splitlines():
                seconds, host, text = line.split("\t", 2)
                moment = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)
                out.write(f"[{moment:%Y-%m-%d %H:%M}] {host}: {text}\n\n")

    def command(self, what):
        words = {
            "append one": ["restarted mysqld"],
            "list all": ["-to", "2100"],
            "list the newest 100": ["-n", "100"],
            f"search {WORD}": ["-contains", WORD],
        }[what]
        return [self.binary, "--config-file", self.config, *words]
