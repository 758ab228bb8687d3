"""The pages of collections, from the index as it is now."""

from collections import Counter
from typing import Any

from flong.article import Tag
from flong.aws import collections
from flong.aws.articles import at, dynamodb
from flong.aws.feeding import feed_files
from flong.aws.items import plain
from flong.collect import PAGE_SIZE, PARTITIONS, Collection, File, collection_of, file_at
from flong.count import LISTS, counter_of
from flong.events import Listing
from flong.formats.addresses import AUTHORS, HOME, LIST_PATHS, MONTHS, TAGS, month_path, tag_path
from flong.formats.directory import Entry, most_used
from flong.formats.moved import way_to_page
from flong.formats.pages import (
    Front,
    Index,
    List,
    Month,
    authors_page,
    front_page,
    home_page,
    label_of,
    month_page,
    months_page,
    tags_page,
)
from flong.formats.templates import Theme
from flong.index import authors_of, latest_pk

HTML = "text/html; charset=utf-8"
RELATED = 8
MOST = 5_000
"""Entries of a page that lists all of a kind, the most used first to be named: some 700 kB."""
COUNTED = {kind: counters for counters, kind in LISTS.items()}
"""By kind of list, the kind of its counters."""


# ---- the home page, and the pages that list all lists


def home_files(_: str, theme: Theme) -> list[File]:
    found = collections.latest(PAGE_SIZE + 1)
    index = index_of(theme)
    home = home_page(found[:PAGE_SIZE], index, theme, months_after(found))
    pages = ((TAGS, tags_page), (AUTHORS, authors_page), (MONTHS, months_page))
    return [*(file_at(path, page(index, theme), HTML) for path, page in pages), file_at(HOME, home, HTML)]


def index_of(theme: Theme) -> Index:
    categories, authors, months = (most_used(counters(kind), MOST) for kind in ("category", "author", "month"))
    return Index(most_used(used_tags(theme), MOST), categories, authors, months)


def used_tags(theme: Theme) -> list[Entry]:
    """Every tag that has articles, but for those that the theme has given another name."""
    return [it for it in counters("tag") if renamed_to(it.id, theme) is None]


def counters(kind: str) -> list[Entry]:
    """Every tag, category, author or month that has articles."""
    return [entry for item in collections.counters(COUNTED[kind]) if (entry := entry_of(item)).articles > 0]


def counter(kind: str, id_: str) -> Entry | None:
    """One of them, though it may have no articles any more."""
    item = dynamodb.get_item(**at(*counter_of(COUNTED[kind], id_)), ConsistentRead=True).get("Item")
    return entry_of(plain(item)) if item else None


def entry_of(item: dict[str, Any]) -> Entry:
    return Entry(item["sk"], item.get("label", item["sk"]), int(item.get("count", 0)), item.get("last_published", ""))


def months_after(found: list[Listing]) -> str:
    """The month of the first article that a front page of a list has no room for."""
    return found[PAGE_SIZE].published.sortable[:7] if len(found) > PAGE_SIZE else ""


# ---- the front page of a list


def front_files(collection: str, theme: Theme) -> list[File]:
    it = collection_of(collection)
    path = LIST_PATHS[it.kind](it.name)
    if new := renamed_to(it.name, theme) if it.kind == "tag" else None:
        return [moved_to(path, new, theme)]
    return [file_at(path, front_page(front_of(it, theme), theme), HTML)]


def front_of(it: Collection, theme: Theme) -> Front:
    found = collections.listings(PARTITIONS[it.kind](it.name), PAGE_SIZE + 1)
    counted = counter(it.kind, it.name)
    # Fewer have all been seen; the counter may be behind for a moment.
    total = max(counted.articles if counted else 0, len(found)) if len(found) > PAGE_SIZE else len(found)
    shown = found[:PAGE_SIZE]
    related = related_to(it.name, shown, theme) if it.kind == "tag" else []
    return Front(list_of(it, counted, shown, theme), shown, total, months_after(found), related)


