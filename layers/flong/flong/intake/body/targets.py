"""Links, pictures, headings and notes: whether what is named is there, and what is there is named."""

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import unquote

from pyromark import Markdown

from flong.intake.body import astray, kinds
from flong.intake.body.dialect import OPTIONS
from flong.intake.body.locate import Heading, Survey, Target, normal
from flong.intake.body.notices import Notices
from flong.intake.slugs import slug_of
from flong.intake.urls import beside, mended
from flong.verdict import Finding

# What no link is made of: `[text](an address)`, `[text] (https://…)`, `[text](https://…`, `[text]（https://…）`.
BROKEN = re.compile(
    rb"\[(?<!\\\[)[^\[\]\n\0]{0,300}\]"
    rb"(?:\(<?(?=[^\s()<>\0/.#:]*+[/.#:])[^\s()<>\0]*+[ \t][^()\n\0]{0,300}\)"
    rb"|(?P<apart>[ \t]*+\n?[ \t]*+)\((?=[^\s()\0/.]*+[/.])[^\s()\0]++\)"
    rb"|(?:\(|\xef\xbc\x88)https?://[^\s\0]{1,2000})"
)
REVERSED = re.compile(
    rb"\([^()\n\0]{1,300}\)\[(?:https?://[^\s\[\]\0]{1,2000}|/[^\s\[\]\0]{1,300}\.(?:png|jpe?g|gif|webp))\]"
)
WIKI = re.compile(
    rb"\[\[(?<![\w\\\])]\[\[)(?:(?<=!\[\[)|(?=[A-Z\xc3-\xf4]|[a-z][\w -]*[ |/#\]]))[^\[\]\n\0]{1,300}\]\](?!\()"
)
TITLED = re.compile(rb"\]\(\S+[ \t]+(?:[\"'(]|\xe2\x80[\x98-\x9f]|\xc2[\xab\xbb])")
SPACED = re.compile(rb"\]\([^\n]*[ \t]")
DOUBLED = re.compile(rb"https?://https?://[^\s<>\0]{1,300}", re.IGNORECASE)
CITATION = re.compile(rb"!?\[\d+\][ \t]")
TEMPLATE = (b"{{", b"{%")
CODE = ("{{", "{%", "%7B%7B", "%7B%25")
MARK = re.compile(rb"(?<![\\\[])\[\^(\d+|[A-Za-z][\w-]*)\]")
CHARACTERS = re.compile(rb"\w-\w")
# `[//]: # (words)` is how Markdown is made to hold a comment.
COMMENT = re.compile(r"/|comment|_", re.IGNORECASE)
HEADINGS = re.compile(r"<h([1-6])>")
NAME_ALONE = re.compile(rb"\s*#{1,6}[ \t]+\{:?[ \t]*+(?:[#.][^\s{}#<>\"]++[ \t]*+)++\}[ \t#]*\n?")
RAW_ANCHOR = re.compile(rb"\shref\s*+=\s*+[\"']?#([^\s\"'<>]+)", re.IGNORECASE)
RAW_HEADING = re.compile(rb"<h([1-6])\b[^<>]*>", re.IGNORECASE)


class Finder:
    """Finds raw HTML again by how it reads."""

    LIMIT = 100

    def __init__(self, survey: Survey) -> None:
        html = bytearray(len(survey.data))
        for start, end in survey.html:
            html[start:end] = survey.data[start:end]
        self.html = bytes(html)
        self.found: dict[bytes, int] = {}
        self.left = self.LIMIT

    def find(self, text: str) -> int | None:
        """Where `text` stands next, in bytes; a search looks through everything, so only so many are made."""
        needle = text.strip().partition("\n")[0][:80].encode()
        self.left -= 1
        if not needle or self.left < 0:
            return None
        at = self.html.find(needle, self.found.get(needle, -1) + 1)
        if at < 0:
            return None
        self.found[needle] = at
        return at


def links(survey: Survey, notices: Notices, missing: set[str]) -> None:
    """Empty links and pictures without a description; links to the headings of `missing` ids."""
    for target in survey.targets:
        if target.kind == "Image" and not target.text:
            notices.add(kinds.IMAGE_ALT, target.start, target.end)
        elif target.kind == "Link" and not (target.text and target.address):
            notices.add(kinds.LINK_EMPTY, target.start, target.end)
        elif target.address.startswith("#") and slug_of(unquote(target.address[1:])) in missing:
            notices.add(kinds.LINK_ANCHOR, survey.address_start(target), target.address)
    for start, end in survey.html if missing else ():
        for anchor in RAW_ANCHOR.finditer(survey.data, start, end):
            if slug_of(unquote(unescape(anchor[1].decode()))) in missing:
                notices.add(kinds.LINK_ANCHOR, anchor.start(1) - 1, anchor.end())


def kind_of(tag: str, address: str) -> Finding:
    address = address.strip()
    if mended(address) or astray.mended(address, mail=tag == "a"):
        return kinds.LINK_SCHEME
    if tag == "img":
        return kinds.PICTURE_FORMAT if astray.is_odd_picture(address) else kinds.PICTURE_ADDRESS
    if astray.leads_to_article(address):
        return kinds.LINK_ARTICLE
    if beside(address):
        return kinds.LINK_BESIDE
    return kinds.LINK_HOST if astray.leads_to_host(address) else kinds.LINK_ADDRESS


