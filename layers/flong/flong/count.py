"""How many articles every list has, exactly, under any number of duplicates. Pure."""

from dataclasses import dataclass

from flong.article import State, Tag
from flong.events import ArticleRecord, Counted
from flong.index import authors_of, month_of

HOME = "home"
COUNTERS = ("TAGS", "CATEGORIES", "AUTHORS", "MONTHS")
"""The partitions of counters, one a kind of list."""


@dataclass(frozen=True)
class Change:
    """By how much a counter moves, and the label and time it should show."""

    partition: str
    id: str
    step: int
    label: str
    published: str | None


def counted_of(record: ArticleRecord) -> Counted:
    """What the counts should contain of an article."""
    listing = record.listing
    if record.state is not State.PUBLISHED or listing is None:
        return Counted(revision=record.revision)
    return Counted(
        revision=record.revision,
        tags=listing.tags,
        category=listing.category,
        authors=authors_of(listing),
        month=month_of(listing),
    )


def counters_of(counted: Counted | None) -> dict[tuple[str, str], str]:
    """The counters that contain an article, each with its label."""
    if counted is None:
        return {}
    kinds = (
        ("TAGS", counted.tags),
        ("CATEGORIES", named(counted.category)),
        ("AUTHORS", counted.authors),
        ("MONTHS", named(counted.month)),
    )
    return {(partition, it.id): it.label for partition, found in kinds for it in found}


def named(id_: str | None) -> tuple[Tag, ...]:
    """A list that is called as its id is."""
    return (Tag(id=id_, label=id_),) if id_ else ()


def count_changes(old: Counted | None, record: ArticleRecord) -> list[Change]:
    """The counters to move from what they contain of an article to what they should; a new label moves by none."""
    before, after = counters_of(old), counters_of(counted_of(record))
    published = record.listing.published.sortable if record.listing else None
    gone = [Change(*key, -1, label, None) for key, label in before.items() if key not in after]
    come = [Change(*key, 1, label, published) for key, label in after.items() if key not in before]
    relabelled = [Change(*key, 0, label, published) for key, label in after.items() if before.get(key, label) != label]
    return gone + come + relabelled


def tag_collections(*states: Counted | None) -> list[str]:
    """The collections of the tags that an article has, or had, in any of these states."""
    return [f"tag/{tag}" for tag in dict.fromkeys(tag.id for state in states if state for tag in state.tags)]
