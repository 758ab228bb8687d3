"""Labels that stand where none are read."""

import re
from collections.abc import Iterator

from flong.intake.dates.read import moment_of
from flong.intake.header.front_matter import Rows
from flong.intake.header.label_lines import labels_in, may_be_labels
from flong.intake.header.labels import unread_label
from flong.intake.header.lead import beyond_comments
from flong.intake.header.names import field_named
from flong.intake.place import Scalar
from flong.intake.source import position
from flong.verdict import Finding

TELLING = frozenset(
    ("authors", "published", "updated", "category", "categories", "tags", "canonical_url", "coverage_of")
)
"""Fields that a text hardly opens with: `**Summary:**` and `**Status:**` it may, and mean something else."""

DATES = frozenset(("published", "updated"))
REACH, MAX_PARAGRAPHS = 2_000, 6
MAX_BYLINE, MAX_LAST = 150, 600
BY = re.compile(
    r"[ ]{0,3}(?P<mark>[*_]{0,3})(?:(?:written|posted|words|text) )?by[ ]+"
    r"(?P<name>\[[^\[\]]{2,60}\]\([^()\s]+\)|<a\b[^<>]+>[^<>]{2,60}</a>|[^\W\d_][\w.'’ -]{2,59}?)[ ]*"
    r"(?:(?P=mark)[ \\]*$|(?P=mark)[ ]*[,|·•–—(/]|[,|·•–—(/]|[ ]-[ ])",
    re.IGNORECASE,
)
PARTICLES = frozenset(
    ("al", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "la", "le", "van", "von", "y")
)
MARKS = re.compile(r"^[*_`\[]+|[*_`]+$|\](?:\([^()]*\))?$")
SECTION = re.compile(r"[ ]{0,3}(?:#{2,6}[ \t]|```|~~~)")
QUOTE = re.compile(r"[ ]{0,3}>[ ]?")


def fields_of(rows: Rows) -> set[str]:
    """The fields that labels name; `**Updated:** We changed two words` gives no date."""
    named = ((field_named(name), value) for name, value in rows)
    return {field for field, value in named if field and (field not in DATES or may_be_day(str(value)))}


def may_be_day(value: str) -> bool:
    words = MARKS.sub("", value)
    try:
        return words[:1].isdigit() or moment_of(words[:MAX_BYLINE], "UTC") is not None
    except ValueError:  # a day that there is not
        return True


def again_below(text: str, rows: Rows, end: int) -> bool:
    """Whether the first label that Flong knows comes again below, and not at the end of the text.

    Then each speaks of a part of the text.
    """
    name = next(name for name, _ in rows if field_named(name))
    found = re.compile(rf"^[^\w\n]*{re.escape(name)}[ *_]*[:：]", re.MULTILINE).search(text, end)
    return found is not None and bool(text[found.end() :].partition("\n\n")[2].strip())


def speaks_of_article(rows: Rows) -> bool:
    """Whether the labels of a paragraph say who wrote an article, when, or where it belongs."""
    fields = fields_of(rows)
    return bool(fields & TELLING) and (len(fields) > 1 or len(rows) == 1)


def unread(text: str, first_line: int, given: set[str], above: str) -> Finding | None:
    """A warning of the first paragraph at the top or the end of a text that says, in labels, what is not given.

    `above` is what they should stand right below.
    """
    for at, paragraph in paragraphs(text, beyond_comments(text, 0)):
        if "authors" not in given and (name := byline_in(paragraph)):
            line, column = position(text, at)
            return without_colon(name, Scalar(paragraph, first_line + line - 1, column), above)
        if not may_be_labels(paragraph):
            continue
        rows = rows_of(paragraph, first_line + text.count("\n", 0, at))
        new = fields_of(rows) & TELLING - given
        if new and speaks_of_article(rows) and not again_below(text, rows, at + len(paragraph)):
            return out_of_place(rows, above)
    return None


def byline_in(paragraph: str) -> str | None:
    """The name in a paragraph that is but `By Ada Brenner`, with or without a role or a day after it."""
    if len(paragraph) > MAX_BYLINE or "by " not in paragraph[:20].lower() or "\n" in paragraph:
        return None
    match = BY.match(paragraph)
    if not match or (paragraph.endswith(".") and not match["mark"]):
        return None
    name = match["name"].strip()
    words = name.split()
    called = 1 < len(words) < 6 and all(word[0].isupper() or word in PARTICLES for word in words)
    return name if called or name[0] in "[<" else None


def without_colon(name: str, paragraph: Scalar, above: str) -> Finding:
    what = f"`By` without a colon is no label, and this shows as text: `{paragraph}`."
    remedy = f"If it says who wrote the article, write `**By:** {name}` right below the {above}."
    return unread_label(paragraph, what, remedy)


def out_of_place(rows: Rows, above: str) -> Finding:
    name, *others = (name for name, _ in rows)
    if others:
        what = f"`{name}` and `{others[0]}` look like labels, but stand further down, and show as text."
    else:
        what = f"`{name}` looks like a label, but stands further down, and shows as text."
    return unread_label(name, what, f"Move {'them' if others else 'it'} right below the {above}.")


def paragraphs(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The first paragraphs, up to a section or a block of code, and the last one, each with its offset."""
    end = min(len(text), start + REACH)
    for number in range(MAX_PARAGRAPHS):
        while start < end and text[start] == "\n":
            start += 1
        if start >= end or (number and SECTION.match(text, start)):
            break
        gap = text.find("\n\n", start, end)
        stop = gap if gap >= 0 else end
        yield start, text[start:stop].rstrip()
        start = stop
    last = text[max(start, len(text) - MAX_LAST) :].rstrip()
    if (gap := last.rfind("\n\n")) >= 0:
        yield max(start, len(text) - MAX_LAST) + gap + 2, last[gap + 2 :]


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
