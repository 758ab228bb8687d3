"""Finding articles: which lists hold what is asked for, where a page begins and ends. Pure.

Every list is a partition of entries in the order of time, so a page is a walk from a position downwards. A position is
the sort key that a page ended with: articles that come meanwhile stand above it, and shift nothing.
"""

import heapq
import re
from collections import Counter as Tally
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from flong.article import Tag, Value
from flong.count import counter_of
from flong.events import Listing
from flong.index import Key, author_pk, category_pk, latest_pk, lists_of, tag_pk

FIRST, LAST = " ", "\U0010ffff"
"""Below and above every sort key: none begins with a space, and no character sorts after the last."""
MOST_EXAMINED = 500
"""Entries that one page looks at, at most: 75 read units, where an entry has 1.2 KB."""
MOST_MONTHS = 24
"""Months that one page of the whole site looks at, at most: each is a query."""
FILTERED = 100
"""Entries that are read at a time where some of them will not fit."""
LEAST = 10
"""Entries that are read at a time, at the least: a call costs time, and an entry next to nothing."""
RELATED = 100
"""Newest entries of a tag that are looked at for the tags that stand beside it."""
KINDS = {"TAG": "TAGS", "CATEGORY": "CATEGORIES", "AUTHOR": "AUTHORS", "LATEST": "MONTHS"}
"""What counts the articles of a list, by how its partition begins."""
PERIOD = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)


class Asked(Value):
    """Which articles: those that everything here is true of. `since` and `until` begin sort keys; `until` is left out.

    `match` says of several tags whether an article has to have `all` of them or `any`. `language` stands for its
    regions, too: `en` finds `en-GB`.
    """

    tags: tuple[str, ...] = ()
    match: Literal["any", "all"] = "all"
    category: str | None = None
    author: str | None = None
    month: str | None = None
    since: str | None = None
    until: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Span:
    """Sort keys from `low` on and below `high`."""

    low: str = FIRST
    high: str = LAST


@dataclass(frozen=True)
class Entry:
    """An article as a list has it; without a listing no more than a place to go on from."""

    sk: str
    listing: Listing | None = None
    revision: int = 0


@dataclass(frozen=True)
class Page:
    """What was found, newest first, and the position to go on from; None if that was all."""

    entries: tuple[Entry, ...]
    next: str | None


class Count(Value):
    """A list: its id, its name, how many articles it has, and the date of one that came last."""

    id: str
    label: str
    count: int
    last_published: str | None = None


Item = dict[str, Any]
Read = Callable[[str, Span, int], tuple[list[Item], bool]]
"""Reads the newest items of a partition within a span, up to a number, and whether that was all."""


def period(text: str) -> tuple[str, str]:
    """Where a year, month, day (UTC) or moment begins, and where it is over, as sort keys begin; else ValueError."""
    try:
        return period_of_days(text) if PERIOD.fullmatch(text) else second(datetime.fromisoformat(text))
    except OverflowError as error:
        raise ValueError("no such year") from error


def period_of_days(text: str) -> tuple[str, str]:
    parts = [int(part) for part in text.split("-")]
    first = date(*[*parts, 1, 1][:3])
    match parts:
        case [year]:
            after = date(year + 1, 1, 1)
        case [_, _]:
            after = (first + timedelta(31)).replace(day=1)
        case _:
            after = first + timedelta(1)
    return first.isoformat(), after.isoformat()


def second(moment: datetime) -> tuple[str, str]:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    at = moment.astimezone(UTC).replace(microsecond=0)
    return sortable(at), sortable(at + timedelta(seconds=1))


