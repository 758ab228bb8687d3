"""Raw HTML before it is sanitized: what is none shows as text, media become links, losses are noted."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from flong.intake.body import kinds
from flong.intake.body.attributes import ATTRIBUTE, lacks_description, missed, swallowed
from flong.intake.body.elements import (
    DROPPED_WHOLE,
    ELEMENTS,
    END_LEFT_OUT,
    FORMATTING,
    MEDIA,
    SHOWN_ELSEWHERE,
    STYLED,
    VOID,
)
from flong.intake.body.locate import Span
from flong.intake.body.raw import OFFICE, has_elements
from flong.intake.urls import web_url
from flong.verdict import Finding

MAX_OPEN = 128
MAX_FORMATTING = 32
MAX_REREADS = 50
MAX_REOPENED = 20_000
MAX_ATTRIBUTES = 1_000
"""Characters in a tag; past them not more than a tenth as many attributes."""

# As the HTML tokenizer has it (WHATWG HTML 13.2.5): only a quote after `=` keeps a `>` from ending the tag.
TOKEN = re.compile(
    r"""<!--(?:-?>|.*?--!?>)
    |<(?P<odd>\?|!(?!doctype)|/(?![a-z]))
    |<!(?P<doctype>doctype)[^>]*+>?
    |<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)
     (?P<attributes>(?:[^>=]++|=[\ \t\n\f]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?)*+)(?P<close>>?)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# What the parser itself writes most; where no element is raw HTML it needs no look.
BY_PARSER = re.compile(
    r"<(?:/?(?:blockquote|code|del|em|h[1-6]|hr|li|ol|p|pre|strong|table|tbody|td|th|thead|tr|ul)(?:[ ]/)?>"
    r'|a[ ]href="[^"<>]*"(?:[ ]title="[^"<>]*")?>|/a>)'
)
OTHER = re.compile(rf"(?!{BY_PARSER.pattern})(?:{TOKEN.pattern})", TOKEN.flags)
# Tags of these need nothing but to be counted.
COUNTED = ("blockquote", "code", "del", "em", "h2", "h3", "h4", "li", "ol", "p", "pre", "strong", "td", "tr", "ul", "a")
PLAIN = {f"<{name}>": (name, False) for name in COUNTED} | {f"</{name}>": (name, True) for name in COUNTED}
# `List<T>` has letters for types; as elements they would be those of the last century.
TYPE = re.compile(r"[ABIPQSU]")
SWALLOWED = re.compile(r"\n<(?:blockquote|dl|h[1-6]|hr|ol|p|pre|table|ul)\b")
VALUED = re.compile(r"(?<![=<!])=(?!=)|\{")


TASK = re.compile(r"<li>\s*(?:<p>)?\s*<input\b[^<>]*\bcheckbox\b[^<>]*>\Z")
NOWHERE = (1 << 62, 1 << 62)


class Note(NamedTuple):
    """Something to tell: of which kind, and how the source has it."""

    kind: Finding
    found: str


class TooDeep(Exception):
    """More elements are open at once than a sanitizer should be given."""


