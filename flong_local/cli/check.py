"""`flong check`: the validation that an upload meets, offline."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from flong.article import ARTICLES, EXTENSIONS, Moment
from flong.intake.read import Reading, read_article
from flong.theme import load_site
from flong.verdict import Finding
from rich.console import Console
from rich.markup import escape

THEME = Path(__file__).parents[2] / "layers" / "theme"


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


def check(
    files: Annotated[list[Path], typer.Argument(help="Articles, or folders of them.")],
    format: Annotated[Format, typer.Option(help="For people, or for scripts.")] = Format.TEXT,
) -> None:
    """Say what Flong makes of articles, and what to mend, without uploading them. Exits 1 if one would be rejected."""
    console = Console(highlight=False, soft_wrap=True)
    site = load_site(str(THEME))
    now = Moment(at=datetime.now(UTC).replace(microsecond=0), precision="second", zone=site.zone)
    readings = [
        (file, read_article(ARTICLES + file.name, file.read_bytes(), site, now, now.at)) for file in found(files)
    ]
    if format is Format.JSON:
        print(json.dumps([as_json(file, reading) for file, reading in readings], ensure_ascii=False, indent=2))
    else:
        for file, reading in readings:
            show(console, file, reading)
    raise typer.Exit(any(reading.article is None for _, reading in readings))


def found(files: list[Path]) -> Iterator[Path]:
    for file in files:
        if file.is_dir():
            yield from sorted(path for path in file.rglob("*") if path.suffix in EXTENSIONS)
        elif file.is_file():
            yield file
        else:
            raise typer.BadParameter(f"there is no file {file}")


def as_json(file: Path, reading: Reading) -> dict[str, object]:
    return {
        "file": str(file),
        "status": "accepted" if reading.article else "rejected",
        "findings": [finding.model_dump(exclude_none=True) for finding in reading.findings],
        "article": reading.article.model_dump(mode="json", exclude={"body"}) if reading.article else None,
    }


def show(console: Console, file: Path, reading: Reading) -> None:
    lines = file.read_bytes().decode("utf-8", "replace").splitlines()
    for finding in reading.findings:
        show_finding(console, file, finding, lines)
    if article := reading.article:
        said = f"[green]{escape(str(file))}: accepted[/green] as {escape(article.path)}"
        console.print(f"{said}  [dim]{escape(article.title)}[/dim]")
    else:
        console.print(f"[red]{escape(str(file))}: rejected[/red]")


def show_finding(console: Console, file: Path, finding: Finding, lines: list[str]) -> None:
    place = ":".join(str(part) for part in (file, finding.line, finding.column) if part)
    colour = "red" if finding.level == "error" else "yellow"
    console.print(f"{escape(place)}: [{colour}]{finding.level}\\[{finding.code}][/{colour}] {escape(finding.message)}")
    if finding.line and finding.line <= len(lines):
        console.print(f"  [dim]{finding.line:>4} |[/dim] {escape(lines[finding.line - 1][:160])}")
        if finding.column:
            console.print(f"  [dim]     |[/dim] {' ' * (finding.column - 1)}[{colour}]^[/{colour}]")
    console.print(f"       [dim]=[/dim] {escape(finding.remedy)}")
