"""How many articles every list has, exactly, under any number of duplicates; and what shows it. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

from flong.article import State, Tag
from flong.events import ArticleRecord, Counted
from flong.index import Key, authors_of, category_of, month_of

HOME, SITEMAP = "home", "sitemap"
SITE_WIDE = (HOME, SITEMAP)
"""The collections that every change concerns. They show counters, too."""
TAG_SHARDS = tuple(f"TAGS#{shard}" for shard in range(4))
"""The partitions that the counters of tags are spread over.

An article moves one counter for each of its tags. At a hundred articles a second that is two thirds of what one
partition takes (1,000 write units a second), with all that can be moved together moved together: `make bench-index`.
"""
COUNTERS = {
    "TAGS": TAG_SHARDS,
    "CATEGORIES": ("CATEGORIES",),
    "AUTHORS": ("AUTHORS",),
    "MONTHS": ("MONTHS",),
}
"""The partitions of counters by kind of list."""
LISTS = {"TAGS": "tag", "CATEGORIES": "category", "AUTHORS": "author", "MONTHS": "month"}
"""The kind of list that each kind of counter is of."""
MOST_WRITES = 100
"""Of one TransactWriteItems."""


@dataclass(frozen=True)
class Change:
    """By how much a counter moves, and the label and time it should show; None where an article has left it."""

    partition: str
    id: str
    step: int
    label: str | None
    published: str | None

    @property
    def key(self) -> Key:
        return self.partition, self.id


@dataclass(frozen=True)
class Move:
    """What the counts should contain of one article, and what they contain: None if nothing yet."""

    article_id: str
    old: Counted | None
    new: Counted
    changes: tuple[Change, ...]


def counted_of(record: ArticleRecord) -> Counted:
    """What the counts should contain of an article."""
    listing = record.listing
    if record.state is not State.PUBLISHED or listing is None:
        return Counted(revision=record.revision)
    return Counted(
        revision=record.revision,
        tags=listing.tags,
        category=Tag(id=category_of(listing), label=listing.category),
        authors=authors_of(listing),
        month=month_of(listing),
    )


def tag_counter(tag_id: str) -> str:
    """The partition of a tag's counter."""
    return TAG_SHARDS[crc32(tag_id.encode()) % len(TAG_SHARDS)]


def counter_of(kind: str, id_: str) -> Key:
    """Where the articles of a list are counted."""
    return (tag_counter(id_) if kind == "TAGS" else kind), id_


def counters_of(counted: Counted | None) -> dict[Key, str]:
    """The counters that contain an article, each with its label."""
    if counted is None:
        return {}
    kinds = (
        ("CATEGORIES", (counted.category,) if counted.category else ()),
        ("AUTHORS", counted.authors),
        ("MONTHS", named(counted.month)),
    )
    tags = {(tag_counter(tag.id), tag.id): tag.label for tag in counted.tags}
    return tags | {(partition, it.id): it.label for partition, found in kinds for it in found}


def named(id_: str | None) -> tuple[Tag, ...]:
    """A list that is called as its id is."""
    return (Tag(id=id_, label=id_),) if id_ else ()


def move_of(article_id: str, old: Counted | None, record: ArticleRecord) -> Move | None:
    """How the counts move for an article; None if they contain it as it is."""
    if old and old.revision >= record.revision:
        return None
    return Move(article_id, old, counted_of(record), tuple(count_changes(old, record)))


def count_changes(old: Counted | None, record: ArticleRecord) -> list[Change]:
    """The counters to move from what they contain of an article to what they should; a new label moves by none."""
    before, after = counters_of(old), counters_of(counted_of(record))
    published = record.listing.published.sortable if record.listing else None
    gone = [Change(*key, -1, None, None) for key in before if key not in after]
    come = [Change(*key, 1, label, published) for key, label in after.items() if key not in before]
    relabelled = [Change(*key, 0, label, published) for key, label in after.items() if before.get(key, label) != label]
    return gone + come + relabelled


def grouped(moves: Iterable[Move]) -> Iterator[list[Move]]:
    """The moves in their order, as many together as one transaction takes: an item for each article and each counter.

    One alone always fits: it leaves and enters 42 lists at most.
    """
    group: list[Move] = []
    counters: set[Key] = set()
    for move in moves:
        more = counters | {it.key for it in move.changes}
        if group and len(group) + 1 + len(more) > MOST_WRITES:
            yield group
            group, more = [], {it.key for it in move.changes}
        group, counters = [*group, move], more
    if group:
        yield group


def summed(moves: Iterable[Move]) -> list[Change]:
    """Each counter once, with what all of the moves come to, and the label and time of the last that has any."""
    found: dict[Key, Change] = {}
    for change in (change for move in moves for change in move.changes):
        before = found.get(change.key, Change(*change.key, 0, None, None))
        label, published = change.label or before.label, change.published or before.published
        found[change.key] = Change(*change.key, before.step + change.step, label, published)
    return list(found.values())


def collections_of(states: Iterable[Counted | None]) -> list[str]:
    """The collections that show an article as it is or was in any of these states, each once.

    Of each list that it stands in the front page, which has the newest, and the month; and the site's own month.
    """
    return list(dict.fromkeys(name for state in states if state for name in shown_in(state)))


def told_in(record: ArticleRecord) -> list[str]:
    """The collections whose feeds tell that an article was withdrawn; they no longer do when it comes back."""
    gone = record.listing_before
    if not record.withdrawn or gone is None:
        return []
    return [*(f"tag/{tag.id}" for tag in gone.tags), f"category/{category_of(gone)}"]


def shown_in(state: Counted) -> Iterator[str]:
    lists = [f"tag/{tag.id}" for tag in state.tags]
    lists += [f"category/{state.category.id}"] if state.category else []
    lists += [f"author/{author.id}" for author in state.authors]
    yield from lists
    if state.month:
        yield from (f"{name}/{state.month}" for name in lists)
        yield f"month/{state.month}"
