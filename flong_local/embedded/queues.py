"""A queue as an event source: batches, visibility, redelivery and dead letters as SQS has them."""

from collections.abc import Callable
from typing import Any

from moto.sqs.models import Message, Queue, sqs_backends

from flong_local.embedded.clock import Clock
from flong_local.embedded.functions import Invocation
from flong_local.embedded.schedule import Schedule
from flong_local.filters import passes
from flong_local.lambda_events import Json, failed_ids, queue_record
from flong_local.template import EventSource, Place

Invoke = Callable[[str, Json], Invocation]


class QueueSource:
    """Takes batches from one queue of moto's and hands them to its function."""

    def __init__(self, source: EventSource, place: Place, clock: Clock, invoke: Invoke) -> None:
        self.source = source
        self._backend = sqs_backends[place.account][place.region]
        self._clock, self._invoke = clock, invoke
        self._held: set[str] = set()
        """Ids of messages that an invocation has in its hands."""

    @property
    def queue(self) -> Queue:
        return self._backend.get_queue(self.source.queue)

    def ready(self) -> bool:
        """Whether a batch can be taken now."""
        now = self._clock.now()
        waiting = self._waiting()
        if len(waiting) >= self.source.batch_size and len(self._visible()) >= self.source.batch_size:
            return True
        return any(self._due(message) <= now for message in waiting)

    def next_moment(self) -> float | None:
        """When a batch can be taken if nothing else happens; None if the queue is empty."""
        return min(map(self._due, self._waiting()), default=None)

    @property
    def depth(self) -> int:
        """Messages that wait for the function, now or later."""
        return len(self._waiting())

    def _waiting(self) -> list[Message]:
        return [message for message in self.queue._messages if message.id not in self._held]

    def _visible(self) -> list[Message]:
        now = self._clock.now() * 1000
        return [it for it in self._waiting() if it.visible_at < now and it.delayed_until <= now]

    def _due(self, message: Message) -> float:
        seen_at = max(message.visible_at, message.delayed_until, float(message.sent_timestamp or 0)) / 1000
        # moto asks for a moment strictly after the one at which a message becomes visible.
        return seen_at + self.source.window + (0.001 if message.visible_at else 0)

    def run(self, schedule: Schedule) -> None:
        """Takes one batch, invokes the function, and deletes what it was done with."""
        messages = self._receive(schedule)
        records = {message["MessageId"]: queue_record(message, self.source.arn) for message in messages}
        wanted = {id: record for id, record in records.items() if passes(record, self.source.patterns)}
        self._delete([record for id, record in records.items() if id not in wanted])
        if wanted:
            self._hand_over(wanted, schedule)

    def abandon(self) -> None:
        """As when every running invocation has timed out: what they hold can be received again."""
        for message in self.queue._messages:
            if message.id in self._held:
                message.visible_at = 0.0
        self._held.clear()

    def _hand_over(self, records: dict[str, Json], schedule: Schedule) -> None:
        self._held |= records.keys()
        invocation = None
        try:
            invocation = self._invoke(self.source.function, {"Records": list(records.values())})
        finally:
            in_time = {id for id in records if id in self._held}
            self._held -= records.keys()
        if invocation.error is None:
            failed = failed_ids(invocation.result, records, self.source.partial)
            self._settle([record for id, record in records.items() if id in in_time - failed], schedule)

    def _settle(self, done: list[Json], schedule: Schedule) -> None:
        again = {record["messageId"] for record in done if schedule.again(record["messageId"])}
        self._delete([record for record in done if record["messageId"] not in again])
        for message in self.queue._messages:
            if message.id in again:
                message.visible_at = 0.0

    def _receive(self, schedule: Schedule) -> list[dict[str, Any]]:
        visible = self._visible()
        if not visible:
            return []
        self._move_to_front(schedule.order(visible))
        count = schedule.size(min(self.source.batch_size, len(visible)))
        timeout = int(self.queue.visibility_timeout)  # type: ignore[attr-defined]
        received = self._backend.receive_message(self.queue.name, count, 0, timeout, ["All"])
        return [_as_received(message) for message in received]

    def _move_to_front(self, messages: list[Message]) -> None:
        ids = {message.id for message in messages}
        others = [message for message in self.queue._messages if message.id not in ids]
        self.queue._messages = messages + others

    def _delete(self, records: list[Json]) -> None:
        for record in records:
            self.queue.delete_message(record["receiptHandle"])


def _as_received(message: Message) -> dict[str, Any]:
    """A message of moto's as `receive_message` of the API returns it."""
    received: dict[str, Any] = {
        "MessageId": message.id,
        "ReceiptHandle": message.receipt_handle,
        "Body": message.body,
        "MD5OfBody": message.body_md5,
        "Attributes": {
            "ApproximateReceiveCount": str(message.approximate_receive_count),
            "SentTimestamp": str(message.sent_timestamp),
            "SenderId": message.sender_id,
            "ApproximateFirstReceiveTimestamp": str(message.approximate_first_receive_timestamp),
        },
    }
    if message.message_attributes:
        received["MessageAttributes"] = message.message_attributes
        received["MD5OfMessageAttributes"] = message.attribute_md5
    return received
