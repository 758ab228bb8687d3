"""`flong dead-letters`: what failed at which stage and why, and back with it."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flong_local.cli.listing import Format, FormatOption, as_json, entry, paper, when
from flong_local.cli.reach import StackOption, leave, queue_urls, reach

if TYPE_CHECKING:
    from flong_local.dead_letters import Letter

SHOWN = 8
"""Characters of a message's id that are enough to name it."""


def dead_letters(
    give_back: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Give this one back to its queue; may be said several times.")
    ] = None,
    all_: Annotated[bool, typer.Option("--give-back-all", help="Give all of them back.")] = False,
    rate: Annotated[float, typer.Option(help="How many to give back a second.", min=0.1, max=1000)] = 10.0,
    format: FormatOption = Format.TEXT,
    stack: StackOption = None,
) -> None:
    """List what no function could do, with the article, the stage and the reason; or give it back.

    Mend the reason first: the same message fails in the same way. Giving back too much does no harm.
    """
    reach(stack)
    from flong_local.dead_letters import found, queues_of

    letters = found(queues_of(queue_urls(stack)))
    if not give_back and not all_:
        return as_json([row(it) for it in letters]) if format is Format.JSON else show(letters)
    chosen = letters if all_ else [named(id_, letters) for id_ in give_back or ()]
    return back(chosen, rate)


def row(it: "Letter") -> dict[str, str]:
    stage = it.queue.stage.lower()
    return {"id": it.id, "stage": stage, "since": it.since, "about": it.about, "why": it.why, "message": it.body}


def show(letters: "list[Letter]") -> None:
    console = paper()
    if not letters:
        console.print("There are no dead letters.", style="green")
        return
    for it in letters:
        stage = it.queue.stage.lower()
        entry(console, it.id[:SHOWN], it.about or "?", f"{stage}, since {when(it.since)}", it.why, indent=SHOWN + 2)
    console.print("\n`flong dead-letters --give-back ID` gives one back, `--give-back-all` all of them.", style="dim")


def named(id_: str, letters: "list[Letter]") -> "Letter":
    matches = [it for it in letters if it.id.startswith(id_)]
    if len(matches) != 1:
        leave(f"{'No' if not matches else 'More than one'} dead letter has an id that begins with `{id_}`.", code=1)
    return matches[0]


def back(letters: "list[Letter]", rate: float) -> None:
    from rich.progress import track

    from flong_local.dead_letters import give_back

    given = give_back(letters, rate)
    shown = track(given, "Giving back", total=len(letters), console=Console(stderr=True), transient=True)
    typer.echo(f"{sum(1 for _ in shown)} given back.")
