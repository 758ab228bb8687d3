"""Blocks to lines: what each block reads in a dialect, the margins it stands behind, and the empty lines between."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from flong.formats.blocks import Block, Level, Outline
from flong.formats.grid import Grid, grid_of
from flong.formats.inline import InlineDialect, Lines


class Dialect(InlineDialect, Protocol):
    """What a variant of lines makes of each block. Texts come as the dialect has written them."""

    def paragraph(self, text: str) -> str: ...
    def heading(self, text: str, level: int, anchor: str) -> str: ...
    def term(self, text: str) -> str: ...
    def fence(self, code: str, language: str) -> str: ...
    def table(self, grid: Grid) -> list[str]: ...
    def rule(self) -> str: ...
    def margin(self, level: Level) -> tuple[str, str]:
        """What opens the first line within a level, and what opens the others."""
        ...


class Margin(NamedTuple):
    """What stands before a block's first line and before its others; of each level, on all lines but its first."""

    first: str
    rest: str
    levels: tuple[Level, ...]
    parts: list[str]


class Written(NamedTuple):
    """A block's text behind its margin. A `fixed` one's lines are not to be wrapped."""

    text: str
    margin: Margin
    tight: bool
    fixed: bool


NO_MARGIN = Margin("", "", (), [])


def flow(outline: Outline, dialect: Dialect) -> list[Written]:
    """Every block as `dialect` writes it; one that it has nothing to say of is left out, unless it opens an item."""
    lines = Lines(outline, dialect)
    line, paragraph = lines.line, dialect.paragraph
    written: list[Written] = []
    known: dict[tuple[tuple[Level, ...], int], Margin] = {}
    for block in outline.blocks:
        kind, inline, levels, fresh, tight, _ = block
        margin = NO_MARGIN
        if levels:
            margin = known.get((levels, fresh)) or known.setdefault((levels, fresh), _margin(levels, fresh, dialect))
            if margin.levels is not levels:  # those of another list may be alike, and are not the same
                margin = Margin(margin.first, margin.rest, levels, margin.parts)
        if kind == "paragraph":
            if (text := line(inline)) or fresh:
                written.append(Written(paragraph(text), margin, tight, False))
            continue
        for text in _texts(block, lines, dialect):
            written.append(Written(text, margin, tight, kind != "term"))
            margin = margin._replace(first=margin.rest) if levels else margin
    return written


def _margin(levels: tuple[Level, ...], fresh: int, dialect: Dialect) -> Margin:
    pairs = [dialect.margin(level) for level in levels]
    parts = [rest for _, rest in pairs]
    rest = "".join(parts)
    if not fresh:
        return Margin(rest, rest, levels, parts)
    known = len(pairs) - fresh
    return Margin("".join([*parts[:known], *[opening for opening, _ in pairs[known:]]]), rest, levels, parts)


def _texts(block: Block, lines: Lines, dialect: Dialect) -> list[str]:
    """The texts that a block becomes which is no paragraph, most often one."""
    kind, inline, detail = block.kind, block.inline, block.detail
    if kind == "heading":
        return [dialect.heading(lines.line(inline).replace("\n", " "), *detail)]
    if kind == "code":
        return [dialect.fence(*detail)]
    if kind == "table":
        return dialect.table(grid_of(detail, lines.line))
    if kind == "term":
        return [dialect.term(lines.line(inline))]
    if kind == "html":  # what a dialect has put in the place of another
        return [detail]
    return [dialect.rule() if kind == "rule" else ""]


def assembled(written: Sequence[Written], lines_of: Callable[[Written], list[str]]) -> list[str]:
    """The lines of a document, each with its margin, and empty lines between blocks that want them."""
    lines: list[str] = []
    above = NO_MARGIN
    for block in written:
        _, margin, tight, _ = block
        if not tight:
            lines.append(_shared(above, margin) if margin.levels and above.levels else "")
        above = margin
        if not margin.levels:
            lines += lines_of(block)
            continue
        first, *others = lines_of(block)
        lines.append(margin.first + first if first else margin.first.rstrip())
        lines += [margin.rest + line if line else margin.rest.rstrip() for line in others]
    return lines[1:]


def unwrapped(block: Written) -> list[str]:
    """A block's own lines, as far as a margin has to stand before each."""
    return block.text.split("\n") if block.margin.levels else [block.text]


def _shared(before: Margin, after: Margin) -> str:
    if before.levels[0] is not after.levels[0]:
        return ""
    shared = 0
    for one, other in zip(before.levels, after.levels, strict=False):
        if one is not other:
            break
        shared += 1
    return "".join(before.parts[:shared]).rstrip()
