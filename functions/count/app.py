"""Keeps the counts exact, and says which collections have to be rebuilt."""

from flong.aws import counting
from flong.runtime import Changes, for_each_change, outcome


def count(changes: Changes) -> None:
    counting.count_one(changes)
    outcome("counted")


def count_together(batch: list[Changes]) -> set[str]:
    done = counting.count(batch)
    outcome("counted together", articles=len(done), of=len(batch))
    return done


handler = for_each_change(count, together=count_together)
