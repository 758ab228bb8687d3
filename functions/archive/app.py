"""Keeps what was announced, by day, so that it can be sent to a consumer again."""

from collections.abc import Sequence

from flong.archive import Kept, kept
from flong.aws import archive
from flong.runtime import count, for_batch, outcome


def keep(events: Sequence[Kept]) -> None:
    archive.keep(events)
    outcome("kept", events=[it.id for it in events])
    count("EventsKept", len(events))


handler = for_batch(kept, keep)
