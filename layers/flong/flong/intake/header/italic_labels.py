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


def read_italic(text: str, start: int) -> tuple[Rows, str]:
    """Who wrote it and when, as lines of the first paragraph that is nothing but italics; and the text without them."""
    first = FIRST.match(text, start)
    rows: Rows = []
    kept, offset = [text[start : first.end()]] if first else [], first.end() if first else start
    while first and len(kept) <= MAX_LINES and (line := LINE.match(text, offset)):
        label = label_in(line["text"], *position(text, offset))
        known = label and field_named(label[0]) in BYLINE
        rows += [label] if label and known else []
        kept.append("\n" if known else line[0])
        offset = line.end()
    if not rows or text[offset : offset + 1].strip():
        return [], text[start:]
    return rows, "".join(kept) + text[offset:]
