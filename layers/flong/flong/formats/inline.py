"""A run of text with its links and stresses, as a variant of lines writes it."""

from collections.abc import Callable
from html import unescape
from typing import NamedTuple, Protocol

from flong.formats.body import attribute, attributes_of, name_of, spaced
from flong.formats.outline import HANDLERS as BLOCKS

BREAK = "\0"
"""A line break while the run is gathered; HTML text cannot hold this character."""


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
    """Tags that become constants, by `<name` and `</name`."""
    bang: str
    """An exclamation mark right before a link."""

    def text(self, text: str) -> str: ...
    def stressed(self, name: str, shown: str, before: str, after: str) -> str: ...
    def code(self, code: str) -> str: ...
    def link(self, link: Link) -> str: ...
    def image(self, image: Picture) -> str: ...
    def note_mark(self, label: str, number: str) -> str: ...


def line_of(tokens: list[str], dialect: InlineDialect) -> str:
    """The run as one line, or several where the author broke it, with single spaces and none at the ends."""
    if len(tokens) == 1:
        return spaced(dialect.text(_plain(tokens[0]))).strip(" ")
    text = spaced("".join(Run(tokens, dialect).pieces())).strip(" ")
    return "\n".join(part for line in text.split(BREAK) if (part := line.strip(" "))) if BREAK in text else text


def _plain(text: str) -> str:
    return unescape(text) if "&" in text else text


class Run:
    """Where the writing of one run stands."""

    def __init__(self, tokens: list[str], dialect: InlineDialect) -> None:
        self.tokens = tokens
        self.dialect = dialect
        self.written: list[str] = []
        self.open: list[tuple[str, int, str]] = []
        """Stressed texts and links that have not ended: name, where their text starts in `written`, tag."""

    def pieces(self) -> list[str]:
        tokens, written, dialect = self.tokens, self.written, self.dialect
        place, end = 0, len(tokens)
        while True:
            if text := tokens[place]:
                written.append(dialect.text(unescape(text) if "&" in text else text))
            place += 1
            if place >= end:
                break
            place = self._tag(place, name_of(tokens[place])) + 1
        while self.open:
            self._close("")
        return written

    def _tag(self, place: int, name: str) -> int:
        """Writes what the tag at `place` makes; the place of the last tag that it used up."""
        if handler := HANDLERS.get(name):
            return handler(self, place) or place
        if mark := self.dialect.marks.get(name):
            self.written.append(mark)
        elif name in BLOCKS:
            self.written.append(" ")
        return place

    def _close(self, after: str) -> None:
        name, start, tag = self.open.pop()
        shown = "".join(self.written[start:])
        given = attributes_of(tag) if name == "<a" else {}
        if not shown.strip() or (name == "<a" and not given.get("href")):
            return
        before = self.written[start - 1][-1:] if start else ""
        if name == "<a":
            if before == "!":
                self.written[start - 1] = self.written[start - 1][:-1] + self.dialect.bang
            written = self.dialect.link(Link(shown, unescape(given["href"]), unescape(given.get("title", ""))))
        else:
            written = self.dialect.stressed(name[1:], shown, before, after)
        self.written[start:] = [written]

    def begin(self, place: int) -> None:
        tag = self.tokens[place]
        self.open.append((name_of(tag), len(self.written), tag))

    def finish(self, place: int) -> None:
        if self.open:
            self._close(self.tokens[place + 1][:1])

    def to(self, end: str, place: int) -> int:
        """Where the element that opens at `place` ends."""
        return self.tokens.index(end, place) if end in self.tokens else place


def _link(run: Run, place: int) -> int | None:
    if 'class="footnote-back"' in run.tokens[place]:
        return run.to("</a>", place)
    run.begin(place)
    return None


def _superscript(run: Run, place: int) -> int | None:
    if "footnote-ref" not in run.tokens[place]:
        run.written.append(run.dialect.marks["<sup"])
        return None
    end = run.to("</sup>", place)
    inside = run.tokens[place + 1 : end]
    label = next((attribute(tag, "href") for tag in inside[1::2] if tag.startswith("<a")), "").removeprefix("#fn-")
    run.written.append(run.dialect.note_mark(label, unescape("".join(inside[::2])).strip()))
    return end


def _code(run: Run, place: int) -> int:
    end = run.to(f"</{name_of(run.tokens[place])[1:]}>", place)
    code = unescape("".join(run.tokens[place + 1 : end : 2])).replace("\n", " ")
    if code:
        run.written.append(run.dialect.code(code))
    return end


def _image(run: Run, place: int) -> None:
    tag = run.tokens[place]
    run.written.append(run.dialect.image(Picture(*(attribute(tag, name) for name in Picture._fields))))


def _task(run: Run, place: int) -> None:
    run.written.append("[x] " if " checked" in run.tokens[place] else "[ ] ")


def _break(run: Run, place: int) -> None:
    run.written.append(BREAK)


HANDLERS: dict[str, Callable[[Run, int], int | None]] = {
    **{f"<{name}": Run.begin for name in ("em", "i", "strong", "b", "del", "s")},
    **{f"</{name}": Run.finish for name in ("em", "i", "strong", "b", "del", "s", "a")},
    "<a": _link, "<sup": _superscript, "<code": _code, "<samp": _code, "<img": _image, "<input": _task, "<br": _break,
}  # fmt: skip
