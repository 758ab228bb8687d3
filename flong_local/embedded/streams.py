"""A table's stream as an event source: read from moto, split into as many shards as the schedule has."""

from collections.abc import Callable

from moto.dynamodb.models import dynamodb_backends

from flong_local.embedded.clock import Clock
from flong_local.embedded.functions import Invocation
from flong_local.embedded.schedule import Schedule
from flong_local.filters import passes
from flong_local.lambda_events import Json, stream_record
from flong_local.shards import Batch, Discarded, Shard
from flong_local.template import EventSource, Place

Invoke = Callable[[str, Json], Invocation]
Discard = Callable[[EventSource, Discarded], None]


class StreamSource:
    """Reads the stream of one table for one function."""

    def __init__(
        self, source: EventSource, place: Place, clock: Clock, invoke: Invoke, discard: Discard, schedule: Schedule
    ) -> None:
        self.source, self.schedule = source, schedule
        self._clock, self._invoke, self._discard = clock, invoke, discard
        self._backend = dynamodb_backends[place.account][place.region]
        self._read = 0
        self._shards: dict[int, Shard] = {}
        self._running: dict[int, Batch] = {}

    def ready(self) -> bool:
        """Whether some shard has a batch that can be handed over now."""
        self._fetch()
        return bool(self._due())

    def next_moment(self) -> float | None:
        """When a failing batch is tried again; None if nothing waits."""
        return min((self._shards[number].not_before for number in self._waiting()), default=None)

    def run(self, schedule: Schedule) -> None:
        """Hands one batch of one shard to the function."""
        number = schedule.pick(self._due())
        shard = self._shards[number]
        batch = shard.take(schedule.size(max(1, min(self.source.batch_size, len(shard.backlog)))))
        self._running[number] = batch
        try:
            invocation = self._invoke(self.source.function, {"Records": batch.records})
            if self._running.get(number) is batch:
                self._conclude(shard, batch, invocation)
        finally:
            if self._running.get(number) is batch:
                del self._running[number]

    def abandon(self) -> None:
        """As when every running invocation has timed out: its batch is tried again, its own end comes too late."""
        for number, batch in self._running.items():
            self._shards[number].put_back(batch)
        self._running.clear()

    @property
    def depth(self) -> int:
        """Records that wait for the function."""
        self._fetch()
        return sum(shard.depth for shard in self._shards.values())

    def _due(self) -> list[int]:
        now = self._clock.now()
        return [number for number in self._waiting() if self._shards[number].not_before <= now]

    def _waiting(self) -> list[int]:
        return [number for number, shard in self._shards.items() if shard.depth and number not in self._running]

    def _fetch(self) -> None:
        stream = self._backend.get_table(self.source.table).stream_shard
        if stream is None:
            raise LookupError(f"{self.source.table} has no stream")
        for item in stream.items[self._read :]:
            self._read += 1
            record = stream_record(item.to_json(), self.source.arn)
            if passes(record, self.source.patterns):
                self._shards.setdefault(self._shard_of(record), Shard(self.source)).backlog.append(record)

    def _shard_of(self, record: Json) -> int:
        # The item's keys come in the order of the table's key schema: the partition key first.
        partition = next(iter(record["dynamodb"]["Keys"].values()))
        return self.schedule.shard(str(next(iter(partition.values()))))

    def _conclude(self, shard: Shard, batch: Batch, invocation: Invocation) -> None:
        waiting = shard.depth
        failed = invocation.error is not None
        if discarded := shard.conclude(batch, invocation.result, failed, self._clock.now()):
            self._discard(self.source, discarded)
        elif shard.depth == waiting and self.schedule.again(f"{self.source.function}/{batch.ids[0]}"):
            shard.put_back(Batch(batch.records))
