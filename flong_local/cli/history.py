"""`flong history` and `flong rollback`: what an article was, and how to have that again."""

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer
from flong.events import ArticleRecord, Revision
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flong_local.cli.reach import StackOption, leave, reach

ArticleArgument = Annotated[str, typer.Argument(help="The article's id, or its key in the source bucket.")]


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"


def history(
    article: ArticleArgument,
    format: Annotated[Format, typer.Option(help="For people, or for scripts.")] = Format.TABLE,
    stack: StackOption = None,
) -> None:
    """List an article's revisions: when each was committed, what it changed, its verdict and its build."""
    record, revisions = known(article, stack)
    if format is Format.JSON:
        typer.echo(json.dumps([it.model_dump(mode="json", exclude_none=True) for it in revisions], indent=2))
    else:
        Console(highlight=False).print(table(record, revisions))


def known(article: str, stack: str | None) -> tuple[ArticleRecord, Sequence[Revision]]:
    """An article's record and its revisions, oldest first; ends the command if there is no such article."""
    reach(stack)
    from flong.article import ARTICLES, id_of
    from flong.aws import articles

    article_id = id_of(article) if article.startswith(ARTICLES) else article
    record = articles.record(article_id)
    if record is None:
        leave(f"There is no article `{article}`. Its id is its key without `articles/` and `.md`.", code=1)
    return record, articles.history(article_id)


def table(record: ArticleRecord, revisions: Sequence[Revision]) -> Table:
    shown = Table(box=None, pad_edge=False, header_style="bold")
    shown.add_column("revision", justify="right")
    for name in ("committed", "state", "change", "verdict", "build", "title"):
        shown.add_column(name)
    for it in reversed(revisions):
        cells = (it.committed, it.state, change(it), verdict(it), it.build or "", escape(it.title))
        shown.add_row(str(it.revision), *cells, style="bold" if it.revision == record.revision else "")
    return shown


def change(it: Revision) -> str:
    if it.source and it.source.restores:
        return f"restores {it.source.restores}"
    return "" if it.source is None else str(it.change_kind)


def verdict(it: Revision) -> str:
    """How many findings of each level the verdict had, in words."""
    if it.source is None:
        return "removed"
    return ", ".join(["accepted", *(counted(number, level) for level, number in sorted(it.findings.items()))])


def counted(number: int, level: str) -> str:
    return f"{number} {level}{'s' if number != 1 else ''}"


def rollback(
    article: ArticleArgument,
    to: Annotated[
        int | None, typer.Option(help="The revision to go back to; without it, the last one with another text.")
    ] = None,
    stack: StackOption = None,
) -> None:
    """Put an older text of an article back into the bucket, as a new version of its object, and wait until it is live.

    Nothing is lost by it: the version that it replaces stays, and is a revision like any other.
    """
    record, revisions = known(article, stack)
    chosen = target(record, revisions, to)
    if isinstance(chosen, str):
        leave(chosen, code=1)
    assert chosen.source
    from flong.aws import source

    from flong_local.cli.push import number_of, wait

    console, number = Console(highlight=False, soft_wrap=True), number_of(record.key)
    try:
        source.restore(record.key, chosen.source.version_id or "", chosen.revision)
    except FileNotFoundError:
        leave(f"The bucket no longer keeps the text of revision {chosen.revision}.", code=1)
    console.print(f"The text of revision {chosen.revision} ({chosen.committed}) is in the bucket again.")
    raise typer.Exit(not wait(console, record.key, number))


def target(record: ArticleRecord, revisions: Sequence[Revision], to: int | None) -> Revision | str:
    """The revision to go back to, or why there is none."""
    now = record.source.sha256 if record.source else None
    if to is None:
        others = [it for it in revisions if it.source and it.source.sha256 != now]
        return others[-1] if others else f"`{record.id}` has had no other text."
    chosen = next((it for it in revisions if it.revision == to), None)
    if chosen is None:
        return f"`{record.id}` has no revision {to}: `flong history {record.id}` lists them."
    if chosen.source is None:
        return f"Revision {to} is the end of an article, and has no text. To withdraw it, delete `{record.key}`."
    return f"`{record.id}` has the text of revision {to} already." if chosen.source.sha256 == now else chosen
