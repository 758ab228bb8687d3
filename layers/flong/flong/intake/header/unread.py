"""Labels that stand where none are read."""

import re
from collections.abc import Iterator

from flong.intake.header.front_matter import Rows
from flong.intake.header.label_lines import labels_in
from flong.intake.header.labels import unread_label
from flong.intake.header.names import field_named
from flong.verdict import Finding

TELLING = frozenset(
    ("authors", "published", "updated", "category", "categories", "tags", "canonical_url", "coverage_of")
)
"""Fields that a text hardly opens with: `**Summary:**` and `**Status:**` it may, and mean something else."""

ALONE = frozenset(("authors", "published"))
"""Of these one is enough."""
DATES = frozenset(("published", "updated"))
REACH, MAX_PARAGRAPHS, MAX_NAME = 2_000, 6, 60
BLANK = re.compile(r"(?:[ \t]*+\n)*+")
DIGIT = re.compile(r"\d")
SECTION = re.compile(r"[ ]{0,3}(?:#{2,6}[ \t]|```|~~~)")
QUOTE = re.compile(r"[ ]{0,3}>[ ]?")


def fields_of(rows: Rows) -> set[str]:
    """The fields that labels name; a date has a digit in it."""
    named = ((field_named(name), value) for name, value in rows)
    return {field for field, value in named if field and (field not in DATES or DIGIT.search(str(value)))}


def again_below(text: str, rows: Rows, end: int) -> bool:
    """Whether the first label that Flong knows comes again below: then each speaks of a part of the text."""
    name = next(name for name, _ in rows if field_named(name))
    return re.compile(rf"^[^\w\n]*{re.escape(name)}[ *_]*[:：]", re.MULTILINE).search(text, end) is not None


def speaks_of_article(rows: Rows) -> bool:
    """Whether the labels of a paragraph say who wrote an article, when, or where it belongs."""
    fields = fields_of(rows)
    return bool(fields & TELLING) if len(fields) > 1 else len(rows) == 1 and bool(fields & ALONE)


def unread(text: str, start: int, given: set[str], *, titled: bool) -> Finding | None:
    """A warning of the first paragraph of labels near the top of the text at `start` that tell what is not given."""
    for at, paragraph in paragraphs(text, start):
        if not may_be_labels(paragraph):
            continue
        rows = rows_of(paragraph, text.count("\n", 0, at) + 1)
        new = fields_of(rows) & TELLING - given
        if new and speaks_of_article(rows) and not again_below(text, rows, at + len(paragraph)):
            return out_of_place(rows, "title" if titled else "front matter")
    return None


def out_of_place(rows: Rows, above: str) -> Finding:
    name, *others = (name for name, _ in rows)
    if others:
        what = f"`{name}` and `{others[0]}` look like labels, but stand further down, and show as text."
    else:
        what = f"`{name}` looks like a label, but stands further down, and shows as text."
    return unread_label(name, what, f"Move {'them' if others else 'it'} right below the {above}.")


def paragraphs(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The first paragraphs, up to a section or a block of code, each with its offset."""
    end = min(len(text), start + REACH)
    for number in range(MAX_PARAGRAPHS):
        blank = BLANK.match(text, start, end)
        start = blank.end() if blank else start
        if start >= end or (number and SECTION.match(text, start)):
            return
        gap = text.find("\n\n", start, end)
        stop = gap if gap >= 0 else end
        yield start, text[start:stop].rstrip()
        start = stop


def may_be_labels(paragraph: str) -> bool:
    start = paragraph[:MAX_NAME]
    return ":" in start or "：" in start


def rows_of(paragraph: str, number: int = 1) -> Rows:
    """The labels of a paragraph that has nothing else and begins in line `number`."""
    rows: Rows = []
    for line in paragraph.split("\n"):
        sign = QUOTE.match(line)
        start = sign.end() if sign else len(line) - len(line.lstrip())
        found = labels_in(line[start:].strip(), number, start + 1)
        if not found:
            return []
        rows += found
        number += 1
    return rows
