"""The body as a flow of blocks, for variants that are lines of text rather than tags."""

from collections.abc import Callable, Iterable
from html import unescape
from typing import NamedTuple, Protocol

from flong.formats.body import attribute, name_of, spaced

BREAK = "\0"
"""A line break inside a block, while the block is gathered; HTML text cannot hold this character."""


class Level:
    """A list item, quote, note or definition that blocks stand in; `first` opens its first line, `rest` the others."""

    __slots__ = ("first", "rest")

    def __init__(self, first: str, rest: str) -> None:
        self.first, self.rest = first, rest


class Block(NamedTuple):
    """One paragraph, heading, table or piece of code, with the margins of what it stands in."""

    first: str
    rest: str
    text: str
    levels: tuple[Level, ...]
    tight: bool
    """It follows the block before it without an empty line."""
    fixed: bool
    """Its lines are not to be wrapped."""


class Cell(NamedTuple):
    """A table cell; `align` is left, center, right or empty."""

    text: str
    align: str


class Link(NamedTuple):
    """A link on its way: its text as written so far, and the character before it, if any."""

    shown: str
    href: str
    title: str
    before: str


Rows = list[list[Cell]]


class Dialect(Protocol):
    """What a text variant makes of each thing. Texts come plain, or as this dialect has written them."""

    marks: dict[str, str]
    """Inline tags by `<name` and `</name`."""

    def text(self, text: str) -> str: ...
    def stressed(self, name: str, shown: str, before: str, after: str) -> str: ...
    def code(self, code: str) -> str: ...
    def link(self, link: Link) -> str: ...
    def image(self, src: str, alt: str, title: str) -> str: ...
    def paragraph(self, text: str) -> str: ...
    def heading(self, text: str, level: int) -> str: ...
    def term(self, text: str) -> str: ...
    def fence(self, code: str, language: str) -> str: ...
    def table(self, rows: Rows) -> list[str]: ...
    def rule(self) -> str: ...
    def item(self, number: int | None, again: bool) -> Level: ...
    def quote(self) -> Level: ...
    def definition(self) -> Level: ...
    def note_mark(self, label: str, number: str) -> str: ...
    def note(self, label: str, number: str) -> Level: ...


class Series:
    """An open list: what its next item counts, None for bullets; `again` if it stands right after one of its kind."""

    __slots__ = ("again", "next")

    def __init__(self, start: int | None, again: bool) -> None:
        self.next, self.again = start, again


