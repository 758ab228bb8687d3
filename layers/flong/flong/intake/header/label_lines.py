"""One line of the header dialect: the labels on it, in any of the forms that people write.

`**Label:** v`, `**Label: v**`, `**Label**: v`, the same with `__`, `*` or `_`, as a bullet, several
to a line with or without signs between them, with `<b>` and its like, and with a full-width colon.
"""

import re
from collections.abc import Iterator

from flong.intake.header.names import field_named
from flong.intake.place import Scalar

MAX_LINE = 4_000
COLON = re.compile(r"[^\n:：]{1,60}+[:：](?!//)")
Row = tuple[Scalar, Scalar]

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
# A bullet, and the small picture that many set before a label.
PICTOGRAM = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\U0001f000-\U0001faff]*+[ \t]*+")
BULLET = re.compile(rf"(?:[-*+][ \t]++)?(?:{PICTOGRAM.pattern})?")
BETWEEN = re.compile(r"[ \t]+[|·•][ \t]+")
# A further label on the line: with emphasis it needs nothing before it, else a sign or a gap.
FURTHER = re.compile(
    rf"(?<![*_\\])(?:(?<!\w)(?=_)|(?=[*<])){OPEN}{NAME}[ \t]*+"
    rf"(?:(?P<closed>[:：][ \t]*+{CLOSE}|{CLOSE}[ \t]*+[:：])|[:：])"
)
FURTHER_PLAIN = re.compile(
    r"(?<![ \t])(?:(?:[ \t]*+[,;，；、][ \t]*+|[ \t]++[-–—/|·•][ \t]++|[ \t]{2,}+|[ \t]*+\u3000\s*+)"
    r"(?P<name>[^\W\d_]\w{0,20}+(?: \w{1,20}+){0,3})[ \t]*+(?::[ \t]|：)"
    r"|[ \t]++(?:(?P<wide>\w{1,20})：|(?P<capital>[A-Z][a-z]{1,20}):[ \t]))"
)
GAP, MAX_GAP = re.compile(rf"(?:[\s|·•,;，；、/–—-]|<br[ \t]*/?>|&nbsp;|\\|{PICTOGRAM.pattern})++\Z"), 40
WRAPPED = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<inner>[^*_\s][^*\n]*?)(?P=mark)[ \t\\]*$")
ADDRESS = re.compile(r"[/\]>`]|\.[A-Za-z]{3,4}\b")
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


def may_be_labels(paragraph: str) -> bool:
    """A quick look, which is all that most texts need."""
    return COLON.match(paragraph) is not None


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


def labels_in(line: str, number: int, column: int) -> list[Row]:
    """The labels on a line that begins at `column`, with their values; none if it is not a line of labels."""
    if not line or len(line) > MAX_LINE:
        return []
    bullet = BULLET.match(line)
    start = bullet.end() if bullet else 0
    if wrapped := WRAPPED.match(line, start):  # **Author: Ada | Date: 2026**
        rows = rows_in(wrapped["inner"], number, column + wrapped.start("inner"))
        if sum(field_named(name) is not None for name, _ in rows) > 1:
            return rows
    return rows_in(line[start:], number, column + start)


def rows_in(line: str, number: int, column: int) -> list[Row]:
    first = FURTHER.match(line) or PLAIN.match(line)
    if not first or (first.re is PLAIN and field_named(first["name"]) not in UNMARKED):
        return []
    found: list[Row] = []
    labelled = 0
    for offset, part in parts_of(line, first):
        if row := label_in(part, number, column + offset):
            labelled += 1
            found.append(row)
        elif not found:
            return []
        else:
            found.append((Scalar(part.strip(), number, column + offset), Scalar("", number, column + offset)))
    return found if labelled > 1 or len(found) == 1 else whole(line, number, column)


def whole(line: str, number: int, column: int) -> list[Row]:
    """One label, whose value has the signs in it that may also stand between labels."""
    row = label_in(line, number, column)
    return [row] if row else []


def parts_of(line: str, first: re.Match[str]) -> Iterator[tuple[int, str]]:
    """The line cut where signs part it, and before every further label; each part with its offset."""
    start = 0
    cuts = {match.start(): match.end() for match in BETWEEN.finditer(line)} | further(line, first)
    for begin, end in sorted(cuts.items()):
        if begin >= start:
            yield start, line[start:begin]
            start = end
    yield start, line[start:]


def further(line: str, first: re.Match[str]) -> dict[int, int]:
    """Where what stands before a further label of the line ends, and where that label begins."""
    begin = first.start("after") if first.re is PLAIN else first.end()
    marked = [(match, field_named(bare_name(match["name"]))) for match in FURTHER.finditer(line, begin)]
    cuts = [match.start() for match, known in marked if known or match["closed"]] if any(it[1] for it in marked) else []
    if field_named(bare_name(first["name"])) in BYLINE:
        plain = ((match, match.lastgroup or "name") for match in FURTHER_PLAIN.finditer(line, begin))
        cuts += [match.start(group) for match, group in plain if field_named(match[group]) in BYLINE]
    return {cut - len(gap_before(line, cut)): cut for cut in cuts}


def gap_before(line: str, cut: int) -> str:
    gap = GAP.search(line, max(0, cut - MAX_GAP), cut)
    return gap[0] if gap else ""


def label_in(part: str, number: int, column: int) -> Row | None:
    if match := MARKED.match(part):
        kind = next(name for name in ("after", "apart", "within") if match[name] is not None)
    elif (match := PLAIN.match(part)) and field_named(match["name"]) in UNMARKED:
        kind = "after"
    else:
        return None
    value, name = END.sub("", match[kind]), Scalar(bare_name(match["name"]), number, column)
    if field_named(name) == "hero" and kind == "within" and is_credit(match, value):
        return None
    return name, Scalar(value, number, column + match.start(kind), plain=True)


def is_credit(match: re.Match[str], value: str) -> bool:
    """Whether a line in italics names who took a picture, and no picture: `*Photo: Bo Lind*`."""
    return (match["mark"] or match["tag"]) in ("*", "_", "i", "em") and not ADDRESS.search(value)


def is_marked(line: str) -> bool:
    """Whether the first label of a line has emphasis."""
    bullet = BULLET.match(line)
    return MARKED.match(line, bullet.end() if bullet else 0) is not None


def bare_name(name: str) -> str:
    """A name without the small picture that many set before it."""
    return (name if name.isascii() else PICTOGRAM.sub("", name)).strip()


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
