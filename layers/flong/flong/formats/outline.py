"""The blocks of a body, found once for every variant that is lines of text."""

from collections.abc import Callable, Mapping
from html import unescape
from itertools import compress
from typing import Any

from flong.formats.blocks import Block, Level, Outline, Span
from flong.formats.body import attribute, kinds_in, name_of
from flong.formats.cells import rows_of


class Series:
    """An open list; `next` numbers its next item, None for bullets. The items of a `loose` one hold paragraphs."""

    __slots__ = ("again", "begun", "loose", "next")

    def __init__(self, start: int | None, again: bool) -> None:
        self.next, self.again = start, again
        self.begun = self.loose = False


class Outlining:
    """Where the search for blocks stands."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.blocks: list[Block] = []
        self.levels: tuple[Level, ...] = ()
        self.owners: list[Series | None] = []
        """The list that each level is an item of, if it is one."""
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
        self.carried: tuple[str, ...] = ()
        """Inline tags that opened where no text was yet, as in a link around a paragraph."""

    def gather(self, start: int, end: int, kind: str = "paragraph", detail: Any = None) -> None:
        """A block of the tokens from one place to another, if they show anything."""
        tokens = self.tokens
        first = tokens[start]
        if not first or first.isspace():
            if end - start == 1:
                return
            if not _shows(tokens, start, end):
                self.carried = _left_open(tokens[start + 1 : end : 2])
                return
        self.add(kind, (start, end, self.carried), detail)
        self.carried = ()

    def add(self, kind: str, inline: Span, detail: Any = None) -> None:
        tight = self.snug > 0 and not self.first and self.is_tight(kind)
        self.blocks.append(Block(kind, inline, self.levels, self.fresh, tight, detail))
        self.first, self.ended = False, None
        if self.fresh:
            for owner in self.owners[-self.fresh :]:
                if owner:
                    owner.begun = True
            self.fresh = 0

    def is_tight(self, kind: str) -> bool:
        """Whether a block in a list or a definition follows the one before it without an empty line."""
        before, known = self.blocks[-1], len(self.levels) - self.fresh
        owner = self.owners[known] if self.fresh else None
        if owner and owner.begun:
            return not owner.loose
        bare = kind == "paragraph" and not self.roomy
        if self.fresh and self.levels[known].kind == "definition":
            return bare
        if not known or kind == "term":
            return False
        if not self.fresh and kind in GOING_ON and (len(before.levels) > known or before.kind in GOING_ON[kind]):
            return False
        if self.fresh and self.levels[known].kind == "quote" and before.levels[known : known + 1]:
            return before.levels[known].kind != "quote"
        holder = self.owners[known - 1]
        if holder is not None and (self.fresh or not bare):
            return not holder.loose
        return bare

    def enter(self, level: Level, owner: Series | None = None) -> None:
        self.levels = (*self.levels, level)
        self.owners.append(owner)
        self.fresh += 1

    def leave(self) -> None:
        if not self.levels:
            return
        if self.fresh:
            self.add("empty", NOTHING)
        self.levels = self.levels[:-1]
        self.owners.pop()


Handler = Callable[[Outlining, int], int | None]
"""Takes in the tag at a place; tells the place of the last tag that it used."""
Handlers = Mapping[str, Handler]
"""By `<name` and `</name`, for every tag that parts texts."""


def outlined(tokens: list[str], handlers: Handlers | None = None) -> Outline:
    """The blocks of a body that `body.tokens_of` has cut."""
    outlining, known = Outlining(tokens), handlers or HANDLERS
    wanted = {tag: known[name] for name, tags in kinds_in(tokens).items() if name in known for tag in tags}
    start = 0
    for place in compress(range(1, len(tokens), 2), map(wanted.__contains__, tokens[1::2])):
        if place < start:
            continue  # it stands in what a handler has taken in
        tag, text = tokens[place], tokens[start]
        if place - start > 1 or (text and not text.isspace()):
            outlining.gather(start, place, "term" if tag in TERM_ENDS else "paragraph")
        start = (wanted[tag](outlining, place) or place) + 1
    outlining.gather(start, len(tokens))
    return Outline(tokens, outlining.blocks)


NOTHING: Span = (0, 0, ())
GOING_ON = {"paragraph": ("paragraph", "table"), "table": ("table",)}
"""What would go on with the block before it: that of these kinds, or one that stands in more than it does."""
TERM_ENDS = ("</dt>", "</summary>")


def _shows(tokens: list[str], start: int, end: int) -> bool:
    for text in tokens[start:end:2]:
        if text and not text.isspace():
            return True
    return any(tag.startswith(("<img", "<input")) for tag in tokens[start + 1 : end : 2])


def _left_open(tags: list[str]) -> tuple[str, ...]:
    """Those of some tags that no other of them closes."""
    left: list[str] = []
    for tag in tags:
        if tag[1] != "/":
            left.append(tag)
        elif left and name_of(left[-1])[1:] == name_of(tag)[2:]:
            left.pop()
    return tuple(left)


def _boundary(outlining: Outlining, place: int) -> None:
    """Nothing but that a text ends."""


def _paragraph(outlining: Outlining, place: int) -> int:
    """A paragraph, which holds no other block."""
    if outlining.levels and (owner := outlining.owners[-1]):
        owner.loose = True
    end = outlining.tokens.index("</p>", place)
    outlining.roomy = True
    outlining.gather(place + 1, end)
    outlining.roomy = False
    return end


def _heading(outlining: Outlining, place: int) -> int:
    tag = outlining.tokens[place]
    end = outlining.tokens.index(f"</h{tag[2]}>", place)
    outlining.gather(place + 1, end, "heading", (int(tag[2]), attribute(tag, "id")))
    return end


def _rule(outlining: Outlining, place: int) -> None:
    outlining.add("rule", NOTHING)


def code(outlining: Outlining, place: int) -> int:
    end = outlining.tokens.index("</pre>", place)
    inside = outlining.tokens[place + 1 : end]
    language = next((attribute(tag, "class") for tag in inside[1::2] if tag.startswith("<code")), "")
    text = unescape("".join(inside[::2])).removesuffix("\n")
    outlining.add("code", (place + 1, end, ()), detail=(text, language.removeprefix("language-")))
    return end


def _table(outlining: Outlining, place: int) -> int:
    rows, caption, end = rows_of(outlining.tokens, place)
    if caption:
        outlining.gather(*caption)
    if rows:
        outlining.add("table", (place, end + 1, ()), detail=rows)
    return end


def _list(outlining: Outlining, place: int) -> None:
    tag, before = outlining.tokens[place], outlining.ended
    number = int(attribute(tag, "start") or 1) if tag.startswith("<ol") else None
    again = before is not None and (before.next is None) == (number is None) and not before.again
    outlining.first = outlining.first or not outlining.snug
    outlining.series.append(Series(number, again))


def _list_end(outlining: Outlining, place: int) -> None:
    if outlining.series:
        outlining.ended = outlining.series.pop()


def _item(outlining: Outlining, place: int) -> None:
    level = _item_level(outlining, outlining.tokens[place])
    outlining.enter(level, outlining.series[-1] if level.kind == "item" and outlining.series else None)
    outlining.snug += 1


def _item_level(outlining: Outlining, tag: str) -> Level:
    anchor = attribute(tag, "id") if outlining.notes else ""
    if anchor.startswith("fn-"):
        outlining.notes += 1
        return Level("note", outlining.notes - 1, label=anchor.removeprefix("fn-"))
    if not outlining.series:
        return Level("item")
    series = outlining.series[-1]
    number = series.next
    if number is not None:
        series.next = number + 1
    return Level("item", number, series.again)


def _definition(outlining: Outlining, place: int) -> None:
    outlining.enter(Level("definition"))
    outlining.snug += 1


def _item_end(outlining: Outlining, place: int) -> None:
    outlining.leave()
    outlining.snug -= 1


def _quote(outlining: Outlining, place: int) -> None:
    outlining.enter(Level("quote"))


def _quote_end(outlining: Outlining, place: int) -> None:
    outlining.leave()


def _section(outlining: Outlining, place: int) -> None:
    outlining.notes = 1


PLAIN = ("div", "figure", "figcaption", "details", "dl")
HANDLERS: Handlers = {
    **{f"<{slash}{name}": _boundary for slash in ("", "/") for name in PLAIN},
    **{f"<h{level}": _heading for level in range(1, 7)},
    "<p": _paragraph, "<hr": _rule, "<pre": code, "<table": _table,
    "<ul": _list, "<ol": _list, "</ul": _list_end, "</ol": _list_end, "<li": _item, "</li": _item_end,
    "<dt": _boundary, "</dt": _boundary, "<dd": _definition, "</dd": _item_end,
    "<summary": _boundary, "</summary": _boundary,
    "<blockquote": _quote, "</blockquote": _quote_end, "<section": _section, "</section": _boundary,
}  # fmt: skip
