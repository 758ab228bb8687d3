"""A run of text with its links and stresses, as a variant of lines writes it."""

from collections.abc import Callable
from html import unescape
from typing import NamedTuple, Protocol

from flong.formats.blocks import APART, BLOCKS, Outline, Span
from flong.formats.body import attribute, attributes_of, kinds_in, name_of, spaced

BREAK = "\0"
"""A line break while the run is gathered; HTML text cannot hold this character."""


AS_IT_STANDS = "<"
"""What marks an inline element that a dialect writes as HTML."""


class Link(NamedTuple):
    """A link; `shown` is its text as it has been written."""

    shown: str
    href: str
    title: str


class Picture(NamedTuple):
    """A picture in a line; what is not known is empty."""

    src: str
    alt: str
    title: str
    width: str
    height: str


class InlineDialect(Protocol):
    """What a variant makes of what stands in a line. Texts come plain, or as this dialect has written them."""

    marks: dict[str, str]
    """Tags that become constants, or stay `AS_IT_STANDS`, by `<name` and `</name`."""
    bang: str
    """An exclamation mark right before a link."""
    between: str
    """What keeps a code, or a note's mark, apart from a code or a link right after it."""

    def text(self, text: str) -> str:
        """Takes all texts of a body at once, parted by a character that none of them has."""
        ...

    def stressed(self, name: str, shown: str, before: str, after: str) -> str: ...
    def code(self, code: str) -> str: ...
    def link(self, link: Link) -> str: ...
    def image(self, image: Picture) -> str: ...
    def note_mark(self, label: str, number: str) -> str: ...


class Lines:
    """The texts of a body as a dialect has written them, and where the putting together of a line stands."""

    def __init__(self, outline: Outline, dialect: InlineDialect) -> None:
        self.tokens, self.dialect = outline.tokens, dialect
        self.texts = dialect.text(outline.text).split(APART)
        self.handlers: dict[str, Handler] = {}
        self.marks: dict[str, str] = {}
        """What is done at each tag, and what is written for each that has no handler."""
        for name, tags in kinds_in(outline.tokens).items():
            if handler := HANDLERS.get(name):
                self.handlers |= dict.fromkeys(tags, handler)
            if mark := dialect.marks.get(name) or (" " if name in BLOCKS else ""):
                self.marks |= {tag: spaced(tag) if mark == AS_IT_STANDS else mark for tag in tags}
        self.written: list[str] = []
        self.end = 0
        """Of the line's tokens."""
        self.open: list[tuple[Writer, int, str]] = []
        """What writes each stressed text or link that has not ended, where it starts in `written`, and its tag."""

    def line(self, span: Span) -> str:
        """A run as one line, or several where the author broke it, with single spaces and none at the ends."""
        start, end, opened = span
        if end - start == 1 and not opened:
            return self.texts[start >> 1].strip(" ")
        text = "".join(self.pieces(start, end, opened))
        if "  " in text:
            text = spaced(text)
        if BREAK not in text:
            return text.strip(" ")
        return "\n".join(part for line in text.split(BREAK) if (part := line.strip(" ")))

    def pieces(self, start: int, end: int, opened: tuple[str, ...]) -> list[str]:
        tokens, texts, handlers = self.tokens, self.texts, self.handlers
        self.end = end
        self.open = [(WRITERS[name], 0, tag) for tag in opened if (name := name_of(tag)) in WRITERS]
        self.written = written = [texts[start >> 1]]
        place = start + 1
        while place < end:
            tag = tokens[place]
            if handler := handlers.get(tag):
                place = (handler(self, place) or place) + 1
            else:
                if mark := self.marks.get(tag):
                    written.append(mark)
                place += 1
            if text := texts[place >> 1]:
                written.append(text)
            place += 1
        while self.open:
            self.finish(end - 1)
        return written

    def begin(self, place: int, writer: "Writer") -> int | None:
        """A stressed text or a link begins; one that holds nothing but a text is written at once."""
        tokens, closing = self.tokens, place + 2
        if closing >= self.end or tokens[closing][1] != "/":
            self.open.append((writer, len(self.written), tokens[place]))
            return None
        if shown := self.texts[closing >> 1]:
            writer(self, tokens[place], shown, tokens[closing + 1][:1])
        return closing

    def finish(self, place: int) -> None:
        """The innermost one ends."""
        if self.open:
            writer, start, tag = self.open.pop()
            shown = "".join(self.written[start:])
            del self.written[start:]
            if shown:
                writer(self, tag, shown, self.tokens[place + 1][:1] if place + 1 < self.end else "")

    def before(self) -> str:
        """The character that stands before what is written next."""
        return self.written[-1][-1:] if self.written else ""

    def to(self, end: str, place: int) -> int:
        """Where the element that opens at `place` ends."""
        try:
            return self.tokens.index(end, place, self.end)
        except ValueError:
            return place


