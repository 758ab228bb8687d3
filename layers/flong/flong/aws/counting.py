"""Counts what was committed, of as many articles at once as a transaction takes."""

from flong.aws import articles, collections
from flong.aws.items import plain
from flong.count import SITE_WIDE, collections_of, counted_of, grouped, move_of, told_in
from flong.errors import Unavailable
from flong.events import ArticleRecord
from flong.runtime import Changes, article_of


def count(batch: list[Changes]) -> set[str]:
    """Has the counts contain the articles as they are; the ids of those that they contain now.

    Collections show the counts, so they are marked when these have moved. By then nothing knows the lists that an
    article has left, if its record in the stream was lost: these are marked before, too.
    """
    standing = articles.counted([article_of(changes[-1]) for changes in batch])
    before = [record for changes in batch for change in changes for record in records_in(change)]
    old = collections_of(counted for _, counted in standing.values())
    now = collections_of(map(counted_of, [*before, *(record for record, _ in standing.values())]))
    now += [name for record in before for name in told_in(record)]
    collections.rebuild_later([it for it in old if it not in now])
    moves = [it for id_, (record, old) in standing.items() if (it := move_of(id_, old, record))]
    late = {it.article_id for group in grouped(moves) if not collections.move_counts(group) for it in group}
    collections.rebuild_later([*dict.fromkeys([*old, *now]), *SITE_WIDE])
    return {article_of(changes[-1]) for changes in batch} - late


def count_one(changes: Changes) -> None:
    """The same of one article; `Unavailable` if another was faster."""
    if not count([changes]):
        raise Unavailable("the counts moved meanwhile")


def records_in(change: dict[str, object]) -> list[ArticleRecord]:
    """The record before a change in the stream: so what the counts contained, even if a first try has moved them."""
    image = change["dynamodb"].get("OldImage")  # type: ignore[attr-defined]
    return [ArticleRecord.model_validate(plain(image))] if image else []
