"""One shard of a stream on its way to a function: in order, retried, bisected, discarded.

As in lambda/latest/dg/services-ddb-batchfailurereporting.html.
"""

import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from flong_local.lambda_events import Json, failed_ids
from flong_local.template import EventSource

PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
"""Seconds before the first, second … repetition of a failing batch; the last one stays."""


@dataclass
class Batch:
    """Records that go to the function together."""

    records: list[Json]
    attempts: int = 0

    @property
    def ids(self) -> list[str]:
        """Sequence numbers."""
        return [record["dynamodb"]["SequenceNumber"] for record in self.records]


@dataclass
class Discarded:
    """Records that Lambda gave up, and why."""

    records: list[Json]
    attempts: int
    reason: str


@dataclass
class Shard:
    """Records that keep their order; the next batch goes out when the last one is concluded."""

    source: EventSource
    backlog: deque[Json] = field(default_factory=deque)
    failing: deque[Batch] = field(default_factory=deque)
    not_before: float = 0.0
    """The moment before which a failing batch is not tried again, in seconds since 1970."""

    @property
    def depth(self) -> int:
        """Records that wait."""
        return len(self.backlog) + sum(len(batch.records) for batch in self.failing)

    def take(self, size: int) -> Batch:
        """The next batch: one that failed, or new records, `size` at most."""
        if self.failing:
            return self.failing.popleft()
        return Batch([self.backlog.popleft() for _ in range(min(size, len(self.backlog)))])

    def put_back(self, batch: Batch) -> None:
        """The batch goes out again as it is."""
        self.failing.appendleft(batch)

    def conclude(self, batch: Batch, result: Any, failed: bool, now: float) -> Discarded | None:
        """Takes a function's answer to a batch: done, tried again from the first failure, or given up."""
        position = 0 if failed else self._first_failure(batch, result)
        if position is None:
            return None
        rest = Batch(batch.records[position:], 1 if position else batch.attempts + 1)
        if failed and self.source.bisect and len(rest.records) > 1:
            self.failing.extendleft(reversed(_halves(rest)))
        elif reason := self._exhausted(rest, now):
            return Discarded(rest.records, rest.attempts, reason)
        else:
            # Where a function names its first failure, Lambda splits there and nowhere else: what comes after a
            # poisonous record is given up with it.
            self.failing.appendleft(rest)
        self.not_before = now + PAUSES[min(rest.attempts, len(PAUSES)) - 1]
        return None

    def _first_failure(self, batch: Batch, result: Any) -> int | None:
        failed = failed_ids(result, batch.ids, self.source.partial)
        return min(map(batch.ids.index, failed), default=None)

    def _exhausted(self, batch: Batch, now: float) -> str | None:
        if 0 <= self.source.retries < batch.attempts:
            return "RetryAttemptsExhausted"
        age = now - batch.records[0]["dynamodb"]["ApproximateCreationDateTime"]
        return "RecordAgeExceeded" if 0 <= self.source.max_age < age else None


def _halves(batch: Batch) -> list[Batch]:
    middle = len(batch.records) // 2
    # A split is not held against the retries.
    attempts = batch.attempts - 1
    return [Batch(batch.records[:middle], attempts), Batch(batch.records[middle:], attempts)]


def discarded_batch(given_up: Discarded, function_arn: str) -> Json:
    """What the on-failure queue hears: where the records were, not what they said."""
    first, last = given_up.records[0]["dynamodb"], given_up.records[-1]["dynamodb"]
    return {
        "requestContext": {
            "functionArn": f"{function_arn}:$LATEST",
            "condition": given_up.reason,
            "approximateInvokeCount": given_up.attempts,
        },
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
        "version": "1.0",
        "timestamp": _moment(time.time()),
        "DDBStreamBatchInfo": {
            "shardId": "shardId-00000000000000000000-00000000",
            "startSequenceNumber": first["SequenceNumber"],
            "endSequenceNumber": last["SequenceNumber"],
            "approximateArrivalOfFirstRecord": _moment(first["ApproximateCreationDateTime"]),
            "approximateArrivalOfLastRecord": _moment(last["ApproximateCreationDateTime"]),
            "batchSize": len(given_up.records),
            "streamArn": given_up.records[0]["eventSourceARN"],
        },
    }


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