Writer = Callable[[Lines, str, str, str], None]
"""Writes an element, by its tag, as it is shown and followed; one that shows nothing, or leads nowhere, is its text."""


def _stressed(lines: Lines, tag: str, shown: str, after: str) -> None:
    if not shown.isspace():
        shown = lines.dialect.stressed(name_of(tag)[1:], shown, lines.before(), after)
    lines.written.append(shown)


def _linked(lines: Lines, tag: str, shown: str, after: str) -> None:
    href, title = _address(tag)
    if href and not shown.isspace():
        before = lines.before()
        if before == "]" and lines.written[-1].startswith("[^"):
            lines.written.append(lines.dialect.between)
        elif before == "!":
            lines.written[-1] = lines.written[-1][:-1] + lines.dialect.bang
        shown = lines.dialect.link(Link(shown, href, title))
    lines.written.append(shown)


def _address(tag: str) -> tuple[str, str]:
    """Where a link leads, and its title."""
    if tag.startswith('<a href="') and tag.count('"') == 2:
        address = tag[9:-2]
        return unescape(address) if "&" in address else address, ""
    given = attributes_of(tag)
    return unescape(given.get("href", "")), unescape(given.get("title", ""))


def _stress(lines: Lines, place: int) -> int | None:
    return lines.begin(place, _stressed)


def _link(lines: Lines, place: int) -> int | None:
    if lines.tokens[place].endswith(' class="footnote-back">'):
        return lines.to("</a>", place)
    return lines.begin(place, _linked)


def _superscript(lines: Lines, place: int) -> int | None:
    tag = lines.tokens[place]
    if "footnote-ref" not in tag:
        lines.written.append(lines.marks.get(tag, ""))
        return None
    end = lines.to("</sup>", place)
    inside = lines.tokens[place + 1 : end]
    label = next((attribute(tag, "href") for tag in inside[1::2] if tag.startswith("<a")), "").removeprefix("#fn-")
    lines.written.append(lines.dialect.note_mark(label, unescape("".join(inside[::2])).strip()))
    return end


def _code(lines: Lines, place: int) -> int:
    tokens, end = lines.tokens, place + 2
    if end < lines.end and tokens[end] == "</code>":
        code = tokens[place + 1]
    else:
        end = lines.to("</code>", place)
        if any(tag.startswith("<a ") for tag in tokens[place + 2 : end : 2]):
            return _linked_code(lines, place, end)
        code = "".join(tokens[place + 1 : end : 2])
    if code:
        if lines.before() == "`":
            lines.written.append(lines.dialect.between)
        lines.written.append(_coded(lines, code))
    return end


def _coded(lines: Lines, code: str) -> str:
    code = unescape(code) if "&" in code else code
    return lines.dialect.code(code.replace("\n", " "))


def _linked_code(lines: Lines, place: int, end: int) -> int:
    """Code with links in it, as links with code in them: the other way round no dialect can write it."""
    code, link = "", ""
    for at in range(place + 1, end, 2):
        code, tag = code + lines.tokens[at], lines.tokens[at + 1]
        if tag.startswith(("<a ", "</a", "</code")):
            if code and link:
                _linked(lines, link, _coded(lines, code), "")
            elif code:
                lines.written.append(_coded(lines, code))
            code, link = "", tag if tag.startswith("<a ") else ""
    return end


def _image(lines: Lines, place: int) -> None:
    given = attributes_of(lines.tokens[place])
    lines.written.append(lines.dialect.image(Picture(*(unescape(given.get(name, "")) for name in Picture._fields))))


def _task(lines: Lines, place: int) -> None:
    lines.written.append("[x] " if " checked" in lines.tokens[place] else "[ ] ")


def _break(lines: Lines, place: int) -> None:
    lines.written.append(BREAK)


STRESSES = ("em", "i", "strong", "b", "del", "s")
WRITERS: dict[str, Writer] = {**{f"<{name}": _stressed for name in STRESSES}, "<a": _linked}
Handler = Callable[[Lines, int], int | None]
"""Takes a tag at a place; tells the place of the last tag that it used."""
HANDLERS: dict[str, Handler] = {
    **{f"<{name}": _stress for name in STRESSES},
    **{f"</{name}": Lines.finish for name in (*STRESSES, "a")},
    "<a": _link, "<sup": _superscript, "<code": _code, "<img": _image, "<input": _task, "<br": _break,
}  # fmt: skip
