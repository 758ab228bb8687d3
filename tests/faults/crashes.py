"""A function dies before, or after, each of its calls in turn; what it held is given to another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flong_local.embedded import Call, Crash, EmbeddedPipeline
from tests.faults.scenarios import BY_NAME
from tests.faults.worlds import moments, play

MOMENTS = ("before", "after")


@dataclass(frozen=True)
class CrashPoint:
    """The moment of one call of a scenario, by the call's number."""

    scenario: str
    number: int
    moment: str

    def __str__(self) -> str:
        return f"crash {self.moment} call {self.number} of {self.scenario}"

    def run(self) -> None:
        play(BY_NAME[self.scenario], self.prepare)

    def prepare(self, pipeline: EmbeddedPipeline) -> None:
        left = [self.number]

        def die(call: Call) -> None:
            if left and call.number >= left[0]:
                left.clear()
                raise Crash

        getattr(pipeline.hooks, self.moment).append(die)


def points(scenarios: Iterable[str] = BY_NAME, at: str = "") -> Iterator[CrashPoint]:
    """Before and after every call of every scenario, or of those whose action begins so."""
    for scenario, number in moments(scenarios, at):
        yield from (CrashPoint(scenario, number, moment) for moment in MOMENTS)
