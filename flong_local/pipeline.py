"""The pipeline as an editor, a reader and a consumer see it: the same on every engine."""

import json
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from boto3.dynamodb.types import TypeDeserializer
from flong.count import TAG_SHARDS
from flong.subscribers import SHARDS

from flong_local.http_events import Response
from flong_local.ses import Ses

MOST_ATTRIBUTES = 10
_FROM = TypeDeserializer()

Item = dict[str, Any]
Watcher = Callable[[str, Item, float], object]


class NotSettled(AssertionError):
    """The pipeline goes on and on."""


class Clients:
    """AWS clients by the service's name, such as `clients.s3`; for a test's own questions."""

    def __init__(self, make: Any) -> None:
        self._make = make

    def __getattr__(self, service: str) -> Any:
        client = self._make(service)
        setattr(self, service, client)
        return client


class Pipeline(ABC):
    """One stack, empty at first.

    `environment` is what every function is told: names of buckets, tables and queues as
    `FLONG_SOURCE_BUCKET` and so on. `clients` are for questions that have no method here.
    """

    environment: Mapping[str, str]
    clients: Clients
    consumer_queue: str
    """URL of a queue that hears everything on the articles topic, raw."""
    ses: Ses
    """What takes mail: a test may set `ses.account.rate`, or `ses.course` to say what becomes of a mail."""

    def __init__(self) -> None:
        self._announcements: list[Item] = []

    # ---- the editor

    def upload(self, key: str, content: bytes | str | Path) -> None:
        """Puts an object into the source bucket; text as UTF-8, a path's bytes unchanged."""
        body = content.read_bytes() if isinstance(content, Path) else content
        body = body.encode() if isinstance(body, str) else body
        self.clients.s3.put_object(Bucket=self.environment["FLONG_SOURCE_BUCKET"], Key=key, Body=body)

    @abstractmethod
    def delete(self, key: str) -> None:
        """Deletes an object of the source bucket."""

    @abstractmethod
    def settle(self) -> int:
        """Lets the pipeline run until nothing is left to do; returns how many batches it took."""

    @abstractmethod
    def subscribe(self, address: str) -> None:
        """Adds a confirmed subscriber."""

    def report(self, key: str) -> Item | None:
        """The verdict on the object under `key` as the editor finds it; None if there is none."""
        text = self._object("FLONG_SOURCE_BUCKET", f"reports/{key}.json")
        return json.loads(text) if text is not None else None

    def report_file(self, key: str, extension: str) -> bytes | None:
        """The report on the object under `key`, as `json` or `html`; None if there is none."""
        return self._object("FLONG_SOURCE_BUCKET", f"reports/{key}.{extension}")

    def object_tags(self, key: str) -> dict[str, str]:
        """The tags of an object of the source bucket, as the S3 console shows them."""
        found = self.clients.s3.get_object_tagging(Bucket=self.environment["FLONG_SOURCE_BUCKET"], Key=key)
        return {tag["Key"]: tag["Value"] for tag in found["TagSet"]}

    # ---- the onlooker

    @abstractmethod
    def watch(self, watcher: Watcher) -> None:
        """From now on `watcher` is told of each invocation that has ended: function, event, seconds."""

    # ---- the reader

    def site(self, path: str) -> bytes | None:
        """What a reader gets at a path or URL of the site; None if nothing is there."""
        key = unquote(urlsplit(path).path).lstrip("/")
        return self._object("FLONG_SITE_BUCKET", f"{key}index.html" if not key or key.endswith("/") else key)

    def site_keys(self) -> list[str]:
        """Every key of the site bucket."""
        return self._keys("FLONG_SITE_BUCKET")

    @abstractmethod
    def request(
        self, method: str, target: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Response:
        """What comes back from what a function serves, such as `/subscriptions/unsubscribe/…` or `/api/articles`."""

    @property
    def mail(self) -> list[EmailMessage]:
        """Every mail that was sent, oldest first."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.mail_as_sent]

    @property
    @abstractmethod
    def mail_as_sent(self) -> list[bytes]:
        """The bytes of every mail, oldest first; a message that was parsed is folded anew when it is written."""

    # ---- the consumer

    @property
    def announcements(self) -> list[Item]:
        """Every CloudEvent that was published, in the order of arrival at a consumer's queue."""
        for message in self._received(self.consumer_queue):
            attributes = message.get("MessageAttributes", {})
            # SNS drops a raw message that has more (sns/latest/dg/sns-large-payload-raw-message-delivery.html).
            if len(attributes) > MOST_ATTRIBUTES:
                raise AssertionError(f"AWS would not deliver a raw message with {len(attributes)} attributes")
            self._announcements.append(json.loads(message["Body"]))
        return list(self._announcements)

    # ---- the tables

    def record(self, article_id: str) -> Item | None:
        """The article's record as plain values; None if it was never committed."""
        return self.item(f"ARTICLE#{article_id}", "ARTICLE")

    def tags(self) -> dict[str, int]:
        """How many articles each tag has; tags of none are left out."""
        counters = [item for partition in TAG_SHARDS for item in self.items(partition)]
        found = {item["sk"]: int(item["count"]) for item in counters if "count" in item}
        return {tag: count for tag, count in found.items() if count}

    def entries(self, tag: str) -> list[str]:
        """Ids of the articles with a tag, newest first."""
        return [item["sk"].split("#", 1)[1] for item in reversed(self.items(f"TAG#{tag}"))]

    def subscribers(self) -> list[Item]:
        """Every subscriber as plain values, by their ids."""
        return sorted(self.partitions("SUBSCRIBER#"), key=lambda it: str(it["pk"]))

    def partitions(self, beginning: str) -> list[Item]:
        """Every item of the subscriber table whose partition's key begins so, in no order."""
        pages = self.clients.dynamodb.get_paginator("scan").paginate(
            TableName=self.environment["FLONG_SUBSCRIBER_TABLE"]
        )
        return [_plain(it) for page in pages for it in page["Items"] if it["pk"]["S"].startswith(beginning)]

    def lines(self, mailing: str) -> list[Item]:
        """A mailing's lines in the ledger, as plain values, by the ids of its recipients."""
        shards = [self.items(f"LEDGER#{mailing}#{shard}", "FLONG_SUBSCRIBER_TABLE") for shard in SHARDS]
        return [line for shard in shards for line in shard]

    def item(self, pk: str, sk: str, table: str = "FLONG_ARTICLE_TABLE") -> Item | None:
        """One item as plain values; None if there is none."""
        key = {"pk": {"S": pk}, "sk": {"S": sk}}
        answer = self.clients.dynamodb.get_item(TableName=self.environment[table], Key=key, ConsistentRead=True)
        return _plain(answer["Item"]) if "Item" in answer else None

    def items(self, pk: str, table: str = "FLONG_ARTICLE_TABLE") -> list[Item]:
        """A partition's items as plain values, in the order of their sort keys."""
        pages = self.clients.dynamodb.get_paginator("query").paginate(
            TableName=self.environment[table],
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": pk}},
            ConsistentRead=True,
        )
        return [_plain(item) for page in pages for item in page["Items"]]

    # ---- the operator

    @property
    @abstractmethod
    def dead_letters(self) -> dict[str, list[str]]:
        """Bodies in each dead-letter queue that has any, by the queue's logical id."""

    @property
    @abstractmethod
    def queues(self) -> dict[str, int]:
        """How many messages are in each queue, by its logical id."""

    @property
    @abstractmethod
    def calls(self) -> Counter[str]:
        """How many AWS calls each function has made; empty where the engine cannot tell."""

    @property
    def connection(self) -> dict[str, str]:
        """What another process sets in its environment to reach the stack; empty if it cannot."""
        return {}

    @property
    def addresses(self) -> dict[str, str]:
        """URLs at which functions are served, by the pattern of their paths; empty where none is by HTTP."""
        return {}

    @abstractmethod
    def close(self) -> None:
        """Ends the stack and everything in it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- parts

    def _object(self, bucket: str, key: str) -> bytes | None:
        s3 = self.clients.s3
        try:
            return bytes(s3.get_object(Bucket=self.environment[bucket], Key=key)["Body"].read())
        except s3.exceptions.NoSuchKey:
            return None

    def _keys(self, bucket: str, prefix: str = "") -> list[str]:
        pages = self.clients.s3.get_paginator("list_objects_v2").paginate(
            Bucket=self.environment[bucket], Prefix=prefix
        )
        return [item["Key"] for page in pages for item in page.get("Contents", [])]

    def _received(self, queue: str) -> Iterator[Item]:
        """Empties a queue."""
        sqs = self.clients.sqs
        asked = {"QueueUrl": queue, "MaxNumberOfMessages": 10, "MessageAttributeNames": ["All"]}
        while messages := sqs.receive_message(**asked).get("Messages"):
            for message in messages:
                sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
                yield message


def _plain(attributes: Item) -> Item:
    return {name: _FROM.deserialize(value) for name, value in attributes.items()}


def is_dead_letter_queue(logical_id: str) -> bool:
    """Whether a queue of the template holds what no function could do."""
    return re.search("DeadLetters$", logical_id) is not None
