"""The body, cut into tags and text once; every variant states only how an element differs."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from html import unescape
from itertools import pairwise

from markupsafe import Markup

from flong.article import Image

# nh3 escapes `<`, `>` and quotes inside attribute values, so this finds exactly the tags.
TAG = re.compile(r"(<[^>]*>)")
HEADING = re.compile(r"<(/?)h([1-6])\b")
HEADINGS = re.compile(r"<h([1-6])\b")
NAME = re.compile(r"</?[a-z0-9]+")
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')

Rule = str | Callable[[str], str]
"""What stands instead of a tag: a constant, or a function of the tag as it was."""

Rules = Mapping[str, Rule]
"""By `<name` for opening and `</name` for closing tags; what has no rule stays."""


class Tokens(list[str]):
    """A body cut: text at the even places, tags at the odd ones."""

    @cached_property
    def kinds(self) -> dict[str, set[str]]:
        """The different tags by `<name` and `</name`."""
        return kinds_of(self)


def tokens_of(body: str) -> Tokens:
    return Tokens(TAG.split(body))


def kinds_in(tokens: list[str]) -> dict[str, set[str]]:
    """The different tags of a body, or of a part of one, by `<name` and `</name`."""
    return tokens.kinds if isinstance(tokens, Tokens) else kinds_of(tokens)


def kinds_of(tokens: list[str]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for tag in set(tokens[1::2]):
        kinds.setdefault(name_of(tag), set()).add(tag)
    return kinds


def levelled(body: str) -> str:
    """The body with headings from h2 down and no level left out, as outlines and screen readers want them."""
    levels = HEADINGS.findall(body)
    if all(level <= chr(ord(before) + 1) for before, level in pairwise(["1", *levels])) and "1" not in levels:
        return body  # as most are
    open_levels: list[str] = []

    def heading(found: re.Match[str]) -> str:
        nonlocal open_levels
        end, level = found.groups()
        if not end:
            open_levels = [upper for upper in open_levels if upper < level] + [level]
        return f"<{end}h{len(open_levels) + 1}"

    return HEADING.sub(heading, body)


@lru_cache(maxsize=4096)
def name_of(tag: str) -> str:
    """`<a` of `<a href="/x">`, `</a` of `</a>`."""
    return NAME.match(tag)[0]  # type: ignore[index]


def markup(html: str) -> Markup:
    """HTML that a template may place as it is: a sanitized body, or one of our own making with its values escaped."""
    return Markup(html)  # noqa: S704


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of an opening tag as they stand, escaped; one without a value has the empty one."""
    return dict(ATTRIBUTE.findall(tag))


@lru_cache(maxsize=1024)
def attribute(tag: str, name: str) -> str:
    """The plain value of one attribute, or nothing."""
    return unescape(attributes_of(tag).get(name, ""))


def recast(tokens: list[str], rules: Rules) -> list[str]:
    """The tokens with every tag that has a rule replaced; equal tags are worked out once."""
    cast: dict[str, str] = {}
    for name, tags in kinds_in(tokens).items():
        if (rule := rules.get(name)) is not None:
            cast |= dict.fromkeys(tags, rule) if isinstance(rule, str) else {tag: rule(tag) for tag in tags}
    out, there = list(tokens), tokens[1::2]
    out[1::2] = map(cast.get, there, there)
    return out


def spaced(text: str) -> str:
    """Runs of HTML white space as one space; a no-break space is no white space here."""
    text = text.replace("\n", " ").replace("\t", " ").replace("\f", " ")
    while "  " in text:  # a substitution at every space is slow
        text = text.replace("  ", " ")
    return text


def paragraph_of(tokens: Sequence[str], place: int) -> int | None:
    """Where the paragraph opens that the picture at `place`, or a link with it, is all of; None if there is none."""
    before, after = place - 2, place + 2
    if before > 0 and tokens[before].startswith("<a "):
        before, after = before - 2, after + 2
    if before < 1 or tokens[before] != "<p>" or tokens[after] != "</p>":
        return None
    return None if "".join(tokens[before + 1 : after : 2]).strip() else before


def image_of(tag: str) -> Image:
    """What an `<img>` tag shows."""
    given = attributes_of(tag)
    width, height = given.get("width", ""), given.get("height", "")
    return Image(
        url=unescape(given.get("src", "")),
        alt=unescape(given.get("alt", "")),
        width=int(width) if width.isdecimal() else None,
        height=int(height) if height.isdecimal() else None,
    )


def task_box(tag: str) -> str:
    """The box of a task list's item as a character, for readers that take no form controls."""
    return "☑ " if " checked" in tag else "☐ "
