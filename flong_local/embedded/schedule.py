"""Who goes next: the part of a distributed system that nobody decides, decided."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")


@dataclass
class Schedule:
    """In the order of arrival, one shard, full batches, each message once.

    The same settings and the same `rng` seed give the same run.
    """

    rng: Random | None = None
    """Chooses sources, messages and batch sizes."""
    reverse: bool = False
    """The newest message first."""
    duplicates: bool = False
    """Every message and every batch of the stream is delivered a second time."""
    shards: int = 1
    """Of each stream; items of different shards have no order."""
    _delivered: set[str] = field(default_factory=set)

    @classmethod
    def random(cls, seed: int, duplicates: bool = False, shards: int = 8) -> "Schedule":
        """Any order that queues and streams allow."""
        return cls(
            rng=Random(seed),  # noqa: S311 it is to be foreseeable
            duplicates=duplicates,
            shards=shards,
        )

    def pick(self, ready: Sequence[T]) -> T:
        """The next of several sources that have something to do."""
        return self.rng.choice(ready) if self.rng else ready[0]

    def order(self, messages: Sequence[T]) -> list[T]:
        """The order in which a queue gives its visible messages: SQS promises none."""
        if self.rng:
            return self.rng.sample(messages, len(messages))
        return list(reversed(messages)) if self.reverse else list(messages)

    def size(self, most: int) -> int:
        """How many records a batch takes, `most` at most."""
        return self.rng.randint(1, most) if self.rng else most

    def shard(self, partition: str) -> int:
        """The shard of a stream that holds the items of a partition key."""
        return crc32(partition.encode()) % self.shards

    def again(self, delivery: str) -> bool:
        """Whether `delivery`, which has just succeeded, comes once more."""
        if not self.duplicates or delivery in self._delivered:
            return False
        self._delivered.add(delivery)
        return True
