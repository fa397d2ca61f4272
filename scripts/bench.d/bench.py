"""Benchmarks of opsconsole beside its peers: one table, one JSON. Ratios within one run are what counts."""

import argparse
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import chat  # noqa: E402
import forecast  # noqa: E402
import history  # noqa: E402
import letters  # noqa: E402
import logscreen  # noqa: E402
import transport  # noqa: E402
import terminal  # noqa: E402
import worklog  # noqa: E402


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter runs: to see that it works, not to quote")
    parser.add_argument("--json", metavar="FILE", help="write the numbers there")
    parser.add_argument("--only", choices=["terminal", "ssh", "http", "log", "chat", "forecast", "history", "letters"])
    options = parser.parse_args()
    rows = []
    if options.only in (None, "terminal"):
        rows += terminal.measure(quick=options.quick)
    if options.only in (None, "http"):
        rows += transport.measure_http(quick=options.quick)
    if options.only in (None, "ssh"):
        rows += transport.measure_ssh(quick=options.quick)
    if options.only in (None, "log"):
        rows += worklog.measure(quick=options.quick)
        rows += logscreen.measure(quick=options.quick)
    if options.only in (None, "chat"):
        rows += chat.measure(quick=options.quick)
    if options.only in (None, "forecast"):
        rows += forecast.measure(quick=options.quick)
    if options.only in (None, "history"):
        rows += history.measure(quick=options.quick)
    if options.only in (None, "letters"):
        rows += letters.measure(quick=options.quick)
    print_table(rows)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as out:
            json.dump({"schema": "opsconsole.bench/1", "rows": rows}, out, indent=1)
            out.write("\n")
    return 1 if any(row["ok"] is False for row in rows) else 0


def print_table(rows):
    """A row: what, who, value, unit, goal (text or empty), ok (True, False, or None without a goal)."""
    widths = [max([len(row[key]) for row in rows] + [len(key)]) for key in ("what", "who", "unit", "goal")]
    heading = ("what", "who", "value", "unit", "goal", "")
    print(f"{heading[0]:<{widths[0]}}  {heading[1]:<{widths[1]}}  {heading[2]:>12}  {heading[3]:<{widths[2]}}  {heading[4]}")
    for row in rows:
        word = {True: "reached", False: "MISSED", None: ""}[row["ok"]]
        value = "–" if row["value"] is None else f"{row['value']:,.3f}".rstrip("0").rstrip(".")
        print(
            f"{row['what']:<{widths[0]}}  {row['who']:<{widths[1]}}  {value:>12}  {row['unit']:<{widths[2]}}"
            f"  {row['goal']:<{widths[3]}}  {word}".rstrip()
        )


if __name__ == "__main__":
    sys.exit(main())
