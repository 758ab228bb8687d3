"""One mailing after another on AWS in memory: what is announced is handed to the functions until all is quiet."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any
from unittest.mock import patch

from benchmarks.queues import Message
from benchmarks.world import answered
from flong_local.embedded.calls import Calls
from flong_local.embedded.clock import Clock
from flong_local.embedded.functions import Functions
from flong_local.engines import QUIET, TEMPLATE
from flong_local.lambda_events import failed_ids, queue_record
from flong_local.opt import locally
from flong_local.template import Function, local_template
from flong_local.template.wiring import functions

FUNCTIONS = ("Deliver", "Feedback")
START = datetime(2026, 6, 2, tzinfo=UTC)
MOST_STEPS = 1_000_000


class Ready(Functions):
    """Functions that find their environment set: to set it anew takes longer than what most invocations do."""

    def _environment(self, function: Function) -> AbstractContextManager[None]:
        return nullcontext()


class Delivery:
    """The functions that mail, with AWS in memory around them: a `Postal`, here or in another process."""

    def __init__(self, post: Any, clock: Clock) -> None:
        self.post, self.clock = post, clock
        known = described()
        self.functions = Ready(known, Calls(), clock)
        self.on_invocation = self.functions.on_invocation
        self.sources = {source.queue: source for it in known.values() for source in it.sources}
        self.sizes = {name: source.batch_size for name, source in self.sources.items()}

    def announce(self, event: str) -> None:
        """Puts an event on the queue of who mails."""
        self.post.queues.send(self.queue_of("Deliver"), event)

    def queue_of(self, function: str) -> str:
        return next(queue for queue, source in self.sources.items() if source.function == function)

    def settle(self, until: float | None = None) -> None:
        """Hands over messages until there are none, or none that comes before `until`."""
        for _ in range(MOST_STEPS):
            if not self.step(until):
                return
        raise AssertionError("it does not come to rest")

    def step(self, until: float | None = None) -> bool:
        """Hands over the next message, or waits for it; False if there is none, or none that comes before `until`."""
        if batch := self.post.queues.receive(self.sizes):
            self.hand_over(batch)
            return True
        moment = self.post.queues.next_moment(self.sizes)
        if moment is None or (until is not None and moment > until):
            return False
        self.clock.advance_to(moment)
        return True

    def hand_over(self, batch: list[Message]) -> None:
        source = self.sources[batch[0].queue]
        records = [queue_record(received(message), source.arn) for message in batch]
        invocation = self.functions.invoke(source.function, {"Records": records})
        self.functions.invocations.clear()
        if invocation.error is None:
            failed = failed_ids(invocation.result, [message.id for message in batch], source.partial)
            self.post.queues.delete([message for message in batch if message.id not in failed])


def received(message: Message) -> dict[str, object]:
    """A message as `receive_message` returns it."""
    attributes = {
        "ApproximateReceiveCount": str(message.receives),
        "SentTimestamp": str(int(message.since * 1000)),
        "ApproximateFirstReceiveTimestamp": str(int(message.since * 1000)),
        "SenderId": "AIDAEXAMPLE",
    }
    named = {"MessageId": message.id, "ReceiptHandle": message.id, "Body": message.body, "MD5OfBody": ""}
    return {**named, "Attributes": attributes}


@cache
def described() -> dict[str, Function]:
    """The functions that mail, told what they are told everywhere."""
    found = {name: it for name, it in functions(local_template(TEMPLATE)).items() if name in FUNCTIONS}
    return {
        name: replace(it, environment=locally({**it.environment, **QUIET}, it.layers)) for name, it in found.items()
    }


@contextmanager
def at(start: datetime = START) -> Iterator[Clock]:
    """A clock that goes on when somebody waits, and not before."""
    with Clock(start, steady=True) as clock:
        yield clock


@contextmanager
def opened(post: Any, clock: Clock) -> Iterator[Delivery]:
    with answered(post.answer), patch("flong.aws.pausing.sleep", clock.advance):
        yield Delivery(post, clock)
