"""TOML front matter: read by the standard library, its size and depth bounded before.

`tomllib` gives values without places and dates without their wording, so both are looked up in the source.
"""

import re
import tomllib
from bisect import bisect_right
from datetime import date, datetime, time

from flong.errors import ArticleRejected
from flong.intake.dates.read import moment_of
from flong.intake.header.front_matter import MAX_DEPTH, Rows, refused, shortened, too_deep, twice, unescaped
from flong.intake.place import Place, Scalar, Value
from flong.verdict import Finding

OPAQUE = re.compile(
    r"\"\"\"(?:[^\\\"]|\\[\s\S]|\"(?!\"\"))*+(?:\"{3,5}|\Z)|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r"|\"(?:[^\"\\\n]|\\.)*+(?:\"|$|\\)|'[^'\n]*+(?:'|$)|\#[^\n]*+",
    re.MULTILINE,
)
"""Strings and comments: what stands in them is neither bracket nor key. One that is not closed is tried but once."""

BRACKET = re.compile(r"[\[{\]}]")
# Each part of a dotted key is a table within a table.
DOTTED = re.compile(rf"(?<![\w\"'.-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){{{MAX_DEPTH}}}")
LINE = re.compile(
    r"^[ \t]*+(?:(?P<header>\[\[?)[ \t]*+(?P<table>[^\]\n]*?)[ \t]*\]"
    r"|(?P<key>[^\s=\[\]{},#][^=\n\[\]{},]*?)[ \t]*=[ \t]*)",
    re.MULTILINE,
)
PART = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([\w-]+)")
WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
DATE = re.compile(r"\d[\d:.tTzZ +-]*[\dzZ]")
COLON = re.compile(r"(?P<head>[ \t]*[\w-]+)[ \t]*:[ \t]*(?P<value>\S.*)")
LIST = re.compile(r"(?P<head>[ \t]*[\w.-]+[ \t]*=)[ \t]*\[(?P<inner>[^\[\]]*)\]?[ \t,]*")
SEVERAL = re.compile(
    r"(?P<head>[ \t]*[\w.-]+[ \t]*=)[ \t]*"
    r"(?P<inner>(?P<sign>[\"'])[^\"']*(?P=sign)(?:[ \t]*,[ \t]*(?P=sign)[^\"']*(?P=sign))+)[ \t]*"
)
ENTRY = re.compile(r"\"[^\"]*\"|'[^']*'|[^,\"'\s][^,]*")
QUOTED = re.compile(r"(?P<head>[ \t]*[\w.-]+[ \t]*=)[ \t]*(?P<sign>[\"'])(?P<value>.*)(?P=sign)[ \t,;]*")
DAY = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[Tt ]+\d.*)?")
UNQUOTED = re.compile(r"(?P<head>[ \t]*[\w.-]+[ \t]*=)[ \t]*(?P<value>[^\"'\[{\s].*?)[ \t]*")
REMEDIES = (
    ("Unclosed array", "Write a comma between two entries, and `]` after the last."),
    ("Expected '='", 'Write `name = "value"`; a name of several words stands in quotes too.'),
)
"""What to do about a message of `tomllib`, by how that begins."""

NO_SUCH_DAY = "The calendar has no such day, or the clock no such time."
Path = tuple[str, ...]


def read_toml(text: str, first_line: int) -> tuple[Rows, list[Finding]]:
    """Name and value of every top field, and what is wrong; `ArticleRejected` with the place of the first mistake."""
    masked = OPAQUE.sub(blank, text)
    bound_depth(masked, first_line)
    try:
        table = tomllib.loads(text, parse_float=str)
    except ValueError as error:  # also of a number with thousands of digits
        raise ArticleRejected(mistake(text, first_line, error)) from None
    converter = Converter(text, masked, first_line)
    rows = [
        (Scalar(name, *converter.key_place((name,))), converter.value(value, (name,))) for name, value in table.items()
    ]
    return rows, converter.findings


def blank(match: re.Match[str]) -> str:
    """As many lines and characters, with nothing in them; a string keeps its quotes, since it may be a key."""
    found = match[0]
    if found[0] == "#":
        return " " * len(found)
    return found[0] + re.sub(r"[^\n]", "x", found[1:-1]) + found[-1]


def bound_depth(masked: str, first_line: int) -> None:
    depth = 0
    for match in BRACKET.finditer(masked):
        depth += 1 if match[0] in "[{" else -1
        if depth > MAX_DEPTH:
            raise ArticleRejected(too_deep(place_in(masked, match.start(), first_line)))
    if dotted := DOTTED.search(masked):
        raise ArticleRejected(too_deep(place_in(masked, dotted.start(), first_line)))


def place_in(text: str, offset: int, first_line: int) -> Place:
    return first_line + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset)


