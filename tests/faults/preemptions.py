"""A function stands still at each of its calls in turn, while something else happens and comes to its end.

No threads: the interference runs within the hook of the call, and then the stale function goes on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flong_local.embedded import Call, EmbeddedPipeline
from tests.faults.scenarios import BY_NAME, INTERFERENCES
from tests.faults.worlds import moments, play


@dataclass(frozen=True)
class Preemption:
    """What happens just before one call of a scenario, by the call's number."""

    scenario: str
    number: int
    interference: str

    def __str__(self) -> str:
        return f"{self.interference} at call {self.number} of {self.scenario}"

    def run(self) -> None:
        play(BY_NAME[self.scenario], self.prepare)

    def prepare(self, pipeline: EmbeddedPipeline) -> None:
        left = [self.number]

        def interfere(call: Call) -> None:
            if left and call.number >= left[0]:
                left.clear()
                INTERFERENCES[self.interference](pipeline)
                pipeline.settle()

        pipeline.hooks.before.append(interfere)


def points(
    scenarios: Iterable[str] = BY_NAME, interferences: Iterable[str] = INTERFERENCES, at: str = ""
) -> Iterator[Preemption]:
    """Every interference at every call of every scenario, or at those whose action begins so."""
    for scenario, number in moments(scenarios, at):
        yield from (Preemption(scenario, number, name) for name in interferences)
