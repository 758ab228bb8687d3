"""What blocks a body has and what each stands in, for every variant that is lines of text."""

from functools import cached_property
from html import unescape
from typing import Any, NamedTuple

from flong.formats.body import spaced

APART = "\0"
"""Parts the texts of a body while they are worked on together; HTML text cannot hold this character."""


NAMES = (
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "table",
    "figure", "figcaption", "details", "summary", "section", "div",
)  # fmt: skip
BLOCKS = frozenset(f"<{slash}{name}" for name in NAMES for slash in ("", "/"))
"""The tags of blocks; those of a table's parts come with it."""


class Level(NamedTuple):
    """A list item, quote, definition or note that blocks stand in.

    `kind` is `item`, `quote`, `definition` or `note`. `number` is an item's or note's own; None for a bullet.
    `again` tells an item whose list stands right after another of its kind.
    """

    kind: str
    number: int | None = None
    again: bool = False
    label: str = ""


Span = tuple[int, int, tuple[str, ...]]
"""The tokens of a run of text, from one place up to another, and tags that opened before it."""


class Cell(NamedTuple):
    """A table cell: its text, `left`, `center`, `right` or nothing, and whether it is a heading of others.

    It goes over `across` columns and `down` rows.
    """

    inline: Span
    align: str
    heads: bool
    across: int = 1
    down: int = 1


class Block(NamedTuple):
    """One block. `kind` is `paragraph`, `heading`, `term`, `code`, `table`, `rule`, `html` or `empty`.

    `inline` is its text, of a table or `html` all of it. `detail` is a heading's (level, id), a code's (text, language)
    or a table's rows of cells. The innermost `fresh` of its `levels` begin with it. Before a `tight` one no line is
    left empty, or its list would be another.
    """

    kind: str
    inline: Span
    levels: tuple[Level, ...]
    fresh: int
    tight: bool
    detail: Any


class Outline:
    """The blocks of a body, in order."""

    def __init__(self, tokens: list[str], blocks: list[Block]) -> None:
        self.tokens, self.blocks = tokens, blocks

    @cached_property
    def text(self) -> str:
        """All texts but code, plain and with single spaces, parted by `APART`."""
        texts = self.tokens[::2]
        for block in self.blocks:
            if block.kind == "code":
                start, end, _ = block.inline
                texts[start >> 1 : end >> 1] = [""] * ((end - start) // 2)
        text = APART.join(texts)
        return spaced(unescape(text) if "&" in text else text)