class Flow:
    """Walks the tokens of a body once and gathers its blocks."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.blocks: list[Block] = []
        self.levels: list[Level] = []
        self.series: list[Series] = []
        self.inline: list[str] = []
        self.open: list[tuple[str, int, str]] = []
        """Stressed texts and links that have not ended: name, where their text starts in `inline`, tag."""
        self.rows: Rows | None = None
        self.align = ""
        self.snug = 0
        """How many list items and definitions are open: text in them needs no empty line before it."""
        self.fresh = True
        self.spaced_out = False
        self.notes = 0
        self.ended: Series | None = None
        """The list that ended last, while nothing has followed it."""

    def walk(self, tokens: list[str]) -> list[Block]:
        """The blocks of a body that `body.tokens_of` has cut."""
        marks, write = self.dialect.marks, self.dialect.text
        place, end = 0, len(tokens)
        while place < end:
            text = tokens[place]
            if text and (self.inline or not text.isspace()):
                self.inline.append(write(unescape(text) if "&" in text else text))
            place += 1
            if place == end:
                break
            name = name_of(tokens[place])
            if handler := HANDLERS.get(name):
                place = handler(self, tokens, place) or place
            elif mark := marks.get(name):
                self.inline.append(mark)
            place += 1
        self.flush()
        return self.blocks

    def emit(self, text: str, fixed: bool = False, tight: bool = False) -> None:
        """A finished block, with the margins of where it stands."""
        levels = self.levels
        first = "".join([level.first for level in levels])
        rest = "".join([level.rest for level in levels])
        self.blocks.append(Block(first, rest, text, tuple(levels), tight and not self.fresh, fixed))
        for level in levels:
            level.first = level.rest
        self.fresh = False
        self.ended = None

    def flush(self) -> None:
        """Ends the paragraph that is being gathered; inside a table cell it is only a space."""
        if self.rows is not None:
            self.inline.append(" ")
        elif self.inline and (text := self.taken()):
            self.emit(self.dialect.paragraph(text), tight=self.snug > 0 and not self.spaced_out)

    def taken(self) -> str:
        """The inline text gathered so far, its white space settled; what is still open goes on in the next block."""
        for name, start, tag in reversed(self.open):
            self.close(name, start, tag, "")
        self.open = [(name, 0, tag) for name, _, tag in self.open]
        text, self.inline = spaced("".join(self.inline)).strip(" "), []
        return "\n".join(part for line in text.split(BREAK) if (part := line.strip(" "))) if BREAK in text else text

    def close(self, name: str, start: int, tag: str, after: str) -> None:
        """Writes the stressed text or link that began at `start`."""
        shown = "".join(self.inline[start:])
        if not shown.strip() or tag == "<a>":
            return
        before = self.inline[start - 1][-1:] if start else ""
        if name == "<a":
            written = self.dialect.link(Link(shown, attribute(tag, "href"), attribute(tag, "title"), before))
        else:
            written = self.dialect.stressed(name[1:], shown, before, after)
        self.inline[start:] = [written]


Handler = Callable[[Flow, list[str], int], int | None]
"""Takes in the tag at a place; says which token it used up last, if that is a later one."""


def _to(end: str, tokens: list[str], place: int) -> int:
    try:
        return tokens.index(end, place)
    except ValueError:
        return len(tokens) - 1


def _plain(tokens: Iterable[str]) -> str:
    return unescape("".join(tokens))


def _boundary(flow: Flow, tokens: list[str], place: int) -> None:
    flow.flush()


def _paragraph(flow: Flow, tokens: list[str], place: int) -> None:
    flow.flush()
    flow.spaced_out = True


def _paragraph_end(flow: Flow, tokens: list[str], place: int) -> None:
    flow.flush()
    flow.spaced_out = False


def _heading_end(flow: Flow, tokens: list[str], place: int) -> None:
    if flow.rows is not None:
        return flow.flush()
    if text := flow.taken():
        flow.emit(flow.dialect.heading(text.replace("\n", " "), int(tokens[place][3])), fixed=True)
    return None


def _term_end(flow: Flow, tokens: list[str], place: int) -> None:
    if flow.rows is not None:
        return flow.flush()
    if text := flow.taken():
        flow.emit(flow.dialect.term(text))
    return None


def _break(flow: Flow, tokens: list[str], place: int) -> None:
    flow.inline.append(BREAK)


def _rule(flow: Flow, tokens: list[str], place: int) -> None:
    flow.flush()
    if flow.rows is None:
        flow.emit(flow.dialect.rule(), fixed=True)


def _stress(flow: Flow, tokens: list[str], place: int) -> None:
    flow.open.append((name_of(tokens[place]), len(flow.inline), tokens[place]))


def _stress_end(flow: Flow, tokens: list[str], place: int) -> None:
    if flow.open:
        after = tokens[place + 1][:1] if place + 1 < len(tokens) else ""
        flow.close(*flow.open.pop(), after)


def _link(flow: Flow, tokens: list[str], place: int) -> int | None:
    if 'class="footnote-back"' in tokens[place]:
        return _to("</a>", tokens, place)
    return _stress(flow, tokens, place)


def _superscript(flow: Flow, tokens: list[str], place: int) -> int | None:
    if "footnote-ref" not in tokens[place]:
        flow.inline.append(flow.dialect.marks["<sup"])
        return None
    end = _to("</sup>", tokens, place)
    target = next((tag for tag in tokens[place:end] if tag.startswith("<a")), "")
    label = attribute(target, "href").removeprefix("#fn-")
    flow.inline.append(flow.dialect.note_mark(label, _plain(tokens[place + 1 : end : 2]).strip()))
    return end


def _code(flow: Flow, tokens: list[str], place: int) -> int:
    end = _to(f"</{name_of(tokens[place])[1:]}>", tokens, place)
    code = _plain(tokens[place + 1 : end : 2])
    if code:
        flow.inline.append(flow.dialect.code(code.replace("\n", " ")))
    return end


def _fence(flow: Flow, tokens: list[str], place: int) -> int:
    flow.flush()
    end = _to("</pre>", tokens, place)
    inside = tokens[place : end + 1]
    code = _plain(inside[1::2]).removesuffix("\n")
    language = next((attribute(tag, "class") for tag in inside if tag.startswith("<code")), "")
    if flow.rows is None:
        flow.emit(flow.dialect.fence(code, language.removeprefix("language-")), fixed=True)
    else:
        flow.inline.append(flow.dialect.code(code.replace("\n", " ")))
    return end


def _image(flow: Flow, tokens: list[str], place: int) -> None:
    tag = tokens[place]
    flow.inline.append(flow.dialect.image(attribute(tag, "src"), attribute(tag, "alt"), attribute(tag, "title")))


def _task(flow: Flow, tokens: list[str], place: int) -> None:
    flow.inline.append("[x] " if " checked" in tokens[place] else "[ ] ")


def _list(flow: Flow, tokens: list[str], place: int) -> None:
    flow.flush()
    ordered = tokens[place].startswith("<ol")
    start = int(attribute(tokens[place], "start") or 1) if ordered else None
    before = flow.ended
    again = before is not None and (before.next is None) != ordered and not before.again
    flow.fresh = flow.fresh or not flow.snug
    flow.series.append(Series(start, again))


def _list_end(flow: Flow, tokens: list[str], place: int) -> None:
    flow.flush()
    if flow.series:
        flow.ended = flow.series.pop()


def _item(flow: Flow, tokens: list[str], place: int) -> None:
    flow.flush()
    flow.levels.append(_item_level(flow, attribute(tokens[place], "id")))
    flow.snug += 1


def _item_level(flow: Flow, anchor: str) -> Level:
    if flow.notes and anchor.startswith("fn-"):
        number, flow.notes = str(flow.notes), flow.notes + 1
        return flow.dialect.note(anchor.removeprefix("fn-"), number)
    if not flow.series:
        return flow.dialect.item(None, False)
    series = flow.series[-1]
    number = series.next
    if number is not None:
        series.next = number + 1
    return flow.dialect.item(number, series.again)


def _definition(flow: Flow, tokens: list[str], place: int) -> None:
    flow.flush()
    flow.levels.append(flow.dialect.definition())
    flow.snug += 1


def _item_end(flow: Flow, tokens: list[str], place: int) -> None:
    flow.flush()
    if flow.levels and flow.snug:
        if flow.levels[-1].first != flow.levels[-1].rest:
            flow.emit("", tight=True)
        flow.levels.pop()
        flow.snug -= 1


def _quote(flow: Flow, tokens: list[str], place: int) -> None:
    flow.flush()
    flow.levels.append(flow.dialect.quote())


def _quote_end(flow: Flow, tokens: list[str], place: int) -> None:
    flow.flush()
    if flow.levels:
        flow.levels.pop()


def _section(flow: Flow, tokens: list[str], place: int) -> None:
    flow.flush()
    flow.notes = 1 if "footnotes" in tokens[place] else flow.notes


def _table(flow: Flow, tokens: list[str], place: int) -> None:
    flow.flush()
    flow.rows = flow.rows or []


def _row(flow: Flow, tokens: list[str], place: int) -> None:
    if flow.rows is not None:
        flow.rows.append([])


def _cell(flow: Flow, tokens: list[str], place: int) -> None:
    align = attribute(tokens[place], "class")
    flow.align = align if align in {"left", "center", "right"} else ""
    flow.inline = []


def _cell_end(flow: Flow, tokens: list[str], place: int) -> None:
    if flow.rows:
        flow.rows[-1].append(Cell(flow.taken(), flow.align))


def _table_end(flow: Flow, tokens: list[str], place: int) -> None:
    rows, flow.rows, flow.inline = [row for row in flow.rows or [] if row], None, []
    for block in flow.dialect.table(rows) if rows else []:
        flow.emit(block, fixed=True)


HANDLERS: dict[str, Handler] = {
    **{f"<{slash}{name}": _boundary for slash in ("", "/") for name in "div figure figcaption details dl caption".split()},
    **{f"<h{level}": _boundary for level in range(1, 7)},
    **{f"</h{level}": _heading_end for level in range(1, 7)},
    **{f"<{name}": _stress for name in ("em", "i", "strong", "b", "del", "s")},
    **{f"</{name}": _stress_end for name in ("em", "i", "strong", "b", "del", "s", "a")},
    "<p": _paragraph, "</p": _paragraph_end,
    "<br": _break, "<hr": _rule, "<a": _link, "<sup": _superscript, "<img": _image, "<input": _task,
    "<code": _code, "<samp": _code, "<pre": _fence,
    "<ul": _list, "<ol": _list, "</ul": _list_end, "</ol": _list_end, "<li": _item, "</li": _item_end,
    "<dt": _boundary, "</dt": _term_end, "<summary": _boundary, "</summary": _term_end,
    "<dd": _definition, "</dd": _item_end,
    "<blockquote": _quote, "</blockquote": _quote_end,
    "<section": _section, "</section": _boundary,
    "<table": _table, "<tr": _row, "<td": _cell, "<th": _cell, "</td": _cell_end, "</th": _cell_end,
    "</table": _table_end,
}  # fmt: skip
