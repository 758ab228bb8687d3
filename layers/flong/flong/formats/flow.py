"""Blocks to lines: what each block reads in a dialect, the margins it stands behind, and the empty lines between."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from flong.formats.inline import InlineDialect, line_of
from flong.formats.outline import Block, Level

Rows = list[list[tuple[str, str]]]
"""A table's cells: text and alignment."""


class Dialect(InlineDialect, Protocol):
    """What a variant of lines makes of each block. Texts come as the dialect has written them."""

    def paragraph(self, text: str) -> str: ...
    def heading(self, text: str, level: int, anchor: str) -> str: ...
    def term(self, text: str) -> str: ...
    def fence(self, code: str, language: str) -> str: ...
    def table(self, rows: Rows) -> list[str]: ...
    def rule(self) -> str: ...
    def margin(self, level: Level) -> tuple[str, str]:
        """What opens the first line within a level, and what opens the others."""
        ...


class Written(NamedTuple):
    """A block's text, with what opens its first line and its others. A `fixed` one's lines are not to be wrapped."""

    first: str
    rest: str
    text: str
    levels: tuple[Level, ...]
    margins: tuple[str, ...]
    """Of each level, on all lines but its first."""
    tight: bool
    fixed: bool


def flow(blocks: Sequence[Block], dialect: Dialect) -> list[Written]:
    """Every block as `dialect` writes it; one that it has nothing to say of is left out, unless it opens an item."""
    written: list[Written] = []
    for block in blocks:
        texts, fixed = _texts(block, dialect)
        first, margins = _margins(block, dialect) if block.levels else ("", ())
        rest = "".join(margins)
        for text in texts:
            written.append(Written(first, rest, text, block.levels, margins, block.tight, fixed))
            first = rest
    return written


def _margins(block: Block, dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    """What opens the block's first line, and each level's margin on the others."""
    pairs = [dialect.margin(level) for level in block.levels]
    known = len(pairs) - block.fresh
    first = [rest for _, rest in pairs[:known]] + [opening for opening, _ in pairs[known:]]
    return "".join(first), tuple([rest for _, rest in pairs])


def _texts(block: Block, dialect: Dialect) -> tuple[list[str], bool]:
    """The lines of text that a block becomes, most often one, and whether they are to stay as they are."""
    if block.kind == "paragraph":
        text = line_of(block.inline, dialect)
        return ([dialect.paragraph(text)] if text or block.fresh else []), False
    if block.kind == "table":
        rows = [[(line_of(cell.inline, dialect), cell.align) for cell in row] for row in block.detail]
        return dialect.table(rows), True
    if block.kind == "term":
        return [dialect.term(line_of(block.inline, dialect))], False
    if block.kind == "heading":
        return [dialect.heading(line_of(block.inline, dialect).replace("\n", " "), *block.detail)], True
    if block.kind == "code":
        return [dialect.fence(*block.detail)], True
    if block.kind == "html":  # what a dialect has put in the place of another
        return [block.detail], True
    return [dialect.rule() if block.kind == "rule" else ""], True


def assembled(written: Sequence[Written], lines_of: Callable[[Written], list[str]]) -> list[str]:
    """The lines of a document, each with its margin, and empty lines between blocks that want them."""
    lines: list[str] = []
    before: Written | None = None
    for block in written:
        if before and not block.tight:
            lines.append(_shared_margin(before, block) if before.levels else "")
        first, *others = own = lines_of(block)
        if block.levels:
            lines.append(block.first + first if first else block.first.rstrip())
            lines += [block.rest + line if line else block.rest.rstrip() for line in others]
        else:
            lines += own
        before = block
    return lines


def unwrapped(block: Written) -> list[str]:
    """A block's own lines."""
    return block.text.split("\n")


def _shared_margin(before: Written, after: Written) -> str:
    shared = 0
    for one, other in zip(before.levels, after.levels, strict=False):
        if one is not other:
            break
        shared += 1
    return "".join(before.margins[:shared]).rstrip()
