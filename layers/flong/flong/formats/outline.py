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
    """A table cell: its tokens, `left`, `center`, `right` or nothing, and whether it is a heading of others."""

    inline: list[str]
    align: str
    heads: bool


class Block(NamedTuple):
    """One block. `kind` is `paragraph`, `heading`, `term`, `code`, `table`, `rule` or `empty`.

    `inline` holds its tokens, `detail` a heading's (level, id), a code's (text, language) or a table's rows of cells.
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
        self.anchor = ""
        """The id of the last heading."""
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
            self.carried = inline
            return
        if self.carried:
            *before, last = self.carried
            inline, self.carried = [*before, last + inline[0], *inline[1:]], []
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
        if handler is None:
            place += 2
            continue
        last = handler(outline, tokens[start:place], place) or place
        start, place = last + 1, last + 2
    outline.gather(tokens[start:])
    return outline.blocks


Handler = Callable[[Outline, list[str], int], int | None]
"""Takes in the tokens before a block's tag and the tag at a place; tells the place of the last tag that it used up."""


def _shows(inline: list[str]) -> bool:
    return bool("".join(inline[::2]).strip()) or any(tag.startswith(("<img", "<input")) for tag in inline[1::2])


def _boundary(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline)


def _paragraph(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline)
    outline.roomy = True


def _paragraph_end(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline)
    outline.roomy = False


def _heading(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline)
    outline.anchor = attribute(outline.tokens[place], "id")


def _heading_end(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline, "heading", (int(outline.tokens[place][3]), outline.anchor))


def _term_end(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline, "term")


def _rule(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline)
    outline.add("rule", [""])


def _code(outline: Outline, inline: list[str], place: int) -> int:
    outline.gather(inline)
    end = outline.tokens.index("</pre>", place)
    inside = outline.tokens[place + 1 : end]
    language = next((attribute(tag, "class") for tag in inside[1::2] if tag.startswith("<code")), "")
    text = unescape("".join(inside[::2])).removesuffix("\n")
    outline.add("code", [""], detail=(text, language.removeprefix("language-")))
    return end


def _table(outline: Outline, inline: list[str], place: int) -> int:
    outline.gather(inline)
    rows, caption, end = _rows(outline.tokens, place)
    outline.gather(caption)
    if rows:
        outline.add("table", [""], detail=rows)
    return end


def _rows(tokens: list[str], place: int) -> tuple[list[list[Cell]], list[str], int]:
    """Cells and caption of the table that opens at `place`, and where it ends; a table in a cell is its text."""
    rows: list[list[Cell]] = []
    caption = [""]
    depth, start, end = 0, place, len(tokens)
    while place < end:
        name = name_of(tokens[place])
        depth += (name == "<table") - (name == "</table")
        if depth == 0:
            break
        if depth == 1 and name == "<tr":
            rows.append([])
        elif depth == 1 and name in ("<td", "<th", "<caption"):
            start = place
        elif depth == 1 and name in ("</td", "</th") and rows:
            rows[-1].append(Cell(tokens[start + 1 : place], _align(tokens[start]), name == "</th"))
        elif depth == 1 and name == "</caption":
            caption = tokens[start + 1 : place]
        place += 2
    return [row for row in rows if row], caption, place


def _align(tag: str) -> str:
    align = attribute(tag, "class")
    return align if align in ("left", "center", "right") else ""


def _list(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline)
    tag, before = outline.tokens[place], outline.ended
    start = int(attribute(tag, "start") or 1) if tag.startswith("<ol") else None
    again = before is not None and (before.next is None) == (start is None) and not before.again
    outline.first = outline.first or not outline.snug
    outline.series.append(Series(start, again))


def _list_end(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline)
    if outline.series:
        outline.ended = outline.series.pop()


def _item(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline)
    outline.enter(_item_level(outline, outline.tokens[place]))
    outline.snug += 1


def _item_level(outline: Outline, tag: str) -> Level:
    anchor = attribute(tag, "id") if outline.notes else ""
    if anchor.startswith("fn-"):
        outline.notes += 1
        return Level("note", outline.notes - 1, label=anchor.removeprefix("fn-"))
    if not outline.series:
        return Level("item")
    series = outline.series[-1]
    number = series.next
    if number is not None:
        series.next = number + 1
    return Level("item", number, series.again)


def _definition(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline)
    outline.enter(Level("definition"))
    outline.snug += 1


def _item_end(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline)
    outline.leave()
    outline.snug -= 1


def _quote(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline)
    outline.enter(Level("quote"))


def _quote_end(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline)
    outline.leave()


def _section(outline: Outline, inline: list[str], place: int) -> None:
    outline.gather(inline)
    outline.notes = 1


PLAIN = ("div", "figure", "figcaption", "details", "dl")
HANDLERS: dict[str, Handler] = {
    **{f"<{slash}{name}": _boundary for slash in ("", "/") for name in PLAIN},
    **{f"<h{level}": _heading for level in range(1, 7)},
    **{f"</h{level}": _heading_end for level in range(1, 7)},
    "<p": _paragraph, "</p": _paragraph_end, "<hr": _rule, "<pre": _code, "<table": _table,
    "<ul": _list, "<ol": _list, "</ul": _list_end, "</ol": _list_end, "<li": _item, "</li": _item_end,
    "<dt": _boundary, "</dt": _term_end, "<dd": _definition, "</dd": _item_end,
    "<summary": _boundary, "</summary": _term_end,
    "<blockquote": _quote, "</blockquote": _quote_end, "<section": _section, "</section": _boundary,
}  # fmt: skip
