"""`flong tags apply`: after a change of `tags.toml`, what stands under a former tag is put under its new one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from flong_local.cli.listing import Format, FormatOption, as_json, entry, paper
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
        for it in retags:
            entry(paper(), "merge" if it.is_merge else "label", *told_of(it), indent=7)
        typer.echo(f"{concerned} article{'s' if concerned != 1 else ''} in all.")
    else:
        typer.echo("Every article has its tags as `tags.toml` has them.")


def told_of(it: "Retag") -> tuple[str, str]:
    """The tag as it is, and what becomes of it in how many articles; ids on lines of their own, to be copied whole."""
    number = f"{len(it.ids)} article{'s' if len(it.ids) != 1 else ''}"
    return f"{it.old.id} ({it.old.label})", f"becomes {it.new.id} ({it.new.label}), {number}"
