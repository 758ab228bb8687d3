"""Runs many worlds at once, each in a process of few, and gathers what failed."""

import multiprocessing
import os
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Trial(Protocol):
    """One world with one fault in it; `str` names it so that it can be run again alone."""

    def run(self) -> None: ...


@dataclass(frozen=True)
class Failure:
    """What a trial came to that should have ended well."""

    trial: str
    error: str


@dataclass
class Report:
    """What came of the trials of one kind."""

    kind: str
    there: int
    """How many there are; not all of them need have been tried."""
    tried: int
    failures: list[Failure] = field(default_factory=list)
    seconds: float = 0.0


def tried(trial: Trial) -> Failure | None:
    try:
        trial.run()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return Failure(str(trial), "".join(traceback.format_exception(error)[-4:]))
    return None


def run(kind: str, trials: Sequence[Trial], there: int) -> Report:
    """Tries all of them, in parallel; the failures are in the order in which they came."""
    report, started = Report(kind, there, len(trials)), time.monotonic()
    with multiprocessing.get_context("spawn").Pool(min(os.cpu_count() or 1, len(trials)), maxtasksperchild=200) as pool:
        results = pool.imap_unordered(tried, trials)
        report.failures = [failure for failure in shown(results, kind, len(trials)) if failure]
    report.seconds = time.monotonic() - started
    return report


def shown(results: Iterable[Failure | None], kind: str, total: int) -> Iterator[Failure | None]:
    """The results as they come, with a bar that says how far it is, and how many have failed."""
    columns = TextColumn(f"{kind:12}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[failed]}")
    with Progress(*columns, TimeRemainingColumn(), transient=True) as progress:
        task, failed = progress.add_task(kind, total=total, failed=""), 0
        for result in results:
            failed += result is not None
            progress.update(task, advance=1, failed=f"[red]{failed} failed[/]" if failed else "")
            yield result


def sample(trials: Sequence[Trial], size: int, seed: int) -> list[Trial]:
    """So many of them, at random, but the same ones for the same seed; all of them, if there are no more."""
    return list(trials) if size >= len(trials) else Random(seed).sample(trials, size)
