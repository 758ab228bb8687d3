"""The body as plain text: wrapped, with its links numbered and listed, for terminals, mail and search."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple
from unicodedata import east_asian_width

from flong.formats.flow import Rows, Written, assembled, flow, unwrapped
from flong.formats.inline import Link, Picture
from flong.formats.outline import Block, Level

WIDTH = 72
LINK_MARK = "\1"
"""Stands for the space before a link's number: no line ends there, and not every reader wants numbers."""

NUMBER = re.compile(rf"{LINK_MARK}\[\d+\]")
WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
STRESS = {"em": "_", "i": "_", "strong": "*", "b": "*", "del": "~", "s": "~"}
UNDERLINES = {1: "=", 2: "-"}


class Prose(NamedTuple):
    """A body as text: wrapped, with numbered links; the links; and the text alone, unwrapped."""

    text: str
    links: list[str]
    plain: str


def prose_of(blocks: Sequence[Block], absolute: Callable[[str], str], picture: str, opening: str = "") -> Prose:
    """The body's prose; `absolute` makes a full URL of a root-relative one, `picture` is what a picture is called.

    `opening` is the full URL of a picture above the body, which is then the first that is numbered.
    """
    dialect = Plain(absolute, picture)
    if opening:
        dialect.numbers[opening] = 1
    written = flow(blocks, dialect)
    text, plain = "\n".join(assembled(written, wrapped)), "\n".join(assembled(written, unwrapped))
    return Prose(text.replace(LINK_MARK, " "), list(dialect.numbers), NUMBER.sub("", plain))


class Plain:
    """Plain text as people type it: *strong*, _stressed_, numbered links."""

    bang = "!"
    marks = {"<sub": "_", "<sup": "^", "<q": "“", "</q": "”"}

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

    def table(self, rows: Rows) -> list[str]:
        rows = [[(text.replace("\n", " "), align) for text, align in row] for row in rows]
        places = range(max(map(len, rows)))
        widths = [max(columns(row[place][0]) for row in rows if place < len(row)) for place in places]
        if sum(widths) + 2 * (len(widths) - 1) > WIDTH:
            return _listed(rows)
        head, *others = ["  ".join(map(_filled, row, widths)).rstrip() for row in rows]
        return ["\n".join([head, "  ".join("-" * width for width in widths), *others])]

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


def _filled(cell: tuple[str, str], width: int) -> str:
    text, align = cell
    room = width - columns(text)
    left = {"right": room, "center": room // 2}.get(align, 0)
    return " " * left + text + " " * (room - left)


def _listed(rows: Rows) -> list[str]:
    """A table too wide for the page: a paragraph a row, each cell under its column's name."""
    head, *others = [[text for text, _ in row] for row in rows]
    named = [[f"{name}: {text}" for name, text in zip(head, row, strict=False)] for row in others] or [head]
    return ["\n".join(part for line in row for part in wrap(line, WIDTH)) for row in named]


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return len(text) + sum(east_asian_width(letter) in "WF" for letter in text)


# Between letters of Chinese and Japanese a line may end, but not before what closes nor after what opens (JIS X 4051).
LETTERS = "\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
CLOSING = r"\s,.;:!?)\]}%…—’”、。，．：；！？）］｝」』】〉》〕〗ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％・"
OPENING = r"\s(\[{‘“（［｛「『【〈《〔〖"
BETWEEN = rf"(?<![{OPENING}])(?:(?<=[{LETTERS}])|(?=[{LETTERS}]))(?![{LINK_MARK}{CLOSING}])"


@cache
def _line_of(width: int, between: str) -> re.Pattern[str]:
    # A long address stays whole; text of a script without spaces is cut at the margin.
    return re.compile(rf"[!-~]{{{width},}}|[^ ].{{0,{width - 1}}}(?:(?= |$){between})|[^ ].{{0,{width - 1}}}")


def wrap(text: str, width: int) -> list[str]:
    """The lines of one paragraph, none wider than `width` columns unless a word is."""
    between = ""
    if not text.isascii() and WIDE.search(text):
        width, between = width // 2, f"|{BETWEEN}"
    return [text] if len(text) <= width else _line_of(max(width, 20), between).findall(text)


def wrapped(block: Written) -> list[str]:
    """A block's lines at the width of the page; code and tables stay as they are."""
    width = WIDTH - len(block.rest)
    if block.fixed:
        return block.text.split("\n")
    if "\n" in block.text:
        return [part for line in block.text.split("\n") for part in wrap(line, width)]
    return wrap(block.text, width)
