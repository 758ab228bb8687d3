"""Keeps the counts exact, and says which collections have to be rebuilt."""

from typing import Any

from flong.aws import articles, collections, queues
from flong.count import collections_of, count_changes, counted_of
from flong.events import CollectionChanged
from flong.runtime import for_each_change, outcome
from flong.settings import settings


def count(change: dict[str, Any]) -> None:
    article_id = change["dynamodb"]["Keys"]["pk"]["S"].removeprefix("ARTICLE#")
    standing = articles.read(article_id)
    record, old = standing.record, standing.counted
    if record is None:
        return
    new = counted_of(record)
    if old is None or old.revision < record.revision:
        collections.move_counts(old, new, article_id, count_changes(old, record))
    shown = collections_of(before(change), old, new)
    collections.mark_dirty(shown, f"{article_id}@{record.revision}")
    queues.send_all(
        settings().collections_queue, [CollectionChanged(collection=name) for name in shown], settings().collect_delay
    )
    outcome("counted", collections=len(shown))


def before(change: dict[str, Any]):  # type: ignore[no-untyped-def]
    """What the counts contained before this change, even if a first try at it has moved them already."""
    record = collections.record_in(change["dynamodb"].get("OldImage"))
    return counted_of(record) if record else None


handler = for_each_change(count)
