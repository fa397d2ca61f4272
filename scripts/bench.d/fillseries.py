"""Filesystems that fill in known ways, minute by minute: what was left of each, and when it was full. Seeds are fixed."""

import math
import random

GIB = 1 << 30
SIZE = 200 * GIB
DAY = 1440
PAST = 90 * DAY  # minutes before the first forecast
WATCHED = 8 * DAY  # minutes in which forecasts are made
FUTURE = 120 * DAY  # minutes after, to know when it was full
START = 1_780_272_000  # the first minute, in seconds of the epoch


class Series:
    """What was left, a value a minute from START on; `full` is the minute at which nothing was, or None.

    Before the minute `known` nobody can know the end: what leads to it has not begun.
    """

    def __init__(self, kind, seed, left, full, known=PAST):
        self.kind, self.seed, self.left, self.full, self.known = kind, seed, left, full, known
        self.name = f"{kind}-{seed}"

    def end(self):
        """The last minute of which there is a forecast to make."""
        return min(PAST + WATCHED, self.full if self.full is not None else PAST + WATCHED)

    def points(self):
        """Seconds and bytes left: every ten minutes in the far past, every minute from two days before the first forecast."""
        for minute in range(0, self.end()):
            if minute >= PAST - 2 * DAY or minute % 10 == 0:
                yield START + minute * 60, self.left[minute]


def follow(kind, seed, first, change, known=PAST):
    """A series that begins with a share left, and changes by a share of its size each minute."""
    random_ = random.Random(f"{kind} {seed}")
    level, left, full = first, [], None
    for minute in range(PAST + WATCHED + FUTURE):
        level = min(level + change(minute, level, random_), 1.0)
        if level <= 0:
            full = minute
            break
        left.append(round(level * SIZE / 4096) * 4096)
    return Series(kind, seed, left, full, known)


def at(minute, hour, of=DAY):
    """Whether a minute is the one that ends an hour of each day, or of each longer cycle."""
    return minute % of == hour * 60


def linear(days):
    """Fills evenly, and is full so many days after the first forecast."""

    def make(kind, seed):
        pace = 0.9 / (PAST + days * DAY)
        jitter = 0.2 * pace
        return follow(kind, seed, 0.9, lambda minute, level, r: -pace + r.uniform(-jitter, jitter))

    return make


def noisy(days):
    """Fills evenly beneath files that come and go."""

    def make(kind, seed):
        pace = 0.9 / (PAST + days * DAY)
        state = [0.0]

        def change(minute, level, r):
            before = state[0]
            state[0] = 0.9 * before + r.gauss(0, 0.004)
            return -pace + state[0] - before

        return follow(kind, seed, 0.9, change)

    return make


def rotated(growth, ramp, hour=2, of=DAY, first=0.9):
    """Fills by `ramp` in each cycle, which a rotation gives back but for `growth`."""

    def make(kind, seed):
        def change(minute, level, r):
            if at(minute, hour, of):
                return (ramp - growth) * r.uniform(0.93, 1.07)
            return -ramp / of * r.uniform(0.8, 1.2)

        return follow(kind, seed, first, change)

    return make


def hourly(growth):
    """Fills and is emptied each hour."""

    def make(kind, seed):
        def change(minute, level, r):
            if minute % 60 == 17:
                return (0.12 - growth) * r.uniform(0.995, 1.005) + 0.3 * max(0.3 - level - 0.12, 0) * (growth == 0)
            return -0.12 / 59 * r.uniform(0.98, 1.02)

        return follow(kind, seed, 0.3 if growth == 0 else 0.95, change)

    return make


def batch(kind, seed):
    """Each night a job writes a third of the disk for two hours and removes it; it never fills."""

    def change(minute, level, r):
        if 60 <= minute % DAY < 180:
            return -0.28 / 120 * r.uniform(0.9, 1.1)
        return 0.38 - level if at(minute, 3.25) else 0.0

    return follow(kind, seed, 0.38, change)


