"""`python feeds.py FILE...`: Atom feeds by RFC 4287, its schema and its prose; sitemaps by sitemaps.org's schema."""

import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import feedparser
import html5lib
from lxml import etree

SCHEMA = Path(__file__).parent / "schema"
ATOM_SCHEMA = etree.RelaxNG(etree.parse(str(SCHEMA / "atom.rng")))
SITEMAP_SCHEMA = etree.XMLSchema(etree.parse(str(SCHEMA / "sitemap.xsd")))
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)

ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
DAY_OR_INSTANT = re.compile(rf"\d{{4}}(-\d\d(-\d\d)?)?|{INSTANT.pattern}")
STRIPPED = {"base", "embed", "form", "iframe", "link", "meta", "object", "script", "style"}
MOST_LOCATIONS, MOST_BYTES = 50_000, 52_428_800


def findings(raw: bytes) -> Iterator[str]:
    """What is wrong with a feed or a sitemap."""
    try:
        root = etree.fromstring(raw, PARSER)
    except etree.XMLSyntaxError as error:
        yield f"not well-formed: {error}"
        return
    if root.tag == ATOM + "feed":
        yield from of_a_feed(root)
        yield from as_a_reader_sees_it(raw, root)
    elif root.tag == SITEMAP + "urlset":
        yield from of_a_sitemap(root, raw)
    else:
        yield f"neither a feed nor a sitemap: {root.tag}"


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
    newest = max(
        (entry.findtext(ATOM + "updated") or "" for entry in root.iter(ATOM + "entry")), key=instant, default=""
    )
    if newest and instant(root.findtext(ATOM + "updated") or "") < instant(newest):
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


def as_a_reader_sees_it(raw: bytes, root) -> Iterator[str]:
    seen = feedparser.parse(raw)
    if seen.bozo:
        yield f"feedparser: {seen.bozo_exception}"
    if len(seen.entries) != len(root.findall(ATOM + "entry")):
        yield f"feedparser sees {len(seen.entries)} entries"


def of_a_sitemap(root, raw: bytes) -> Iterator[str]:
    if not SITEMAP_SCHEMA.validate(root):
        yield from (f"line {error.line}: {error.message}" for error in SITEMAP_SCHEMA.error_log)
    if not 0 < len(root) <= MOST_LOCATIONS or len(raw) > MOST_BYTES:
        yield "empty, or too large for a sitemap"
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
