"""The body of a mail: what each tag becomes, which here and there depends on what it stands in."""

import re
from collections.abc import Iterator, Sequence

from flong.formats.body import Rules, image_of, name_of, recast
from flong.formats.document import Document
from flong.formats.email_styles import INNER_WIDTH, Styles, at_the_top, link_rule
from flong.formats.lists import NOTES

LONG_WORD = re.compile(r"(?<!\S)\S{28}")
"""Which leaves no room beside it on a phone."""
HEADING = re.compile("<h[1-6]")
BACK = 'class="footnote-back"'
CELLS = ("<td", "<th")
HEADS = {"<thead>": True, "</thead>": False}
IN_LINE = frozenset((
    "a", "abbr", "b", "br", "cite", "code", "del", "dfn", "em", "i", "img", "input", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "strong", "sub", "sup", "u", "var",
))  # fmt: skip


def cast(document: Document, styles: Styles) -> list[str]:
    """The document's tokens as its mail has them, one for one."""
    tokens, body = document.tokens, document.body
    link = link_rule(styles.named["a"], document.site, document.url)
    out = recast(tokens, {**styles.rules, "<a": link})
    if NOTES in body:
        start = tokens.index(NOTES) - 1
        out[start:] = without_ways_back(tokens[start:], recast(tokens[start:], {**styles.in_notes, "<a": link}))
    if "<img" in body:
        for place in places_of("<img", tokens):
            out[place] = pictured(tokens, place, styles)
    if "<table>" in body:
        rules = {**styles.in_table, "<a": link}
        for start, end in tables_of(tokens):
            out[start:end] = in_table(tokens[start:end], rules, styles)
    if len(out) > 1 and not out[0].strip():
        out[1] = at_the_top(out[1])
    return out


def places_of(opening: str, tokens: Sequence[str]) -> list[int]:
    return [place for place in range(1, len(tokens), 2) if tokens[place].startswith(opening)]


def without_ways_back(tokens: Sequence[str], out: list[str]) -> list[str]:
    """The notes without the arrows to where they are mentioned: in a mail they lead out of it."""
    for place in places_of("<a", tokens):
        if BACK in tokens[place]:
            end = tokens.index("</a>", place)
            out[place - 1] = out[place - 1].rstrip()
            out[place : end + 1] = [""] * (end + 1 - place)
    return out


# ---- pictures


def pictured(tokens: Sequence[str], place: int, styles: Styles) -> str:
    """A picture that stands in no cell."""
    image = image_of(tokens[place])
    if image.width:
        return styles.picture(image, min(image.width, INNER_WIDTH), False)
    return styles.picture(image, INNER_WIDTH if stands_alone(tokens, place) else None, True)


def stands_alone(tokens: Sequence[str], place: int) -> bool:
    """Whether the picture, or a link with it, has a line for itself, and is no badge and no heading's mark."""
    before, after = place - 2, place + 2
    if tag_at(tokens, before).startswith("<a ") and tag_at(tokens, after) == "</a>":
        before, after = before - 2, after + 2
    text, rest = tokens[before + 1].strip(" "), tokens[after - 1].strip(" ")
    opening = tag_at(tokens, before)
    begins = text.endswith("\n") if text.strip() else is_of_block(opening) and not HEADING.match(opening)
    return begins and (rest.startswith("\n") if rest.strip() else is_of_block(tag_at(tokens, after)))


def tag_at(tokens: Sequence[str], place: int) -> str:
    return tokens[place] if 0 < place < len(tokens) else "<p>"


def is_of_block(tag: str) -> bool:
    return name_of(tag).strip("</") not in IN_LINE


# ---- tables


def tables_of(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each table starts and ends, the text before it taken in; one that stands in another belongs to that."""
    depth = start = 0
    for place in [place for place in range(1, len(tokens), 2) if tokens[place] in ("<table>", "</table>")]:
        if tokens[place] == "<table>":
            start = start if depth else place - 1
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                yield start, place + 1


def in_table(tokens: Sequence[str], rules: Rules, styles: Styles) -> list[str]:
    """A table's tokens, row by row: how a cell looks depends on those beside it."""
    out = recast(list(tokens), rules)
    row: list[int] = []
    heads = False
    for place in range(1, len(tokens), 2):
        tag = tokens[place]
        if tag in HEADS:
            heads = HEADS[tag]
        elif tag.startswith(CELLS):
            row.append(place)
        elif tag.startswith("<img"):
            out[place] = pictured(tokens, place, styles)
        elif tag == "</tr>":
            set_row(tokens, out, [*row, place], heads, styles)
            row = []
    return out


def set_row(tokens: Sequence[str], out: list[str], places: list[int], heads: bool, styles: Styles) -> None:
    """Casts the cells of a row that open at `places`, the last of which is the row's end."""
    *row, end = places
    for cell, after in zip(row, places[1:], strict=True):
        breaks = any(map(LONG_WORD.search, tokens[cell + 1 : after : 2]))
        out[cell] = styles.cell(tokens[cell], heads, after == end, breaks)
    for place in range(row[0] if row else end, end, 2):
        if tokens[place].startswith("<img"):
            image = image_of(tokens[place])
            width = min(image.width, INNER_WIDTH // len(row)) if image.width else None
            out[place] = styles.picture(image, width, False)
