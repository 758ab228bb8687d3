"""A header of `key: value` lines without fences, as Pelican has it: from the first line to the first empty one."""

import re

from flong.intake.header.front_matter import MAX_HEADER, Rows, refused
from flong.intake.header.label_lines import BYLINE
from flong.intake.header.names import field_named, is_housekeeping
from flong.intake.place import Scalar, Value
from flong.intake.source import position
from flong.verdict import Finding

FIRST = re.compile(r"(?:[ \t]*+\n)*+(?P<row>[^\s:：#>*_`\[\]|<!-][^:：\n]{0,39}(?::(?=[ \t\n])|：))")
ROW = re.compile(r"(?P<name>[^\s:：#>*_`\[\]|<!-][^:：\n]{0,39}?)[ \t]*+(?::(?=[ \t]|$)|：)[ \t]*+(?P<value>.*)")
MAX_LINE = 200
FENCE = re.compile(r"(?:-{3,}|\.\.\.)[ \t]*$")


def read_bare(text: str) -> tuple[Rows, int] | None:
    """Name and value of every line and where the body starts; None where that is not the sensible reading.

    It is one if the first line has a known name, and the title or a second known name is there too:
    a sentence may begin with a word and a colon, two in a row hardly do.
    """
    first = FIRST.match(text)
    if not first or not is_name(first["row"].rstrip(":：")):
        return None
    rows, end = rows_from(text, first.start("row"))
    known = {field_named(name) for name, _ in rows} - {None}
    return (rows, end) if "title" in known or len(known) > 1 else None


def is_name(word: str) -> bool:
    return field_named(word) is not None or is_housekeeping(word)


def rows_from(text: str, start: int) -> tuple[Rows, int]:
    rows: Rows = []
    number = text.count("\n", 0, start) + 1
    offset, limit = start, min(len(text), start + MAX_HEADER)
    while offset < limit:
        stop = text.find("\n", offset)
        stop = len(text) if stop < 0 else stop
        line, after = text[offset:stop], min(stop + 1, len(text))
        if match := ROW.match(line):
            name = Scalar(match["name"], number, 1)
            rows.append((name, Scalar(match["value"], number, match.start("value") + 1, plain=True)))
        elif line.strip() and line[:1] in " \t":
            rows[-1] = (rows[-1][0], continued(rows[-1][1], line))
        else:
            offset = after if FENCE.match(line) or not line.strip() else offset
            break
        offset, number = after, number + 1
    return [(name, unwrapped(value)) for name, value in rows], offset


def cut_off(text: str, end: int) -> list[Finding]:
    """A warning of a field below the empty line that ends the header."""
    line = text[end : end + MAX_LINE].lstrip("\n").partition("\n")[0]
    match = ROW.match(line) if not text[:end].endswith("-\n") else None
    if not match or field_named(match["name"]) not in BYLINE:
        return []
    at = position(text, text.index(line, end))
    what = f"`{match['name']}` stands below the empty line that ends the front matter, and shows as text."
    found = refused("label-unread", what, "Delete the empty line above it.", at, match["name"])
    return [found.model_copy(update={"level": "warning"})]


def continued(value: Value, line: str) -> Value:
    """A value with its further line: indented, as Pelican's lists of authors are."""
    if not isinstance(value, Scalar):
        return value
    return Scalar(f"{value} {line.strip()}".strip(), value.line, value.column)


def unwrapped(value: Value) -> Value:
    """A value without the quotes or brackets of YAML, which people write here too."""
    if not isinstance(value, Scalar):
        return value
    text = value.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return value.part(1, text[1:-1])
    if text[:1] == "[" and text[-1:] == "]":
        items = (part.strip().strip("\"'") for part in text[1:-1].split(","))
        return [Scalar(item, value.line, value.column) for item in items if item]
    return value.part(0, text)