def sortable(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def span_of(asked: Asked, position: str | None) -> Span:
    """The sort keys that can be meant, below the position."""
    begin, end = period(asked.month) if asked.month else (FIRST, LAST)
    return Span(max(begin, asked.since or FIRST), min(end, asked.until or LAST, position or LAST))


def ways(asked: Asked) -> list[tuple[str, ...]]:
    """The ways to find all that is asked for: each some partitions that hold it between them, and more."""
    tags = tuple(tag_pk(tag) for tag in dict.fromkeys(asked.tags))
    found: list[tuple[str, ...]] = [tags] if tags else []
    if asked.match == "all":
        found = [(pk,) for pk in tags]
    one_of = {category_pk: asked.category, author_pk: asked.author, latest_pk: asked.month}
    return found + [(partition(name),) for partition, name in one_of.items() if name is not None]


def counter_key(pk: str) -> Key:
    """Where the articles of a partition are counted."""
    kind, _, id_ = pk.partition("#")
    return counter_of(KINDS[kind], id_)


def shortest(among: Sequence[tuple[str, ...]], counts: Mapping[Key, int]) -> tuple[str, ...]:
    """The way with the fewest entries; what nobody has counted has none."""
    return min(among, key=lambda way: sum(counts.get(counter_key(pk), 0) for pk in way))


def fits(asked: Asked, listing: Listing) -> bool:
    """Whether an article is one of those asked for, apart from its date."""
    lists = set(lists_of(listing))
    return all(any(pk in lists for pk in way) for way in ways(asked)) and (
        asked.language is None or speaks(listing.language, asked.language)
    )


def speaks(language: str, wanted: str) -> bool:
    """Basic filtering of RFC 4647."""
    return f"{language}-".lower().startswith(f"{wanted}-".lower())


def is_filtered(asked: Asked) -> bool:
    """Whether entries of a list that is walked may not fit."""
    return asked.language is not None or len(ways(asked)) > 1


def at_once(asked: Asked, limit: int, partitions: int) -> int:
    """Entries to read at a time of each of so many partitions: one more than a page, and the one at its position."""
    return max(LEAST, FILTERED if is_filtered(asked) else 2 * limit // partitions if partitions > 1 else limit + 2)


def walk(read: Read, partitions: Iterable[str], span: Span, size: int) -> Iterator[Entry]:
    """The entries of some partitions, newest first, each once."""
    last = None
    streams = [stream(read, pk, span, size) for pk in partitions]
    for entry in heapq.merge(*streams, key=lambda it: it.sk, reverse=True):
        if entry.sk != last:
            yield entry
        last = entry.sk


def stream(read: Read, pk: str, span: Span, size: int) -> Iterator[Entry]:
    """The entries of one partition, newest first; what is at the upper end is read, and left out."""
    high, ended = span.high, False
    while not ended and span.low < high:
        items, ended = read(pk, Span(span.low, high), size)
        for item in items:
            if item["sk"] < high:
                yield Entry(item["sk"], Listing.model_validate(item["listing"]), item["revision"])
        high = items[-1]["sk"] if items else span.low


def walk_months(read: Read, months: Sequence[str], span: Span, size: int) -> Iterator[Entry]:
    """The entries of the whole site, month by month, newest first; after the last that is looked at, where to go on."""
    for month in months[:MOST_MONTHS]:
        yield from stream(read, latest_pk(month), span, size)
    if len(months) > MOST_MONTHS:
        yield Entry(months[MOST_MONTHS - 1])  # sorts before everything of that month


def months_within(counts: Iterable[Count], span: Span) -> list[str]:
    """The months that have articles within a span, newest first."""
    months = [it.id for it in counts if it.count > 0]
    return sorted((it for it in months if span.low[:7] <= it < span.high), reverse=True)


def page_of(entries: Iterable[Entry], asked: Asked, limit: int) -> Page:
    """The first entries that fit, each article once; the page ends early where too many did not fit."""
    found: dict[str, Entry] = {}
    last = None
    for examined, entry in enumerate(entries):
        if entry.listing is None:
            return Page(tuple(found.values()), entry.sk)
        if len(found) == limit or examined == MOST_EXAMINED:
            return Page(tuple(found.values()), last)
        last = entry.sk
        if fits(asked, entry.listing):
            found.setdefault(entry.listing.id, entry)
    return Page(tuple(found.values()), None)


def beside(listings: Iterable[Listing], tag_id: str) -> list[tuple[Tag, int]]:
    """The tags that stand beside a tag, and in how many of these articles, the most frequent first."""
    tags = [tag for listing in listings for tag in listing.tags if tag.id != tag_id]
    labels = {tag.id: tag.label for tag in reversed(tags)}  # as the newest article writes it
    found = [(Tag(id=id_, label=labels[id_]), count) for id_, count in Tally(tag.id for tag in tags).items()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].id))
