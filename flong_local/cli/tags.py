"""`flong tags`: the tag index."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer
from flong.finding import Asked, Count
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from typer.core import TyperGroup

from flong_local.cli.find import LimitOption, as_tables, known, show, up_to
from flong_local.cli.listing import Format, FormatOption, as_json
from flong_local.cli.reach import StackOption, leave, reach

DEFAULT = "show"


class ShowByDefault(TyperGroup):
    """`flong tags moon` is `flong tags show moon`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else [DEFAULT, *args])


tags = typer.Typer(
    help="The tag index: `flong tags` lists the tags, `flong tags TAG` shows one with its articles.",
    cls=ShowByDefault,
)


@tags.command(DEFAULT)
def show_tags(
    tag: Annotated[str | None, typer.Argument(help="A tag's id, or any of its names; without it, all tags.")] = None,
    limit: LimitOption = 50,
    format: FormatOption = Format.TEXT,
    stack: StackOption = None,
) -> None:
    """List the tags, the most used first, or show one: its articles, newest first, and the tags beside it."""
    reach(stack)
    if tag is None:
        list_tags(format)
    else:
        show_tag(known("TAGS", tag), limit, format)


def list_tags(format: Format) -> None:
    from flong.aws import finding

    found = sorted(finding.counts("TAGS"), key=lambda it: (-it.count, it.id))
    if format is Format.JSON:
        as_json([it.model_dump(exclude_none=True) for it in found])
    elif found:
        Console(highlight=False).print(table_of(found))
    else:
        leave("There are no tags yet.", code=1)


def table_of(found: Sequence[Count]) -> Table:
    """What is counted, and the date of the article that came last to each, which need not be the newest."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("articles", justify="right")
    table.add_column("last came", no_wrap=True)
    for name in ("tag", "label"):
        table.add_column(name, overflow="fold")
    for it in found:
        table.add_row(str(it.count), (it.last_published or "")[:10], escape(it.id), escape(it.label))
    return table


def show_tag(tag: Count, limit: int, format: Format) -> None:
    from flong.aws import finding

    beside = finding.tags_beside(tag.id)
    entries, more = up_to(limit, Asked(tags=(tag.id,)))
    if format is Format.JSON:
        related: list[dict[str, Any]] = [{**it.model_dump(), "count": count} for it, count in beside]
        as_json({**tag.model_dump(exclude_none=True), "beside": related, "articles": as_tables(entries)})
        return
    console = Console(highlight=False, soft_wrap=True)
    number = "1 article" if tag.count == 1 else f"{tag.count} articles"
    console.print(f"[bold]{escape(tag.label)}[/bold]  {escape(tag.id)}, {number}")
    if beside:
        names = ", ".join(f"{it.id} ({count})" for it, count in beside[:10])
        Console(highlight=False).print(f"[dim]with[/dim]  {escape(names)}")
    console.print()
    show(entries, more)
