"""Whether every variant has everything that an article's body holds, told from what came out.

Nothing of how a variant is made is asked. Texts are compared without white space and ASCII punctuation, which every
variant may set in its own way; addresses in full. One walk over the body, and at most one over each variant, so the
time grows with their lengths alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from html import unescape
from typing import NamedTuple

from pydantic_core import from_json

from flong.formats.body import name_of, tokens_of
from flong.formats.document import Document
from flong.formats.folding import folded
from flong.formats.sequence import Texts

CUT = "the mail would be clipped: it ends after a whole block, with a link to the rest"
NO_WORDS = "a picture without a description, where none can be shown"
IN_WORDS = "mail readers show no picture of this kind: its description stands for it"
NO_PLACES = "lines of text have no places to lead to"
BESIDE = "the HTML beside it has every address"

UNSEEN = re.compile(r"<(?:!--.*?-->|(script|style|noscript)\b.*?</\1>)", re.DOTALL)
UNSEEN_BEGINS = re.compile("<[!sn](?:--|cript|tyle|oscript)")
# Tags that web pages change; of one that opens a heading all but its end, or its words could be found in its id.
CHANGED = re.compile(r'(<h[1-6]\b[^>]*|</h[1-6]>|</?(?:table|pre|section|input|img|code class|a href="[/#])[^>]*>)')
STYLING = re.compile(r' (?:style|dir)="[^"]*"')
LEADS = re.compile(r' (?:href|src)="([^"]*)"')
COUNTED = {"<table": "<table", "<pre": "<pre", **{f"<h{level}": "<h" for level in range(1, 7)}}
LEAST = 40
"""Characters that a stretch of markup is known by."""
BETWEEN_TAGS = re.compile(">([^<]+)")
# The tags of links, pictures, headings, code and tables, with all that is asked of them: one search is quicker.
THINGS = re.compile(r"<([ahipt](?:(?<=a)(?:mp-img)?\s[^>]*|mg\s[^>]*|[1-6]|re|able[^>]*))")
KINDS = {"am": "image", "im": "image", "h": "heading", "pr": "code block", "ta": "table"}
ADDRESS, SOURCE, WORDS = (re.compile(rf'\s{name}="([^"]*)"') for name in ("href", "src", "alt"))
WORDLESS = re.compile(r'<a\b[^>]*?\shref="([^"]*)"[^>]*>(?:\s|<(?!/a>|img\b[^>]*\salt="[^"])[^>]*>)*</a>')
WRITTEN, WITHIN = re.compile(r"https?://[^\s<>()\"]+"), re.compile(r"#[^\s<>()\"]+")
NOTE_MARKS = re.compile(r'<sup class="footnote-ref">.*?</sup>|<a\b[^>]*class="footnote-back"[^>]*>.*?</a>', re.DOTALL)
VIDEO = re.compile(r"(?:youtube(?:-nocookie)?\.com/(?:watch\?v=|embed/)|youtu\.be/)([\w-]{11})")
# https://www.caniemail.com/search/?s=image: Outlook shows none of these, Gmail no SVG.
NOT_IN_MAIL = re.compile(r"\.(?:svg|webp|avif)(?:[?#]|$)", re.IGNORECASE)


class Absence(NamedTuple):
    """Something of the body that a variant has not: `what` begins it, `reason` is empty if nobody knows why."""

    variant: str
    kind: str
    what: str
    reason: str = ""


class Part(NamedTuple):
    """A text that a variant is, or holds; `cut` if the variant itself says that it ends early."""

    name: str
    content: str
    cut: bool = False


class Body:
    """What has to be found again."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.html = document.article.body
        self.markup = NOTE_MARKS.sub("<sup></sup>", self.html) if 'class="footnote-' in self.html else self.html
        self.addresses = Addresses(document)

    @cached_property
    def tokens(self) -> list[str]:
        """Those that the variants were made of, where these are of nothing but the article's body."""
        return self.document.tokens if self.document.body == self.html else tokens_of(self.html)

    @cached_property
    def texts(self) -> Texts:
        return Texts(self.tokens if self.markup is self.html else tokens_of(self.markup))

    @cached_property
    def kept(self) -> list[str]:
        return kept(self.html)

    @cached_property
    def words(self) -> str:
        """All texts on end, with notes' marks and entities as they stand."""
        return "".join(self.tokens[::2])

    @cached_property
    def things(self) -> "Things":
        return things_in(self.markup, self.addresses)

    @cached_property
    def wordless(self) -> set[str]:
        """Addresses of links that have no words."""
        return {self.addresses[href] for href in WORDLESS.findall(self.markup)}

    @cached_property
    def within(self) -> list[str]:
        """The anchors that links lead to which lead nowhere else."""
        page = self.document.url
        return [link.removeprefix(page) for link in self.things.links if link.startswith(f"{page}#")]

    @cached_property
    def outward(self) -> list[tuple[str, bytes]]:
        """The addresses of all other links, and how they are looked for in lines."""
        links = [link for link in self.things.links if not link.startswith(f"{self.document.url}#")]
        return [(link, folded(link.removeprefix("mailto:"))) for link in links]


