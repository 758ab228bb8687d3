"""What stands in a tag of raw HTML behind its name: attributes that readers will miss, or text that it took in."""

import html
import re

from flong.intake.body.elements import ATTRIBUTES, HARMLESS
from flong.intake.source import is_blank

ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
WELL_WRITTEN = re.compile(r"""(?:\s+[\w:-]+="[^"<]*")*+\s*+/?""")
NOTICED = re.compile(r"(?!data-|aria-)[a-z][\w-]*")
BRACES = re.compile(r"\{\{.{0,1000}?\}\}|\{[^{}]*\}", re.DOTALL)
"""Values as MDX and templates have them."""
SIZE = re.compile(r"""\s(width|height)\s*+=\s*+["']?+(?!\d{1,5}(?:px)?(?:["'\s/]|$)|100%)""", re.IGNORECASE)
"""Of a picture, in something else than CSS pixels."""

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?[.,;:!?]?")
TELLING = re.compile(r"[^a-z]|(?:an?|and|as|at|but|by|for|from|in|is|it|not|of|on|or|that|the|then|this|to|was|with)\Z")
"""Hardly what an attribute is called."""
SHORT_RUN, LONG_RUN = 2, 4
VALUELESS = {
    "align", "allowfullscreen", "alt", "async", "autofocus", "autoplay", "border", "checked", "class", "compact",
    "controls", "default", "defer", "disabled", "download", "draggable", "height", "hidden", "href", "id", "inert",
    "ismap", "itemscope", "loop", "markdown", "muted", "noborder", "noresize", "noshade", "novalidate", "nowrap",
    "open", "playsinline", "readonly", "required", "reversed", "selected", "style", "title", "valign", "width",
}  # fmt: skip
"""What stands in tags without a value, by right or by a slip."""


def swallowed(attributes: str) -> bool:
    """Whether some of it is text that a tag without its `>`, or without its second quotation mark, has taken in."""
    if WELL_WRITTEN.fullmatch(attributes):
        return False
    run: list[str] | None = []
    """Words without values; None where they may belong to a value that lacks its quotation marks."""
    last, tag_in_value = 0, False
    for found in ATTRIBUTE.finditer(attributes):
        name, value = found[1], found[2]
        if "<" in name:
            return True
        if "\n" in attributes[last : found.start()]:
            run = run or []
        last = found.end()
        if value:
            tag_in_value = tag_in_value or "<" in value
            run = [] if value[0] in "\"'" else None
        elif name.lower() in VALUELESS or not WORD.fullmatch(name):
            run = None
        elif run is not None:
            run.append(name)
            if is_text(run):
                return True
    return tag_in_value and any(quote in ATTRIBUTE.sub("", attributes) for quote in "\"'")


def is_text(words: list[str]) -> bool:
    """Whether words in a row read as text and not as attributes."""
    if len(words) < LONG_RUN:
        return len(words) >= SHORT_RUN and any(map(TELLING.search, words[-SHORT_RUN:]))
    return True


def missed(name: str, attributes: str) -> list[str]:
    """The attributes of an element that an author may miss, in order of their names."""
    kept = ATTRIBUTES.get(name, set()) | HARMLESS
    given = sorted(given_in(attributes))
    found = [it for it in given if NOTICED.fullmatch(it.lower()) and it.lower() not in kept]
    if name == "img" and (size := SIZE.search(attributes)):
        found.append(size[1].lower())
    return found


def given_in(attributes: str) -> dict[str, str]:
    written = BRACES.sub("x", attributes) if "{" in attributes else attributes
    return dict(ATTRIBUTE.findall(written))


def lacks_description(attributes: str) -> bool:
    """Whether a picture has none, or one of spaces; an empty one says that none is needed."""
    given = {name.lower(): value for name, value in given_in(attributes).items()}
    alt = html.unescape(given.get("alt", " ")).strip("\"'")
    return alt != "" and is_blank(alt)
