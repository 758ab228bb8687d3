"""The cells of a table."""

from flong.formats.blocks import Cell, Span
from flong.formats.body import attributes_of, name_of

ALIGNMENTS = ("left", "center", "right")


def rows_of(tokens: list[str], place: int) -> tuple[list[list[Cell]], tuple[int, int] | None, int]:
    """Cells and caption of the table that opens at `place`, and where it ends; a table in a cell is its text."""
    rows: list[list[Cell]] = []
    caption = None
    depth, start, end = 0, place, len(tokens)
    while place < end:
        name = name_of(tokens[place])
        depth += (name == "<table") - (name == "</table")
        if depth == 0:
            break
        if depth == 1 and name == "<tr":
            rows.append([])
        elif depth == 1 and name in ("<td", "<th", "<caption"):
            start = place
        elif depth == 1 and name in ("</td", "</th") and rows:
            rows[-1].append(_cell(tokens[start], (start + 1, place, ())))
        elif depth == 1 and name == "</caption":
            caption = (start + 1, place)
        place += 2
    return [row for row in rows if row], caption, place


def _cell(tag: str, inline: Span) -> Cell:
    given = attributes_of(tag) if " " in tag else {}
    align = given.get("class", "")
    spans = int(given.get("colspan", 1)), int(given.get("rowspan", 1))
    return Cell(inline, align if align in ALIGNMENTS else "", tag.startswith("<th"), *spans)
