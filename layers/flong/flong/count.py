"""How many articles a tag and a month have, exactly, under any number of duplicates. Pure."""

from dataclasses import dataclass

from flong.article import State, Tag
from flong.events import ArticleRecord, Counted
from flong.index import month_of

HOME = "home"


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
    if record.state is not State.PUBLISHED or record.listing is None:
        return Counted(revision=record.revision)
    return Counted(revision=record.revision, tags=record.listing.tags, month=month_of(record))


def count_changes(old: Counted | None, record: ArticleRecord) -> list[Change]:
    """The counters to move from what they contain of an article to what they should; a new label moves by none."""
    new = counted_of(record)
    published = record.listing.published.sortable if record.listing else None
    before = {tag.id: tag for tag in old.tags} if old else {}
    after = {tag.id: tag for tag in new.tags}
    gone = [Change("TAGS", tag.id, -1, tag.label, None) for tag in before.values() if tag.id not in after]
    come = [Change("TAGS", tag.id, 1, tag.label, published) for tag in after.values() if tag.id not in before]
    relabelled = [Change("TAGS", tag.id, 0, tag.label, published) for tag in after.values() if renamed(tag, before)]
    months = month_changes(old.month if old else None, new.month)
    return gone + come + relabelled + months


def renamed(tag: Tag, before: dict[str, Tag]) -> bool:
    return tag.id in before and before[tag.id].label != tag.label


def month_changes(old: str | None, new: str | None) -> list[Change]:
    if old == new:
        return []
    return [Change("MONTHS", month, step, month, None) for month, step in ((old, -1), (new, 1)) if month]


def tag_collections(*states: Counted | None) -> list[str]:
    """The collections of the tags that an article has, or had, in any of these states."""
    return [f"tag/{tag}" for tag in dict.fromkeys(tag.id for state in states if state for tag in state.tags)]
