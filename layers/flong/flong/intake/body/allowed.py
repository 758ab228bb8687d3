"""Elements only where HTML allows them: an author's raw HTML may hold a list in a list, or a paragraph in a summary.

Browsers show such a thing somehow, each its own way; mail programs, AMP and validators do worse. No text is lost.
"""

import re
from dataclasses import dataclass, field

from flong.intake.body.pieces import paired

NAME = re.compile(r"</?([a-z][a-z0-9]*)")
VOID = {"img", "br", "hr", "input"}
LISTS = {"ul", "ol"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
PHRASING = {
    "abbr", "b", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "s", "samp", "small", "strong", "sub", "sup",
    "u", "var",
}  # fmt: skip
"""They hold what stands in a line, and nothing else (WHATWG HTML, 3.2.5.2.5)."""
LINES = {*HEADINGS, "p", "pre", "summary"}
"""Blocks of which the same is true."""
BLOCKS = {*HEADINGS, "blockquote", "details", "dl", "figure", "hr", "ol", "p", "pre", "section", "table", "ul"}
PARTS = {
    "li": LISTS, "dt": {"dl"}, "dd": {"dl"}, "summary": {"details"}, "figcaption": {"figure"}, "caption": {"table"},
    "thead": {"table"}, "tbody": {"table"}, "tfoot": {"table"}, "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"}, "th": {"tr"},
}  # fmt: skip
"""What has a place only in another element."""


@dataclass(slots=True)
class Open:
    """An element that has not ended: where its tag stands in the output, and whether it is shown at all."""

    name: str
    at: int
    shown: bool = True
    ours: bool = False
    """Whether it is round what follows for no other reason than to hold it, and ends with that."""
    parts: list[str] = field(default_factory=list)
    """The names of what is in it, in order."""
    heads: list[tuple[int, str]] = field(default_factory=list)
    """Of a row and a table: where the tags of head cells stand, and whether each heads its row or its column."""

    @property
    def complete(self) -> bool:
        """Whether it has the parts that it cannot do without, where it cannot."""
        if self.name == "details":
            return self.parts[:1] == ["summary"]
        if self.name == "dl":
            return self.parts[:1] == ["dt"] and self.parts[-1] == "dd"
        return self.name != "tr" or bool(self.parts)


def in_their_places(pieces: list[str]) -> list[str]:
    """The pieces (text, tag, text, …), in strict alternation, with every element where it may stand."""
    walk, texts, tags = Walk(), pieces[::2], pieces[1::2]
    names = {tag: NAME.match(tag)[1] for tag in set(tags)}  # type: ignore[index]
    for text, tag in zip(texts, tags, strict=False):
        walk.text(text)
        if tag[1] == "/":
            walk.end(names[tag])
        else:
            walk.start(tag, names[tag])
    walk.text(texts[-1])
    return paired(walk.out)


class Walk:
    """Where the walk stands."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[Open] = []
        self.root = Open("", 0)
        self.lines = 0
        """How many of `LINES` are open."""

    @property
    def parent(self) -> Open:
        for it in reversed(self.open):
            if it.shown:
                return it
        return self.root

    def text(self, text: str) -> None:
        if text and not text.isspace():
            self.make_room("")
        self.out.append(text)
        if self.open and self.open[-1].ours:
            self.leave_room()

    def start(self, tag: str, name: str) -> None:
        if name in BLOCKS or name in PARTS:
            self.clear_the_way()
        shown = self.has_place(name)
        if shown:
            self.make_room(name)
        self.out.append(tag if shown else " ")
        if name in VOID:
            self.leave_room()
        else:
            self.open.append(Open(name, len(self.out) - 1, shown))
            self.lines += shown and name in LINES

    def clear_the_way(self) -> None:
        """Stresses that hold a block go; what they hold stays."""
        for it in reversed(self.open):
            if it.shown and it.name in PHRASING:
                self.out[it.at], it.shown = "", False
                self.parent.parts[-1:] = it.parts
            elif it.shown and it.name not in ("a", "del", "ins"):
                return

    def has_place(self, name: str) -> bool:
        within = self.parent.name
        if name in PARTS and name != "li":
            alone = name in ("summary", "figcaption")
            return within in PARTS[name] and not (alone and name in self.parent.parts)
        if name not in BLOCKS and name != "li":
            return True
        if name in HEADINGS and within in ("summary", "dt", "th"):
            return within == "summary"
        return not self.lines

    def make_room(self, name: str) -> None:
        """Opens what an element, or text, has to stand in where it is not there."""
        parent = self.parent
        if name == "li":
            room = "" if parent.name in LISTS else "ul"
        elif parent.name in LISTS:
            room = "li"
        else:
            room = "dd" if parent.name == "dl" and name not in PARTS else ""
        parent.parts.append(room or name or "text")
        if not room:
            return
        if room != "li" or not self.reopened():
            self.out.append(f"<{room}>")
        self.open.append(Open(room, len(self.out) - 1, ours=True))
        self.parent.parts.append(name or "text")

    def reopened(self) -> bool:
        """Opens the item before again, where there is one: so browsers show a list that stands in a list."""
        at = len(self.out) - 1
        while at > 0 and not self.out[at].strip():
            at -= 1
        if at < 0 or self.out[at] != "</li>":
            return False
        self.out[at] = ""
        return True

    def leave_room(self) -> None:
        while self.open and self.open[-1].ours:
            self.out.append(f"</{self.open.pop().name}>")

    def end(self, name: str) -> None:
        it = self.open.pop()
        self.lines -= it.shown and name in LINES
        end = f"</{name}>" if it.shown else " " * (name not in PHRASING)
        if it.shown and not it.complete:
            self.take_apart(it)
            end = " "
        elif name == "p" and not "".join(self.out[it.at + 1 :]).strip():
            self.out[it.at] = end = ""
        elif it.shown and name in ("th", "tr", "table"):
            self.end_of_table_part(it)
        self.out.append(end)
        self.leave_room()

    def take_apart(self, it: Open) -> None:
        """An element that lacks what it cannot do without goes with its parts; what they hold stays."""
        self.out[it.at] = " "
        within, steps = 0, {f"<{it.name}>": 1, f"</{it.name}>": -1}
        parts = {f"<{slash}{name}>" for name in PARTS if PARTS[name] == {it.name} for slash in ("", "/")}
        for at in range(it.at + 1, len(self.out)):
            within += steps.get(self.out[at], 0)
            if not within and self.out[at] in parts:
                self.out[at] = " "

    def end_of_table_part(self, it: Open) -> None:
        """Where rows have heads too, every head says what it heads, as those who hear a table need it (WCAG H63)."""
        if it.name == "th":
            self.parent.heads.append((it.at, "col"))
        elif it.name == "tr":
            scope = "row" if "td" in it.parts and self.parent.name != "thead" else "col"
            table = next(table for table in reversed(self.open) if table.name == "table")
            table.heads += [(at, scope) for at, _ in it.heads]
        elif any(scope == "row" for _, scope in it.heads):
            for at, scope in it.heads:
                self.out[at] = self.out[at].replace("<th", f'<th scope="{scope}"', 1)
