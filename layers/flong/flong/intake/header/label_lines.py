"""One line of the header dialect: the labels on it, in any of the forms that people write.

`**Label:** v`, `**Label: v**`, `**Label**: v`, the same with `__`, `*` or `_`, as a bullet, several
to a line between ` | ` or ` · `, with `<b>` and its like, and with a full-width colon.
"""

import re
from collections.abc import Iterator

from flong.intake.header.names import field_named
from flong.intake.place import Scalar

NAME = r"(?P<name>[^\s*:：|\[\]`<>][^*:：|\n\[\]`<>]{0,39}?)"
OPEN, CLOSE = r"(?:(?P<mark>\*{1,3}|_{1,3})|<(?P<tag>b|strong|i|em)>)", r"(?:(?P=mark)|</(?P=tag)>)"
MARKED = re.compile(
    rf"{OPEN}{NAME}[ \t]*+(?:"
    rf"[:：][ \t]*+{CLOSE}[ \t]*+(?P<after>.*)"
    rf"|{CLOSE}[ \t]*+[:：][ \t]*+(?P<apart>.*)"
    rf"|[:：][ \t]*+(?P<within>.*){CLOSE}[ \t]*+$)"
)
# What looks like a label but for its colon; the names that it may have are few.
NEARLY = re.compile(
    rf"(?:{OPEN}{NAME}[;,.]?[ \t]*+{CLOSE}(?:[ \t]*[-–—=;])?|(?P<plain>\w[\w ]{{0,20}}?)(?:[ \t]+[-–—]|[ \t]*=))"
    r"[ \t]++(?P<value>\S.{0,79})$"
)
BARE = re.compile(rf"{OPEN}{NAME}{CLOSE}(?:[ \t]++|\\|<br[ \t]*/?>)*+$")
PLAIN = re.compile(rf"{NAME}[ \t]*+(?::(?=[ \t]|$)|：)[ \t]*+(?P<after>.*)")
BULLET = re.compile(r"[-*+][ \t]++")
BETWEEN = re.compile(r"[ \t]+[|·•][ \t]+")
# Bounded, and begun but once in a run of spaces: it is searched for at every character of a value.
END = re.compile(r"(?<![ \t])(?:[ \t]++|\\|<br[ \t]*+/?>){1,20}+$")
COVERAGE = re.compile(
    r"(?P<mark>[*_]{0,3})Coverage of\b[ \t]*+[:：]?(?P<closed>[*_]{0,3})[ \t]*+[:：]?[ \t]*+(?P<after>\S.*)",
    re.IGNORECASE,
)

# A word and a colon also open a sentence, so only these names count without emphasis.
UNMARKED = frozenset(
    (
        "title", "subtitle", "summary", "authors", "published", "updated", "category", "categories", "tags",
        "canonical_url", "sources", "source_url", "coverage_of", "key_takeaways", "language", "slug", "status",
    )
)  # fmt: skip

BYLINE = UNMARKED - {"title", "subtitle", "summary", "sources", "coverage_of", "key_takeaways"}
"""What is one line long, and what no section of a text is called."""


def bare_label(line: str, number: int, column: int) -> Scalar | None:
    """The name of a field, with emphasis and nothing else on its line."""
    match = BARE.match(line)
    known = match and field_named(match["name"]) in BYLINE
    return Scalar(match["name"].strip(), number, column) if match and known else None


def nearly_label(line: str, number: int, column: int) -> tuple[Scalar, str] | None:
    """The name and value of what would be a label if it were written as one."""
    if line[0] == "\\":  # as an editor of rich text escapes what is typed into it
        rows = labels_in(line.replace("\\", ""), number, column)
        return (rows[0][0], rows[0][1]) if rows and field_named(rows[0][0]) in BYLINE else None
    match = NEARLY.match(line)
    name = match and (match["name"] or match["plain"])
    if not match or not name or field_named(name) not in BYLINE:
        return None
    return Scalar(name.strip(), number, column), match["value"].strip()


def labels_in(line: str, number: int, column: int) -> list[tuple[Scalar, Scalar]]:
    """The labels on a line that begins at `column`, with their values; none if it is not a line of labels."""
    if not line or len(line) > 4_000:
        return []
    bullet = BULLET.match(line)
    start = bullet.end() if bullet else 0
    found: list[tuple[Scalar, Scalar]] = []
    labelled = 0
    for offset, part in parts_of(line, start):
        if row := label_in(part, number, column + offset):
            labelled += 1
            found.append(row)
        elif not found:
            return []
        else:
            found.append((Scalar(part.strip(), number, column + offset), Scalar("", number, column + offset)))
    return found if labelled > 1 or len(found) == 1 else whole(line[start:], number, column + start)


def whole(line: str, number: int, column: int) -> list[tuple[Scalar, Scalar]]:
    """One label, whose value has the signs in it that may also stand between labels."""
    row = label_in(line, number, column)
    return [row] if row else []


def parts_of(line: str, start: int) -> Iterator[tuple[int, str]]:
    for match in BETWEEN.finditer(line, start):
        yield start, line[start : match.start()]
        start = match.end()
    yield start, line[start:]


def label_in(part: str, number: int, column: int) -> tuple[Scalar, Scalar] | None:
    if match := MARKED.match(part):
        kind = next(name for name in ("after", "apart", "within") if match[name] is not None)
    elif (match := PLAIN.match(part)) and field_named(match["name"]) in UNMARKED:
        kind = "after"
    else:
        return None
    value = END.sub("", match[kind])
    name = Scalar(match["name"].strip(), number, column)
    return name, Scalar(value, number, column + match.start(kind), plain=True)


def coverage_in(line: str, number: int, column: int) -> tuple[Scalar, Scalar] | None:
    """What a line `Coverage of X` names, with any emphasis and with or without a colon."""
    match = COVERAGE.match(line)
    if not match:
        return None
    value, start = END.sub("", match["after"]), match.start("after")
    if match["closed"] and not match["mark"]:  # Coverage of **X**
        value, start = match["closed"] + value, start - len(match["closed"])
    elif match["mark"] and not match["closed"]:  # **Coverage of X**
        value = value.removesuffix(match["mark"])
    return Scalar("coverage of", number, column), Scalar(value, number, column + start, plain=True)
