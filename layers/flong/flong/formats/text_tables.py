"""Tables as plain text: in columns if they fit the page, else a paragraph a row."""

from itertools import groupby

from flong.formats.grid import Grid, Place, head_of
from flong.formats.wrapping import WIDTH, columns, wrap

GAP = 2
"""Spaces between two columns."""


def written(grid: Grid) -> list[str]:
    """The table as paragraphs, most often one."""
    rows = [[place._replace(text=place.text.replace("\n", " ")) for place in row] for row in grid]
    widths = _widths(rows)
    if sum(widths) + GAP * (len(widths) - 1) > WIDTH:
        return _listed(rows)
    head = head_of(rows)
    lines = [_line(_once(row) if number < head else row, widths) for number, row in enumerate(rows)]
    if head:
        lines.insert(head, (" " * GAP).join("-" * width for width in widths))
    return ["\n".join(lines)]


def _once(row: list[Place]) -> list[Place]:
    """A row of the head without what stands above it already."""
    return [place._replace(text="") if place.comes_down else place for place in row]


def _cells(row: list[Place]) -> list[tuple[int, int, Place]]:
    """Each cell once: the columns from which and up to which it goes."""
    starts = [column for column, place in enumerate(row) if not place.goes_on or column == 0]
    return [(start, end, row[start]) for start, end in zip(starts, [*starts[1:], len(row)], strict=True)]


def _widths(rows: Grid) -> list[int]:
    """Of the columns; the last one that a cell goes over is widened where those are too narrow for it together."""
    widths = [0] * max(map(len, rows))
    wide = [cell for row in rows for cell in _cells(row)]
    for start, end, place in sorted(wide, key=lambda cell: cell[1] - cell[0]):
        lacking = columns(place.text) - _width(widths, start, end)
        widths[end - 1] += max(lacking, 0)
    return widths


def _width(widths: list[int], start: int, end: int) -> int:
    return sum(widths[start:end]) + GAP * (end - start - 1)


def _line(row: list[Place], widths: list[int]) -> str:
    cells = [_filled(place, _width(widths, start, end)) for start, end, place in _cells(row)]
    return (" " * GAP).join(cells).rstrip()


def _filled(place: Place, width: int) -> str:
    room = width - columns(place.text)
    left = {"right": room, "center": room // 2}.get(place.align, 0)
    return " " * left + place.text + " " * (room - left)


def _listed(rows: Grid) -> list[str]:
    """A paragraph a row, each cell under its column's name."""
    head = head_of(rows)
    names = [_name(rows[:head], column) for column in range(max(map(len, rows)))]
    paragraphs = [[_named(names[start], place.text) for start, _, place in _cells(row)] for row in rows[head:]]
    if not paragraphs:  # it is all names
        paragraphs = [[place.text for _, _, place in _cells(row)] for row in rows]
    return ["\n".join(part for line in lines for part in wrap(line, WIDTH)) for lines in paragraphs]


def _name(head: Grid, column: int) -> str:
    """What stands above a column, from top to bottom, once where a cell goes over several rows."""
    return " ".join(text for text, _ in groupby(row[column].text for row in head if column < len(row)) if text)


def _named(name: str, text: str) -> str:
    return f"{name}: {text}".rstrip() if name else text
