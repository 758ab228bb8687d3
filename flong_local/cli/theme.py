"""`flong theme`: what a designer changes."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from flong.verdict import Verdict
from rich.console import Console

from flong_local.cli.check import THEME
from flong_local.cli.findings import BAD, GOOD, Paper, Telling
from flong_local.cli.judging import Checked
from flong_local.cli.sources import Source
from flong_local.theming.problems import Problem

theme = typer.Typer(help="What a designer changes.", no_args_is_help=True)


@theme.callback()
def alone() -> None:
    """A group, so that `flong theme check` stays as it is when there is more."""


@theme.command()
def check(
    folder: Annotated[Path, typer.Argument(help="The folder of a theme.")] = THEME,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for warnings too.")] = False,
) -> None:
    """Say what is missing or unsafe in a theme, and how to mend it.

    Exits 0 if it can be used, 1 if there is an error, and 2 if there is no such folder.
    """
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {folder}")
    from flong_local.theming.examine import examine  # only now, since it loads every renderer

    problems = examine(folder)
    typer.echo("\n".join(told(folder, problems)))
    levels = {problem.finding.level for problem in problems}
    raise typer.Exit(int("error" in levels or (strict and bool(levels))))


def told(folder: Path, problems: list[Problem]) -> list[str]:
    """The problems as `flong check` prints findings, and their count."""
    paper = Paper.of(Console())
    telling = Telling(paper)
    by_file = groupby(problems, lambda problem: problem.file)
    lines = [line for file, theirs in by_file for line in lines_of(folder, file, theirs, telling)]
    wrong = sum(problem.finding.level == "error" for problem in problems)
    counts = f"{counted(wrong, 'error')}, {counted(len(problems) - wrong, 'warning')}"
    return [*lines, f"{paper.ink('unfit' if wrong else 'fit', BAD if wrong else GOOD)}: {folder}: {counts}"]


def lines_of(folder: Path, file: str, problems: Iterable[Problem], telling: Telling) -> list[str]:
    path = folder / file
    data = path.read_bytes() if path.is_file() else b""
    findings = tuple(problem.finding for problem in problems)
    verdict = Verdict(key=file, article_id=file, status="accepted", number=0, findings=findings)
    return telling.findings(Checked(Source(str(path), file, path), verdict, None, data))


def counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
