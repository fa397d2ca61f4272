"""What the fleet's past costs: a file of a whole quarter for 1,300 hosts, minutes written into it, and questions to it."""

import os

from terminal import row, under
from transport import bench


def measure(quick):
    hosts = 100 if quick else 1300
    judge = bench("judge", "20" if quick else "200")
    # A reading of each host every 15 s, and what is done once a second for all.
    reading = judge["microsecondsPerTick"] * judge["hosts"] / 15 / 1e4
    second = judge["millisecondsPerSecondPass"] / 10
    numbers = bench("history", os.path.join(os.environ["OPS_BENCH_WORK"], "past"), str(hosts))
    name = f"past of {hosts:,} hosts: "
    share = 100 / 13 if quick else 100
    kept, asked = numbers["writePercentOfCore"], numbers["forecastPercentOfCore"]
    return [
        under("judging 1,300 hosts: share of a core, verdict and redundancy every second", "opsconsole", second, "%", 0.5),
        row("judging 1,300 hosts: share of a core, taking in a reading every 15 s", "opsconsole", reading, "%"),
        under(name + "a day of minutes and 90 days of hours", "opsconsole", numbers["megabytes"], "MB", 3 * share),
        under(name + "share of a core, all of it", "opsconsole", kept + asked, "%", share / 100),
        row(name + "share of a core, minutes and hours written", "opsconsole", kept, "%"),
        row(name + "share of a core, all hosts asked for forecasts every 15 min", "opsconsole", asked, "%"),
        row(name + "the minute in which an hour is put away", "opsconsole", numbers["putAwayMilliseconds"], "ms"),
        row(name + "the whole fleet at a moment, a minute", "opsconsole", numbers["fleetByMinuteMilliseconds"], "ms"),
        row(name + "the whole fleet at a moment, an hour long ago", "opsconsole", numbers["fleetByHourMilliseconds"], "ms"),
        row(name + "a measure of a host, a day of minutes", "opsconsole", numbers["dayOfMinutesMilliseconds"], "ms"),
        row(name + "a measure of a host, 90 days of hours", "opsconsole", numbers["quarterOfHoursMilliseconds"], "ms"),
    ]