def staircase(kind, seed):
    """Each night a dump of 1 % that stays; full after 40 days."""
    pace = 0.9 / (PAST / DAY + 40)
    return follow(kind, seed, 0.9, lambda minute, level, r: -pace / 20 if 180 <= minute % DAY < 200 else 0.0)


def working_hours(kind, seed):
    """Fills from eight to eight only; full after twelve days."""
    pace = 0.9 / (PAST + 12 * DAY) * 2
    return follow(
        kind, seed, 0.9, lambda minute, level, r: -pace * r.uniform(0.5, 1.5) if 480 <= minute % DAY < 1200 else 0.0
    )


def walk(kind, seed):
    """Fills in bursts of every size."""
    pace = 0.9 / (PAST + 20 * DAY)
    return follow(kind, seed, 0.9, lambda minute, level, r: -pace * math.exp(r.gauss(0, 1.5) - 1.125))


def once(share, minutes, first, day=3, jitter=0.00002):
    """Flat, but for one large file of so many minutes on the third day; it never fills."""

    def make(kind, seed):
        begin = PAST + day * DAY + random.Random(seed).randrange(DAY)

        def change(minute, level, r):
            if begin <= minute < begin + minutes:
                return -share / minutes
            return r.uniform(-jitter, jitter)

        return follow(kind, seed, first, change)

    return make


def deletion(kind, seed):
    """Fills evenly; on the third day a fifth is deleted; full after thirty days."""
    pace = 1.1 / (PAST + 30 * DAY)
    when = PAST + 3 * DAY + random.Random(seed).randrange(DAY)
    return follow(kind, seed, 0.9, lambda minute, level, r: 0.2 if minute == when else -pace * r.uniform(0.8, 1.2), when)


def runaway(hours):
    """Nearly flat; then a program writes without end, and it is full so many hours later."""

    def make(kind, seed):
        begin = PAST + 4 * DAY + random.Random(seed).randrange(DAY)
        pace = 0.35 / (hours * 60)
        return follow(
            kind, seed, 0.36, lambda minute, level, r: -pace * r.uniform(0.7, 1.3) if minute >= begin else r.uniform(-1e-5, 1e-5),
            begin,
        )

    return make


def shrinking(kind, seed):
    """More is left every day."""
    return follow(kind, seed, 0.1, lambda minute, level, r: 0.5 / (PAST + WATCHED) * r.uniform(0.5, 1.5))


def unsteady(kind, seed):
    """Files come and go, and that is all; a quarter is left."""
    state = [0.0]

    def change(minute, level, r):
        before = state[0]
        state[0] = 0.995 * before + r.gauss(0, 0.003)
        return state[0] - before

    return follow(kind, seed, 0.25, change)


def weekly(kind, seed):
    """Fills from 45 % left to 12 % in a week, and is cleaned on Sundays."""

    def change(minute, level, r):
        if at(minute, 4, 7 * DAY):
            return 0.45 - level
        return -0.33 / (7 * DAY) * r.uniform(0.7, 1.3)

    return follow(kind, seed, 0.45, change)


KINDS = {
    "linear, full in 5 d": linear(5),
    "linear, full in 25 d": linear(25),
    "linear beneath noise": noisy(15),
    "rotated each night, grows": rotated(0.9 / 110, 0.06),
    "rotated each night": rotated(0.0, 0.25, first=0.40),
    "rotated each hour, grows": hourly(0.83 / 24 / 100),
    "rotated each hour": hourly(0.0),
    "a job each night": batch,
    "a dump each night": staircase,
    "in working hours": working_hours,
    "in bursts": walk,
    "one large file, 40 min": once(0.18, 40, 0.30),
    "one large file, at once": once(0.10, 3, 0.15),
    "linear, a fifth deleted": deletion,
    "runaway, full in 3 h": runaway(3),
    "runaway, full in 12 h": runaway(12),
    "shrinking": shrinking,
    "noise": unsteady,
    "cleaned each week": weekly,
}


def everything(seeds):
    """All kinds, each with so many seeds."""
    return [make(kind, seed) for kind, make in KINDS.items() for seed in range(1, seeds + 1)]
