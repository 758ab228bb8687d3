"""How commands show what they have found: to people, with no key broken in two; to scripts, as JSON."""

import json
from enum import StrEnum
from typing import Annotated, Any

import typer
from flong.formats.visible import visible
from rich.console import Console
from rich.markup import escape


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="For people, or for scripts.")]


def as_json(value: Any) -> None:
    typer.echo(json.dumps(value, indent=2))


def paper() -> Console:
    """Where a terminal breaks long lines itself, so that a key or an address can be copied whole."""
    return Console(highlight=False, soft_wrap=True, emoji=False)


def entry(console: Console, head: str, about: str, *lines: str, indent: int = 12) -> None:
    """One of many: a word in front, what it is about, and below that what there is to say of it."""
    console.print(f"{escape(head):<{indent}}[bold]{escape(visible(about))}[/bold]")
    for line in filter(None, lines):
        console.print(f"{'':<{indent}}{escape(visible(line))}")


def when(moment: str) -> str:
    """A moment in UTC, RFC 3339, as people read it."""
    return moment.replace("T", " ").removesuffix("Z")
