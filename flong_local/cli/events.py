"""`flong events`: what is announced, as it happens, and once more for one consumer."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from flong.formats.visible import visible
from rich.console import Console
from rich.markup import escape

from flong_local.cli.find import within
from flong_local.cli.listing import Format, FormatOption, paper, when
from flong_local.cli.reach import StackOption, leave, queue_urls, reach

if TYPE_CHECKING:
    from flong_local.replaying import Wanted

events = typer.Typer(help="What consumers are told.", no_args_is_help=True)

COLOURS = {"withdrawn": "red", "unscheduled": "red", "rejected": "red", "published": "green", "corrected": "yellow"}


@events.command()
def tail(
    filter_: Annotated[
        str | None,
        typer.Option("--filter", metavar="POLICY", help='A filter policy of SNS, such as {"tags": ["sea"]}.'),
    ] = None,
    count: Annotated[int | None, typer.Option(min=1, help="End after so many events.")] = None,
    format: FormatOption = Format.TEXT,
    stack: StackOption = None,
) -> None:
    """Show events as they are announced, until Ctrl-C. JSON is one event a line.

    Listens through a queue of its own, which is removed at the end, also if the command is killed.
    """
    policy = policy_of(filter_)
    reach(stack)
    from flong_local import tailing

    show = as_line if format is Format.JSON else as_text
    other_processes_reach_it = bool(stack) or "AWS_ENDPOINT_URL" in os.environ
    with stoppable(), answered(), tailing.listening(policy, guarded=other_processes_reach_it) as queue:
        typer.secho("Listening. Ctrl-C ends it.", err=True, dim=True)
        for number, event in enumerate(tailing.heard(queue), start=1):
            show(event)
            if number == count:
                return


def policy_of(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        policy = json.loads(text)
    except ValueError:
        policy = None
    if not isinstance(policy, dict):
        raise typer.BadParameter(f'`{text}` is no filter policy: write it as JSON, such as {{"tags": ["sea"]}}')
    return policy


@contextmanager
def stoppable() -> Iterator[None]:
    """Within, Ctrl-C and a friendly kill end what is done as if it were done, and what was begun is put away."""

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def answered() -> Iterator[None]:
    """Within, what AWS refuses ends the command with AWS's own words."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (BotoCoreError, ClientError) as error:
        leave(str(error), code=1)


def as_line(event: dict[str, Any]) -> None:
    typer.echo(json.dumps(event))  # all that a terminal might obey is escaped by it


def as_text(event: dict[str, Any]) -> None:
    kind, data = str(event["type"]).split(".")[-2], event["data"]
    colour = COLOURS.get(kind, "cyan")
    about = f"[bold]{escape(visible(event['subject']))}[/bold] {'v' if kind == 'rejected' else '@'}{event['sequence']}"
    paper().print(f"{when(event['time'])}  [{colour}]{kind:<11}[/{colour}] {about}")
    for line in filter(None, (data.get("title"), data.get("url"), ", ".join(details(data)))):
        paper().print(f"{'':<21}{escape(visible(line))}", style="dim")


def details(data: dict[str, Any]) -> Iterator[str]:
    yield from data.get("changed", ())
    yield from (f"+{tag}" for tag in data.get("tags_added", ()))
    yield from (f"-{tag}" for tag in data.get("tags_removed", ()))
    yield from (finding["code"] for finding in data.get("findings", ()))


@events.command()
def replay(
    to: Annotated[str, typer.Option(metavar="QUEUE", help="The consumer's queue: its URL, its ARN or its name.")],
    since: Annotated[str | None, typer.Option(help="Of this year, month, day or moment, or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Of this year, month, day or moment, or earlier.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="With this tag, by its id; may be given several times.")] = None,
    article: Annotated[list[str] | None, typer.Option(help="Of this article; may be given several times.")] = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", help="Of this type, such as `withdrawn`; may be given several times.")
    ] = None,
    rate: Annotated[float, typer.Option(help="How many a second.", min=0.1, max=10_000)] = 50.0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say how many there are, and send none.")] = False,
    stack: StackOption = None,
) -> None:
    """Send archived events to one consumer's queue again, oldest first, each once and marked `replayed`.

    The filter policy of its subscription does not hold here: say with --tag, --article and --type what it wants.
    """
    begin, end = [within(name, text) for name, text in (("since", since), ("until", until))]
    reach(stack)
    from flong_local.replaying import Wanted, url_of

    wanted = Wanted(
        since=begin[0] if begin else None,
        until=end[1] if end else None,
        tags=frozenset(tag or ()),
        articles=frozenset(article or ()),
        kinds=frozenset(type_ or ()),
    )
    with answered():
        queue = url_of(to)
        if queue.rpartition("/")[2] in {url.rpartition("/")[2] for url in queue_urls(stack).values()}:
            leave(f"`{to}` is a queue of Flong's own: what is replayed goes to a consumer's.", code=1)
        send_again(queue, wanted, rate, dry_run)


def send_again(queue: str, wanted: "Wanted", rate: float, dry_run: bool) -> None:
    from flong_local.cli.rebuild import bar
    from flong_local.replaying import selected, send

    total = sum(1 for _ in selected(wanted))
    if dry_run or not total:
        typer.echo(f"{counted(total)} would be sent." if total else "The archive has no such event.")
        return
    with bar(Console(stderr=True)) as progress:
        task = progress.add_task("replayed", total=total)
        for count in send(queue, selected(wanted), rate):
            progress.advance(task, count)
    typer.echo(f"{counted(total)} sent.")


def counted(total: int) -> str:
    return f"{total} event{'s' if total != 1 else ''}"
