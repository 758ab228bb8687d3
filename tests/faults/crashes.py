"""A function dies before, or after, each of its calls in turn; what it held is given to another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flong_local.embedded import Call, Crash, EmbeddedPipeline
from tests.faults.scenarios import BY_NAME
from tests.faults.worlds import play

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


def points(scenarios: Iterable[str] = BY_NAME) -> Iterator[CrashPoint]:
    """Every moment of every scenario, as many as it has calls when nothing goes wrong."""
    for scenario in scenarios:
        for number in range(1, play(BY_NAME[scenario]) + 1):
            yield from (CrashPoint(scenario, number, moment) for moment in MOMENTS)
