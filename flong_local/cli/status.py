"""`flong status`: where an article stands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from flong.formats.visible import visible
from rich.console import Console
from rich.markup import escape

from flong_local.cli.listing import Format, FormatOption, as_json, paper, when
from flong_local.cli.reach import StackOption, leave, reach

if TYPE_CHECKING:
    from flong.events import ArticleRecord
    from flong.publish import Standing
    from flong.verdict import Verdict


def status(
    article: Annotated[str, typer.Argument(help="The article's id, or its key in the source bucket.")],
    format: FormatOption = Format.TEXT,
    stack: StackOption = None,
) -> None:
    """Say where an article stands: its verdict, its revision, and what was announced."""
    reach(stack)
    from flong.article import ARTICLES, id_of
    from flong.aws import articles

    standing = articles.read(id_of(article) if article.startswith(ARTICLES) else article)
    if standing.record is None and standing.verdict is None:
        leave(f"There is no article `{article}`. Its id is its key without `articles/` and `.md`.", code=1)
    if format is Format.JSON:
        parts = {"record": standing.record, "verdict": standing.verdict, "announced": standing.announced}
        as_json({name: it.model_dump(mode="json", exclude_none=True) for name, it in parts.items() if it})
    else:
        console = paper()
        for name, text in rows(standing):
            row(console, name, text)


def rows(standing: "Standing") -> Iterator[tuple[str, str]]:
    if standing.record:
        yield from of_record(standing, standing.record)
    if standing.verdict:
        yield from of_verdict(standing.verdict)


def of_record(standing: "Standing", record: "ArticleRecord") -> Iterator[tuple[str, str]]:
    listing = record.listing
    yield "state", f"{record.state}, revision {record.revision}, committed {when(record.committed)} UTC"
    yield "goes live", record.publish_at.rfc3339 if record.publish_at else ""
    yield "goes on as", record.successor or ""
    yield "was before", ", ".join(record.lineage)
    yield "title", listing.title if listing else ""
    yield "address", listing.url if listing and record.state == "published" else ""
    yield "tags", ", ".join(tag.id for tag in listing.tags) if listing and record.state != "withdrawn" else ""
    yield "build", record.build or ""
    yield "announced", announced(standing, record)


def announced(standing: "Standing", record: "ArticleRecord") -> str:
    if standing.unpublished_record:
        return f"revision {standing.announced.revision} so far"
    return "" if record.state == "draft" else "yes"


def of_verdict(verdict: "Verdict") -> Iterator[tuple[str, str]]:
    yield "verdict", f"{verdict.status}, reports/{verdict.key}.html"
    for finding in verdict.findings:
        line = f"line {finding.line}: " if finding.line else ""
        yield finding.level, visible(f"{line}{finding.message} {finding.remedy}")


def row(console: Console, name: str, text: str) -> None:
    if text:
        console.print(f"[bold]{name:<11}[/bold]{escape(text)}")
