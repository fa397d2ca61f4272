"""Forecasts beside Prometheus: the same filesystems, whose ends are known, by opsconsole and by a real `predict_linear`.

Days left: at every hour from which the end can be known, how far the forecast is off. Alarms: ours, and the rule of node_exporter's mixin
(available < 40 % and predict_linear(6h) below 0 within a day, for an hour). Run alone with
OPS_BENCH_WORK=DIR OPS_BENCH_BIN=DIR_OF_OPSBENCH python3 forecast.py [SEEDS].
"""

import collections
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import fillseries
from terminal import row

DAY = 86_400
STEP = 600  # seconds between two looks
CAP = 60.0  # days: no forecast, and all further ones, count as this
HORIZON = 1.5 * DAY  # an alarm is true when it is full within this; a day was said, half of one more is let pass
LEAST_LEAD = 1800  # seconds before the end at which an alarm is of use
WINDOWS = ("6h", "7d", "90d")


def measure(quick):
    everything = fillseries.everything(1 if quick else 3)
    ours, theirs = Ours(everything), Prometheus(everything)
    rows = []
    for what, unit, count in (
        ("false alarms", "episodes", false_alarms), ("missed ends", "filesystems", missed), ("alarms that came true", "episodes", true_alarms),
    ):
        own, other = count(everything, ours.alarms), count(everything, theirs.alarms)
        better = own > other if what.endswith("true") else own < other
        goal = "" if what.endswith("true") else "< predict_linear"
        # Where both miss nothing there is nothing to be better at.
        ok = None if not goal else better or own == other == 0
        rows.append(row(f"{len(everything)} filesystems: {what}", "opsconsole", own, unit, goal, ok))
        rows.append(row(f"{len(everything)} filesystems: {what}", "predict_linear", other, unit))
    total = {name: errors(everything, days) for name, days in [("", ours.days)] + list(theirs.days.items())}
    for share, name in ((0.5, "median"), (0.9, "nine tenths within")):
        own = quantile(total[""], share)
        others = {window: quantile(total[window], share) for window in WINDOWS}
        title = f"days left, {name}"
        rows.append(row(title, "opsconsole", own, "days off", "< predict_linear", own < min(others.values())))
        rows += [row(title, f"predict_linear {window}", others[window], "days off") for window in WINDOWS]
    rows.append(row("ends within the range that was told", "opsconsole", 100 * ours.within(everything), "%"))
    rows.append(row("forecasts of what never fills, under 30 days", "opsconsole", 100 * listed(everything, ours.days), "% of looks"))
    best = {window: 100 * listed(everything, theirs.days[window]) for window in WINDOWS}
    rows += [
        row("forecasts of what never fills, under 30 days", f"predict_linear {window}", best[window], "% of looks")
        for window in WINDOWS
    ]
    report(everything, ours, theirs)
    return rows


def report(everything, ours, theirs):
    """The table by kind, for those who look closer; on standard error."""
    kinds = collections.defaultdict(list)
    for series in everything:
        kinds[series.kind].append(series)
    out = sys.stderr
    print(f"{'kind':<28}{'median days off':>42}   {'false alarms':>14} {'missed':>12}", file=out)
    print(f"{'':<28}{'ours':>9}" + "".join(f"{w:>11}" for w in WINDOWS) + f"   {'ours':>7}{'theirs':>7} {'ours':>6}{'theirs':>6}", file=out)
    for kind, some in kinds.items():
        off = [errors(some, ours.days)] + [errors(some, theirs.days[window]) for window in WINDOWS]
        words = [f"{statistics.median(values):.2f}" if values else "–" for values in off]
        counts = (
            false_alarms(some, ours.alarms), false_alarms(some, theirs.alarms),
            missed(some, ours.alarms), missed(some, theirs.alarms),
        )
        print(
            f"{kind:<28}{words[0]:>9}" + "".join(f"{word:>11}" for word in words[1:])
            + f"   {counts[0]:>7}{counts[1]:>7} {counts[2]:>6}{counts[3]:>6}",
            file=out,
        )


def first_look():
    return fillseries.START + fillseries.PAST * 60


def end_of(series):
    """The second at which it was full; None when it was not."""
    return None if series.full is None else fillseries.START + series.full * 60


def looks(series):
    last = fillseries.START + (series.end() - 1) * 60
    return range(first_look(), last + 1, STEP)


def errors(everything, days):
    """How far off, in days, at every hour; no forecast is one of CAP days."""
    found = []
    for series in everything:
        end = end_of(series)
        if end is None:
            continue
        for at in looks(series):
            if at % 3600 or at < fillseries.START + series.known * 60:
                continue
            truth = (end - at) / DAY
            found.append(abs(min(days[series.name].get(at, CAP), CAP) - min(truth, CAP)))
    return found


def listed(everything, days):
    """The share of looks at what never fills at which it is said to be full within thirty days."""
    said = [days[series.name].get(at, CAP) < 30 for series in everything if series.full is None for at in looks(series)]
    return sum(said) / max(1, len(said))


def episodes(series, alarms):
    """The seconds at which alarms began; what was cleared for less than an hour goes on."""
    begun, last = [], None
    for at in sorted(alarms[series.name]):
        if last is None or at - last > 3600:
            begun.append(at)
        last = at
    return begun


def false_alarms(everything, alarms):
    return sum(1 for series in everything for at in episodes(series, alarms) if not comes_true(series, at))


def true_alarms(everything, alarms):
    return sum(1 for series in everything for at in episodes(series, alarms) if comes_true(series, at))


