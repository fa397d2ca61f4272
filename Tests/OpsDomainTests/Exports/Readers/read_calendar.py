"""Reads a calendar with icalendar and prints what it understood as JSON; the beginnings are expanded by dateutil.

Zones of unknown names are understood from the calendar's own VTIMEZONE.
"""
import json, sys
from datetime import datetime, timedelta, timezone
from dateutil.rrule import rrulestr
from icalendar import Calendar

data = sys.stdin.buffer.read()
assert all(len(line) <= 75 for line in data.split(b"\r\n")), "a line is longer than 75 bytes"
assert b"\n" not in data.replace(b"\r\n", b""), "a line feed stands alone"
calendar = Calendar.from_ical(data)
utc = lambda moment: int(moment.timestamp() * 1000)


def instants(event):
    """Up to 60 beginnings in milliseconds, by the rule and the zone of the calendar."""
    start = event.decoded("DTSTART")
    if "RRULE" not in event:
        return [utc(start)]
    zone = start.tzinfo
    rule = event["RRULE"].to_ical().decode()
    left = event.get("EXDATE", [])
    left = [d.dt for group in (left if isinstance(left, list) else [left]) for d in group.dts]
    if "UNTIL=" in rule:
        until = datetime.strptime(rule.split("UNTIL=")[1].split(";")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
        local = until.astimezone(zone).strftime("%Y%m%dT%H%M%S")
        rule = rule.replace(until.strftime("%Y%m%dT%H%M%SZ"), local)
    found = []
    for time in rrulestr(rule, dtstart=start.replace(tzinfo=None)):
        if time.replace(tzinfo=None) not in [d.replace(tzinfo=None) for d in left]:
            found.append(utc(time.replace(tzinfo=zone)))
        if len(found) >= 60 or time.year > 2040:
            break
    return found


events = []
for event in calendar.walk("VEVENT"):
    start = event.decoded("DTSTART")
    end = event.decoded("DTEND") if "DTEND" in event else start
    events.append(
        {
            "uid": str(event["UID"]),
            "summary": str(event["SUMMARY"]),
            "description": str(event["DESCRIPTION"]),
            "contact": str(event["CONTACT"]),
            "status": str(event["STATUS"]),
            "sequence": int(event["SEQUENCE"]),
            "stamp": utc(event.decoded("DTSTAMP")),
            "start": utc(start),
            "length": int((end.replace(tzinfo=None) - start.replace(tzinfo=None)).total_seconds()),
            "instants": instants(event),
        }
    )
errors = [str(error) for component in calendar.walk() for error in component.errors]
json.dump({"events": events, "errors": errors, "name": str(calendar["X-WR-CALNAME"])}, sys.stdout)
