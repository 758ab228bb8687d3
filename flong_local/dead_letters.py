"""What no function could do: read where it lies, joined with why, and given back."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError
from flong.article import id_of
from flong.aws import articles, failures, queues
from flong.intake.judge import hinted_keys
from flong.runtime import json_of

from flong_local.pipeline import is_dead_letter_queue

HELD = 30
"""Seconds for which a message that is looked at is hidden from others."""
AT_ONCE = 10


@dataclass(frozen=True)
class Queue:
    """A dead-letter queue by its logical id, and the queue that its messages came from; a stream has none."""

    name: str
    url: str
    origin: str | None

    @property
    def stage(self) -> str:
        return self.name.removesuffix("DeadLetters")


@dataclass(frozen=True)
class Letter:
    """One dead letter: what it is about, why it failed if that is known, and since when it has been on its way."""

    queue: Queue
    id: str
    body: str
    receipt: str
    about: str
    why: str
    since: str


def found(all_queues: Sequence[Queue]) -> list[Letter]:
    """Every dead letter, oldest first; the messages are visible again afterwards."""
    noted = failures.noted()
    letters = [letter_of(queue, it, noted) for queue in all_queues for it in received(queue)]
    return sorted(letters, key=lambda it: it.since)


def received(queue: Queue) -> list[dict[str, Any]]:
    """The messages of a queue, each once; where there are very many, the first come again meanwhile."""
    messages: dict[str, dict[str, Any]] = {}
    while new := {it["MessageId"]: it for it in batch(queue) if it["MessageId"] not in messages}:
        messages |= new
    for it in messages.values():
        with suppress(ClientError):  # it may be visible again by itself
            queues.sqs.change_message_visibility(
                QueueUrl=queue.url, ReceiptHandle=it["ReceiptHandle"], VisibilityTimeout=0
            )
    return list(messages.values())


def batch(queue: Queue) -> list[dict[str, Any]]:
    """Some messages of a queue; none only if there are none, for which SQS has to look everywhere."""
    asked = {"QueueUrl": queue.url, "MaxNumberOfMessages": AT_ONCE, "VisibilityTimeout": HELD}
    wait = {"WaitTimeSeconds": 1} if waiting(queue.url) else {}
    return list(queues.sqs.receive_message(**asked, **wait, AttributeNames=["SentTimestamp"]).get("Messages", []))


def waiting(url: str) -> int:
    """How many messages a queue is known to have; one that has just come may be missing from that."""
    answer = queues.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    return int(answer["Attributes"]["ApproximateNumberOfMessages"])


def letter_of(queue: Queue, message: dict[str, Any], noted: Sequence[failures.Failure]) -> Letter:
    known = [it for it in noted if is_of(it, queue, message)]
    sent = datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC)
    return Letter(
        queue=queue,
        id=message["MessageId"],
        body=message["Body"],
        receipt=message["ReceiptHandle"],
        about=", ".join(sorted({it.about for it in known if it.about})) or named(message["Body"]),
        why="; ".join(sorted({it.why for it in known})) or "not known: see the log of the function",
        since=sent.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def is_of(failure: failures.Failure, queue: Queue, message: dict[str, Any]) -> bool:
    """Whether a failure was noted of this message; of records of the stream, whether it was since they came."""
    if queue.origin:
        return failure.id == str(message["MessageId"])
    batch = (json_of(message["Body"]) or {}).get("DDBStreamBatchInfo", {})
    first = batch.get("approximateArrivalOfFirstRecord", "9")[:19]
    return f"-{queue.stage}" in failure.function and failure.at[:19] >= first


def named(body: str) -> str:
    """What a message itself says that it is about."""
    content = json_of(body)
    if not isinstance(content, dict):
        return "no JSON"
    if "collection" in content:
        return str(content["collection"])
    if "article_id" in content or "subject" in content:
        return str(content.get("article_id") or content["subject"])
    if isinstance(content.get("eventType"), str) and isinstance(content.get("mail"), dict):
        return f"{content['eventType']} of mail {content['mail'].get('messageId')}"  # and no address
    try:
        return ", ".join(id_of(it.key) for it in hinted_keys(content))
    except (KeyError, TypeError, ValueError):
        return ""


def give_back(letters: Sequence[Letter], rate: float) -> Iterator[Letter]:
    """Puts each back where it came from, `rate` a second, and says so; what was a record of the stream is looked at."""
    for letter in letters:
        if letter.queue.origin:
            queues.sqs.send_message(QueueUrl=letter.queue.origin, MessageBody=letter.body)
        else:
            for article_id in filter(None, letter.about.split(", ")):
                articles.refresh(article_id)
        queues.sqs.delete_message(QueueUrl=letter.queue.url, ReceiptHandle=letter.receipt)
        yield letter
        time.sleep(1 / rate)


def queues_of(urls: dict[str, str]) -> list[Queue]:
    """The dead-letter queues among queues by their logical ids, each with the one that leads to it."""
    names = {name: urls[name].rpartition("/")[2] for name in urls if is_dead_letter_queue(name)}
    origins = {target: url for name, url in urls.items() if (target := target_of(url))}
    return [Queue(name, urls[name], origins.get(physical)) for name, physical in names.items()]


def target_of(url: str) -> str | None:
    """The name of the dead-letter queue of a queue."""
    answer = queues.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])
    policy = answer.get("Attributes", {}).get("RedrivePolicy")
    return str(json.loads(policy)["deadLetterTargetArn"].rpartition(":")[2]) if policy else None
