"""Whether every variant has everything that an article's body holds, told from what came out.

Nothing of how a variant is made is asked. Texts are compared without white space and ASCII punctuation, which every
variant may set in its own way; addresses in full. One walk over the body, and at most one over each variant, so the
time grows with their lengths alone.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from html import unescape
from string import punctuation, whitespace
from typing import NamedTuple

from flong.formats.document import Document

MOST = 20
"""Missing texts of one variant after which nobody counts on; each costs a search to the end."""
NEAR, LONG = 8_000, 24
"""Bytes within which the next text is looked for, and the length from which it may be anywhere: it says enough."""

CUT = "the mail would be clipped: it ends after a whole block, with a link to the rest"
NO_WORDS = "a picture without a description, where none can be shown"
IN_WORDS = "mail readers show no picture of this kind: its description stands for it"
NO_PLACES = "lines of text have no places to lead to"
BESIDE = "the HTML beside it has every address"

TAG = re.compile(r"<[^>]*>")
# What a block is made of; whatever else stands in it changes no word.
PARTING = re.compile(
    r"(<(?:/?(?:p|h[1-6]|li|pre|t[dhr]|table|blockquote|d[tdl]|div|figure|figcaption|caption|summary|details|section"
    r"|[ou]l|a|sup)|img|br|hr|input)\b[^>]*>)"
)
UNSEEN = re.compile(r"<(?:!--.*?-->|(script|style|noscript)\b.*?</\1>)", re.DOTALL)
LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
WORDLESS = re.compile(r'<a\b[^>]*?\shref="([^"]*)"[^>]*>(?:\s|<(?!/a>|img\b[^>]*\salt="[^"])[^>]*>)*</a>')
WRITTEN = re.compile(r"https?://[^\s<>()\"]+")
PICTURE = re.compile(r"<(?:amp-)?img\b[^>]*>")
SOURCE, WORDS = re.compile(r'\ssrc="([^"]*)"'), re.compile(r'\salt="([^"]*)"')
TABLE = re.compile(r'<table\b(?![^>]*\srole="presentation")')
MARKS = re.compile(r'<sup class="footnote-ref">.*?</sup>|<a\b[^>]*class="footnote-back"[^>]*>.*?</a>', re.DOTALL)
HEADING, CODE = re.compile(r"<h[1-6]\b"), re.compile(r"<pre\b")
VIDEO = re.compile(r"(?:youtube(?:-nocookie)?\.com/(?:watch\?v=|embed/)|youtu\.be/)([\w-]{11})")
STARTS, ENDS = re.compile(r"<(h(?=\d)|pre|t(?=[dhra]))"), ("</h", "</pre")
KINDS = {"h": "heading", "pre": "code block", "t": "table"}
# https://www.caniemail.com/search/?s=image: Outlook shows none of these, Gmail no SVG.
NOT_IN_MAIL = re.compile(r"\.(?:svg|webp|avif)(?:[?#]|$)", re.IGNORECASE)
SPACES_AND_SIGNS = (punctuation + whitespace).encode()


class Absence(NamedTuple):
    """Something of the body that a variant has not: `what` begins it, `reason` is empty if nobody knows why."""

    variant: str
    kind: str
    what: str
    reason: str = ""


class Text(NamedTuple):
    """A run of the body's text, folded, with the markup that it was."""

    kind: str
    folded: bytes
    markup: str


class Body(NamedTuple):
    """What has to be found again; `whole` is all its texts on end, with notes' marks and entities as they stand."""

    texts: list[Text]
    whole: bytes
    links: Counter[str]
    folded: dict[str, bytes]
    """The addresses of the links, as they are looked for in lines."""
    wordless: frozenset[str]
    """Addresses of links that have no words."""
    pictures: list[tuple[str, str]]
    """Address and description."""
    counts: dict[str, int]


def absences(document: Document, renderings: Mapping[str, str]) -> list[Absence]:
    """What of the article's body each rendering lacks, by the name of its variant; with the reason where one is known.

    A part of a variant has a name of its own, such as `email/text`. A variant of an unknown kind is read as lines.
    """
    body = _body_of(document)
    parts = [part for name, content in renderings.items() for part in _parts(name, content)]
    found = [(absence, cut) for name, content, cut in parts for absence in _lacking(name, content, body, document)]
    return [absence._replace(reason=CUT) if cut and not absence.reason else absence for absence, cut in found]


def _parts(name: str, content: str) -> list[tuple[str, str, bool]]:
    """The texts that a variant holds, and whether it says that they end early."""
    if not content.startswith("{"):
        return [(name, content, False)]
    held = json.loads(content)
    if "bodies" in held:
        return [(f"{name}/{body['contentType'].partition('/')[2]}", body["value"], False) for body in held["bodies"]]
    return [(f"{name}/{part}", held[part], held.get("cut", False)) for part in ("html", "text") if part in held]


def _lacking(name: str, content: str, body: Body, document: Document) -> list[Absence]:
    is_page = name.endswith("html") or content.lstrip()[:9].lower() == "<!doctype"
    if is_page:
        return _page_lacks(name, content, body, document)
    # Only HTML within lines has a line end as an entity, where an empty line would end it.
    text = _folded(content.replace("&#10;", "\n"))
    found = [Absence(name, kind, what) for kind, what in _texts_missing(text, body)]
    return [*found, *_links_lacking(name, content, text, body, document), *_pictures_untold(name, text, body)]


# ---- the body