class Things(NamedTuple):
    """What a body or a page has besides words."""

    links: Counter[str]
    pictures: list[tuple[str, str]]
    """Address and description."""
    counts: Counter[str]
    """Of headings, tables and code blocks."""


class Addresses(dict[str, str]):
    """The full address that one of the body, or of a variant, stands for, as it is written in HTML."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __missing__(self, written: str) -> str:
        address = unescape(written)
        if address.startswith("/"):
            address = self.document.site.absolute(address)
        elif address.startswith("#"):
            address = self.document.url + address
        self[written] = address
        return address


def kept(html: str) -> list[str]:
    """What web pages keep of a body as it stands, in order: stretches of markup, and parts of the tags between them."""
    pieces = CHANGED.split(html)
    pieces[1::2] = map(_kept_of, pieces[1::2])
    return [piece for piece in pieces if piece and not piece.isspace()]


def _kept_of(tag: str) -> str:
    """Of an address the end, since one of the site is written in full in some."""
    if address := LEADS.search(tag):
        return f'{address[1]}"'
    return COUNTED.get(name_of(tag), "")


def things_in(html: str, addresses: Addresses) -> Things:
    """The addresses in full."""
    found = Things(Counter(), [], Counter())
    for tag in THINGS.findall(html):
        kind = KINDS.get(tag[0] if tag[0] == "h" else tag[:2], "link")
        if kind == "image":
            found.pictures.append((addresses[_of(SOURCE, tag)], unescape(_of(WORDS, tag))))
        elif kind != "link":
            found.counts[kind] += ' role="presentation"' not in tag
        elif address := ADDRESS.search(tag):
            found.links[addresses[address[1]]] += 1
    return found


def absences(document: Document, renderings: Mapping[str, str]) -> list[Absence]:
    """What of the article's body each rendering lacks, by the name of its variant; with the reason where one is known.

    A part of a variant has a name of its own, such as `email/text`. A variant of an unknown kind is read as lines.
    """
    body = Body(document)
    parts = [part for name, content in renderings.items() for part in _parts(name, content)]
    return [absence for part in parts for absence in _lacking(part, body)]


def _parts(name: str, content: str) -> list[Part]:
    """The texts that a variant holds. Front matter is of the article, and may repeat how its body begins."""
    if content.startswith("---\n"):
        return [Part(name, content[content.find("\n---\n") + 1 :])]
    if not content.startswith("{"):
        return [Part(name, content)]
    held = from_json(content)
    if "bodies" in held:
        return [Part(f"{name}/{body['contentType'].partition('/')[2]}", body["value"]) for body in held["bodies"]]
    return [Part(f"{name}/{part}", held[part], held.get("cut", False)) for part in ("html", "text") if part in held]


def _lacking(part: Part, body: Body) -> Iterable[Absence]:
    is_page = part.name.endswith("html") or part.content.lstrip()[:9].lower() == "<!doctype"
    if is_page:
        return () if part.content == body.html else _page_lacks(part, body)
    return _lines_lack(part, body)


def _texts_lacking(part: Part, content: bytes, body: Body) -> Iterator[Absence]:
    for kind, what, followed in body.texts.missing_in(content, part.cut):
        yield Absence(part.name, kind, what, CUT if part.cut and not followed else "")


# ---- pages


def _page_lacks(part: Part, body: Body) -> Iterator[Absence]:
    page = _seen(part.content)
    if _keeps(STYLING.sub("", page) if part.name.startswith("email") else page, body.kept):
        return
    words = "".join(BETWEEN_TAGS.findall(f">{page}"))
    if body.words not in words:
        yield from _texts_lacking(part, folded(words), body)
    reason = CUT if part.cut else ""
    there = things_in(page, body.addresses)
    for address in body.things.links - there.links:
        if not _is_played(address, page):
            yield Absence(part.name, "link", address, reason)
    for kind, count in (body.things.counts - there.counts).items():
        yield Absence(part.name, kind, f"{count} of {body.things.counts[kind]}", reason)
    for address, alt in _unshown(body.things.pictures, there.pictures):
        yield Absence(part.name, "image", address, reason or _why_no_picture(part, address, alt, words))


def _keeps(page: str, kept: list[str]) -> bool:
    """Whether everything stands in a page in its order; nearly all web pages are done with here."""
    place = 0
    for text in kept:
        place = page.find(text[:LEAST], place)
        if place < 0 or not page.startswith(text, place):
            return False
        place += len(text)
    return True


def _seen(page: str) -> str:
    """What of a page may be shown."""
    page = page[max(page.find("<body"), 0) :]
    return UNSEEN.sub("", page) if UNSEEN_BEGINS.search(page) else page


def _is_played(address: str, page: str) -> bool:
    """Whether a film that a link leads to is on the page itself."""
    film = VIDEO.search(address)
    return bool(film and f'"{film[1]}"' in page)


def _unshown(pictures: list[tuple[str, str]], shown: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    there = Counter(address for address, _ in shown)
    for address, alt in pictures:
        there[address] -= 1
        if there[address] < 0:
            yield address, alt


def _why_no_picture(part: Part, address: str, alt: str, words: str) -> str:
    if not part.name.startswith("email") or not NOT_IN_MAIL.search(address) or folded(alt) not in folded(words):
        return ""
    return IN_WORDS if alt else NO_WORDS


# ---- lines


def _lines_lack(part: Part, body: Body) -> Iterator[Absence]:
    content = folded(part.content)
    yield from _texts_lacking(part, content, body)
    yield from _links_lacking(part, content, body)
    yield from _pictures_untold(part, content, body)


def _links_lacking(part: Part, content: bytes, body: Body) -> Iterator[Absence]:
    plainly, beside = set(WRITTEN.findall(part.content)), part.name.endswith("/plain")
    within = set(WITHIN.findall(part.content)) if body.within else ()
    for anchor in body.within:
        if anchor not in within:
            yield Absence(part.name, "link", anchor, NO_PLACES)
    for address, looked_for in body.outward:
        if address not in plainly and (beside or looked_for not in content):
            yield Absence(part.name, "link", address, BESIDE if beside else _why_no_link(part, address, body))


def _why_no_link(part: Part, address: str, body: Body) -> str:
    if part.cut:
        return CUT
    return NO_WORDS if address in body.wordless else ""


def _pictures_untold(part: Part, content: bytes, body: Body) -> Iterator[Absence]:
    for address, words in body.things.pictures:
        if not words and folded(address) not in content:
            yield Absence(part.name, "image", address, CUT if part.cut else NO_WORDS)
        elif folded(words) not in content:
            yield Absence(part.name, "image", address, CUT if part.cut else "")


def _of(attribute: re.Pattern[str], tag: str) -> str:
    found = attribute.search(tag)
    return found[1] if found else ""