def mistake(text: str, first_line: int, error: ValueError) -> Finding:
    said = str(error)
    where = WHERE.search(said)
    lines = text.rstrip("\n").split("\n")
    number, column = (int(where[1]), int(where[2])) if where and where[1] else (len(lines), 1)
    line = lines[min(number, len(lines)) - 1]
    if said.startswith(("Cannot overwrite", "Cannot declare", "Duplicate")):
        return twice(line.partition("=")[0].strip(" []"), (first_line + number - 1, 1))
    if day := (NO_SUCH_DAY, column) if said.startswith("Invalid date") else unreadable_day(line):
        remedy = "Write one that there is, as in `2026-01-22` or `2026-01-22T12:30:00Z`."
        return refused("front-matter-broken", day[0], remedy, (first_line + number - 1, day[1]), line[day[1] - 1 :])
    for what, fixed in fixes(line):
        if parses(fixed):
            at = first_line + number - 1, column
            return refused("front-matter-broken", what, f"Write `{shortened(fixed)}`.", at, line[column - 1 :])
    return refused(
        "front-matter-broken",
        f"The front matter is not TOML from here on: {WHERE.sub('', said)[:100]}.",
        next(
            (remedy for start, remedy in REMEDIES if said.startswith(start)),
            'Write `name = "value"`, one field a line.',
        ),
        (first_line + number - 1, column),
    )


def unreadable_day(line: str) -> tuple[str, int] | None:
    """What is wrong with a day or a moment that quotes would not mend, and its column."""
    match = UNQUOTED.fullmatch(line)
    if not match or not DAY.fullmatch(match["value"]):
        return None
    try:
        what = None if moment_of(match["value"], "UTC") else "This is no day that can be read without guessing."
    except ValueError:
        what = NO_SUCH_DAY
    return (what, match.start("value") + 1) if what else None


def fixes(line: str) -> list[tuple[str, str]]:
    found = []
    if match := COLON.fullmatch(line):
        value = match["value"].strip("“”„‘’")
        found += [
            ("The value stands after a colon, which is YAML.", f"{match['head']} = {value}"),
            ("The value stands after a colon, which is YAML.", f"{match['head']} = {quoted(value)}"),
        ]
    if match := UNQUOTED.fullmatch(line):
        found.append(("The value stands without quotes.", f"{match['head']} {quoted(match['value'].strip('“”„‘’'))}"))
    found.append(("Something follows the value.", line.rstrip(" \t,;")))
    found += requoted(line)
    found += [(f"The quote `{sign}` is not closed.", f"{line.rstrip()}{sign}") for sign in "\"'"]
    return [*found, ("`[` is not closed.", f"{line.rstrip()}]")]


def requoted(line: str) -> list[tuple[str, str]]:
    """Texts as a list, with quotes round each and a comma between two; a text in other quotes."""
    found = []
    if match := LIST.fullmatch(line) or SEVERAL.fullmatch(line):
        entries = ", ".join(quoted(entry.strip()) for entry in ENTRY.findall(match["inner"]))
        found.append(("A list has texts in quotes and a comma between two.", f"{match['head']} [{entries}]"))
    if match := QUOTED.fullmatch(line):
        what = f"There is a `{match['sign']}` within a value that stands in `{match['sign']}`."
        found.append((what, f"{match['head']} {quoted(match['value'])}"))
    return found


def quoted(value: str) -> str:
    return '"' + value.strip("\"'").replace("\\", "\\\\").replace('"', '\\"') + '"'


def parses(line: str) -> bool:
    try:
        bound_depth(OPAQUE.sub(blank, line), 1)
        return bool(tomllib.loads(line))
    except (ValueError, ArticleRejected):
        return False


class Converter:
    """Values as texts with places, by the keys of the source."""

    def __init__(self, text: str, masked: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.findings: list[Finding] = []
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self.scan(masked)

    def scan(self, masked: str) -> None:
        table: Path = ()
        counts: dict[Path, int] = {}
        for match in LINE.finditer(masked):
            if match["header"]:
                table = self.parts(match.start("table"), match.end("table"))
                self.keys.setdefault(table, match.start("table"))
                if match["header"] == "[[":
                    counts[table] = counts.get(table, -1) + 1
                    table = (*table, str(counts[table]))
            else:
                path = (*table, *self.parts(match.start("key"), match.end("key")))
                self.keys.setdefault(path[: len(table) + 1], match.start("key"))
                self.keys.setdefault(path, match.start("key"))
                self.values.setdefault(path, match.end())

    def parts(self, start: int, end: int) -> Path:
        return tuple(
            next(part for part in found if part or not any(found)) for found in PART.findall(self.text[start:end])
        )

    def place(self, offset: int) -> Place:
        line = bisect_right(self.starts, offset)
        return self.first_line + line - 1, offset - self.starts[line - 1] + 1

    def key_place(self, path: Path) -> Place:
        while path and path not in self.keys:
            path = path[:-1]
        return self.place(self.keys[path] if path else 0)

    def value_place(self, path: Path) -> Place:
        while path and path not in self.values:
            path = path[:-1]
        return self.place(self.values[path]) if path else (self.first_line, 1)

    def value(self, value: object, path: Path) -> Value:
        if isinstance(value, dict):
            return {
                Scalar(name, *self.key_place((*path, name))): self.value(item, (*path, name))
                for name, item in value.items()
            }
        if isinstance(value, list):
            return [self.value(item, (*path, str(number))) for number, item in enumerate(value)]
        at = self.value_place(path)
        if isinstance(value, str):
            return unescaped(value, at, self.findings)
        return Scalar(self.wording(value, path), *at)

    def wording(self, value: object, path: Path) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, datetime | date | time):
            written = DATE.match(self.text, self.values[path]) if path in self.values else None
            return written[0] if written else value.isoformat()
        return f"{value:d}" if isinstance(value, int) and abs(value) < 10**100 else "number"
