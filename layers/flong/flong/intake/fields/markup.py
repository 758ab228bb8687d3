"""The Markdown and HTML that a value stands in which is but a word, a day or an address."""

import html
import re
from typing import NamedTuple

from flong.intake.urls import web_url

WRAPPED = re.compile(
    r"(?P<stars>\*{1,3})(?P<starred>[^*]+)(?P=stars)|(?P<bars>_{1,3})(?P<barred>(?:[^_]|(?<=\w)_(?=\w))+)(?P=bars)"
    r"|(?P<ticks>`{1,2})(?P<ticked>[^`]+)(?P=ticks)"
    r"|<(?P<tag>b|code|em|i|kbd|mark|small|span|strong|time|tt|u)\b[^<>]*>(?P<tagged>[^<>]*)</(?P=tag)>",
    re.IGNORECASE,
)
KINDS = ("starred", "barred", "ticked", "tagged")
# CommonMark 0.31, 6.3: an address in angle brackets or none, and perhaps a title.
TARGET = (
    r"\([ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<address>(?:[^()\s<]|\([^()\s]*\))*))"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*\)"
)
LINK = re.compile(rf"\[(?P<text>[^\[\]]*)\]{TARGET}")
PICTURE = re.compile(rf"!\[(?P<text>[^\[\]]*)\]{TARGET}")
ANGLED = re.compile(r"<([^<>\s]*[./:][^<>\s]*)>")
HTML_PICTURE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"\b(src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
WITHIN = re.compile(r"https?://[^\s<>()\[\]\"'`*|]+", re.IGNORECASE)
STARTS = frozenset("*_`<[!")
MAX_LAYERS = 3


class Link(NamedTuple):
    """What stands in brackets, and the address behind it."""

    text: str
    address: str


def unwrapped(text: str) -> str:
    """`text` without the emphasis, the backticks or the element that all of it stands in."""
    for _ in range(MAX_LAYERS):
        match = WRAPPED.fullmatch(text) if text[:1] in STARTS else None
        if not match:
            break
        text = next(match[kind] for kind in KINDS if match[kind] is not None).strip()
    return text


def words_in(text: str) -> str:
    """The words of a text that may be wrapped, or a link."""
    text = unwrapped(text)
    link = link_in(text)
    return unwrapped(link.text.strip()) if link else text


def address_in(text: str) -> str:
    """The address that a text is, wrapped or not, or that it links to."""
    text = unwrapped(text)
    if link := link_in(text):
        return link.address
    if angled := ANGLED.fullmatch(text):
        return angled[1]
    return ESCAPED.sub(r"\1", text) if "\\" in text else text


def link_in(text: str) -> Link | None:
    """The link that all of `text` is."""
    return linked(LINK.fullmatch(text)) if text[:1] == "[" else None


def picture_in(text: str) -> Link | None:
    """The picture that stands in `text`, in Markdown or HTML; its description is empty if it has none."""
    if "![" in text:
        return linked(PICTURE.search(text))
    if not (found := HTML_PICTURE.search(text) if "<" in text else None):
        return None
    values = {name.lower(): html.unescape("".join(rest)) for name, *rest in ATTRIBUTE.findall(found[0])}
    return Link(values.get("alt", ""), values["src"]) if "src" in values else None


def linked(match: re.Match[str] | None) -> Link | None:
    if not match:
        return None
    address = match["address"] if match["angled"] is None else match["angled"]
    return Link(match["text"], ESCAPED.sub(r"\1", address))


def web_url_within(text: str) -> str | None:
    """The first full web address among other words."""
    return next((url for it in WITHIN.findall(text) if (url := web_url(it.rstrip(".,;:!?")))), None)
