"""Queues in memory that hand over what they have taken, as SQS does: later, and again.

A message that is not deleted comes again when its time is over, and is a dead letter after so many times.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from flong_local.template import Template

MOST_DELAY = 900


@dataclass
class Message:
    """One message, and from when on it can be received, in seconds since 1970."""

    id: str
    queue: str
    body: str
    since: float
    visible: float
    receives: int = 0


@dataclass(frozen=True)
class Rules:
    """What the template says of a queue."""

    visibility: int
    most: int


class Queues:
    """All queues, by their names."""

    def __init__(self, now: Callable[[], float], rules: Mapping[str, Rules]) -> None:
        self.now, self.rules = now, rules
        self.waiting: dict[str, Message] = {}
        self.dead: list[Message] = []
        self.calls: Counter[str] = Counter()
        """Requests as SQS charges them: of our code, and of Lambda, which receives and deletes."""
        self._number = 0

    def copy(self, now: Callable[[], float]) -> Self:
        made = type(self)(now, self.rules)
        made.waiting = {id_: replace(message) for id_, message in self.waiting.items()}
        made.dead, made.calls, made._number = self.dead.copy(), self.calls.copy(), self._number
        return made

    def call(self, operation: str, given: dict[str, Any]) -> dict[str, Any]:
        self.calls[operation] += 1
        queue = given["QueueUrl"].rsplit("/", 1)[1]
        match operation:
            case "SendMessage":
                return {"MessageId": self.send(queue, given["MessageBody"], given.get("DelaySeconds", 0))}
            case "SendMessageBatch":
                sent = [
                    {"Id": it["Id"], "MessageId": self.send(queue, it["MessageBody"], it.get("DelaySeconds", 0))}
                    for it in given["Entries"]
                ]
                return {"Successful": sent, "Failed": []}
            case "ChangeMessageVisibility":
                self.waiting[given["ReceiptHandle"]].visible = self.now() + given["VisibilityTimeout"]
                return {}
        raise NotImplementedError(operation)

    def send(self, queue: str, body: str, delay: float = 0) -> str:
        if not 0 <= delay <= MOST_DELAY:
            raise ValueError(f"no message waits {delay} seconds")
        self._number += 1
        id_ = f"message-{self._number}"
        self.waiting[id_] = Message(id_, queue, body, self.now(), self.now() + delay)
        return id_

    def receive(self, sizes: Mapping[str, int]) -> list[Message]:
        """A batch of one queue's messages, of that which has waited longest; `sizes` are the most by queue."""
        due = sorted((it for it in self._of(sizes) if it.visible <= self.now()), key=lambda it: it.visible)
        for message in due:
            if message.receives >= self.rules[message.queue].most:
                self.dead.append(self.waiting.pop(message.id))
        alive = [it for it in due if it.id in self.waiting]
        batch = [it for it in alive if it.queue == alive[0].queue][: sizes[alive[0].queue]] if alive else []
        for message in batch:
            message.receives += 1
            message.visible = self.now() + self.rules[message.queue].visibility
        self.calls["ReceiveMessage"] += bool(batch)
        return batch

    def next_moment(self, queues: Collection[str]) -> float | None:
        return min((it.visible for it in self._of(queues)), default=None)

    def delete(self, messages: Collection[Message]) -> None:
        """Takes out what has been dealt with, by one request."""
        self.calls["DeleteMessageBatch"] += bool(messages)
        for message in messages:
            self.waiting.pop(message.id, None)

    def _of(self, queues: Collection[str]) -> Iterator[Message]:
        return (it for it in self.waiting.values() if it.queue in queues)


def rules_of(template: Template) -> dict[str, Rules]:
    """The rules of the template's queues; one that has no dead letters keeps its messages."""
    found = {}
    for queue in template.of_type("AWS::SQS::Queue"):
        most = queue.properties.get("RedrivePolicy", {}).get("maxReceiveCount", 1_000_000)
        found[queue.name] = Rules(int(queue.properties.get("VisibilityTimeout", 30)), int(most))
    return found
