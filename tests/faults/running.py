"""Runs many worlds at once, each in a process of few, and gathers what failed."""

import multiprocessing
import os
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rich.progress import track


class Trial(Protocol):
    """One world with one fault in it; `str` names it so that it can be run again alone."""

    def run(self) -> None: ...


@dataclass(frozen=True)
class Failure:
    """What a trial came to that should have ended well."""

    trial: str
    error: str


def tried(trial: Trial) -> Failure | None:
    try:
        trial.run()
    except BaseException as error:
        where = "".join(traceback.format_exception(error)[-3:])
        return Failure(str(trial), where)
    return None


def run(trials: Sequence[Trial], said: str, processes: int | None = None) -> list[Failure]:
    """Tries all of them, in parallel; the failures, in the order in which they came."""
    count = processes or os.cpu_count() or 1
    if count == 1 or len(trials) < 2:
        return [failure for trial in trials if (failure := tried(trial))]
    with multiprocessing.get_context("spawn").Pool(count, maxtasksperchild=200) as pool:
        results = pool.imap_unordered(tried, trials)
        return [failure for failure in shown(results, said, len(trials)) if failure]


def shown(results: Iterable[Failure | None], said: str, total: int) -> Iterator[Failure | None]:
    return iter(track(results, said, total=total, transient=True, update_period=1))


def share(trials: Iterable[Trial], every: int) -> list[Trial]:
    """Every so-manieth trial, beginning with the first; a prime meets every kind of them."""
    return list(trials)[::every]