def comes_true(series, at):
    end = end_of(series)
    return end is not None and end - at <= HORIZON


def missed(everything, alarms):
    """Filesystems that were full within what was watched, without an alarm in time."""
    count = 0
    for series in everything:
        end = end_of(series)
        if end is None or series.full > fillseries.PAST + fillseries.WATCHED:
            continue
        count += not any(end - HORIZON <= at <= end - LEAST_LEAD for at in alarms[series.name])
    return count


def quantile(values, share):
    values = sorted(values)
    return values[min(int(share * len(values)), len(values) - 1)] if values else None


class Ours:
    """What opsconsole says: `days` and the seconds of `alarms`, by series."""

    def __init__(self, everything):
        path = os.path.join(os.environ["OPS_BENCH_WORK"], "fillseries.txt")
        with open(path, "w", encoding="ascii") as out:
            for number, series in enumerate(everything):
                out.write(f"series {number} {fillseries.SIZE} {first_look()} {STEP}\n")
                out.writelines(f"{at} {left}\n" for at, left in series.points())
        self.days = collections.defaultdict(dict)
        self.alarms = collections.defaultdict(set)
        self.ranges = collections.defaultdict(dict)
        binary = os.path.join(os.environ["OPS_BENCH_BIN"], "opsbench")
        done = subprocess.run([binary, "forecast", path], check=True, stdout=subprocess.PIPE, timeout=3600)
        for line in done.stdout.splitlines():
            said = json.loads(line)
            name, at = everything[int(said["name"])].name, said["at"]
            if "middle" in said:
                self.days[name][at] = said["middle"]
                self.ranges[name][at] = (said["earliest"], said["latest"])
            if "alarm" in said:
                self.alarms[name].add(at)

    def within(self, everything):
        """The share of forecasts whose range held the end."""
        held = []
        for series in everything:
            end = end_of(series)
            if end is not None:
                known = fillseries.START + series.known * 60
                held += [
                    low <= (end - at) / DAY <= high for at, (low, high) in self.ranges[series.name].items() if at >= known
                ]
        return sum(held) / max(1, len(held))


class Prometheus:
    """What a real Prometheus says of the same points, asked over HTTP; `days` by window."""

    def __init__(self, everything):
        self.folder = os.path.join(os.environ["OPS_BENCH_WORK"], "prometheus")
        os.makedirs(self.folder, exist_ok=True)
        self._fill(everything)
        self.days = {window: collections.defaultdict(dict) for window in WINDOWS}
        self.alarms = collections.defaultdict(set)
        port = free_port()
        process = subprocess.Popen(
            ["prometheus", f"--web.listen-address=127.0.0.1:{port}", f"--storage.tsdb.path={self.folder}/data",
             f"--config.file={self.folder}/prometheus.yml", "--storage.tsdb.retention.time=100y", "--log.level=error"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self.url = f"http://127.0.0.1:{port}"
            self._wait(process)
            self._ask(everything)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)

    def _fill(self, everything):
        text = os.path.join(self.folder, "points.txt")
        with open(text, "w", encoding="ascii") as out:
            out.write("# TYPE left gauge\n")
            for number, series in enumerate(everything):
                out.writelines(f'left{{n="{number}"}} {left} {at}\n' for at, left in series.points())
            out.write("# EOF\n")
        subprocess.run(
            ["promtool", "tsdb", "create-blocks-from", "--max-block-duration=720h", "openmetrics", text, f"{self.folder}/data"],
            check=True, stdout=subprocess.DEVNULL, timeout=1800)
        with open(os.path.join(self.folder, "prometheus.yml"), "w", encoding="ascii") as out:
            out.write("global: {}\n")

    def _wait(self, process):
        for _ in range(600):
            if process.poll() is not None:
                raise RuntimeError("prometheus ended at once")
            try:
                with urllib.request.urlopen(f"{self.url}/-/ready", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("prometheus is not ready")

    def _query(self, expression, step, everything):
        """The values of an expression at every step, by series."""
        last = max(looks(series)[-1] for series in everything)
        words = urllib.parse.urlencode({"query": expression, "start": first_look(), "end": last, "step": step})
        with urllib.request.urlopen(f"{self.url}/api/v1/query_range?{words}", timeout=600) as answer:
            result = json.load(answer)["data"]["result"]
        return {int(one["metric"]["n"]): {int(at): float(value) for at, value in one["values"]} for one in result}

    def _ask(self, everything):
        for window in WINDOWS:
            # Its line reaches nothing where its value now is used up by its own slope.
            level = self._query(f"predict_linear(left[{window}], 0)", 3600, everything)
            slope = self._query(f"deriv(left[{window}])", 3600, everything)
            for number, series in enumerate(everything):
                for at, value in slope.get(number, {}).items():
                    if value < 0 and at in level[number] and at in looks(series):
                        self.days[window][series.name][at] = max(level[number][at], 0) / -value / DAY
        rule = f"left / {fillseries.SIZE} < 0.4 and predict_linear(left[6h], {DAY}) < 0"
        found = self._query(rule, STEP, everything)
        for number, series in enumerate(everything):
            self.alarms[series.name] = held(set(found.get(number, {})), looks(series))


def held(seconds, all_looks):
    """Those seconds at which a rule has held for an hour."""
    return {at for at in all_looks if all(at - back in seconds for back in range(0, 3601, STEP))}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


if __name__ == "__main__":
    import bench

    bench.print_table(measure(quick=len(sys.argv) > 1 and sys.argv[1] == "1"))
