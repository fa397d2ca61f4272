#!/usr/bin/env python3
"""Writes zones/*.txt: compiled zones of this system, and what Python's zoneinfo reads from them.

The data are of the public domain (tz database, version in the files). Lines:
  tzif   BASE64                              the compiled file
  at     SECONDS OFFSET ABBREVIATION         what clocks show at a moment
  local  DATE TIME one|gap|twice SECONDS...  when clocks show it; in a gap by the offset before it
"""
import base64, random, zoneinfo
from datetime import datetime, timedelta, timezone
from pathlib import Path

NAMES = """Asia/Tokyo Europe/Berlin America/New_York Australia/Lord_Howe Europe/Dublin America/Sao_Paulo Pacific/Apia
Asia/Kolkata Africa/Casablanca Asia/Tehran America/Nuuk Asia/Gaza Pacific/Chatham""".split()
EPOCH = datetime(1970, 1, 1)
here = Path(__file__).parent
random.seed(8536)


def changes(zone):
    """The moments at which the offset or the name changes, 1850 to 2100, to the second."""
    show = lambda s: (lambda d: (d.utcoffset(), d.tzname()))(datetime.fromtimestamp(s, timezone.utc).astimezone(zone))
    found, step = [], 86400 * 5
    second = int((datetime(1850, 1, 1) - EPOCH).total_seconds())
    end = int((datetime(2100, 1, 1) - EPOCH).total_seconds())
    while second < end:
        low, high = second, second + step
        if show(low) != show(high):
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if show(middle) == show(low) else (low, middle)
            found.append(high)
        second += step
    return found


for name in NAMES:
    zone = zoneinfo.ZoneInfo(name)
    data = next(Path(p, name) for p in zoneinfo.TZPATH if Path(p, name).exists()).read_bytes()
    version = Path("/usr/share/zoneinfo/tzdata.zi").read_text().split("\n")[0].strip("# ")
    lines = [f"# {name}, tz database {version}, read by Python's zoneinfo (zones.py)", "tzif " + base64.b64encode(data).decode()]
    all_changes = changes(zone)
    chosen = sorted(set(all_changes[:12] + random.sample(all_changes, min(36, len(all_changes))) + all_changes[-6:]))
    moments = {s + d for s in chosen for d in (-1, 0)} | {random.randrange(-3786825600, 4102444800) for _ in range(40)}
    for second in sorted(moments):
        shown = datetime.fromtimestamp(second, timezone.utc).astimezone(zone)
        lines.append(f"at {second} {int(shown.utcoffset().total_seconds())} {shown.tzname()}")
    locals_ = set()
    for change in chosen:
        before = datetime.fromtimestamp(change - 1, timezone.utc).astimezone(zone).replace(tzinfo=None) + timedelta(seconds=1)
        after = datetime.fromtimestamp(change, timezone.utc).astimezone(zone).replace(tzinfo=None)
        middle = before + (after - before) / 2
        for moment in (before, after, middle.replace(microsecond=0), min(before, after) - timedelta(seconds=1)):
            locals_.add(moment)
    for local in sorted(random.sample(sorted(locals_), min(90, len(locals_)))):
        first, second = (local.replace(tzinfo=zone, fold=f).utcoffset() for f in (0, 1))
        seconds = [int((local - o - EPOCH).total_seconds()) for o in (first, second)]
        kind = "one" if first == second else "twice" if first > second else "gap"
        shown = seconds if kind == "twice" else seconds[:1]
        lines.append(f"local {local:%Y-%m-%d %H:%M:%S} {kind} {' '.join(map(str, shown))}")
    (here / "zones" / (name.replace("/", "_") + ".txt")).write_text("\n".join(lines) + "\n")
