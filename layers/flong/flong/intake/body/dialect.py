"""The Markdown that Flong reads: CommonMark 0.31 with GitHub's and a few common extensions."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pyromark import Markdown, Options

OPTIONS = Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS
PARSER = Markdown(options=OPTIONS)

DEFINITION = re.compile(r"\n {0,3}:[ \t]+\S")
# The parser takes `:tada:` and `:::note` at the start of a line for definitions too, and drops the colon. A table's
# ruler it knows by its bars.
NO_DEFINITION = re.compile(r"^((?:[ \t>*+-]|\d{1,9}[.)])*+):(?![ \t]|-+:?[ \t]*\|)", re.MULTILINE)
COLON = "\x02"
"""Stands for a colon that defines nothing until the text has been parsed: a byte as well, and no source can hold it."""

# Noncharacters of Unicode stand for what smart punctuation would change in a bare address.
PROTECTED = {"-": "\ufdd0", "'": "\ufdd1", ".": "\ufdd2"}
PROTECT = str.maketrans(PROTECTED)
RESTORE = re.compile("[\ufdd0-\ufdd2]|%EF%B7%9[0-2]")
SIGNS = {sign: mark for mark, sign in PROTECTED.items()} | {
    f"%EF%B7%9{number}": mark for number, mark in enumerate(PROTECTED)
}
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"]+", re.IGNORECASE)


@cache
def parser(smart: bool, definitions: bool) -> Markdown:
    options = OPTIONS
    if smart:
        options |= Options.ENABLE_SMART_PUNCTUATION
    if definitions:
        options |= Options.ENABLE_DEFINITION_LIST
    return Markdown(options=options)


def html_of(markdown: str, smart: bool) -> str:
    """The text as unsanitized HTML; `smart` asks for typographic quotes, dashes and ellipses outside addresses."""
    definitions, text = defined(markdown)
    if smart:
        text = ADDRESS.sub(lambda found: found[0].translate(PROTECT), text)
    html = parser(smart, definitions).html(text)
    if smart:
        html = RESTORE.sub(lambda found: SIGNS[found[0]], html)
    return html.replace(COLON, ":") if COLON in text else html


def events_of(markdown: str) -> Iterator[tuple[Any, Any]]:
    """What the parser reads, in order: a string, or a dictionary of one entry; and from where to where, in bytes."""
    definitions, text = defined(markdown)
    return iter(parser(False, definitions).events_with_range(text))


def defined(markdown: str) -> tuple[bool, str]:
    """Whether the text has definition lists, and the text in which no other colon would begin a definition."""
    if not DEFINITION.search(markdown):
        return False, markdown
    return True, NO_DEFINITION.sub(rf"\1{COLON}", markdown)
