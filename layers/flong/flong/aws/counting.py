"""Counts what was committed, of as many articles at once as a transaction takes."""

from flong.aws import articles, collections
from flong.aws.items import plain
from flong.count import SITE_WIDE, collections_of, counted_of, grouped, move_of
from flong.errors import Unavailable
from flong.events import ArticleRecord, Counted
from flong.runtime import Changes, article_of


def count(batch: list[Changes]) -> set[str]:
    """Has the counts contain the articles as they are; the ids of those that they contain now.

    Once the counts have moved nothing knows the lists that an article has left, so their collections are marked before.
    What is site-wide shows which lists there are, so it is marked after.
    """
    standing = articles.counted([article_of(changes[-1]) for changes in batch])
    before = [state for changes in batch for change in changes for state in states_in(change)]
    now = [state for record, old in standing.values() for state in (old, counted_of(record))]
    collections.rebuild_later(collections_of([*before, *now]))
    moves = [it for id_, (record, old) in standing.items() if (it := move_of(id_, old, record))]
    late = {it.article_id for group in grouped(moves) if not collections.move_counts(group) for it in group}
    collections.rebuild_later(SITE_WIDE)
    return {article_of(changes[-1]) for changes in batch} - late


def count_one(changes: Changes) -> None:
    """The same of one article; `Unavailable` if another was faster."""
    if not count([changes]):
        raise Unavailable("the counts moved meanwhile")


def states_in(change: dict[str, object]) -> list[Counted]:
    """What the counts contained before a change in the stream, even if a first try at it has moved them already."""
    image = change["dynamodb"].get("OldImage")  # type: ignore[attr-defined]
    return [counted_of(ArticleRecord.model_validate(plain(image)))] if image else []
