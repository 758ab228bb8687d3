"""`flong rebuild`: after a change of theme or renderer everything is made anew, at the pace of the bulk queue."""

import time
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flong_local.cli.reach import StackOption, leave, reach

if TYPE_CHECKING:
    from rich.progress import Progress

    from flong_local.rebuilding import Run

PAUSE = 2.0
"""Seconds between two looks at the queue; SQS counts no faster."""
SURE = 2
"""How often in a row a queue has to be empty: SQS may not count at once what it has just taken."""


def rebuild(
    all_: Annotated[bool, typer.Option("--all", help="Every article.")] = False,
    tag: Annotated[str | None, typer.Option(help="The articles of one tag, by its id.")] = None,
    since: Annotated[str | None, typer.Option(help="Articles published on a day such as 2026-01-22, or later.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an earlier run was stopped.")] = False,
    wait: Annotated[bool, typer.Option(help="Stay until the queue has worked through them.")] = True,
    stack: StackOption = None,
) -> None:
    """Render articles anew, through the paced bulk queue, so that new uploads are not held up.

    What comes out as it was is told to nobody; what comes out otherwise is announced as updated, with the change
    `rendering`, and mailed to nobody.
    """
    if [all_, bool(tag), bool(since), resume].count(True) != 1:
        raise typer.BadParameter("say one of --all, --tag TAG, --since DAY and --resume")
    since = since and day(since)
    reach(stack)
    from flong_local import rebuilding

    run = rebuilding.unfinished() if resume else rebuilding.Run(tag, since, stack=stack)
    if run is None:
        leave("There is no run to go on with.", code=1)
    if run.stack != stack:
        where = f"of the stack {run.stack}: add `--stack {run.stack}`" if run.stack else "of `flong dev`'s stack"
        leave(f"The run to go on with is one {where}.", code=1)
    ask_for(run, wait)


def ask_for(run: "Run", wait: bool, quiet: bool = False) -> None:
    """Puts the articles of a run on the bulk queue, and stays until they are done, if that is wanted."""
    from flong_local import rebuilding

    found = rebuilding.due(run)
    if run.tag and not found and not run.after:
        leave(f"No article has the tag `{run.tag}`: `flong tags` lists them.", code=1)
    console = Console(stderr=True)
    with bar(console) as progress:
        task = progress.add_task("asked for", total=len(found))
        for count in rebuilding.ask(run, found):
            progress.advance(task, count)
        if wait and found:
            follow(progress, len(found))
    if not quiet:
        typer.echo(f"{len(found)} article{'s' if len(found) != 1 else ''} asked for.")


def day(text: str) -> str:
    """A day as the index has it, however it was written."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise typer.BadParameter(f"`{text}` is no day: write it as 2026-01-22") from None


def bar(console: Console) -> "Progress":
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console)


def follow(progress: "Progress", total: int) -> None:
    """Shows how far the bulk queue has been worked through, until it has."""
    from flong.settings import settings

    from flong_local.rebuilding import depth

    task, empty = progress.add_task("looked at", total=total), 0
    while empty < SURE:
        left = depth(settings().bulk_queue)
        empty = 0 if left else empty + 1
        progress.update(task, completed=max(0, total - left) if left or empty == SURE else None)
        time.sleep(PAUSE)
