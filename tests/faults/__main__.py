"""`python -m tests.faults`: every crash, every interleaving, random schedules; see docs/guarantees.md."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable

from rich.console import Console

from tests.faults import crashes, errors, preemptions, running
from tests.faults.schedules import RandomSchedule, stages

KINDS: dict[str, Callable[[int], Iterable[running.Trial]]] = {
    "crashes": lambda seeds: crashes.points(),
    "errors": lambda seeds: errors.points(),
    "preemptions": lambda seeds: preemptions.points(),
    "stages": lambda seeds: stages(),
    "schedules": lambda seeds: (RandomSchedule(seed) for seed in range(seeds)),
}


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[[], *KINDS], help="which; all of them without")
    parser.add_argument("--every", type=int, default=1, help="only every so-manieth of each kind")
    parser.add_argument("--from", type=int, default=0, dest="first", help="beginning with this one")
    parser.add_argument("--seeds", type=int, default=2000, help="how many random schedules")
    parser.add_argument("--only", default="", help="those alone whose name contains this")
    given = parser.parse_args()
    console, failures = Console(), []
    for kind in given.kinds or KINDS:
        trials = [it for it in list(KINDS[kind](given.seeds))[given.first :: given.every] if given.only in str(it)]
        found = running.run(trials, kind)
        console.print(f"{kind}: {len(trials)} tried, {len(found)} failed")
        failures += found
    for failure in failures:
        console.rule(failure.trial)
        console.print(failure.error, markup=False, highlight=False)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
