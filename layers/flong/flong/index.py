"""The tag index: what one commit puts and drops, and on which conditions. Pure."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from flong.article import MAX_AUTHORS, State, Tag
from flong.events import ArticleRecord, Entry, Listing
from flong.intake.slugs import slug_of, tag_id_of

Key = tuple[str, str]


def article_pk(article_id: str) -> str:
    return f"ARTICLE#{article_id}"


def tag_pk(tag_id: str) -> str:
    return f"TAG#{tag_id}"


def category_pk(category: str) -> str:
    return f"CATEGORY#{category}"


def author_pk(author_id: str) -> str:
    return f"AUTHOR#{author_id}"


def latest_pk(month: str) -> str:
    return f"LATEST#{month}"


def path_pk(path: str) -> str:
    return f"PATH#{path}"


def bytes_pk(sha256: str) -> str:
    return f"BYTES#{sha256}"


def picture_pk(key: str) -> str:
    return f"PICTURE#{key}"


def history_pk(article_id: str) -> str:
    return f"HISTORY#{article_id}"


def dirty_pk(collection: str) -> str:
    """A partition for each: a burst marks more of them than one partition would take."""
    return f"DIRTY#{collection}"


def revision_sk(revision: int) -> str:
    """Sorts as text in the order of the numbers."""
    return f"{revision:010}"


@dataclass(frozen=True)
class EntryChanges:
    """Items to write, by key, and keys to drop."""

    put: dict[Key, dict[str, Any]]
    drop: set[Key]


def entries_of(record: ArticleRecord | None) -> dict[Key, dict[str, Any]]:
    """The listing items of a published article: one in every list that it stands in."""
    if record is None or record.state is not State.PUBLISHED or record.listing is None:
        return {}
    listing = record.listing
    sk = f"{listing.published.sortable}#{listing.id}"
    elsewhere = record.canonical_url if record.canonical_url != listing.url else None
    entry = Entry(
        listing=listing,
        revision=record.revision,
        edited=record.edited or None,
        known_as=record.origin,
        canonical_url=elsewhere,
    )
    item = entry.model_dump(mode="json")
    return {(pk, sk): item for pk in lists_of(listing)}


def lists_of(listing: Listing) -> list[str]:
    """The partitions of the lists that an article stands in: of each tag, its category, each author, its month."""
    tags = [tag_pk(tag.id) for tag in listing.tags]
    authors = [author_pk(author.id) for author in authors_of(listing)]
    return [*tags, category_pk(category_of(listing)), *authors, latest_pk(month_of(listing))]


def category_of(listing: Listing) -> str:
    """The id of an article's category: the folder in its address, whatever case or signs its editor wrote it in."""
    return slug_of(listing.category)


def filters_of(listing: Listing | None) -> dict[str, object]:
    """What of a listing its events are filtered by."""
    if listing is None:
        return {}
    tags = tuple(tag.id for tag in listing.tags)
    return {"tags": tags, "category": category_of(listing), "language": listing.language}


def authors_of(listing: Listing) -> tuple[Tag, ...]:
    """Who signs an article, each once, by the id and the name that their list has.

    No more than may sign one, though a record of a time when more might could name them.
    """
    found: dict[str, str] = {}
    for person in listing.authors[:MAX_AUTHORS]:
        found.setdefault(tag_id_of(person.name), person.name)
    return tuple(Tag(id=id_, label=name) for id_, name in found.items() if id_)


def entry_sha256(item: dict[str, Any]) -> bytes:
    """The beginning of a hash of all that an entry says; fields that are None are none in the table either."""
    return hashlib.sha256(json.dumps(stated(item), sort_keys=True).encode()).digest()[:16]


def stated(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: stated(inner) for name, inner in value.items() if inner is not None}
    return [stated(inner) for inner in value] if isinstance(value, list | tuple) else value


def month_of(listing: Listing) -> str:
    """The month, in UTC, that an article is listed under: `2026-01`."""
    return listing.published.sortable[:7]


def entry_changes(old: ArticleRecord | None, new: ArticleRecord | None) -> EntryChanges:
    before, after = entries_of(old), entries_of(new)  # by whole key: a new date moves an entry
    return EntryChanges(put=after, drop=before.keys() - after.keys())


@dataclass(frozen=True)
class PathChange:
    """Which path an article takes, and which it gives up; what it gives up leads to `moved_to`, or nowhere."""

    take: str | None = None
    give_up: str | None = None
    moved_to: str | None = None
    taken_from: str | None = None
    """The article that may have what is taken, since it goes with this very change."""


def path_change(old: ArticleRecord | None, new: ArticleRecord) -> PathChange:
    before, after = live_path(old), live_path(new)
    if before == after:
        return PathChange()
    return PathChange(take=after, give_up=before, moved_to=after)


def live_path(record: ArticleRecord | None) -> str | None:
    return record.path if record and record.state is State.PUBLISHED else None
