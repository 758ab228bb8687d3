"""The body, cut into tags and text once; every variant states only how an element differs."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import unescape

from markupsafe import Markup

from flong.article import Image

# nh3 escapes `<`, `>` and quotes inside attribute values, so this finds exactly the tags.
TAG = re.compile(r"(<[^>]*>)")
HEADING = re.compile(r"<(/?)h([1-6])\b")
NAME = re.compile(r"</?[a-z0-9]+")
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
SPACE = re.compile(r"[ \t\f]+")

Rule = str | Callable[[str], str]
"""What stands instead of a tag: a constant, or a function of the tag as it was."""

Rules = Mapping[str, Rule]
"""By `<name` for opening and `</name` for closing tags; what has no rule stays."""


def tokens_of(body: str) -> list[str]:
    """Text at the even places, tags at the odd ones."""
    return TAG.split(body)


def levelled(tokens: list[str]) -> list[str]:
    """The tokens with headings from h2 down and no level left out, as outlines and screen readers want them."""
    open_levels: list[str] = []
    out = tokens
    for place in range(1, len(tokens), 2):
        heading = HEADING.match(tokens[place])
        if heading is None:
            continue
        if out is tokens:
            out = tokens.copy()
        if not heading[1]:
            open_levels = [level for level in open_levels if level < heading[2]] + [heading[2]]
        out[place] = f"<{heading[1]}h{len(open_levels) + 1}{tokens[place][heading.end() :]}"
    return out


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
    cast = _Cast(rules)
    out = tokens.copy()
    out[1::2] = [cast[tag] for tag in tokens[1::2]]
    return out


class _Cast(dict[str, str]):
    """What stands instead of each tag, worked out when it is asked for."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    def __missing__(self, tag: str) -> str:
        rule = self.rules.get(name_of(tag))
        made = self[tag] = tag if rule is None else rule if isinstance(rule, str) else rule(tag)
        return made


def spaced(text: str) -> str:
    """Runs of HTML white space as one space; a no-break space is no white space here."""
    # Most text has single spaces and line ends only, and a substitution at every space is slow.
    plain = text.replace("\n", " ")
    return SPACE.sub(" ", plain) if "  " in plain or "\t" in plain or "\f" in plain else plain


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