def list_of(it: Collection, counted: Entry | None, found: list[Listing], theme: Theme) -> List:
    """What a list is called: by the theme, by its counter, or by the newest article that stands in it."""
    known = theme.site.tags.tags.get(it.name) if it.kind == "tag" else None
    if known:
        return List(it.kind, it.name, known.label, known.description)
    if it.kind == "category":
        label = found[0].category if found else it.name
    elif counted:
        label = counted.label
    else:
        label = next((tag.label for listing in found for tag in named_in(it, listing) if tag.id == it.name), it.name)
    return List(it.kind, it.name, label_of(it.kind, Entry(it.name, label, 0)))


def named_in(it: Collection, listing: Listing) -> tuple[Tag, ...]:
    """What an article calls its lists of the same kind."""
    return authors_of(listing) if it.kind == "author" else listing.tags


def related_to(tag_id: str, found: list[Listing], theme: Theme) -> list[Entry]:
    """The tags that the newest articles of a tag have most often besides."""
    tags = [tag for listing in found for tag in listing.tags if tag.id != tag_id]
    counts = Counter(tag.id for tag in tags if renamed_to(tag.id, theme) is None)
    labels = {tag.id: tag.label for tag in reversed(tags)}
    return most_used([Entry(id_, labels[id_], count) for id_, count in counts.items()], RELATED)


# ---- the months of a list


def archive_files(collection: str, theme: Theme) -> list[File]:
    it = collection_of(collection)
    if new := renamed_to(it.name, theme) if it.kind == "tag" else None:
        return [moved_to(month_path(it.month, it.kind, it.name), new, theme)]
    found = in_month(it)
    older, newer = months_beside(it) if found else ("", "")
    shared = list_of(it, None, found, theme)  # as those of the month call it: the counter is called otherwise later
    chunks = [found[start : start + PAGE_SIZE] for start in range(0, len(found), PAGE_SIZE)]
    return [
        month_file(Month(shared, it.month, chunk, len(found), number, len(chunks), older, newer), theme)
        for number, chunk in enumerate(chunks, 1)
    ]


def month_file(page: Month, theme: Theme) -> File:
    return file_at(month_path(page.month, page.list.kind, page.list.id, page.number), month_page(page, theme), HTML)


def in_month(it: Collection) -> list[Listing]:
    """What a list has of a month, newest first."""
    if it.kind == "month":
        return collections.listings_of(latest_pk(it.month))
    return collections.listings_of(PARTITIONS[it.kind](it.name), it.month)


def months_beside(it: Collection) -> tuple[str, str]:
    """The nearest months before and after that have articles of a list; empty where there is none."""
    if it.kind == "month":
        months = [entry.id for entry in counters("month")]
        before, after = [id_ for id_ in months if id_ < it.month], [id_ for id_ in months if id_ > it.month]
        return max(before, default=""), min(after, default="")
    partition = PARTITIONS[it.kind](it.name)
    return collections.month_before(partition, it.month), collections.month_after(partition, it.month)


# ---- tags that the theme has given another name


def renamed_to(tag_id: str, theme: Theme) -> str | None:
    """The tag that an id has become another name for; None if it is its own."""
    new = theme.site.tags.named.get(tag_id, tag_id)
    return None if new == tag_id else new


def moved_to(path: str, new: str, theme: Theme) -> File:
    known = theme.site.tags.tags[new]
    return file_at(path, way_to_page(tag_path(new), known.label, theme), HTML)


def tag_feeds(collection: str, theme: Theme) -> list[File]:
    """The feeds of a tag, and once more at the addresses of those that it has taken in: who follows these goes on to.

    A tag that has become another has none of its own any more.
    """
    tag_id = collection_of(collection).name
    if renamed_to(tag_id, theme):
        return []
    files = feed_files(collection, theme)
    return [*(file for old in former_ids(tag_id, theme) for file in at_other_tag(files, tag_id, old)), *files]


def former_ids(tag_id: str, theme: Theme) -> list[str]:
    """The tags that had articles once, and are other names for this one now."""
    names = [old for old, new in theme.site.tags.named.items() if new == tag_id != old]
    return [old for old in names if counter("tag", old)]


def at_other_tag(files: list[File], tag_id: str, other: str) -> list[File]:
    folder, its = tag_path(tag_id)[1:], tag_path(other)[1:]
    return [file._replace(key=its + file.key.removeprefix(folder)) for file in files]
