"""`python -m benchmarks [PART …] [--json]`: rendering, hugo, calls, cold starts, arrival, checking; else all."""

import argparse
import json
from collections.abc import Callable
from typing import Any

from rich.console import Console

from benchmarks import arrival, calls, checking, coldstart, hugo, rendering
from benchmarks.report import Report

PARTS: dict[str, Callable[[], Report]] = {
    "rendering": rendering.measure,
    "hugo": hugo.measure,
    "calls": calls.measure,
    "coldstart": coldstart.measure,
    "arrival": arrival.measure,
    "checking": checking.measure,
}


def main() -> None:
    arguments = parsed()
    console = Console(stderr=arguments.json)
    found: dict[str, Any] = {}
    for name in arguments.parts or PARTS:
        with console.status(f"Measuring {name} …"):
            report = PARTS[name]()
        found[name] = report.values
        if not arguments.json:
            report.show(console)
    if arguments.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure: {', '.join(PARTS)}")
    parser.add_argument("--json", action="store_true", help="print values for programs, and no tables")
    arguments = parser.parse_args()
    if unknown := [part for part in arguments.parts if part not in PARTS]:
        parser.error(f"there is no part {', '.join(unknown)}; choose from {', '.join(PARTS)}")
    return arguments


if __name__ == "__main__":
    main()
