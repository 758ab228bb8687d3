"""Sitemaps by https://www.sitemaps.org/protocol.html, and the one of news as Google asks for it.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from flong.article import Moment
from flong.events import Entry
from flong.formats.feeds.feed import NO_XML
from flong.theme import Site

PART = 20_000
"""Addresses in one file. The protocol allows 50,000 and 50 MB, which addresses of 2,048 bytes, as long as one may be,
would be past; so of a month it is known without a look at it how many files it has.
"""
MOST_NEWS = 1_000
DECLARED = '<?xml version="1.0" encoding="utf-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
CHINESE = {"hant": "zh-tw", "tw": "zh-tw", "hk": "zh-tw", "mo": "zh-tw"}
"""By script or region, how Google News calls Chinese that is not `zh-cn`."""
EXACT = ("minute", "second")


class Address(NamedTuple):
    """A page or a sitemap by its root-relative path; `changed` is UTC, RFC 3339, or empty where nobody knows."""

    path: str
    changed: str = ""


def urlset(addresses: Iterable[Address], site: Site) -> str:
    """One file of at least one address."""
    rows = (f"<url><loc>{located(it.path, site)}</loc>{lastmod(it.changed)}</url>\n" for it in addresses)
    return f'{DECLARED}<urlset xmlns="{SITEMAP}">\n{"".join(rows)}</urlset>\n'


def sitemap_index(addresses: Iterable[Address], site: Site) -> str:
    """The file that names all others."""
    rows = (f"<sitemap><loc>{located(it.path, site)}</loc>{lastmod(it.changed)}</sitemap>\n" for it in addresses)
    return f'{DECLARED}<sitemapindex xmlns="{SITEMAP}">\n{"".join(rows)}</sitemapindex>\n'


def news_sitemap(entries: Sequence[Entry], site: Site) -> str:
    """Articles of the last two days that first appeared here, at least one."""
    rows = "".join(news(it, site) for it in entries[:MOST_NEWS])
    return NO_XML.sub("", f'{DECLARED}<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}">\n{rows}</urlset>\n')


def news(entry: Entry, site: Site) -> str:
    it = entry.listing
    publication = f"<news:name>{escape(site.name)}</news:name>"
    publication += f"<news:language>{news_language(it.language)}</news:language>"
    said = f"<news:publication>{publication}</news:publication>"
    said += f"<news:publication_date>{news_date(it.published)}</news:publication_date>"
    said += f"<news:title>{escape(it.title)}</news:title>"
    return f"<url><loc>{located(it.path, site)}</loc><news:news>{said}</news:news></url>\n"


def news_language(language: str) -> str:
    """An ISO 639 code, but for Chinese, which Google News tells apart by `zh-cn` and `zh-tw`."""
    tongue, *rest = language.lower().split("-")
    return next((CHINESE[part] for part in rest if part in CHINESE), "zh-cn") if tongue == "zh" else tongue


def news_date(moment: Moment) -> str:
    """A date of the W3C's, to the second or to the day."""
    return moment.rfc3339 if moment.precision in EXACT else moment.local.date().isoformat()


def parts(addresses: Sequence[Address]) -> list[list[Address]]:
    """The addresses by files."""
    return [list(addresses[start : start + PART]) for start in range(0, len(addresses), PART)]


def located(path: str, site: Site) -> str:
    return escape(site.absolute(path))


def lastmod(changed: str) -> str:
    return f"<lastmod>{changed}</lastmod>" if changed else ""
