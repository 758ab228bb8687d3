"""The Markdown that Flong reads: CommonMark 0.31 with GitHub's and a few common extensions."""

import re
from functools import cache

from pyromark import Markdown, Options

OPTIONS = Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS
PARSER = Markdown(options=OPTIONS)

DEFINITION = re.compile(r"\n {0,3}:[ \t]+\S")
# The parser takes `:tada:` and `:::note` at the start of a line for definitions too, and drops the colon.
NO_DEFINITION = re.compile(r"\n {0,3}:(?![ \t])")
# Noncharacters of Unicode stand for what smart punctuation would change in a bare address.
# The parser's time grows with the square of the definitions of one term.
TOO_MANY = re.compile(r"(?:\n {0,3}:[ \t][^\n]*){100}")
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


def parser_of(markdown: str, smart: bool = False) -> Markdown:
    """The parser for a text: definition lists are read where it has some and nothing that only looks like one."""
    definitions = (
        bool(DEFINITION.search(markdown)) and not NO_DEFINITION.search(markdown) and not TOO_MANY.search(markdown)
    )
    return parser(smart, definitions) if smart or definitions else PARSER


def html_of(markdown: str, smart: bool) -> str:
    """The text as unsanitized HTML; `smart` asks for typographic quotes, dashes and ellipses outside addresses."""
    if not smart:
        return parser_of(markdown).html(markdown)
    shielded = ADDRESS.sub(lambda found: found[0].translate(PROTECT), markdown)
    return RESTORE.sub(lambda found: SIGNS[found[0]], parser_of(markdown, smart).html(shielded))
