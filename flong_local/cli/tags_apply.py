"""`flong tags apply`: after a change of `tags.toml`, what stands under a former tag is put under its new one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flong_local.cli.listing import Format, FormatOption, as_json
from flong_local.cli.reach import StackOption, reach
from flong_local.cli.rebuild import ask_for

if TYPE_CHECKING:
    from flong_local.retagging import Retag


def apply(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    wait: Annotated[bool, typer.Option(help="Stay until the queue has worked through them.")] = True,
    format: FormatOption = Format.TEXT,
    stack: StackOption = None,
) -> None:
    """Have every article use the tags as `tags.toml` has them now: merged ones, and those of another label.

    Deploy the theme first. The articles go through the paced bulk queue; what comes out otherwise is announced as
    updated, and mailed to nobody. A run that was stopped goes on with `flong rebuild --resume`.
    """
    reach(stack)
    from flong_local import rebuilding, retagging

    registry = retagging.registry_of_the_theme()
    retags = list(retagging.found(registry))
    show(retags, format, dry_run)
    if dry_run:
        return
    retagging.rebuild_pages(registry, retags)
    if retags:
        ask_for(rebuilding.Run(retag=True, stack=stack), wait, quiet=format is Format.JSON)


def show(retags: "Sequence[Retag]", format: Format, dry_run: bool) -> None:
    concerned = len({id_ for it in retags for id_ in it.ids})
    if format is Format.JSON:
        rows = [
            {"from": it.old.model_dump(), "to": it.new.model_dump(), "articles": len(it.ids), "merge": it.is_merge}
            for it in retags
        ]
        as_json({"tags": rows, "articles": concerned, "dry_run": dry_run})
    elif retags:
        Console(highlight=False).print(table_of(retags))
        typer.echo(f"{concerned} article{'s' if concerned != 1 else ''} in all.")
    else:
        typer.echo("Every article has its tags as `tags.toml` has them.")


def table_of(retags: "Sequence[Retag]") -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("tag", "label", "becomes", "label", "articles"):
        table.add_column(name, justify="right" if name == "articles" else "left", overflow="fold")
    for it in retags:
        table.add_row(*map(escape, (it.old.id, it.old.label, it.new.id, it.new.label)), str(len(it.ids)))
    return table
