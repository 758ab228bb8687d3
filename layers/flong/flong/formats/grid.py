"""A table as a grid: a cell that goes over several columns or rows stands in each of their places."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from flong.formats.blocks import Cell, Span


class Place(NamedTuple):
    """What stands in one column of one row: text, alignment, and whether it is a heading of others.

    `goes_on` tells that it is the same cell as to its left, `comes_down` that it is the one above.
    """

    text: str
    align: str
    heads: bool
    goes_on: bool = False
    comes_down: bool = False


Grid = list[list[Place]]


def grid_of(rows: list[list[Cell]], line: Callable[[Span], str]) -> Grid:
    """The rows of a table; `line` writes a cell's text."""
    places = [[Place(line(cell.inline), cell.align, cell.heads) for cell in row] for row in rows]
    if all(cell.across == cell.down == 1 for row in rows for cell in row):
        return places
    spread = Spread(max(map(len, rows)), sum(map(len, rows)), sum(len(it.text) + 1 for row in places for it in row))
    return [spread.row(row, own) for row, own in zip(rows, places, strict=True)]


class Spread:
    """Where the spreading of cells stands.

    A cell goes over no more columns than the longest row has cells, and all of them are repeated no more than once
    each, without their texts not much more often: an author may claim any number.
    """

    def __init__(self, width: int, cells: int, room: int) -> None:
        self.width, self.room = width, room
        self.below = 2_000 + 4 * cells
        """How many places may yet be those of cells from above."""
        self.held: dict[int, tuple[Place, int]] = {}
        """By column, what comes down from a row above, and for how many rows more."""

    def row(self, cells: list[Cell], own: list[Place]) -> list[Place]:
        found: list[Place] = []
        for cell, place in zip(cells, own, strict=True):
            found += self.from_above(len(found))
            first = len(found)
            found += [place, *self.copies(place._replace(goes_on=True), min(cell.across, self.width - first) - 1)]
            if cell.down > 1 and first < self.width:
                self.held |= {column: (found[column], cell.down - 1) for column in range(first, len(found))}
        return [*found, *self.from_above(len(found))]

    def from_above(self, column: int) -> Iterator[Place]:
        while column in self.held:
            self.below -= 1
            if self.below < 0:
                self.held = {}
                return
            place, rows = self.held.pop(column)
            if rows > 1:
                self.held[column] = (place, rows - 1)
            below = place._replace(comes_down=True)
            yield from self.copies(below, 1) or [below._replace(text="")]
            column += 1

    def copies(self, place: Place, count: int) -> list[Place]:
        """As many as there is room for."""
        self.room -= max(count, 0) * (len(place.text) + 1)
        return [place] * count if self.room >= 0 else []


def head_of(grid: Grid) -> int:
    """How many rows at the top are nothing but headings."""
    return next((number for number, row in enumerate(grid) if not all(place.heads for place in row)), len(grid))
