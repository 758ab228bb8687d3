"""`flong check`: the validation that an upload meets, offline."""

import io
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from flong.theme import load_site
from rich.console import Console

from flong_local.cli.findings import DIM, Paper, Telling
from flong_local.cli.judging import Checked, Judge
from flong_local.cli.machine import as_github, as_json
from flong_local.cli.sources import Source, missing, search, unreadable
from flong_local.cli.understanding import outcome, summary, table

THEME = Path(__file__).parents[2] / "layers" / "theme"
MANY = 20
"""More files than these take long enough for a bar."""


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def check(
    files: Annotated[list[Path], typer.Argument(help="Articles, folders of them, or - for standard input.")],
    format: Annotated[
        Format, typer.Option(help="For people, for scripts, or as annotations of a GitHub workflow.")
    ] = Format.TEXT,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for warnings too.")] = False,
) -> None:
    """Say what Flong makes of articles, and what to mend, without uploading them.

    Exits 0 if all would be accepted, 1 if one would be rejected, and 2 if one could not be read.
    """
    if absent := missing(files):
        raise typer.BadParameter("there is no file " + ", ".join(str(path) for path in absent))
    found = search(files)
    checked = judged(found.sources, found.problems)
    write(Format(format), [told(one, quiet and not strict) for one in checked], quiet, len(found.problems))
    for problem in found.problems:
        typer.secho(problem, fg="red", err=True)
    raise typer.Exit(2 if found.problems else int(any(fails(one, strict) for one in checked)))


def judged(sources: Sequence[Source], problems: list[str]) -> list[Checked]:
    """Each source with the verdict on it; what cannot be read becomes a problem."""
    judge, checked = Judge(load_site(str(THEME))), []
    for source in watched(sources):
        try:
            size, data = source.read()
        except OSError as error:
            problems.append(unreadable(source.label, error))
        else:
            checked.append(judge.check(source, size, data))
    return checked


def watched(sources: Sequence[Source]) -> Iterable[Source]:
    """The sources, with a bar on a terminal that shows how far they are; not in what is piped on."""
    if len(sources) <= MANY or not sys.stderr.isatty():
        return sources
    from rich.progress import track

    return track(sources, "Checking", console=Console(stderr=True), transient=True)


def told(one: Checked, errors_only: bool) -> Checked:
    """The file with those of its findings that are to be told."""
    if not errors_only:
        return one
    return replace(one, verdict=one.verdict.model_copy(update={"findings": one.verdict.errors}))


def fails(one: Checked, strict: bool) -> bool:
    return one.article is None or (strict and bool(one.verdict.findings))


def write(format: Format, checked: Sequence[Checked], quiet: bool, unread: int) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a file's name, or a text, that the terminal cannot show
    if format is Format.JSON:
        sys.stdout.write(as_json(checked) + "\n")
    elif format is Format.GITHUB:
        sys.stdout.write(as_github(checked))
    else:
        sys.stdout.write("".join(f"{line}\n" for line in as_text(checked, quiet, unread)))


def as_text(checked: Sequence[Checked], quiet: bool, unread: int) -> list[str]:
    paper, lines, alone = Paper.of(Console()), list[str](), len(checked) == 1
    telling = Telling(paper)
    for one in checked:
        lines += [""] if lines and lines[-1] and one.verdict.findings else []
        lines += telling.findings(one)
        if not quiet or one.article is None:
            lines.append(outcome(one, paper, alone=alone))
        if alone and one.verdict.understood and not quiet:
            lines += ["", *table(one.verdict, paper), ""]
        elif one.verdict.findings:
            lines.append("")
    return lines if quiet else [*lines, *closing(checked, unread, paper)]


def closing(checked: Sequence[Checked], unread: int, paper: Paper) -> list[str]:
    """The counts, and where a reader learns more."""
    if not checked and not unread:
        return ["There is no article there: no .md, .markdown or .txt file."]
    lines = [summary(checked, unread)]
    if any(one.verdict.findings for one in checked):
        lines.append(paper.ink("`flong explain CODE` says more about a finding.", DIM))
    return lines
