"""The feeds of a collection, from the index as it is now."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from typing import Any

from flong.aws import articles, builds, collections
from flong.collect import PAGE_SIZE, PARTITIONS, File, file_at
from flong.errors import BuildMissing
from flong.events import ArticleRecord, Entry, Listing, Variant, Withdrawal
from flong.formats.addresses import FEEDS, HOME, LIST_FEED_PATHS, LIST_PATHS, home_feed_path
from flong.formats.feeds.content import content
from flong.formats.feeds.feed import Feed, gone_from, item_of
from flong.formats.feeds.forms import FORMS
from flong.formats.identity import lasting
from flong.formats.pages import category_label
from flong.formats.templates import Theme
from flong.freshness import REMEMBERED
from flong.runtime import logger

FULL = 20
"""Entries that have their whole text: more than a day brings nearly everywhere, and readers ask several times a day."""
MOST_TEXT = 1_200_000
"""Bytes of text, escaped, in one feed; with 50 summaries that makes 1.5 MB, which every reader takes."""
MOST_TOLD = 1_000
"""Withdrawals of a month that are looked at for those of one list: some 40 read units."""


def feed_files(collection: str, theme: Theme) -> list[File]:
    """Every feed of a collection, in each form; none if it has no feed."""
    kind, _, name = collection.partition("/")
    if collection == "home":
        feed, paths = home_feed(theme), {form: home_feed_path(form) for form in FEEDS}
    elif kind in LIST_FEED_PATHS and "/" not in name:
        feed, paths = list_feed(kind, name, theme), {form: LIST_FEED_PATHS[kind](name, form) for form in FEEDS}
    else:
        return []
    return [file_at(paths[form.name], form.render(feed, theme), form.content_type) for form in FORMS]


def home_feed(theme: Theme) -> Feed:
    site = theme.site
    addresses = {form: home_feed_path(form) for form in FEEDS}
    found, told = collections.latest_entries(PAGE_SIZE), withdrawals()
    return feed_of(site.name, site.tagline, HOME, addresses, found, told, theme)


def list_feed(kind: str, name: str, theme: Theme) -> Feed:
    page, feed, partition = LIST_PATHS[kind], LIST_FEED_PATHS[kind], PARTITIONS[kind]
    found = collections.entries(partition(name), PAGE_SIZE)
    label = label_of(kind, name, [entry.listing for entry in found], theme)
    told = [it for it in withdrawals() if name in (it.tags if kind == "tag" else (it.category,))]
    addresses = {form: feed(name, form) for form in FEEDS}
    return feed_of(f"{label} · {theme.site.name}", theme.site.tagline, page(name), addresses, found, told, theme)


def label_of(kind: str, name: str, found: Sequence[Listing], theme: Theme) -> str:
    """What a list is called: by the theme, or as the newest article has it."""
    if kind == "category":
        return category_label(name, found[0].category if found else name, theme)
    if known := theme.site.tags.tags.get(name):
        return known.label
    return next((tag.label for listing in found for tag in listing.tags if tag.id == name), name)


def feed_of(
    title: str,
    description: str,
    page: str,
    paths: dict[str, str],
    found: Sequence[Entry],
    told: Sequence[Withdrawal],
    theme: Theme,
) -> Feed:
    site = theme.site
    records = articles.records([entry.listing.id for entry in found[:FULL]])
    texts = within([text_of(entry, records, theme) for entry in found[:FULL]])
    items = []
    for number, entry in enumerate(found):
        record, html = records.get(entry.listing.id), texts[number] if number < len(texts) else ""
        items.append(item_of(entry, site, html, record.pictures if record else ()))
    return Feed(
        id=lasting(site.url + paths["atom"]),
        title=title,
        description=description,
        page=site.absolute(page),
        addresses={form: site.absolute(path) for form, path in paths.items()},
        items=items,
        gone=gone_from(told, items, site)[:PAGE_SIZE],
    )


def within(texts: list[str]) -> list[str]:
    """As many of the texts, from the first on, as a feed has room for; the others are empty."""
    room = MOST_TEXT
    kept = []
    for text in texts:
        room -= len(escape(text).encode())
        kept.append(text if room >= 0 else "")
    return kept


def text_of(entry: Entry, records: dict[str, ArticleRecord], theme: Theme) -> str:
    """The whole text of an article; empty where it is too long, or is being made anew just now."""
    record = records.get(entry.listing.id)
    variant = record.variants.get("json") if record else None
    if variant is None or variant.bytes > 2 * MOST_TEXT:  # it has the text as HTML and as words
        return ""
    try:
        return content(document_of(variant), entry.listing.hero, theme)
    except BuildMissing as missing:  # audit has it made again, and with that comes the feed
        logger.warning("a feed goes without a text", article=entry.listing.id, reason=str(missing))
        return ""


def document_of(variant: Variant) -> dict[str, Any]:
    return read_document(variant.key, variant.sha256)


@lru_cache(maxsize=128)  # of articles that stand in several feeds, and come again with the next change
def read_document(key: str, sha256: str) -> dict[str, Any]:
    """The structured document of a build, which never changes."""
    return dict(json.loads(builds.read(key)))


def withdrawals() -> list[Withdrawal]:
    """What has been withdrawn lately, the newest first."""
    since = datetime.now(UTC) - REMEMBERED
    return collections.withdrawals(since.strftime("%Y-%m-%dT%H:%M:%SZ"), MOST_TOLD)
