"""`flong status`: where an article stands."""

from typing import Annotated

import typer
from flong.formats.visible import visible
from rich.console import Console
from rich.markup import escape

from flong_local.cli.reach import StackOption, leave, reach


def status(
    article: Annotated[str, typer.Argument(help="The article's id, or its key in the source bucket.")],
    stack: StackOption = None,
) -> None:
    """Say where an article stands: its verdict, its revision, and what was announced."""
    reach(stack)
    from flong.article import ARTICLES, id_of
    from flong.aws import articles

    standing = articles.read(id_of(article) if article.startswith(ARTICLES) else article)
    if standing.record is None and standing.verdict is None:
        leave(f"There is no article `{article}`. Its id is its key without `articles/` and `.md`.", code=1)
    console = Console(highlight=False, soft_wrap=True)
    if record := standing.record:
        row(console, "state", f"{record.state}, revision {record.revision}, committed {record.committed}")
        row(console, "title", record.listing.title if record.listing else "")
        row(console, "address", record.listing.url if record.listing and record.state == "published" else "")
        row(console, "tags", ", ".join(tag.id for tag in record.listing.tags) if record.listing else "")
        row(console, "build", record.build or "")
        row(
            console,
            "announced",
            "yes" if standing.unpublished_record is None else f"revision {standing.announced.revision} so far",
        )
    if verdict := standing.verdict:
        row(console, "verdict", f"{verdict.status}, reports/{verdict.key}.html")
        for finding in verdict.findings:
            line = f"line {finding.line}: " if finding.line else ""
            row(console, finding.level, visible(f"{line}{finding.message} {finding.remedy}"))


def row(console: Console, name: str, text: str) -> None:
    if text:
        console.print(f"[bold]{name:<10}[/bold]{escape(text)}")
