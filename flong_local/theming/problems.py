"""Something to mend in a file of a theme, and where it stands there."""

import re
from pathlib import Path
from typing import NamedTuple

from flong.verdict import Finding, Level


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


def at_key(problem: Problem, folder: Path, key: str) -> Problem:
    """The problem at the line of a TOML file that gives `key`."""
    return at_text(problem, folder, rf"^[ \t]*({re.escape(key)})[ \t]*=")