class Taming:
    """Where the walk over raw HTML stands."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.out: list[str] = []
        self.done = 0
        """How much of `raw` is in `out`."""
        self.notes: list[Note] = []
        self.open: dict[str, int] = {}
        self.rereads = 0
        self.depth = self.formatting = self.reopened = 0
        self.ends: dict[str, Span] = {}
        """The end tag that was found last, by name; past the text where none follows."""

    def replace(self, start: int, end: int, text: str) -> int:
        self.out += [self.raw[self.done : start], text]
        self.done = end
        return end

    def as_text(self, match: re.Match[str]) -> int:
        return self.replace(match.start(), match.end(), match[0].replace("<", "&lt;"))

    def note(self, kind: Finding, found: str) -> None:
        self.notes.append(Note(kind, found))

    def end_of(self, name: str, start: int) -> int | None:
        """Where the next end tag of `name` ends."""
        if self.ends.get(name, (-1, -1))[0] < start:
            match = re.compile(rf"</{name}\b[^>]*>", re.IGNORECASE).search(self.raw, start)
            self.ends[name] = match.span() if match else NOWHERE
        at, end = self.ends[name]
        return end if at < NOWHERE[0] else None

    def step(self, name: str, end: bool) -> None:
        """Counts what is open, name by name: an end tag without its start tag closes nothing."""
        if name in END_LEFT_OUT:
            self.reopened += self.formatting
            return
        count = self.open.get(name, 0)
        if end and not count:
            return
        step = -1 if end else 1
        self.open[name] = count + step
        self.depth += step
        if name in FORMATTING:
            self.formatting += step
        else:
            self.reopened += self.formatting
        if self.depth > MAX_OPEN or self.formatting > MAX_FORMATTING or self.reopened > MAX_REOPENED:
            raise TooDeep


def tamed(raw: str, source: str) -> tuple[str, list[Note]]:
    """HTML in which every tag is one that HTML has, and what a reader of the article will miss; `TooDeep`."""
    raw, unclosed = without_unclosed_comment(raw)
    taming = Taming(raw)
    if unclosed:
        taming.note(kinds.HTML_UNCLOSED, unclosed)
    token = TOKEN if has_elements(source) else OTHER
    at: int | None = 0
    while at is not None:
        at = _run(token.finditer(raw, at), taming)
    if taming.formatting * raw.count("<p>") > MAX_REOPENED:
        raise TooDeep
    taming.out.append(raw[taming.done :])
    return "".join(taming.out), taming.notes


def without_unclosed_comment(raw: str) -> tuple[str, str]:
    """The HTML with a comment that nothing ends as text, and how it begins."""
    last = max(raw.rfind("-->"), raw.rfind("--!>")) + 3
    start = raw.find("<!--", max(last, 0) if last > 2 else 0)
    if start < 0:
        return raw, ""
    return raw[:start] + raw[start:].replace("<!--", "&lt;!--"), raw[start : start + 80]


def _run(tokens: Iterator[re.Match[str]], taming: Taming) -> int | None:
    """Deals with tokens up to one after which some are to be left out; tells where to go on."""
    for match in tokens:
        if plain := PLAIN.get(match[0]):
            taming.step(*plain)
            continue
        after = _token(match, taming)
        if after != match.end():
            return after
    return None


def _token(match: re.Match[str], taming: Taming) -> int:
    """Deals with one token; tells where to go on."""
    if match["name"]:
        return _tag(match, match["name"].lower(), taming)
    if match["odd"]:
        return taming.as_text(match)
    if match["doctype"]:
        taming.note(kinds.html_dropped("!DOCTYPE"), match[0])
    return match.end()


def _tag(match: re.Match[str], name: str, taming: Taming) -> int:
    attributes, end = match["attributes"], bool(match["end"])
    if not match["close"] or ("\n<" in attributes and SWALLOWED.search(attributes)):
        return _unclosed(match, taming)
    if OFFICE.fullmatch(name):
        return taming.replace(match.start(), match.end(), "")
    if name not in ELEMENTS or _is_type(match, taming):
        if not end and _is_component(match, taming):
            taming.note(kinds.TEMPLATE_CODE, match[0])
        return taming.as_text(match)
    if swallowed(attributes):
        return _unclosed(match, taming)
    if name == "noscript":  # for readers without scripts, as Flong's are; HTML takes what is in it for text
        return taming.replace(match.start(), match.end(), "")
    if not end and name in SHOWN_ELSEWHERE:
        return _missed(match, name, taming)
    if len(attributes) > MAX_ATTRIBUTES and len(ATTRIBUTE.findall(attributes)) > MAX_ATTRIBUTES // 10:
        taming.note(kinds.html_dropped(name), match[0])  # a sanitizer compares each with each
        return taming.replace(match.start(), match.end(), "")
    if attributes.strip(" \n/"):
        _attributes(name, match, taming)
    if name in VOID:
        if name == "input" and not TASK.search(match.string, max(match.start() - 20, 0), match.end()):
            taming.note(kinds.html_dropped(name), match[0])
        return match.end()
    if attributes.endswith("/") and not end:
        return taming.replace(match.end() - 2, match.end(), f"></{name}>")
    taming.step(name, end)
    return match.end()


def _unclosed(match: re.Match[str], taming: Taming) -> int:
    """A tag that reaches into the next paragraph or to the end: its first sign is text, and the rest is read again."""
    taming.note(kinds.HTML_UNCLOSED, match[0].partition("\n")[0][:80])
    taming.rereads += 1
    if taming.rereads > MAX_REREADS:
        return taming.as_text(match)
    return taming.replace(match.start(), match.start() + 1, "&lt;")


def _is_type(match: re.Match[str], taming: Taming) -> bool:
    """Or what stands after the sign in `a<b and c>d`: an attribute of these elements has a value."""
    name, attributes = match["name"], match["attributes"].strip()
    if match["end"] or not TYPE.fullmatch(name if not attributes else name.upper()):
        return False
    if "<" in attributes or VALUED.search(attributes):
        return False
    return taming.end_of(match["name"].lower(), match.end()) is None


def _is_component(match: re.Match[str], taming: Taming) -> bool:
    """`<Tweet id="1" />` or `<Note>…</Note>`, and not `<nick>`, `List<String>` or `a<b and c>d`."""
    name, attributes = match["name"], match["attributes"].strip()
    if attributes.endswith("/") or VALUED.search(attributes):
        return True
    return name[0].isupper() and name.isalnum() and taming.end_of(name.lower(), match.end()) is not None


def _attributes(name: str, match: re.Match[str], taming: Taming) -> None:
    if name not in STYLED:
        return
    for attribute in missed(name, match["attributes"]):
        taming.note(kinds.HTML_ATTRIBUTE_DROPPED, f"{attribute}\0{match[0]}")
    if name == "img" and lacks_description(match["attributes"]):
        taming.note(kinds.IMAGE_ALT, match[0])


def _missed(match: re.Match[str], name: str, taming: Taming) -> int:
    """An element that readers will not see: gone with all that is in it, a link, or only its tags gone."""
    whole = name in DROPPED_WHOLE or name in MEDIA
    end = match.end() if name in VOID else taming.end_of(name, match.end()) if whole else None
    if end is None and name in DROPPED_WHOLE and not match["attributes"].strip():
        return taming.as_text(match)  # `the <title> of a page`: what follows is text, and not the element's
    last = end or match.end()
    if name in MEDIA and (link := _link(taming.raw[match.start() : last], match)):
        taming.note(kinds.HTML_LINKED, match[0])
        return taming.replace(match.start(), last, f"<p>{link}</p>" if _alone(match.start(), last, taming) else link)
    taming.note(kinds.html_dropped(name), match[0])
    if name in DROPPED_WHOLE:
        return taming.replace(match.start(), last, "")
    return match.end()


# An element that stands alone becomes a paragraph, unless one is open round it.
BEFORE = re.compile(r"(?:\A|(?<!<p>)\n|</?(?:article|center|div|figure|section)\b[^<>]*>|</(?:h[1-6]|p)>)[ \t]*\Z")
AFTER = re.compile(r"[ \t]*(?:\n(?!</p>)|\Z|</?(?:article|center|div|figure|section)\b)")
NEAR = 200


def _alone(start: int, end: int, taming: Taming) -> bool:
    """Whether an element is a block of its own; in formatting that is open it would have that opened again."""
    before = BEFORE.search(taming.raw, max(start - NEAR, 0), start)
    return not taming.formatting and bool(before and AFTER.match(taming.raw, end))


PATH = re.compile(r"/[^/\\\s][^\\\s]*[^/\\\s]")
SOURCE = re.compile(r"""\s(?:src|data)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)


def _link(element: str, match: re.Match[str]) -> str | None:
    """A link to what an element would embed, named by its title or else its host."""
    given = {name.lower(): html.unescape(value.strip("\"'")) for name, value in ATTRIBUTE.findall(match["attributes"])}
    source = SOURCE.search(element)
    address = html.unescape(source[1].strip("\"'")) if source else ""
    url = web_url(f"https:{address}" if address.startswith("//") else address)
    if url is None and PATH.fullmatch(address):
        url = address
    if url is None:
        return None
    text = given.get("title") or given.get("aria-label") or urlsplit(url).hostname or url.rpartition("/")[2]
    return f'<a href="{html.escape(url)}">{html.escape(" ".join(text.split()))}</a>'
