"""`flong tags`: the tag index."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from flong_local.cli.reach import StackOption, leave, reach


def tags(
    tag: Annotated[str | None, typer.Argument(help="A tag's id; without it, all tags.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many articles.")] = 50,
    stack: StackOption = None,
) -> None:
    """List the tags and how many articles each has, or the articles of one tag, newest first."""
    reach(stack)
    from flong.aws import collections

    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    if tag is None:
        for name in ("tag", "label", "articles"):
            table.add_column(name, justify="right" if name == "articles" else "left")
        for found, count in collections.tags():
            table.add_row(found.id, found.label, str(count))
    else:
        for name in ("published", "article", "title"):
            table.add_column(name)
        for listing in collections.listings(f"TAG#{tag}", limit):
            table.add_row(listing.published.iso, listing.id, listing.title)
    if not table.row_count:
        leave(f"No article has the tag `{tag}`." if tag else "There are no tags yet.", code=1)
    console.print(table)
