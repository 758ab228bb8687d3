"""`flong tags`: the tag index."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from flong.formats.visible import visible
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from typer.core import TyperGroup

from flong_local.cli.find import as_tables, known, show, up_to
from flong_local.cli.listing import Format, FormatOption, as_json, paper
from flong_local.cli.reach import StackOption, leave, reach
from flong_local.cli.tags_apply import apply

if TYPE_CHECKING:
    from flong.finding import Count

DEFAULT = "show"
WIDEST = 32
"""Columns for ids: with counts and dates before and a label behind, a terminal has 80."""


class ShowByDefault(TyperGroup):
    """`flong tags moon` is `flong tags show moon`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else [DEFAULT, *args])


tags = typer.Typer(
    help="The tag index: `flong tags` lists the tags, `flong tags TAG` shows one with its articles.",
    cls=ShowByDefault,
)
tags.command("apply")(apply)


@tags.command(DEFAULT)
def show_tags(
    tag: Annotated[str | None, typer.Argument(help="A tag's id, or any of its names; without it, all tags.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many tags, or articles of the tag: 50.")] = None,
    format: FormatOption = Format.TEXT,
    stack: StackOption = None,
) -> None:
    """List the tags, the most used first, or show one: its articles, newest first, and the tags beside it."""
    reach(stack)
    if tag is None:
        list_tags(limit, format)
    else:
        show_tag(known("TAGS", tag), limit or 50, format)


def list_tags(limit: int | None, format: Format) -> None:
    from flong.aws import finding

    found = sorted(finding.counts("TAGS"), key=lambda it: (-it.count, it.id))[:limit]
    if format is Format.JSON:
        as_json([it.model_dump(exclude_none=True) for it in found])
    elif found:
        for line in lines_of(found):
            paper().print(line)
    else:
        leave("There are no tags yet.", code=1)


def lines_of(found: "Sequence[Count]") -> Iterator[str]:
    """What is counted, and the date of the article that came last to each, which need not be the newest.

    Ids are as wide as they are, to be copied whole; a label that says no more than its id is left out.
    """
    width = min(WIDEST, max(cell_len(it.id) for it in found))
    yield f"[bold]{'articles':>8}  {'last came':<10}  {'tag':<{width}}  label[/bold]"
    for it in found:
        label = "" if it.label == it.id else escape(visible(it.label))
        gap = " " * max(0, width - cell_len(it.id))
        yield f"{it.count:>8}  {(it.last_published or '')[:10]:<10}  {escape(it.id)}{gap}  {label}".rstrip()


def show_tag(tag: "Count", limit: int, format: Format) -> None:
    from flong.aws import finding
    from flong.finding import Asked

    beside = finding.tags_beside(tag.id)
    entries, more = up_to(limit, Asked(tags=(tag.id,)))
    if format is Format.JSON:
        related: list[dict[str, Any]] = [{**it.model_dump(), "count": count} for it, count in beside]
        as_json({**tag.model_dump(exclude_none=True), "beside": related, "articles": as_tables(entries)})
        return
    console = paper()
    number = "1 article" if tag.count == 1 else f"{tag.count} articles"
    console.print(f"[bold]{escape(tag.label)}[/bold]  {escape(tag.id)}, {number}")
    if beside:
        names = ", ".join(f"{it.id} ({count})" for it, count in beside[:10])
        Console(highlight=False, emoji=False).print(f"[dim]with[/dim]  {escape(names)}")
    console.print()
    show(entries, more)
