"""What blocks a body has and what each stands in, found once for every variant that is lines of text."""

from collections.abc import Callable
from html import unescape
from typing import Any, NamedTuple

from flong.formats.body import attribute, name_of


class Level(NamedTuple):
    """A list item, quote, definition or note that blocks stand in.

    `kind` is `item`, `quote`, `definition` or `note`. `number` is an item's or note's own; None for a bullet.
    `again` tells an item whose list stands right after another of its kind.
    """

    kind: str
    number: int | None = None
    again: bool = False
    label: str = ""


class Cell(NamedTuple):
    """A table cell: its tokens, and `left`, `center`, `right` or nothing."""

    inline: list[str]
    align: str


class Block(NamedTuple):
    """One block. `kind` is `paragraph`, `heading`, `term`, `code`, `table`, `rule` or `empty`.

    `inline` holds its tokens, `detail` a heading's level, a code's (text, language) or a table's rows of cells.
    The innermost `fresh` of its `levels` begin with it. A `tight` one follows without an empty line.
    """

    kind: str
    inline: list[str]
    levels: tuple[Level, ...]
    fresh: int
    tight: bool
    detail: Any


class Series:
    """An open list; `next` numbers its next item, None for bullets."""

    __slots__ = ("again", "next")

    def __init__(self, start: int | None, again: bool) -> None:
        self.next, self.again = start, again


class Outline:
    """Where the search for blocks stands."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.blocks: list[Block] = []
        self.levels: list[Level] = []
        self.fresh = 0
        self.series: list[Series] = []
        self.ended: Series | None = None
        """The list that ended last, while nothing has followed it."""
        self.snug = 0
        """How many items and definitions are open: text right in them needs no empty line before it."""
        self.roomy = False
        """Whether a `<p>` is open, which does need one."""
        self.first = True
        """Whether the next block opens an outermost list."""
        self.notes = 0
        self.carried: list[str] = []
        """Inline tags that opened where no text was yet, as in a link around a paragraph."""

    def add(self, kind: str, inline: list[str], tight: bool = False, detail: Any = None) -> None:
        self.blocks.append(Block(kind, inline, tuple(self.levels), self.fresh, tight and not self.first, detail))
        self.fresh = 0
        self.first = False
        self.ended = None

    def gather(self, inline: list[str], kind: str = "paragraph", detail: Any = None) -> None:
        """A block of the tokens since the last one, if they show anything."""
        if len(inline) == 1:
            if not inline[0] or inline[0].isspace():
                return
        elif not _shows(inline):
            self.carried += inline
            return
        if self.carried:
            inline, self.carried = self.carried + inline, []
        self.add(kind, inline, kind == "paragraph" and self.snug > 0 and not self.roomy, detail)

    def enter(self, level: Level) -> None:
        self.levels.append(level)
        self.fresh += 1

    def leave(self) -> None:
        if not self.levels:
            return
        if self.fresh:
            self.add("empty", [""], tight=True)
        self.levels.pop()


def outlined(tokens: list[str]) -> list[Block]:
    """The blocks of a body that `body.tokens_of` has cut, in order."""
    outline = Outline(tokens)
    start, place, end = 0, 1, len(tokens)
    while place < end:
        handler = HANDLERS.get(name_of(tokens[place]))
        if handler is not None:
            last = handler(outline, tokens[start:place], place)
            start = (last or place) + 1
            place = start
        place += 1 if handler is None or place % 2 == 0 else 0
        if place % 2 == 0:
            place += 1
    outline.gather(tokens[start:])
    return outline.blocks
