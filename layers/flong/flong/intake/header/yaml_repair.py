"""The slips that people make in YAML, in plain words, each with the line as it should be.

A repair is shown only if it was tried and the parser then got further.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

from flong.intake.header.front_matter import shortened
from flong.intake.header.names import LISTS, field_named

MAX_TEXT = 16 * 1024
"""Every trial reads the header again; past this many characters a slip gets the parser's own words."""

FIELD = re.compile(
    r"(?P<head>[ \t]*(?:- +)*(?:[^\s:#\"'\[{&*!|>@`-][^:\n]{0,60}?|\"[^\"\n]{1,60}\")[ \t]*:)[ \t]+(?P<value>\S.*)"
)
ITEM = re.compile(r"(?P<head>[ \t]*-)[ \t]+(?P<value>\S.*)")
LIST = re.compile(r"\[(?P<inner>[^\[\]{}]*)\](?P<rest>[^\]\[(].*)?")
MEANS_SOMETHING = re.compile(r"[#&*!|>@%`?-]|.*?(?:: |:$| #)")
"""An entry of a list that YAML would not take for a text."""
GLUED = re.compile(r"(?P<head>[ \t]*[\w-]{1,40}:)(?P<value>[^\s:/].*)")
WIDE = re.compile(r"(?P<head>[ \t]*[^\s:：]{1,40})：[ \t]*(?P<value>.*)")
EQUALS = re.compile(r"(?P<head>[ \t]*[\w-]{1,40})[ \t]*=[ \t]*(?P<value>.*)")
WORDS = re.compile(r"(?P<head>[ \t]*(?P<name>[\w-]{1,40}))[ \t]+(?P<value>[^\s:].*)")
BOLD = re.compile(r"(?P<head>[ \t]*)[*_]{2}(?P<name>[\w -]{1,40}?)(?::[*_]{2}|[*_]{2}:)[ \t]*(?P<value>.*)")
BULLET = re.compile(r"(?P<head>[ \t]*)[*•·‣–—−+][ \t]+(?P<value>\S.*)")
STUCK = re.compile(r"(?P<head>[ \t]*)-(?P<value>[^\s-].*)")
PER_LINE = re.compile(
    rf"{BULLET.pattern}|{STUCK.pattern}|{WORDS.pattern}".replace("?P<head>", "").replace("?P<value>", "")
)
"""Slips that YAML does not see one by one: it takes such lines for one text."""

CLOSED = re.compile(r"(['\"])(?:(?!\1).)*\S\1(?!\w)")
"""A quoted part: the quote that ends it stands behind a word and before none."""
LEADING_TAB = re.compile(r" *\t")
Fixed = tuple[str, str]
"""What was wrong with a line, and the line as it should be."""


@dataclass(frozen=True)
class Repair:
    """A slip: where it is (line from 0, column from 1), what stands there, what to write, and the text mended."""

    line: int
    column: int
    what: str
    remedy: str
    found: str
    text: str


def repair_of(
    text: str, error: yaml.MarkedYAMLError, mistake_in: Callable[[str], yaml.MarkedYAMLError | None]
) -> Repair | None:
    """The repair of the slip behind `error`, if one is known."""
    if len(text) > MAX_TEXT:
        return None
    lines = text.split("\n")
    for number in suspects(lines, error):
        for what, fixed in fixes(lines, number):
            for all_lines in dict.fromkeys((False, bool(PER_LINE.match(lines[number])))):
                trial = "\n".join(mended(lines, number, fixed, all_lines=all_lines))
                if got_further(mistake_in(trial), error, lines):
                    column = column_of(lines[number], fixed)
                    found = lines[number][column - 1 :].rstrip()
                    return Repair(number, column, what, remedy(lines, number, fixed, all_lines), found, trial)
    return None


def remedy(lines: list[str], number: int, fixed: str, all_lines: bool) -> str:
    others = ", and mend the lines like it in the same way" if all_lines else ""
    if LEADING_TAB.match(lines[number]) and sum(map(bool, map(LEADING_TAB.match, lines))) > 1:
        others = ", and two spaces for each tab in the other lines"
    return f"Write `{shortened(fixed)}`{others}."


