"""Keeps the counts exact, and says which collections have to be rebuilt."""

from typing import Any

from flong.aws import articles, collections
from flong.count import HOME, count_changes, counted_of, tag_collections
from flong.runtime import for_each_change, outcome


def count(change: dict[str, Any]) -> None:
    article_id = change["dynamodb"]["Keys"]["pk"]["S"].removeprefix("ARTICLE#")
    standing = articles.read(article_id)
    record, old = standing.record, standing.counted
    if record is None:
        return
    new = counted_of(record)
    # Once the counts have moved nothing knows the tags that an article has lost, so their pages are marked before.
    # The home page shows which tags there are, so it is marked after.
    shown = tag_collections(collections.counted_before(change), old, new)
    collections.rebuild_later(shown)
    if old is None or old.revision < record.revision:
        collections.move_counts(old, new, article_id, count_changes(old, record))
    collections.rebuild_later([HOME])
    outcome("counted", collections=len(shown) + 1)


handler = for_each_change(count)
