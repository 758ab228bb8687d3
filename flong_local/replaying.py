"""What was announced, out of the archive, and into the queue of one consumer."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flong.archive import EVENTS, Kept, unpacked
from flong.aws import objects, queues, topic
from flong.errors import Unavailable
from flong.settings import settings

MOST_AT_ONCE = 10
MOST_BYTES = 250_000
"""Of one request to SQS; it may have 256 KiB in every region, and a message of the largest kind has 32."""
MOST_ATTRIBUTES = 10
"""Of one message in SQS."""
TRIES = 4


@dataclass(frozen=True)
class Wanted:
    """Which events; `since` and `until` are UTC, RFC 3339, and the latter is no longer wanted."""

    since: str | None = None
    until: str | None = None
    tags: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def takes(self, it: Kept) -> bool:
        """Whether an event is wanted: of any of the articles, of any of the kinds, and about any of the tags."""
        at = moment_of(it)
        return (
            (not self.since or at >= self.since)
            and (not self.until or at < self.until)
            and (not self.articles or it.subject in self.articles)
            and (not self.kinds or str(it.event["type"]).split(".")[-2] in self.kinds)
            and (not self.tags or bool(self.tags & {*it.attributes.get("tags", ())}))
        )


def moment_of(it: Kept) -> str:
    return it.at.strftime("%Y-%m-%dT%H:%M:%SZ")


def selected(wanted: Wanted) -> Iterator[Kept]:
    """The events that are wanted, oldest first, each once."""
    for _, keys in groupby(keys_of(wanted), key=lambda key: key.rpartition("/")[0]):
        by_id = {it.id: it for key in keys for it in events_in(key) if wanted.takes(it)}
        # Moments are told in seconds, in which an article may have two revisions.
        yield from sorted(by_id.values(), key=lambda it: (it.at, it.subject, int(it.event["sequence"]), it.id))


def keys_of(wanted: Wanted) -> Iterator[str]:
    """The objects of the days that may have such events; a key's own day sorts as its text does."""
    first = folder_on(wanted.since) if wanted.since else ""
    last = folder_on(wanted.until) + "~" if wanted.until else "~"
    for it in objects.listed(settings().archive_bucket, EVENTS, first):
        if it.key > last:
            return
        yield it.key


def folder_on(moment: str) -> str:
    return f"{EVENTS}{moment[:10].replace('-', '/')}/"


def events_in(key: str) -> Iterator[Kept]:
    return unpacked(objects.s3.get_object(Bucket=settings().archive_bucket, Key=key)["Body"].read())


def send(queue: str, events: Iterator[Kept], rate: float) -> Iterator[int]:
    """Sends events to a queue, so many a second, and says after each batch how many they were."""
    for batch in batched(map(entry_of, events)):
        started = time.monotonic()
        deliver(queue, [{**it, "Id": str(number)} for number, it in enumerate(batch)])
        yield len(batch)
        time.sleep(max(0.0, started + len(batch) / rate - time.monotonic()))


def entry_of(it: Kept) -> dict[str, Any]:
    """An event as the topic would deliver it raw, but for what says that it is sent once more."""
    body = json.dumps({**it.event, "replayed": True}, ensure_ascii=False, separators=(",", ":"))
    named = {"replayed": "true", **it.attributes}
    attributes = {name: topic.attribute(value) for name, value in list(named.items())[:MOST_ATTRIBUTES]}
    return {"MessageBody": body, "MessageAttributes": attributes}


def batched(entries: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Entries by as many as fit into one request."""
    batch: list[dict[str, Any]] = []
    size = 0
    for entry in entries:
        more = len(json.dumps(entry, ensure_ascii=False).encode())
        if batch and (len(batch) == MOST_AT_ONCE or size + more > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += more
    if batch:
        yield batch


def deliver(queue: str, entries: Sequence[dict[str, Any]]) -> None:
    """Sends what the queue takes, and what it does not take again; `Unavailable` if that goes on."""
    for attempt in range(TRIES):
        failed = {it["Id"] for it in queues.sqs.send_message_batch(QueueUrl=queue, Entries=entries).get("Failed", [])}
        entries = [it for it in entries if it["Id"] in failed]
        if not entries:
            return
        time.sleep(2**attempt)
    raise Unavailable(f"{len(entries)} events were not taken")


def url_of(queue: str) -> str:
    """The URL of a queue that was named by its URL, its ARN or its name; botocore's ClientError if there is none."""
    if queue.startswith(("https://", "http://")):
        return queue
    *_, account, name = ["", *queue.split(":")]
    owner = {"QueueOwnerAWSAccountId": account} if account else {}
    return str(queues.sqs.get_queue_url(QueueName=name, **owner)["QueueUrl"])
