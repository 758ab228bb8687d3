"""Something to mend in a file of a theme, and where it stands there."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from flong.verdict import Finding, Level

NAME = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
DOTTED = rf"(?:{NAME.pattern})(?:\s*\.\s*(?:{NAME.pattern}))*"
HEADING = re.compile(rf"\s*\[\s*({DOTTED})\s*\]")
KEY = re.compile(rf"\s*({DOTTED})\s*=")

SITE = "site.toml"
Setting = tuple[str, ...]
"""Where a setting stands in a TOML file: the tables that lead to it, and its key."""


class Problem(NamedTuple):
    """A finding on a file; `file` is its path within the theme."""

    file: str
    finding: Finding


def error(file: str, code: str, message: str, remedy: str) -> Problem:
    return _problem("error", file, code, message, remedy)


def warning(file: str, code: str, message: str, remedy: str) -> Problem:
    return _problem("warning", file, code, message, remedy)


def _problem(level: Level, file: str, code: str, message: str, remedy: str) -> Problem:
    return Problem(file, Finding(level=level, code=code, message=message, remedy=remedy))


def suggestion(name: str, known: Collection[str]) -> str:
    """What to do about a name that means nothing."""
    close = get_close_matches(name, known, 1)
    return f"Did you mean `{close[0]}`?" if close else "Delete the line, or see docs/theme.md for the names."


def at_line(problem: Problem, line: int | None) -> Problem:
    return problem._replace(finding=problem.finding.model_copy(update={"line": line}))


def at_text(problem: Problem, folder: Path, pattern: str) -> Problem:
    """The problem at the first place of its file that a regular expression finds; as it is where there is none."""
    source = (folder / problem.file).read_text(encoding="utf-8")
    found = re.search(pattern, source, re.MULTILINE)
    if found is None:
        return problem
    start = found.start(found.lastindex or 0)
    place = {"line": source.count("\n", 0, start) + 1, "column": start - source.rfind("\n", 0, start)}
    text = found.group(found.lastindex or 0)
    return problem._replace(finding=problem.finding.model_copy(update={**place, "found": text.split("\n")[0]}))


def at_setting(problem: Problem, folder: Path, path: Setting) -> Problem:
    """The problem at the line of a TOML file that states a setting, or the table that it should stand in."""
    while path:
        for line, column, stated in settings_in((folder / problem.file).read_text(encoding="utf-8")):
            if stated == path:
                place = {"line": line, "column": column, "found": path[-1]}
                return problem._replace(finding=problem.finding.model_copy(update=place))
        path = path[:-1]
    return problem


def settings_in(toml: str) -> Iterator[tuple[int, int, Setting]]:
    """Line and column of each table's name and each key, and the path of tables that leads to it."""
    table: Setting = ()
    for number, line in enumerate(toml.splitlines(), 1):
        if heading := HEADING.match(line):
            table = names_of(heading[1])
            yield number, heading.start(1) + 1, table
        elif key := KEY.match(line):
            yield number, key.start(1) + 1, (*table, *names_of(key[1]))


def names_of(dotted: str) -> Setting:
    return tuple(name.strip("\"'") for name in NAME.findall(dotted))


def at_key(problem: Problem, folder: Path, key: str) -> Problem:
    """The problem at the line of a TOML file that gives `key`."""
    return at_text(problem, folder, rf"^[ \t]*({re.escape(key)})[ \t]*=")
