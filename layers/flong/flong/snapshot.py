"""What an audit has found of bucket, table, builds and site. Pure."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from zlib import crc32

from flong.article import State
from flong.count import LISTS, SITE_WIDE, counted_of, counters_of
from flong.events import ArticleRecord
from flong.index import Key, entries_of, entry_sha256, live_path
from flong.publish import copies, folder_of


class Source(NamedTuple):
    etag: str
    modified: str
    """UTC, RFC 3339, as all moments here."""


class Judged(NamedTuple):
    key: str
    status: str
    number: int
    etag: str | None
    waits_for: str | None
    copy_of: tuple[str, str] | None
    """The id of the article that it is a copy of, and the hash of its own bytes."""


class Told(NamedTuple):
    """What was announced of an article last."""

    revision: int
    refresh: int
    verdict: int


class Counted(NamedTuple):
    revision: int
    counters: tuple[Key, ...]


class Kept(NamedTuple):
    """What an audit needs of an article's record: of a large archive all of them are held at once."""

    id: str
    key: str
    state: State
    revision: int
    refresh: int
    etag: str | None
    sha256: str | None
    """The hash of the bytes that are live, or were last."""
    committed: str
    path: str | None
    former_paths: tuple[str, ...]
    publish_at: str | None
    built: tuple[str, ...]
    """The keys of its variants in the build."""
    live: dict[str, str]
    """The live keys of what is copied from its build, each with the key that it is copied from."""
    ways: dict[str, str]
    """The keys of what leads to it, from where it was and from pages that it does without, with their ETags."""
    entries: dict[Key, bytes]
    """The keys of its entries in the index, each with the hash of what it shows."""
    counters: tuple[Key, ...]


def kept(record: ArticleRecord, ways: dict[str, str]) -> Kept:
    public = record.state is State.PUBLISHED
    return Kept(
        id=record.id,
        key=record.key,
        state=record.state,
        revision=record.revision,
        refresh=record.refresh,
        etag=record.source.etag if record.source else None,
        sha256=record.bytes_sha256,
        committed=record.committed,
        path=live_path(record),
        former_paths=record.former_paths,
        publish_at=record.publish_at.sortable if record.publish_at else None,
        built=tuple(variant.key for variant in record.variants.values()),
        live={copy.key: copy.source for copy in copies(record)} if public else {},
        ways=ways if public else {},
        entries={key: entry_sha256(item) for key, item in entries_of(record).items()},
        counters=tuple(counters_of(counted_of(record))),
    )


class PathItem(NamedTuple):
    owner: str
    moved_to: str | None


@dataclass
class Snapshot:
    """All that there is, as it was found; what moved while it was being looked at is left alone."""

    sources: dict[str, Source] = field(default_factory=dict)
    articles: dict[str, Kept] = field(default_factory=dict)
    verdicts: dict[str, Judged] = field(default_factory=dict)
    announced: dict[str, Told] = field(default_factory=dict)
    counted: dict[str, Counted] = field(default_factory=dict)
    entries: dict[Key, bytes] = field(default_factory=dict)
    counters: dict[Key, int] = field(default_factory=dict)
    labels: dict[Key, str] = field(default_factory=dict)
    """What each counter's list is called by an article that it contains."""
    paths: dict[str, PathItem] = field(default_factory=dict)
    live: dict[str, str] = field(default_factory=dict)
    """The ETag of every object of the site, by key."""
    fresh: frozenset[str] = frozenset()
    """Keys of the site that were written so lately that their article may not be in what was read of the table."""
    builds: dict[str, Source] = field(default_factory=dict)
    schedules: frozenset[str] = frozenset()
    """Ids of the articles that have one."""
    collections: dict[str, dict[str, str]] = field(default_factory=dict)
    """The ETag that each file of each collection at rest should have, by collection and key."""
    dirty: dict[str, str] = field(default_factory=dict)
    """Since when collections wait to be rebuilt."""

    @cached_property
    def folders(self) -> dict[str, Kept]:
        """By the folder of its path, every article that is public."""
        return {folder_of(it.path): it for it in self.articles.values() if it.path}

    @cached_property
    def left(self) -> dict[str, Kept]:
        """By folder, every path that an article has left, and that no other is read at; who is live leads from it."""
        live_last = sorted(self.articles.values(), key=lambda it: it.path is not None)
        found = {folder_of(path): it for it in live_last for path in it.former_paths}
        return {folder: it for folder, it in found.items() if folder not in self.folders}


# ---- which collections there are

MOST_ARCHIVES, MOST_FRONTS = 2_000, 500
"""Months, and front pages with their feeds, that one audit makes anew to compare them: minutes of its quarter of an
hour. Each front takes some twenty-five calls, of which most fetch a text."""
ARCHIVES = {"TAG": "tag", "CATEGORY": "category", "AUTHOR": "author"}
"""The kind of list by the partitions of its entries."""


def site_wide(seen: Snapshot) -> tuple[str, ...]:
    """What shows the whole site; nothing before anything has been public."""
    return SITE_WIDE if any(pk == "MONTHS" for pk, _ in seen.counters) else ()


def fronts(seen: Snapshot) -> list[str]:
    """The front page of each list that has ever had an article."""
    lists = [(LISTS[pk.partition("#")[0]], sk) for pk, sk in sorted(seen.counters)]
    return [f"{kind}/{id_}" for kind, id_ in lists if kind != "month"]


def archives(seen: Snapshot) -> list[str]:
    """The months of each list that have articles, and those of the site."""
    found = set()
    for pk, sk in seen.entries:
        partition, _, id_ = pk.partition("#")
        kind = ARCHIVES.get(partition)
        found.add(f"{kind}/{id_}/{sk[:7]}" if kind else f"month/{id_}")
    return sorted(found)


def due(collections: list[str], day: int, most: int) -> list[str]:
    """Those that are compared on a day: all; or where they are too many for one audit, each in its turn."""
    turns = -(-len(collections) // most)
    return [it for it in collections if turns < 2 or crc32(it.encode()) % turns == day % turns]