def with_sign(line: str) -> str:
    """A line with the hyphen of a list, or the colon after a field's name, if it lacks that."""
    if match := BULLET.match(line) or STUCK.match(line):
        return f"{match['head']}- {match['value']}"
    if (match := WORDS.match(line)) and field_named(match["name"]):
        return f"{match['head']}: {match['value']}"
    return line


def mended(lines: list[str], number: int, fixed: str, *, all_lines: bool) -> list[str]:
    """All lines, one of them repaired; who indents one line with tabs does so with all."""
    if all_lines:
        return list(map(with_sign, lines))
    if LEADING_TAB.match(lines[number]):
        lines = [without_tabs(line) for line in lines]
    return [*lines[:number], fixed, *lines[number + 1 :]]


def without_tabs(line: str) -> str:
    body = line.lstrip()
    return line[: len(line) - len(body)].replace("\t", "  ") + body


def column_of(line: str, fixed: str) -> int:
    """Where the slip begins: with the value, or else the first character that the repair changed."""
    if match := FIELD.match(line) or ITEM.match(line):
        return 1 if line[:1] != fixed[:1] else match.start("value") + 1
    same = next((n for n, (a, b) in enumerate(zip(line, fixed, strict=False)) if a != b), min(len(line), len(fixed)))
    return same + 1


def got_further(now: yaml.MarkedYAMLError | None, before: yaml.MarkedYAMLError, lines: list[str]) -> bool:
    """Whether the parser's next complaint, if any, is of a later line; the end of the text is its last line."""
    last = max((n for n, line in enumerate(lines) if line.strip()), default=0)
    return now is None or min(line_of(now), last) > min(line_of(before), last)


