"""`flong audit`: whether bucket, index, builds, live files, collections and counts agree."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flong_local.cli.listing import Format, FormatOption, as_json, entry, paper
from flong_local.cli.reach import StackOption, reach

if TYPE_CHECKING:
    from flong.audit import Difference


def audit(
    repair: Annotated[bool, typer.Option("--repair", help="Set going what puts right what is found.")] = False,
    format: FormatOption = Format.TEXT,
    stack: StackOption = None,
) -> None:
    """Compare bucket, index, builds, live files, feeds and counts, and name whatever does not agree.

    What has moved within the last quarter of an hour is left alone. Exits 1 if anything differs.
    """
    reach(stack)
    from flong.aws import auditing
    from flong.formats.templates import Theme
    from flong.settings import settings

    console = Console(stderr=True)
    with console.status("Comparing …"):
        found = auditing.audit(Theme.load(settings().theme, settings().site_url), datetime.now(UTC))
    repaired = auditing.repair(found) if repair else 0
    if format is Format.JSON:
        as_json([row(it) for it in found])
    else:
        tell(paper(), found, repaired, repair)
    raise typer.Exit(int(bool(found)))


def row(it: "Difference") -> dict[str, object]:
    return it.model_dump(mode="json", include={"kind", "about", "what", "remedy"})


def tell(console: Console, found: "list[Difference]", repaired: int, repair: bool) -> None:
    if not found:
        console.print("Everything agrees.", style="green")
        return
    for it in found:
        entry(console, it.kind, it.about, it.what, f"→ {it.remedy.value}")
    many = f"{len(found)} difference{'s' if len(found) > 1 else ''}."
    if not repair:
        console.print(f"\n{many} `flong audit --repair` sets going what puts this right.")
    else:
        under_way = "1 repair is" if repaired == 1 else f"{repaired} repairs are"
        console.print(f"\n{many} {under_way} under way; audit again in a while.")
