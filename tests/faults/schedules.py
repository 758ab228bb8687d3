"""Anything in any order: several articles, duplicated, delayed and reordered, with throttles, errors and crashes."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from botocore.exceptions import ClientError

from flong_local.embedded import Call, Crash, EmbeddedPipeline, NotSettled, Schedule
from flong_local.engines import TEMPLATE
from flong_local.template import local_template
from flong_local.template.wiring import event_sources
from tests.faults.scenarios import DAY, HOUR, READERS, bad, delete, later, rebuild, rename, upload
from tests.faults.worlds import audited, verify, world

CODES = (
    "ThrottlingException",
    "ProvisionedThroughputExceededException",
    "ServiceUnavailable",
    "SlowDown",
    "InternalError",
    "RequestTimeout",
)
"""What AWS answers when it will pass."""
MOST_FAULTS = 12
NAMES = ("tides", "waves", "moon")
TAGS = ("[Sea]", "[Sea, Moon]", "[Wind]")


class Chaos:
    """At every call a small chance of a crash before or after it, or of an error instead of an answer."""

    def __init__(self, rng: Random, chance: float) -> None:
        self.rng, self.chance, self.left = rng, chance, MOST_FAULTS

    def join(self, pipeline: EmbeddedPipeline) -> None:
        pipeline.hooks.before.append(self.before)
        pipeline.hooks.after.append(self.after)

    def before(self, call: Call) -> None:
        if self.strikes():
            if self.rng.random() < 0.5:
                raise Crash
            raise ClientError({"Error": {"Code": self.rng.choice(CODES), "Message": ""}}, call.operation)

    def after(self, call: Call) -> None:
        if self.strikes():
            raise Crash

    def strikes(self) -> bool:
        if not self.left or self.rng.random() >= self.chance:
            return False
        self.left -= 1
        return True


@dataclass(frozen=True)
class RandomSchedule:
    """A dozen edits of three articles, whose consequences are delivered in the order of a seed."""

    seed: int

    def __str__(self) -> str:
        return f"schedule of seed {self.seed}"

    def run(self) -> None:
        rng = Random(self.seed)
        schedule = Schedule.random(self.seed, duplicates=rng.random() < 0.5, shards=rng.choice((1, 4, 16)))
        with world(schedule) as pipeline:
            for reader in READERS[: rng.randint(0, 2) and len(READERS)]:
                pipeline.subscribe(reader)
            Chaos(rng, rng.choice((0.0, 0.01, 0.03))).join(pipeline)
            for _ in range(rng.randint(4, 12)):
                edit(pipeline, rng)
                some_steps(pipeline, rng)
            heal(pipeline)
            verify(pipeline)


def edit(pipeline: EmbeddedPipeline, rng: Random) -> None:
    """Something that an editor does, or time, or somebody who takes a file away."""
    name, words = rng.choice(NAMES), f"words {rng.randint(0, 3)}"
    choices = (
        upload(name, words, tags=rng.choice(TAGS)),
        upload(name, words, tags=rng.choice(TAGS)),
        upload(name, words, slug=rng.choice(NAMES), title=name.capitalize()),
        upload(name, words, draft="true"),
        delete(name),
        bad(name),
        later(name, rng.randint(1, 3) * HOUR),
        rebuild(name),
        rename,
        lambda it: it.clock.advance(rng.choice((60, HOUR, 2 * HOUR))),
    )
    rng.choice(choices)(pipeline)


def some_steps(pipeline: EmbeddedPipeline, rng: Random) -> None:
    pipeline.steps(rng.choice((0, 1, 2, 5, 20)))


def heal(pipeline: EmbeddedPipeline) -> None:
    """What an operator does when the storm is over: dead letters go back, and what an audit finds is set right."""
    for hooks in (pipeline.hooks.before, pipeline.hooks.after):
        hooks[:] = [hook for hook in hooks if not isinstance(getattr(hook, "__self__", None), Chaos)]
    pipeline.clock.advance(DAY)
    pipeline.settle()
    for _ in range(3):
        for name in pipeline.dead_letters:
            if name in ("PublishDeadLetters", "CountDeadLetters"):
                pipeline.take(name)
            else:
                pipeline.redrive(name)
        pipeline.settle()
        pipeline.clock.advance(HOUR)
        if not audited(pipeline):
            return
        pipeline.settle()


BEYOND_AN_AUDIT = ("Deliver", "Archive", "Feedback", "Invite")
"""A mail is nothing that an audit could send, and what was told or asked nothing that it could tell or ask again."""


@dataclass(frozen=True)
class DroppedStage:
    """Every message to one function is lost, as if its queue had never been there; one audit heals it."""

    function: str
    source: str

    def __str__(self) -> str:
        return f"all that {self.source} brings to {self.function} is lost"

    def run(self) -> None:
        with world() as pipeline:
            for reader in READERS:
                pipeline.subscribe(reader)
            deaf(pipeline, self)
            for step in (upload("tides", tags="[Sea, Moon]"), upload("waves", tags="[Sea]"), later("moon", DAY)):
                step(pipeline)
                pipeline.settle()
            for step in (upload("tides", "two", tags="[Wind]"), delete("waves")):
                step(pipeline)
                pipeline.settle()
            hearing(pipeline)
            pipeline.clock.advance(HOUR)
            found = audited(pipeline)
            pipeline.settle()
            if self.function in BEYOND_AN_AUDIT:
                return
            assert found or self.source == "Bulk", "an audit has not noticed"  # nobody asked for many at once
            verify(pipeline)


def stages() -> Iterator[DroppedStage]:
    for source in event_sources(local_template(TEMPLATE)):
        yield DroppedStage(source.function, source.name)


def deaf(pipeline: EmbeddedPipeline, stage: DroppedStage) -> None:
    """From now on the source brings nothing to its function, and what it has is gone."""
    for source in pipeline.dispatcher.sources:
        if (source.source.function, source.source.name) == (stage.function, stage.source):
            source.run = lambda schedule, source=source: lose(pipeline, source)  # type: ignore[method-assign]


def lose(pipeline: EmbeddedPipeline, source) -> None:  # type: ignore[no-untyped-def]
    if source.source.is_stream:
        source._shards.clear()
    else:
        source.queue._messages.clear()


def hearing(pipeline: EmbeddedPipeline) -> None:
    for source in pipeline.dispatcher.sources:
        vars(source).pop("run", None)


__all__ = ["DroppedStage", "NotSettled", "RandomSchedule", "stages"]