def line_of(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line if mark else 0


def suspects(lines: list[str], error: yaml.MarkedYAMLError) -> Iterator[int]:
    """The lines to look at: where the parser stopped, where it began what it could not end, and what stood before.

    A quote that is never closed swallows the lines after it, up to the next quote.
    """
    stopped = min(line_of(error), len(lines) - 1)
    begun = min(error.context_mark.line, stopped) if error.context_mark else stopped
    opened = next((n for n in range(stopped, max(-1, stopped - 12), -1) if opens_quote(lines[n])), stopped)
    before = next((n for n in range(stopped - 1, -1, -1) if lines[n].strip()), stopped)
    at_begun = (error.context or "").startswith(("while scanning", "while parsing a flow"))
    yield from dict.fromkeys((begun, stopped, opened, before) if at_begun else (stopped, opened, before))


def opens_quote(line: str) -> bool:
    match = FIELD.match(line) or ITEM.match(line)
    value = match["value"].rstrip() if match else ""
    return value[:1] in ("'", '"') and (value.count(value[0]) == 1 or not value.endswith(value[0]))


def left_open(text: str, error: yaml.MarkedYAMLError) -> tuple[int, int] | None:
    """Line from 0 and column from 1 of a quote that ends in another field's value, or never."""
    lines = text[:MAX_TEXT].split("\n")
    for number in range(min(line_of(error), len(lines) - 1), -1, -1):
        match = FIELD.match(lines[number]) or ITEM.match(lines[number])
        sign = match["value"][0] if match else ""
        if match and sign in "\"'" and match["value"].count(sign) == 1:
            ending = next((line for line in lines[number + 1 :] if sign in line), None)
            return (number, match.start("value") + 1) if ending is None or FIELD.match(ending) else None
    return None


def fixes(lines: list[str], number: int) -> Iterator[Fixed]:
    line = lines[number]
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        yield "The line is indented with a tab; YAML allows spaces only.", without_tabs(line)
    if match := WIDE.match(line):
        yield "The colon is a full-width one.", f"{match['head']}: {match['value']}"
    if match := GLUED.match(line):
        yield "A space is missing after the colon.", f"{match['head']} {match['value']}"
    if match := BOLD.match(line):
        yield "The field's name stands between asterisks.", f"{match['head']}{match['name']}: {match['value']}"
    if match := BULLET.match(line):
        yield "An entry of a list begins with a hyphen in YAML.", f"{match['head']}- {match['value']}"
    if match := STUCK.match(line):
        yield "A space is missing after the hyphen.", f"{match['head']}- {match['value']}"
    if match := FIELD.match(line) or ITEM.match(line):
        yield from requoted(match)
    if match := EQUALS.match(line):
        yield "The value stands after `=`, which is TOML.", f"{match['head']}: {match['value']}"
    if (match := WORDS.match(line)) and field_named(match["name"]):
        yield "A colon is missing after the field's name.", f"{match['head']}: {match['value']}"
    yield from indented(lines, number, indent)


def requoted(match: re.Match[str]) -> Iterator[Fixed]:
    value = match["value"].rstrip()
    sign, head = value[0], match["head"]
    if sign in "\"'":
        inner = value[1:].removesuffix(sign)
        if value[-1] in ",;" and value[-2] == sign and value.count(sign) == 2:
            yield f"A `{value[-1]}` follows the closing quote.", f"{head} {value[:-1]}"
        if value.count(sign) == 1:
            yield f"The quote `{sign}` is not closed.", f"{head} {quoted(inner)}"
        elif value.endswith(sign) and value.count(sign) == 2:
            yield "A backslash within double quotes means something in YAML.", f"{head} {quoted(inner)}"
        elif value.endswith(sign) and not CLOSED.match(value):
            yield f"There is a `{sign}` within a value that stands in `{sign}`.", f"{head} {quoted(inner)}"
        yield "Something follows the closing quote.", f"{head} {quoted(value)}"
        yield f"There is a `{sign}` within a value that stands in `{sign}`.", f"{head} {quoted(inner)}"
    elif sign in "[{":
        yield from relisted(head, value)
        closing = "]" if sign == "[" else "}"
        if value.endswith(closing) and value.count(closing) > value.count(sign):
            yield f"There is a `{closing}` too many.", f"{head} {value[:-1]}"
        for quote in "\"'":
            if value.endswith(closing) and value.count(quote) % 2:
                yield f"The quote `{quote}` is not closed.", f"{head} {value[:-1]}{quote}{closing}"
        yield f"`{sign}` is not closed.", f"{head} {value}{closing}"
    if sign in "@`%&*!|>-?,[{]}":
        named = "a backtick" if sign == "`" else f"`{sign}`"
        yield f"A value cannot begin with {named}, which means something in YAML.", f"{head} {quoted(value)}"
    if sign in "“„‘" and value[-1] in "”“’":
        yield "The quotes are typographic ones, which are none to YAML.", f"{head} {quoted(value[1:-1])}"
    if sign not in "\"'" and (": " in value or value.endswith(":")):
        yield "The value has a colon and a space in it, and no quotes round it.", f"{head} {quoted(value)}"


def relisted(head: str, value: str) -> Iterator[Fixed]:
    """A list with what YAML does not take in one: a comma too many, an entry that begins with a sign, a late entry."""
    match = LIST.fullmatch(value)
    rest = (match["rest"] or "").strip(" \t,") if match else ""
    if not match or (rest and field_named(head.strip(' \t:-"')) not in LISTS):
        return
    parts = [part.strip() for part in match["inner"].split(",")]
    if any(part[:1] in ("'", '"') and part[-1:] != part[0] for part in parts if part):
        return  # a quote that is not closed, or a comma within one
    entries = [quoted(part) if wants_quotes(part) else part for part in (*parts, rest) if part]
    fixed = f"{head} [{', '.join(entries)}]"
    if rest:
        yield "Something follows the closing `]`.", fixed
    elif "" in parts[:-1]:
        yield "There is a comma too many.", fixed
    else:
        yield "An entry of the list begins with a sign, or has one in it, that means something in YAML.", fixed


def wants_quotes(entry: str) -> bool:
    return entry[0] not in "\"'" and bool(MEANS_SOMETHING.match(entry))


def quoted(value: str) -> str:
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    if "'" not in value:
        return f"'{value}'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def indented(lines: list[str], number: int, indent: str) -> Iterator[Fixed]:
    """The line as far in as those around it, or not at all."""
    around = [lines[n] for n in (number - 1, number + 1) if 0 <= n < len(lines) and lines[n].strip()]
    depths = dict.fromkeys((*(len(line) - len(line.lstrip()) for line in around), 0, 2))
    for depth in depths:
        if depth != len(indent):
            yield "The line is indented otherwise than those around it.", " " * depth + lines[number].lstrip()
