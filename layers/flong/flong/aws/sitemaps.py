"""What search engines and other programs are told of the site, from the index as it is now."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from flong.aws import collections, objects, pages
from flong.collect import PAGE_SIZE, Collection, File, collection_of, file_at
from flong.events import Entry
from flong.formats.addresses import (
    AUTHORS,
    HOME,
    LIST_PATHS,
    LLMS,
    MONTHS,
    NEWS_SITEMAP,
    ROBOTS,
    SITEMAP,
    TAGS,
    month_path,
    sitemap_path,
)
from flong.formats.crawling import llms, robots
from flong.formats.directory import most_used
from flong.formats.pages import HOME_TAGS, linked
from flong.formats.sitemaps import MOST_NEWS, PART, Address, news_sitemap, parts, sitemap_index, urlset
from flong.formats.templates import Theme
from flong.index import latest_pk
from flong.settings import settings

XML, TEXT = "application/xml; charset=utf-8", "text/plain; charset=utf-8"
NEWS_FOR = timedelta(days=2)
"""How long Google takes an article for news."""
PAGES = "pages"
"""What the part of the sitemap is called that has the pages of collections."""


def sitemap_files(collection: str, theme: Theme) -> list[File]:
    """What a collection has for programs that come by themselves: files of `home`, a `month` or the `sitemap`."""
    makers = {"home": told_at_home, "month": month_files, "sitemap": shared_files}
    it = collection_of(collection)
    return makers[it.kind](it, theme) if it.kind in makers else []


def told_at_home(_: Collection, theme: Theme) -> list[File]:
    topics = linked("tag", most_used(pages.used_tags(theme), HOME_TAGS), theme)
    told = llms(collections.latest(PAGE_SIZE), topics, theme.site)
    return [file_at(ROBOTS, robots(theme.site), TEXT), file_at(LLMS, told, TEXT)]


def month_files(it: Collection, theme: Theme) -> list[File]:
    """The articles of a month, after one read of all its entries; none of a month that has none any more."""
    found = collections.entries_of(latest_pk(it.month))
    chunks = [found[start : start + PART] for start in range(0, len(found), PART)]
    return [
        file_at(sitemap_path(it.month, number), urlset(addresses_in(it.month, number, chunk), theme.site), XML)
        for number, chunk in enumerate(chunks, 1)
    ]


def addresses_in(month: str, number: int, entries: Sequence[Entry]) -> list[Address]:
    """The articles that first appeared here, after the page that lists them: so no file is ever empty."""
    page = (number - 1) * PART // PAGE_SIZE + 1
    listed = Address(month_path(month, page=page), max(entry.changed for entry in entries))
    return [listed, *(Address(it.listing.path, it.changed) for it in entries if it.canonical_url is None)]


def shared_files(_: Collection, theme: Theme) -> list[File]:
    """The index of all parts, the part of the pages of collections, and the news if there are any."""
    listed = parts(page_addresses(theme))
    files = [
        file_at(sitemap_path(PAGES, number), urlset(part, theme.site), XML) for number, part in enumerate(listed, 1)
    ]
    found = news()
    files += [file_at(NEWS_SITEMAP, news_sitemap(found, theme.site), XML)] if found else []
    named = [*(Address(f"/{file.key}") for file in files), *month_addresses()]
    return [*files, file_at(SITEMAP, sitemap_index(named, theme.site), XML)]


def page_addresses(theme: Theme) -> list[Address]:
    """The pages of collections that are in use; those of months stand with their articles."""
    used = {"tag": pages.used_tags(theme)} | {kind: pages.counters(kind) for kind in ("category", "author", "month")}
    directories = [path for kind, path in (("tag", TAGS), ("author", AUTHORS), ("month", MONTHS)) if used[kind]]
    fronts = [LIST_PATHS[kind](it.id) for kind in ("tag", "category", "author") for it in used[kind]]
    return [Address(path) for path in (HOME, *directories, *sorted(fronts))]


def month_addresses() -> list[Address]:
    """The parts of every month, by the counters, the newest first; each as new as its file is."""
    written = {it.key: it.modified for it in objects.listed(settings().site_bucket, "sitemaps/")}
    months = sorted(pages.counters("month"), key=lambda it: it.id, reverse=True)
    paths = [sitemap_path(it.id, number + 1) for it in months for number in range(-(-it.articles // PART))]
    return [Address(path, written.get(path[1:], "")) for path in paths]


def news() -> list[Entry]:
    """Articles of the last two days that first appeared here, the newest first."""
    since = datetime.now(UTC) - NEWS_FOR
    found = collections.published_since(since.strftime("%Y-%m-%dT%H:%M:%SZ"), MOST_NEWS)
    return [entry for entry in found if entry.canonical_url is None]
