"""`make faults`: every crash, refusal and interleaving, random schedules and planted faults; see docs/testing.md."""

import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable

from rich.console import Console
from rich.table import Table

from tests.faults import crashes, errors, mailings, mutants, preemptions, running
from tests.faults.running import Report, Trial
from tests.faults.schedules import RandomSchedule, stages

KINDS: dict[str, Callable[[int], Iterable[Trial]]] = {
    "planted": lambda seeds: mutants.planted(),
    "stages": lambda seeds: stages(),
    "crashes": lambda seeds: crashes.points(),
    "errors": lambda seeds: errors.points(),
    "preemptions": lambda seeds: preemptions.points(),
    "mailings": lambda seeds: mailings.points(),
    "schedules": lambda seeds: (RandomSchedule(seed) for seed in range(seeds)),
}
SAID = {
    "planted": "planted faults, each found",
    "stages": "stages deaf, healed by one audit",
    "crashes": "crash points",
    "errors": "answers of AWS instead of a result",
    "preemptions": "preemptions",
    "mailings": "a mailing to 500, broken at a call",
    "schedules": "random schedules",
}
SAMPLE = {"planted": 0, "crashes": 40, "errors": 30, "preemptions": 40, "mailings": 120, "schedules": 12}
"""How many of each kind make some minutes on two cores; of the others, all. Each planted fault is among the tests."""


def main() -> int:
    given, console, reports = arguments(), Console(), []
    for kind in given.kinds or KINDS:
        trials = chosen(kind, there := list(KINDS[kind](given.seeds)), given)
        if trials:
            reports.append(running.run(kind, trials, len(there)))
            console.print(line(reports[-1]), highlight=False)
            tell_failures(reports[-1], console)
    console.print(figures(reports))
    failed = sum(len(report.failures) for report in reports)
    console.print(f"[red]{failed} did not end right[/]" if failed else "All ended right: nothing was lost.")
    return 1 if failed or not reports else 0


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[[], *KINDS], help="which; all of them without")
    parser.add_argument("--sample", action="store_true", help="only some of each kind")
    parser.add_argument("--seed", type=int, default=0, help="which sample")
    parser.add_argument("--every", type=int, default=1, help="only every so-manieth of each kind")
    parser.add_argument("--seeds", type=int, default=1000, help="how many random schedules")
    parser.add_argument("--only", default="", help="the one with this name, or those whose names contain it")
    return parser.parse_args()


def chosen(kind: str, trials: list[Trial], given: Namespace) -> list[Trial]:
    if given.only:
        return [it for it in trials if str(it) == given.only] or [it for it in trials if given.only in str(it)]
    if given.every > 1 and kind in SAMPLE:
        return running.sample(trials, -(-len(trials) // given.every), given.seed)
    return running.sample(trials, SAMPLE.get(kind, len(trials)), given.seed) if given.sample else trials


def line(report: Report) -> str:
    failed = f", [red]{len(report.failures)} failed[/]" if report.failures else ""
    return f"{report.kind}: {report.tried:,} of {report.there:,} tried{failed} ({report.seconds:.0f} s)"


def tell_failures(report: Report, console: Console) -> None:
    for failure in report.failures:
        console.rule(failure.trial)
        console.print(failure.error, markup=False, highlight=False)
        command = f"make faults ONLY={shlex.quote(failure.trial)}"
        console.print(f"Again: {command}", markup=False, highlight=False)


def figures(reports: list[Report]) -> Table:
    table = Table("what was tried", "tried", "of", "ended right", "seconds")
    for column in table.columns[1:]:
        column.justify = "right"
    for it in reports:
        right = it.tried - len(it.failures)
        table.add_row(SAID[it.kind], f"{it.tried:,}", f"{it.there:,}", f"{right:,}", f"{it.seconds:,.0f}")
    return table


if __name__ == "__main__":
    sys.exit(main())