def addresses(survey: Survey, notices: Notices, refused: list[tuple[str, str]]) -> None:
    """Addresses that were refused or mended, each where it stands."""
    by_address: dict[tuple[str, str], list[Target]] = {}
    for target in survey.targets:
        by_address.setdefault(("img" if target.kind == "Image" else "a", unquote(target.address)), []).append(target)
    finder = Finder(survey)
    for tag, address in dict.fromkeys((tag, address.strip()) for tag, address in refused):
        if any(sign in address for sign in CODE):
            continue
        places = by_address.get((tag, unquote(address)), []) if address else []
        for target in places:
            notices.add(kind_of(tag, target.address), survey.address_start(target), target.address)
        if not places and address:
            start = finder.find(address)
            if start is None and "&" in address:
                start = finder.find(escape(address, quote=False))
            notices.add(kind_of(tag, address), start, address)


def broken(survey: Survey, notices: Notices) -> None:
    """What is meant to be a link and is none, for a space in its address or before it."""
    spans = [(target.start, target.end) for target in survey.targets]
    text = survey.without(survey.code, survey.blocks, spans)
    for match in BROKEN.finditer(text):
        image = text[match.start() - 1 : match.start()] == b"!"
        if is_link(match, image):
            notices.add(why_broken(match[0]), match.start() - image, match.end())
    for pattern, kind in ((REVERSED, kinds.LINK_UNCLOSED), (WIKI, kinds.LINK_WIKI)):
        for match in pattern.finditer(text):
            if b"toc" not in match[0].lower():
                notices.add(kind, match.start() - (text[match.start() - 1 : match.start()] == b"!"), match.end())


def is_link(match: re.Match[bytes], image: bool) -> bool:
    """Whether it was meant to be one: text with a note in parentheses is none, nor a call `[](int x)`."""
    if any(sign in match[0] for sign in TEMPLATE) or CITATION.match(match[0]):
        return False
    address = match[0].rpartition(b"](")[2]
    if match["apart"] is not None:
        return bool(match["apart"]) and (image or b"(http" in match[0])
    return match[0][1:2] != b"]" or address.startswith((b"http", b"/")) or image


def why_broken(link: bytes) -> Finding:
    if TITLED.search(link):
        return kinds.LINK_TITLE
    return kinds.LINK_SYNTAX if SPACED.search(link) else kinds.LINK_UNCLOSED


def doubled(survey: Survey, notices: Notices) -> None:
    """Bare addresses with two schemes."""
    spans = [(target.start, target.end) for target in survey.targets]
    for match in DOUBLED.finditer(survey.without(survey.code, spans, survey.html)):
        notices.add(kinds.LINK_SCHEME, match.start(), match.end())


def missing_references(survey: Survey, notices: Notices) -> None:
    """`[text][name]` where no address has that name; after a letter it is an index, `a[i][j]`."""

    def note(link: dict[str, object]) -> None:
        span: dict[str, int] = link["span"]  # type: ignore[assignment]
        start, end = span["start"], span["end"]
        if link["link_type"] in ("Reference", "Collapsed") and not survey.data[start - 1 : start].isalnum():
            notices.add(kinds.REFERENCE_MISSING, start, end)

    callback: Callable[..., None] = note
    Markdown(options=OPTIONS, broken_link_callback=callback).html(survey.data.decode())


def unused_references(survey: Survey, notices: Notices) -> None:
    used = {normal(name) for name in survey.names}
    for name, definition in survey.definitions.items():
        if normal(name) not in used and definition["dest"] not in ("", "#") and not COMMENT.match(name):
            start, end = definition["span"]["start"], definition["span"]["end"]
            notices.add(kinds.REFERENCE_UNUSED, start, end)


def footnotes(survey: Survey, notices: Notices) -> None:
    mentioned, defined = {normal(name) for name in survey.mentions}, {normal(name) for name, _ in survey.notes}
    for name, start in survey.notes:
        if normal(name) not in mentioned:
            notices.add(kinds.FOOTNOTE_UNUSED, start, f"[^{name}]")
    for match in MARK.finditer(survey.without(survey.code, survey.html)):
        if normal(match[1].decode()) not in defined and not CHARACTERS.fullmatch(match[1]):
            notices.add(kinds.FOOTNOTE_MISSING, match.start(), match.end())


def levels_skip(levels: list[int]) -> bool:
    """Whether a heading is more than one level below the one before, or the title."""
    return any(level > last + 1 for last, level in zip([1, *levels], levels, strict=False))


def raw_headings(survey: Survey) -> list[Heading]:
    """Those that are written in HTML."""
    found: list[Heading] = []
    for start, end in survey.html:
        line = survey.data[start:end]
        found += [Heading(int(tag[1]), start + tag.start(), end, True) for tag in RAW_HEADING.finditer(line)]
    return found


def headings(survey: Survey, notices: Notices) -> None:
    last = 1
    for heading in sorted([*survey.headings, *raw_headings(survey)], key=lambda heading: heading.start):
        if not heading.text or NAME_ALONE.fullmatch(survey.data, heading.start, heading.end):
            notices.add(kinds.HEADING_EMPTY, heading.start, heading.end)
            continue
        if heading.level == 1:
            notices.add(kinds.SECOND_H1, heading.start, heading.end)
        if heading.level > last + 1:
            notices.add(kinds.HEADING_SKIP, heading.start, heading.end)
        last = heading.level
