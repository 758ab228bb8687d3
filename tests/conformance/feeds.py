"""`python feeds.py FILE...`: feeds and sitemaps, each by its schema where it has one, and by its prose.

Atom by RFC 4287 and RFC 6721, RSS by https://www.rssboard.org/rss-specification, JSON Feed by its schema; sitemaps by
sitemaps.org's schema, their index by https://www.sitemaps.org/protocol.html, and news by
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import html5lib
from jsonschema import Draft7Validator, FormatChecker
from lxml import etree

SCHEMA = Path(__file__).parent / "schema"
ATOM_SCHEMA = etree.RelaxNG(etree.parse(str(SCHEMA / "atom.rng")))
SITEMAP_SCHEMA = etree.XMLSchema(etree.parse(str(SCHEMA / "sitemap.xsd")))
JSON_SCHEMA = Draft7Validator(
    json.loads((SCHEMA / "jsonfeed-1.1.json").read_text(encoding="utf-8")), format_checker=FormatChecker()
)
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)

ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
DAY_OR_INSTANT = re.compile(rf"\d{{4}}(-\d\d(-\d\d)?)?|{INSTANT.pattern}")
STRIPPED = {"base", "embed", "form", "iframe", "link", "meta", "object", "script", "style"}
MOST_LOCATIONS, MOST_BYTES, MOST_NEWS = 50_000, 52_428_800, 1_000
NEWS_LANGUAGE = re.compile("[a-z]{2,3}|zh-cn|zh-tw")
RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d{4})")
OF_A_CHANNEL = {
    *("title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate"),
    *("lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "rating", "textInput"),
    *("skipHours", "skipDays", "item"),
}
OF_AN_ITEM = {
    *("title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source")
}
SEVERAL = {"item", "category"}
"""What may stand more than once in a channel or an item of RSS."""


def findings(raw: bytes) -> Iterator[str]:
    """What is wrong with a feed or a sitemap."""
    if raw.lstrip()[:1] == b"{":
        yield from of_a_json_feed(raw)
        return
    try:
        root = etree.fromstring(raw, PARSER)
    except etree.XMLSyntaxError as error:
        yield f"not well-formed: {error}"
        return
    if root.tag == ATOM + "feed":
        yield from of_a_feed(root)
        yield from as_a_reader_sees_it(raw, len(root.findall(ATOM + "entry")))
    elif root.tag == "rss":
        yield from of_rss(root)
        yield from as_a_reader_sees_it(raw, len(root.findall("channel/item")))
    elif root.tag == SITEMAP + "urlset":
        yield from of_a_sitemap(root, raw)
    elif root.tag == SITEMAP + "sitemapindex":
        yield from of_an_index(root, raw)
    else:
        yield f"neither a feed nor a sitemap: {root.tag}"


# ---- feeds


def of_a_feed(root) -> Iterator[str]:
    if not ATOM_SCHEMA.validate(root):
        yield from (f"line {error.line}: {error.message}" for error in ATOM_SCHEMA.error_log)
    ids = [entry.findtext(ATOM + "id") for entry in root.iter(ATOM + "entry")]
    if len(set(ids)) != len(ids):
        yield "two entries share an id"
    for element in root.iter(ATOM + "id"):
        if not re.fullmatch(r"[a-z][a-z0-9+.-]*:\S+", element.text or ""):
            yield f"an id is no absolute IRI: {element.text!r}"
    for element in [*root.iter(ATOM + "updated"), *root.iter(ATOM + "published")]:
        if not is_instant(element.text or ""):
            yield f"no RFC 3339 date with a zone: {element.text!r}"
    for link in root.iter(ATOM + "link"):
        if not ADDRESS.fullmatch(link.get("href") or ""):
            yield f"a relative link: {link.get('href')!r}"
    if len(links(root, "self")) != 1:
        yield "needs one link to itself"
    for deleted in root.iter(DELETED):
        if not re.fullmatch(r"[a-z][a-z0-9+.-]*:\S+", deleted.get("ref") or "") or not is_instant(
            deleted.get("when") or ""
        ):
            yield "a deleted entry names no id, or no time (RFC 6721, 3)"
        if deleted.get("ref") in ids:
            yield f"{deleted.get('ref')}: deleted, and there"
    if len(links(root, "hub")) > 1:
        yield "more than one hub"
    whole = root.findtext(ATOM + "updated") or ""
    times = [entry.findtext(ATOM + "updated") or "" for entry in root.iter(ATOM + "entry")]
    if all(map(is_instant, [whole, *times])) and instant(whole) < max(map(instant, times), default=instant(whole)):
        yield "older than its newest entry"
    for entry in root.iter(ATOM + "entry"):
        yield from of_an_entry(entry, signed=root.find(ATOM + "author") is not None)


def of_an_entry(entry, signed: bool) -> Iterator[str]:
    name = entry.findtext(ATOM + "id")
    content = entry.find(ATOM + "content")
    if not signed and entry.find(ATOM + "author") is None:
        yield f"{name}: nobody signs it (RFC 4287, 4.1.2)"
    if content is None and not links(entry, "alternate"):
        yield f"{name}: neither content nor a link"
    if not "".join(entry.find(ATOM + "title").itertext()).strip():
        yield f"{name}: an empty title"
    for element in entry.iter(ATOM + "content", ATOM + "summary"):
        if element.get("type") == "html":
            yield from (f"{name}: {finding}" for finding in of_html(element.text or ""))


def of_html(html: str) -> Iterator[str]:
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if element.tag in STRIPPED:
            yield f"<{element.tag}> is stripped by readers"
        for attribute, value in element.attrib.items():
            if str(attribute).startswith("on"):
                yield f"{attribute} on <{element.tag}>"
            if attribute in ("href", "src") and not re.match(r"https?://|mailto:|tel:", value):
                yield f"a relative or unsafe address: {value[:60]!r}"


def as_a_reader_sees_it(raw: bytes, entries: int) -> Iterator[str]:
    seen = feedparser.parse(raw)
    if seen.bozo:
        yield f"feedparser: {seen.bozo_exception}"
    if len(seen.entries) != entries:
        yield f"feedparser sees {len(seen.entries)} entries"


def of_rss(root) -> Iterator[str]:
    if root.get("version") != "2.0" or [child.tag for child in root] != ["channel"]:
        yield "no RSS 2.0 with one channel"
        return
    channel = root[0]
    yield from of_the_elements(channel, OF_A_CHANNEL, ("title", "link", "description"))
    own = [link for link in channel.findall(ATOM + "link") if link.get("rel") == "self"]
    if len(own) != 1:
        yield "needs one link to itself"
    for link in channel.findall(ATOM + "link"):
        if not ADDRESS.fullmatch(link.get("href") or ""):
            yield f"a relative link: {link.get('href')!r}"
    ids = [item.findtext("guid") for item in channel.iter("item")]
    if len(set(ids)) != len(ids):
        yield "two items share a guid"
    for item in channel.iter("item"):
        yield from of_an_item(item)


def of_an_item(item) -> Iterator[str]:
    name = item.findtext("guid")
    yield from (f"{name}: {finding}" for finding in of_the_elements(item, OF_AN_ITEM, ("guid", "title")))
    guid = item.find("guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true" and not ADDRESS.fullmatch(guid.text or ""):
        yield f"{name}: no address, though it says that it is one"
    for enclosure in item.iter("enclosure"):
        told = enclosure.get("url", ""), enclosure.get("length", ""), enclosure.get("type", "")
        if not ADDRESS.fullmatch(told[0]) or not told[1].isdecimal() or "/" not in told[2]:
            yield f"{name}: an enclosure without address, length or type"
    for element in item.iter("description", ENCODED):
        yield from (f"{name}: {finding}" for finding in of_html(element.text or ""))


def of_the_elements(parent, known: set[str], needed: tuple[str, ...]) -> Iterator[str]:
    """What RSS says of the elements of a channel and of an item alike."""
    plain = Counter(child.tag for child in parent if isinstance(child.tag, str) and not child.tag.startswith("{"))
    yield from (f"<{tag}> is no element of RSS here" for tag in plain.keys() - known)
    yield from (f"<{tag}> stands {count} times" for tag, count in plain.items() if count > 1 and tag not in SEVERAL)
    yield from (f"<{tag}> is missing, or empty" for tag in needed if not (parent.findtext(tag) or "").strip())
    for element in [*parent.findall("pubDate"), *parent.findall("lastBuildDate")]:
        if not is_rfc_822(element.text or ""):
            yield f"no RFC 822 date: {element.text!r}"
    for element in parent.findall("link"):
        if not ADDRESS.fullmatch(element.text or ""):
            yield f"a relative link: {element.text!r}"


def of_a_json_feed(raw: bytes) -> Iterator[str]:
    try:
        feed = json.loads(raw)
    except ValueError as error:
        yield f"no JSON: {error}"
        return
    wrong = list(JSON_SCHEMA.iter_errors(feed))
    yield from (f"{error.json_path}: {error.message[:200]}" for error in wrong)
    if wrong:
        return
    items = feed["items"]
    if len({item["id"] for item in items}) != len(items):
        yield "two items share an id"
    addresses = [feed.get("feed_url"), feed.get("home_page_url"), *(item.get("url") for item in items)]
    yield from (f"no absolute address: {it!r}" for it in addresses if not ADDRESS.fullmatch(it or ""))
    for item in items:
        if "content_html" not in item and "content_text" not in item:
            yield f"{item['id']}: has neither content_html nor content_text"
        moments = [item[name] for name in ("date_published", "date_modified") if name in item]
        yield from (f"{item['id']}: no RFC 3339 date with a zone: {it!r}" for it in moments if not is_instant(it))
        yield from (f"{item['id']}: {finding}" for finding in of_html(item.get("content_html", "")))


# ---- sitemaps


def of_a_sitemap(root, raw: bytes) -> Iterator[str]:
    if not SITEMAP_SCHEMA.validate(root):
        yield from (f"line {error.line}: {error.message}" for error in SITEMAP_SCHEMA.error_log)
    if not 0 < len(root) <= MOST_LOCATIONS or len(raw) > MOST_BYTES:
        yield "empty, or too large for a sitemap"
    yield from of_locations(root)
    found = root.findall(f"{SITEMAP}url/{NEWS}news")
    if found and not len(root) == len(found) <= MOST_NEWS:
        yield "a news sitemap with too much in it, or with what is no news"
    for news in found:
        yield from of_news(news)


def of_news(news) -> Iterator[str]:
    publication = news.find(NEWS + "publication")
    parts = [NEWS + tag for tag in ("publication", "publication_date", "title")]
    if publication is None or [child.tag for child in news] != parts:
        yield "news needs its publication, its date and its title, and no more"
        return
    if [child.tag for child in publication] != [NEWS + "name", NEWS + "language"]:
        yield "a publication has a name and a language"
    texts = [publication.findtext(NEWS + "name"), news.findtext(NEWS + "title")]
    if not all((text or "").strip() for text in texts):
        yield "an empty name or title"
    if not NEWS_LANGUAGE.fullmatch(publication.findtext(NEWS + "language") or ""):
        yield f"no language as Google News has it: {publication.findtext(NEWS + 'language')!r}"
    if not DAY_OR_INSTANT.fullmatch(news.findtext(NEWS + "publication_date") or ""):
        yield f"no W3C date: {news.findtext(NEWS + 'publication_date')!r}"


def of_an_index(root, raw: bytes) -> Iterator[str]:
    if not 0 < len(root) <= MOST_LOCATIONS or len(raw) > MOST_BYTES:
        yield "empty, or too large for an index of sitemaps"
    for child in root:
        tags = [element.tag.removeprefix(SITEMAP) for element in child]
        if child.tag != SITEMAP + "sitemap" or tags not in (["loc"], ["loc", "lastmod"]):
            yield f"more or less than an address and a time: {child.tag} {tags}"
    yield from of_locations(root)


def of_locations(root) -> Iterator[str]:
    locations = [(element.text or "").strip() for element in root.iter(SITEMAP + "loc")]
    if len(set(locations)) != len(locations):
        yield "a location stands twice"
    for location in locations:
        if not ADDRESS.fullmatch(location) or not location.isascii() or len(location) >= 2048:
            yield f"no absolute, percent-encoded address: {location[:80]!r}"
    for element in root.iter(SITEMAP + "lastmod"):
        if not DAY_OR_INSTANT.fullmatch((element.text or "").strip()):
            yield f"no W3C date: {element.text!r}"


def links(element, relation: str) -> list:
    return [link for link in element.findall(ATOM + "link") if link.get("rel", "alternate") == relation]


def is_instant(text: str) -> bool:
    try:
        return bool(INSTANT.fullmatch(text) and instant(text))
    except ValueError:
        return False


def is_rfc_822(text: str) -> bool:
    try:
        return bool(RFC_822.fullmatch(text) and parsedate_to_datetime(text))
    except ValueError:
        return False


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def main(files: list[str]) -> int:
    failed = False
    for file in files:
        for finding in findings(Path(file).read_bytes()):
            failed = True
            print(f"{file}: {finding}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
