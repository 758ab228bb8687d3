"""`flong push`: uploads articles and waits for what becomes of them."""

import time
from pathlib import Path
from typing import Annotated

import typer
from flong.formats.visible import visible
from rich.console import Console
from rich.markup import escape

from flong_local.cli.reach import StackOption, reach

PATIENCE = 60.0
"""Seconds to wait for a verdict; a deployed stack that is asleep needs about three."""


def push(
    files: Annotated[list[Path], typer.Argument(help="Articles to upload.", exists=True, dir_okay=False)],
    folder: Annotated[str, typer.Option(help="A folder under articles/ to put them in.")] = "",
    stack: StackOption = None,
) -> None:
    """Upload articles, with the pictures beside them, and say what became of each. Exits 1 if one was rejected."""
    reach(stack)
    from flong.article import ARTICLES

    from flong_local.beside import pictures_of

    keys = [ARTICLES + (f"{folder.strip('/')}/" if folder else "") + file.name for file in files]
    before = [number_of(key) for key in keys]
    for file, key in zip(files, keys, strict=True):
        for picture, path in pictures_of(key, file).items():
            upload(picture, path)
        upload(key, file)
    console = Console(highlight=False, soft_wrap=True)
    good = [wait(console, key, number) for key, number in zip(keys, before, strict=True)]
    raise typer.Exit(int(not all(good)))


def upload(key: str, file: Path) -> None:
    from flong.aws.source import s3
    from flong.settings import settings

    s3.put_object(Bucket=settings().source_bucket, Key=key, Body=file.read_bytes())


def number_of(key: str) -> int:
    from flong.article import id_of
    from flong.aws import articles

    verdict = articles.read(id_of(key)).verdict
    return verdict.number if verdict else 0


def wait(console: Console, key: str, number: int) -> bool:
    """Whether the upload was taken; says so, or that nothing new was found."""
    from flong.article import id_of
    from flong.aws import articles

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        standing = articles.read(id_of(key))
        if standing.verdict and standing.verdict.number > number and standing.settled:
            return tell(console, key, standing.verdict)
        if standing.verdict and number and standing.settled and time.monotonic() > until - PATIENCE + 5:
            console.print(f"{escape(key)}: [dim]unchanged[/dim]")
            return standing.verdict.status == "accepted"
        time.sleep(0.2)
    console.print(
        f"{escape(key)}: [yellow]no verdict after {PATIENCE:.0f} seconds; `flong status` may know later[/yellow]"
    )
    return False


def tell(console: Console, key: str, verdict) -> bool:  # type: ignore[no-untyped-def]
    for finding in verdict.findings:
        line = f"line {finding.line}: " if finding.line else ""
        console.print(f"  {finding.level}: {line}{escape(visible(f'{finding.message} {finding.remedy}'))}")
    good = bool(verdict.status == "accepted")
    colour = "green" if good else "red"
    console.print(f"{escape(key)}: [{colour}]{verdict.status}[/{colour}] {escape(verdict.url or '')}")
    return good
