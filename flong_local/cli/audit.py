"""`flong audit`: whether bucket, index, builds, live files, collections and counts agree."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flong_local.cli.reach import StackOption, reach

if TYPE_CHECKING:
    from flong.audit import Difference


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


def audit(
    repair: Annotated[bool, typer.Option("--repair", help="Set going what puts right what is found.")] = False,
    format: Annotated[Format, typer.Option(help="For people, or for scripts.")] = Format.TEXT,
    stack: StackOption = None,
) -> None:
    """Compare bucket, index, builds, live files, feeds and counts, and name whatever does not agree.

    What has moved within the last quarter of an hour is left alone. Exits 1 if anything differs.
    """
    reach(stack)
    from flong.aws import auditing
    from flong.formats.templates import Theme
    from flong.settings import settings

    console = Console(stderr=True)
    with console.status("Comparing …"):
        found = auditing.audit(Theme.load(settings().theme, settings().site_url), datetime.now(UTC))
    repaired = auditing.repair(found) if repair else 0
    if format is Format.JSON:
        typer.echo(json.dumps([it.model_dump(mode="json", exclude_none=True) for it in found], indent=2))
    else:
        tell(Console(highlight=False), found, repaired, repair)
    raise typer.Exit(bool(found))


def tell(console: Console, found: "list[Difference]", repaired: int, repair: bool) -> None:
    if not found:
        console.print("Everything agrees.", style="green")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("difference", "about", "what", "what puts it right"):
        table.add_column(name, overflow="fold")
    for it in found:
        table.add_row(it.kind, escape(it.about), escape(it.what), it.remedy.value)
    console.print(table)
    left = "" if repair else " `flong audit --repair` sets going what puts them right."
    done = f" {repaired} repairs are under way; audit again in a while." if repair else ""
    console.print(f"\n{len(found)} difference{'s' if len(found) > 1 else ''}.{done}{left}")