def _body_of(document: Document) -> Body:
    markup = MARKS.sub("<sup></sup>", document.article.body)
    pictures = [(_of(SOURCE, tag), _of(WORDS, tag)) for tag in PICTURE.findall(markup)]
    links = Counter(_address(href, document) for href in LINK.findall(markup))
    return Body(
        _texts(markup),
        _folded(TAG.sub("", document.article.body)),
        links,
        {address: _folded(address.removeprefix("mailto:")) for address in links},
        frozenset(_address(href, document) for href in WORDLESS.findall(markup)),
        [(_address(source, document), words) for source, words in pictures],
        _counts(markup),
    )


def _texts(markup: str) -> list[Text]:
    kind = "paragraph"
    found: list[Text] = []
    for place, piece in enumerate(PARTING.split(markup)):
        if place % 2 == 0:
            if piece and (folded := _folded(_plain(piece))):
                found.append(Text(kind, folded, piece))
        elif piece.startswith("</table" if kind == "table" else ENDS):
            kind = "paragraph"
        elif kind != "table" and (opened := STARTS.match(piece)):
            kind = KINDS[opened[1]]
    return found


def _counts(markup: str) -> dict[str, int]:
    return {
        "heading": len(HEADING.findall(markup)),
        "table": len(TABLE.findall(markup)),
        "code block": len(CODE.findall(markup)),
    }


# ---- texts


def _texts_missing(text: bytes, body: Body) -> list[tuple[str, str]]:
    """The texts that do not follow one another in `text`.

    Those of one table may stand in any order.
    """
    missing: list[tuple[str, str]] = []
    place = table = 0
    for one in body.texts:
        kind, folded, markup = one
        start = table if kind == "table" else place
        found = text.find(folded, start, start + NEAR + len(folded))  # as nearly all are
        end = found + len(folded) if found >= 0 else _after(one, text, start)
        if end > place:
            place = end
        elif end < 0:
            missing.append((kind, " ".join(_plain(markup).split())[:80]))
            if len(missing) >= MOST:
                break
        if kind != "table":
            table = place
    return missing


def _after(one: Text, text: bytes, start: int) -> int:
    """Where a text ends that stands in `text` after `start`, whole or as the runs between its tags; else -1."""
    found = _find(one.folded, text, start)
    if found >= 0:
        return found + len(one.folded)
    if "<" not in one.markup:
        return -1
    for run in TAG.split(one.markup):
        found = _find(folded := _folded(unescape(run)), text, start)
        if found < 0:
            return -1
        start = found + len(folded)
    return start


def _find(wanted: bytes, text: bytes, start: int) -> int:
    found = text.find(wanted, start, start + NEAR + len(wanted))
    return text.find(wanted, start) if found < 0 and len(wanted) >= LONG else found


def _folded(text: str) -> bytes:
    return text.encode(errors="replace").translate(None, SPACES_AND_SIGNS)


def _plain(markup: str) -> str:
    return unescape(TAG.sub("", markup)) if "<" in markup or "&" in markup else markup


# ---- pages


def _page_lacks(name: str, page: str, body: Body, document: Document) -> list[Absence]:
    shown = _seen(page)
    text = _folded(words := TAG.sub("", shown))
    missing = [] if body.whole in text else _texts_missing(_folded(unescape(words)), body)
    links = Counter(_address(href, document) for href in LINK.findall(shown))
    gone = [("link", address) for address in body.links - links if not _is_played(address, shown)]
    counts = _counts(shown)
    gone += [
        (kind, f"{count - counts[kind]} of {count}") for kind, count in body.counts.items() if counts[kind] < count
    ]
    found = [Absence(name, kind, what) for kind, what in [*missing, *gone]]
    return [*found, *_pictures_lacking(name, shown, body, document)]


def _seen(page: str) -> str:
    """What of a page may be shown."""
    start = max(page.find("<body"), 0)
    return UNSEEN.sub("", page[start:]) if "<!--" in page or "<script" in page else page[start:]


def _is_played(address: str, page: str) -> bool:
    """Whether a film that a link leads to is on the page itself."""
    film = VIDEO.search(address)
    return bool(film and f'"{film[1]}"' in page)


def _pictures_lacking(name: str, page: str, body: Body, document: Document) -> Iterable[Absence]:
    there = Counter(_address(_of(SOURCE, tag), document) for tag in PICTURE.findall(page))
    for address, words in body.pictures:
        if there[address]:
            there[address] -= 1
        elif name.startswith("email") and NOT_IN_MAIL.search(address) and _folded(words) in _folded(_plain(page)):
            yield Absence(name, "image", address, IN_WORDS if words else NO_WORDS)
        else:
            yield Absence(name, "image", address)


# ---- lines


def _links_lacking(name: str, content: str, text: bytes, body: Body, document: Document) -> Iterable[Absence]:
    plainly = set(WRITTEN.findall(content))
    for address, folded in body.folded.items():
        within = address.removeprefix(document.url) if address.startswith(f"{document.url}#") else ""
        if within and within not in content:
            yield Absence(name, "link", within, NO_PLACES)
        elif not within and address not in plainly and folded not in text:
            reason = BESIDE if name.endswith("/plain") else NO_WORDS if address in body.wordless else ""
            yield Absence(name, "link", address, reason)


def _pictures_untold(name: str, text: bytes, body: Body) -> Iterable[Absence]:
    for address, words in body.pictures:
        if not words and _folded(address) not in text:
            yield Absence(name, "image", address, NO_WORDS)
        elif _folded(words) not in text:
            yield Absence(name, "image", address)


# ---- addresses


def _address(address: str, document: Document) -> str:
    """The full address that one of the body, or of a variant, stands for."""
    address = unescape(address)
    if address.startswith("/"):
        return document.site.absolute(address)
    return document.url + address if address.startswith("#") else address


def _of(attribute: re.Pattern[str], tag: str) -> str:
    found = attribute.search(tag)
    return unescape(found[1]) if found else ""
