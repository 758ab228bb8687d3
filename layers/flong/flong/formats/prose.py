"""The body as plain text: wrapped, with its links numbered and listed, for terminals, mail and search."""

import re
from collections.abc import Callable
from typing import NamedTuple

from flong.formats.blocks import Level, Outline
from flong.formats.flow import Written, assembled, flow, unwrapped
from flong.formats.grid import Grid
from flong.formats.inline import Link, Picture
from flong.formats.text_tables import written
from flong.formats.wrapping import LINK_MARK
from flong.formats.wrapping import WIDTH as WIDTH
from flong.formats.wrapping import columns as columns
from flong.formats.wrapping import wrap as wrap

NUMBER = re.compile(rf"{LINK_MARK}\[\d+\]")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
STRESS = {"em": "_", "i": "_", "strong": "*", "b": "*", "del": "~", "s": "~"}
UNDERLINES = {1: "=", 2: "-"}


class Prose(NamedTuple):
    """A body as text: wrapped, with numbered links; the links; and the text alone, unwrapped."""

    text: str
    links: list[str]
    plain: str


def prose_of(outline: Outline, absolute: Callable[[str], str], picture: str, opening: str = "") -> Prose:
    """The body's prose; `absolute` makes a full URL of a root-relative one, `picture` is what a picture is called.

    `opening` is the full URL of a picture above the body, which is then the first that is numbered.
    """
    dialect = Plain(absolute, picture)
    if opening:
        dialect.numbers[opening] = 1
    written = [_airy(block) if block.tight and block.fixed else block for block in flow(outline, dialect)]
    text, plain = "\n".join(assembled(written, wrapped)), "\n".join(assembled(written, unwrapped))
    return Prose(text.replace(LINK_MARK, " "), list(dialect.numbers), NUMBER.sub("", plain))


def _airy(block: Written) -> Written:
    """Code and tables stand apart, even where a list's items do not."""
    return block._replace(tight=not block.text)


class Plain:
    """Plain text as people type it: *strong*, _stressed_, numbered links."""

    bang, between = "!", ""
    marks = {"<sub": "_", "<sup": "^", "<q": "“", "</q": "”", "<samp": "`", "</samp": "`"}

    def __init__(self, absolute: Callable[[str], str], picture: str) -> None:
        self.absolute, self.picture = absolute, picture
        self.numbers: dict[str, int] = {}

    def text(self, text: str) -> str:
        return text

    def stressed(self, name: str, shown: str, before: str, after: str) -> str:
        return f"{STRESS[name]}{shown}{STRESS[name]}"

    def code(self, code: str) -> str:
        return f"`{code}`"

    def link(self, link: Link) -> str:
        if link.href.startswith("#"):
            return link.shown
        url = link.href if link.href.startswith("mailto:") else self.absolute(link.href)
        if link.shown in (url, url.removeprefix("mailto:")):
            return link.shown
        return link.shown + self._numbered(url)

    def _numbered(self, url: str) -> str:
        return f"{LINK_MARK}[{self.numbers.setdefault(url, len(self.numbers) + 1)}]"

    def image(self, image: Picture) -> str:
        if not image.alt:
            return ""
        return f"[{self.picture}: {image.alt}]{self._numbered(self.absolute(image.src))}"

    def paragraph(self, text: str) -> str:
        return text

    def heading(self, text: str, level: int, anchor: str) -> str:
        lines = wrap(text, WIDTH)
        return "\n".join([*lines, UNDERLINES.get(level, "~") * max(map(columns, lines))])

    def term(self, text: str) -> str:
        return text

    def fence(self, code: str, language: str) -> str:
        return "\n".join(f"    {line}" if line else "" for line in code.split("\n"))

    def table(self, grid: Grid) -> list[str]:
        return written(grid)

    def rule(self) -> str:
        return "* * *"

    def margin(self, level: Level) -> tuple[str, str]:
        if level.kind == "quote":
            return "> ", "> "
        if level.kind == "definition":
            return "    ", "    "
        marker = "-" if level.number is None else f"{level.number}."
        marker = f"{_raised(str(level.number)) if level.kind == 'note' else marker} "
        return marker, " " * len(marker)

    def note_mark(self, label: str, number: str) -> str:
        return _raised(number)


def _raised(number: str) -> str:
    return number.translate(SUPERSCRIPT) if number.isdecimal() else f"({number})"


def wrapped(block: Written) -> list[str]:
    """A block's lines at the width of the page; code and tables stay as they are."""
    if block.fixed:
        return unwrapped(block)
    width = WIDTH - len(block.margin.rest)
    if "\n" in block.text:
        return [part for line in block.text.split("\n") for part in wrap(line, width)]
    return wrap(block.text, width)
