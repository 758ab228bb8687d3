"""Labels in italics right under front matter: `_Author: Ada Brenner_`."""

import re

from flong.intake.header.front_matter import Rows
from flong.intake.header.label_lines import label_in
from flong.intake.header.names import field_named
from flong.intake.source import position

FIRST = re.compile(r"(?:[ \t]*+\n)*+(?=[_*][^\s_*])")
LINE = re.compile(r"(?P<text>(?P<mark>[_*])[^_*\s][^\n]{0,200}(?P=mark))(?:[ \t]*+|\\)(?:\n|$)")
BYLINE = frozenset(("authors", "published"))
MAX_LINES = 5


def is_italic(text: str, start: int) -> bool:
    return FIRST.match(text, start) is not None


def read_italic(text: str, start: int) -> tuple[Rows, list[tuple[int, int]]]:
    """Who wrote it and when, as lines of the first paragraph that is nothing but italics; and where these lines are."""
    first = FIRST.match(text, start)
    rows: Rows = []
    cuts: list[tuple[int, int]] = []
    offset, count = first.end() if first else start, 0
    while first and count < MAX_LINES and (line := LINE.match(text, offset)):
        label = label_in(line["text"], *position(text, offset))
        if label and field_named(label[0]) in BYLINE:
            rows.append(label)
            cuts.append((offset, line.end()))
        offset, count = line.end(), count + 1
    return ([], []) if text[offset : offset + 1].strip() else (rows, cuts)
