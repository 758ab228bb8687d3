"""Lambda's part with a queue or a stream: reads it through the public API, invokes, and says what was done."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from flong_local.filters import passes
from flong_local.lambda_events import Json, failed_ids, queue_record, stream_record
from flong_local.processes.credentials import Role
from flong_local.processes.runtime_api import Answer
from flong_local.shards import Batch, Discarded, Shard, discarded_batch
from flong_local.template import EventSource

LONG_POLL = 1
"""Seconds; longer would delay a stop by as much."""
STREAM_PAUSE = 0.05
"""Seconds between two reads of a quiet stream; Lambda itself reads four times a second."""
MOST_PER_RECEIVE = 10
MOST_PER_READ = 1000


@dataclass(frozen=True)
class Pace:
    """Where a developer may not want to wait as long as production does; None: as deployed."""

    window: float | None = None
    """Most seconds that a batch is gathered."""
    retry: int | None = None
    """Seconds until a message that failed is seen again."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Settings of the functions themselves that have to do with waiting."""


@dataclass(frozen=True)
class Target:
    """The function that a poller works for."""

    arn: str
    role: Role
    invoke: Callable[[Any], Answer]
    operator: Any
    """An SQS client that may do what Lambda never does."""


class Poller:
    """A thread that polls until it is stopped; `idle` tells whether it has nothing in its hands."""

    def __init__(self, source: EventSource, target: Target, pace: Pace, report: Callable[[str], None]) -> None:
        self.source, self._target, self._pace, self._report = source, target, pace, report
        self.idle = True
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name=f"poll {source.function}")

    def start(self) -> None:
        """Begins to poll."""
        self._thread.start()

    def ask_to_stop(self) -> None:
        """The poller ends after what it is doing."""
        self._stop.set()

    def join(self) -> None:
        """Waits for its end."""
        self._thread.join(LONG_POLL + 5)

    def turn(self) -> None:
        """Polls once and does what there is to do."""
        raise NotImplementedError

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.turn()
            except (ClientError, BotoCoreError, RuntimeError) as error:
                if not self._stop.is_set():
                    self._report(f"{self.source.function} cannot poll {self.source.arn}: {error}")
                    self._stop.wait(1)
            finally:
                self.idle = True


class QueuePoller(Poller):
    """Reads a queue. Several may read the same one."""

    def turn(self) -> None:
        messages = self._receive(LONG_POLL)
        if not messages:
            return
        self.idle = False
        self._fill(messages)
        records = [queue_record(message, self.source.arn) for message in messages]
        wanted = [record for record in records if passes(record, self.source.patterns)]
        done = [record for record in records if record not in wanted]
        if wanted:
            done += self._hand_over(wanted)
        self._delete(done)

    def _receive(self, wait: int, most: int = MOST_PER_RECEIVE) -> list[Any]:
        answer = self._sqs.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=min(most, self.source.batch_size, MOST_PER_RECEIVE),
            WaitTimeSeconds=wait,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        return list(answer.get("Messages", []))

    def _fill(self, messages: list[Any]) -> None:
        window = self.source.window if self._pace.window is None else min(self._pace.window, self.source.window)
        deadline = time.monotonic() + window
        while (room := self.source.batch_size - len(messages)) > 0 and not self._stop.is_set():
            more = self._receive(0, room)
            messages += more
            if not more:
                if time.monotonic() >= deadline:
                    return
                self._stop.wait(0.05)

    def _hand_over(self, records: list[Json]) -> list[Json]:
        answer = self._target.invoke({"Records": records})
        ids = [record["messageId"] for record in records]
        failed = set(ids) if answer.failed else failed_ids(answer.payload, ids, self.source.partial)
        if failed and self._pace.retry is not None:
            self._show_again([record for record in records if record["messageId"] in failed], self._pace.retry)
        return [record for record in records if record["messageId"] not in failed]

    def _show_again(self, records: list[Json], seconds: int) -> None:
        for record in records:
            self._target.operator.change_message_visibility(
                QueueUrl=self._url, ReceiptHandle=record["receiptHandle"], VisibilityTimeout=seconds
            )

    def _delete(self, records: list[Json]) -> None:
        # One at a time: ministack wants a permission for batches that AWS does not know.
        for record in records:
            self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=record["receiptHandle"])

    @property
    def _sqs(self) -> Any:
        return self._target.role.client("sqs")

    @property
    def _url(self) -> str:
        return url_of(self._sqs, self.source.arn)


class StreamPoller(Poller):
    """Reads a table's stream from its beginning; alone, so that order is kept."""

    def __init__(self, source: EventSource, target: Target, pace: Pace, report: Callable[[str], None]) -> None:
        super().__init__(source, target, pace, report)
        self._iterators: dict[str, str] = {}
        self._shards: dict[str, Shard] = {}
        self.reads = 0
        """Counts complete reads of the stream, so that others can wait for one."""

    def turn(self) -> None:
        streams = self._target.role.client("dynamodbstreams")
        self._find_shards(streams)
        self.idle = False
        found = sum([self._read(streams, shard_id) for shard_id in list(self._iterators)])
        for shard in self._shards.values():
            self._work_off(shard)
        waiting = any(shard.depth for shard in self._shards.values())
        if not waiting:
            self.idle = True
            self.reads += 1
        if not found:
            self._stop.wait(STREAM_PAUSE)

    def _find_shards(self, streams: Any) -> None:
        if self._iterators:
            return
        described = streams.describe_stream(StreamArn=self.source.arn)["StreamDescription"]
        for it in described["Shards"]:
            answer = streams.get_shard_iterator(
                StreamArn=self.source.arn, ShardId=it["ShardId"], ShardIteratorType="TRIM_HORIZON"
            )
            self._iterators[it["ShardId"]] = answer["ShardIterator"]
            self._shards[it["ShardId"]] = Shard(self.source)

    def _read(self, streams: Any, shard_id: str) -> int:
        answer = streams.get_records(ShardIterator=self._iterators[shard_id], Limit=MOST_PER_READ)
        self._iterators[shard_id] = answer["NextShardIterator"]
        records = [stream_record(it, self.source.arn) for it in answer["Records"]]
        self._shards[shard_id].backlog.extend(it for it in records if passes(it, self.source.patterns))
        return len(records)

    def _work_off(self, shard: Shard) -> None:
        while shard.depth and shard.not_before <= time.time() and not self._stop.is_set():
            batch = shard.take(self.source.batch_size)
            if given_up := self._hand_over(shard, batch):
                self._discard(given_up)

    def _hand_over(self, shard: Shard, batch: Batch) -> Discarded | None:
        answer = self._target.invoke({"Records": batch.records})
        return shard.conclude(batch, answer.payload, answer.failed, time.time())

    def _discard(self, given_up: Discarded) -> None:
        if self.source.on_failure:
            sqs = self._target.role.client("sqs")
            notice = json.dumps(discarded_batch(given_up, self._target.arn))
            sqs.send_message(QueueUrl=url_of(sqs, self.source.on_failure), MessageBody=notice)


def url_of(sqs: Any, arn: str) -> str:
    """The URL of the queue with that ARN; made, not asked for, since Lambda needs no GetQueueUrl either."""
    *_, account, name = arn.split(":")
    return f"{sqs.meta.endpoint_url}/{account}/{name}"
