"""`flong history` and `flong rollback`: what an article was, and how to have that again."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flong_local.cli.listing import Format, FormatOption, as_json, when
from flong_local.cli.reach import StackOption, leave, reach

if TYPE_CHECKING:
    from flong.events import Revision
    from flong.publish import Standing

ArticleArgument = Annotated[str, typer.Argument(help="The article's id, or its key in the source bucket.")]
SHOWN = 8
"""Characters of a build's id that are enough to tell it from others."""


def history(article: ArticleArgument, format: FormatOption = Format.TEXT, stack: StackOption = None) -> None:
    """List an article's revisions: when each was committed, what kind of change it was, its verdict and its build."""
    standing, revisions = known(article, stack)
    if format is Format.JSON:
        as_json([it.model_dump(mode="json", exclude_none=True) for it in revisions])
    else:
        tell(Console(highlight=False), revisions, notes(standing))


def tell(console: Console, revisions: "Sequence[Revision]", found: Sequence[str]) -> None:
    console.print(table(revisions))
    for note in found:
        console.print(f"\n{escape(note)}", style="dim")


def known(article: str, stack: str | None) -> "tuple[Standing, Sequence[Revision]]":
    """What stands of an article, and its revisions, oldest first; ends the command if there are none."""
    reach(stack)
    from flong.article import ARTICLES, id_of
    from flong.aws import articles

    article_id = id_of(article) if article.startswith(ARTICLES) else article
    standing = articles.read(article_id)
    if standing.record is None and standing.verdict:
        leave(f"`{article_id}` was never taken, so it has no revisions. `flong status {article_id}` says why.", code=1)
    if standing.record is None:
        leave(f"There is no article `{article}`. Its id is its key without `articles/` and `.md`.", code=1)
    return standing, articles.history(article_id)


def table(revisions: "Sequence[Revision]") -> Table:
    shown = Table(box=None, pad_edge=False, header_style="bold")
    shown.add_column("revision", justify="right")
    for name in ("committed, UTC", "state", "change", "verdict", "build", "title"):
        shown.add_column(name, no_wrap=name not in ("verdict", "title"), overflow="fold")
    for before, it in reversed([*pairwise([None, *revisions])]):
        assert it
        cells = (when(it.committed), it.state, change(before, it), verdict(it), (it.build or "")[:SHOWN])
        shown.add_row(str(it.revision), *cells, escape(it.title), style="bold" if it is revisions[-1] else "")
    return shown


def notes(standing: "Standing") -> list[str]:
    """What a list of revisions does not show, and may be missed in it."""
    record, last, found = standing.record, standing.verdict, []
    assert record
    if last and last.status == "rejected":
        found.append(f"The last upload was rejected, and is no revision: `flong status {record.id}` says why.")
    if record.lineage:
        found.append(f"Before, it was `{record.lineage[-1]}`: `flong history {record.lineage[-1]}`.")
    if record.successor:
        found.append(f"It goes on as `{record.successor}`: `flong history {record.successor}`.")
    return found


def change(before: "Revision | None", it: "Revision") -> str:
    """What kind of change its editor called it; nobody has edited what is cast anew of the same text."""
    if it.source is None:
        return ""
    if it.source.restores:
        return f"restores {it.source.restores}"
    same = before and before.source and (before.source.sha256, before.state) == (it.source.sha256, it.state)
    return "rendering" if same else str(it.change_kind)


def verdict(it: "Revision") -> str:
    """How many findings of each level the verdict had, in words."""
    if it.source is None:
        return "removed"
    return ", ".join(["accepted", *(counted(number, level) for level, number in sorted(it.findings.items()))])


def counted(number: int, level: str) -> str:
    return f"{number} {level}{'s' if number != 1 else ''}"


def rollback(
    article: ArticleArgument,
    to: Annotated[
        int | None,
        typer.Option(help="The revision to go back to; without it, the last whose text is not in the bucket."),
    ] = None,
    stack: StackOption = None,
) -> None:
    """Put an older text of an article back into the bucket, as a new version of its object, and wait until it is live.

    Nothing is lost by it: the version that it replaces stays, and is a revision like any other.
    """
    standing, revisions = known(article, stack)
    chosen, record = target(standing, revisions, to), standing.record
    if isinstance(chosen, str):
        leave(chosen, code=1)
    assert chosen.source
    assert record
    from flong.aws import source

    from flong_local.cli.push import number_of, wait

    console, number = Console(highlight=False, soft_wrap=True), number_of(record.key)
    try:
        source.restore(record.key, chosen.source.version_id or "", chosen.revision)
    except FileNotFoundError:
        leave(f"The bucket no longer keeps the text of revision {chosen.revision}.", code=1)
    console.print(f"The text of revision {chosen.revision} ({when(chosen.committed)} UTC) is in the bucket again.")
    raise typer.Exit(int(not wait(console, record.key, number)))


def target(standing: "Standing", revisions: "Sequence[Revision]", to: int | None) -> "Revision | str":
    """The revision to go back to, or why there is none. What the bucket holds now may have been rejected."""
    record, now = standing.record, in_bucket(standing)
    assert record
    if to is None:
        others = [it for it in revisions if it.source and it.source.sha256 != now]
        return others[-1] if others else f"`{record.id}` has had no other text."
    chosen = next((it for it in revisions if it.revision == to), None)
    if chosen is None:
        return f"`{record.id}` has no revision {to}: `flong history {record.id}` lists them."
    if chosen.source is None:
        return f"Revision {to} is the end of an article, and has no text. To withdraw it, delete `{record.key}`."
    return f"`{record.id}` has the text of revision {to} already." if chosen.source.sha256 == now else chosen


def in_bucket(standing: "Standing") -> str | None:
    """The hash of the text that was looked at last; None if it was deleted."""
    last = standing.verdict or standing.record
    return last.source.sha256 if last and last.source else None
