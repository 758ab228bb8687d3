"""`flong subscribers`: who gets mail, for those who run a site. Nothing of this is logged."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flong_local.cli.listing import Format, FormatOption, as_json, entry, paper, when
from flong_local.cli.reach import StackOption, leave, reach

if TYPE_CHECKING:
    from flong.subscribers import Subscriber

STATES = ("confirmed", "pending", "unsubscribed", "suppressed")
AddressArgument = Annotated[str, typer.Argument(help="A mail address.")]

subscribers = typer.Typer(help="Who gets mail: `flong subscribers` says how many, and what of it.")


@subscribers.callback(invoke_without_command=True)
def counts(context: typer.Context, format: FormatOption = Format.TEXT, stack: StackOption = None) -> None:
    """How many there are in each state, and how many get everything or a tag."""
    if context.invoked_subcommand:
        return
    reach(stack)
    from flong.aws import subscribers as table

    states: Counter[str] = Counter()
    lists: Counter[str] = Counter()
    for subscriber in table.everybody():
        states[subscriber.state] += 1
        lists.update(lists_named(subscriber))
    if format is Format.JSON:
        everything = lists.pop("everything", 0)
        as_json({"states": {it: states[it] for it in STATES}, "everything": everything, "tags": dict(lists)})
        return
    for state in STATES:
        typer.echo(f"{states[state]:>7}  {state}")
    for name, number in sorted(lists.items(), key=lambda it: (it[0] != "everything", -it[1], it[0])):
        typer.echo(f"{number:>7}  get {name}" if name == "everything" else f"{number:>7}  get the tag {name}")


def lists_named(subscriber: "Subscriber") -> list[str]:
    from flong.subscribers import EVERYTHING, lists_of

    return ["everything" if it == EVERYTHING else it for it in lists_of(subscriber)]


@subscribers.command()
def add(
    address: Annotated[str, typer.Argument(help="The address of somebody who has asked for mail.")],
    stack: StackOption = None,
) -> None:
    """Add a confirmed subscriber, who is asked nothing more: only on their own word."""
    good = readable(address)
    reach(stack)
    from flong.aws import subscribers as table

    subscriber = table.add(good)
    typer.echo(f"{subscriber.address} gets every new article from now on.")


@subscribers.command("list")
def list_(format: FormatOption = Format.TEXT, stack: StackOption = None) -> None:
    """Show every subscriber, whether they still get mail, and what of it."""
    reach(stack)
    from flong.aws import subscribers as table

    if format is Format.JSON:
        as_json([it.model_dump(mode="json") for it in table.everybody()])
        return
    for it in table.everybody():
        typer.echo(f"{it.state:<13} {it.address}  {', '.join(sorted(lists_named(it)))}".rstrip())


@subscribers.command()
def show(address: AddressArgument, format: FormatOption = Format.TEXT, stack: StackOption = None) -> None:
    """Show all that is known of an address, for whoever asks what is known of them."""
    good = readable(address)
    reach(stack)
    from flong.aws import subscribers as table

    id_ = table.id_of(good)
    known, others = table.read(id_), list(table.named(id_))
    if known is None and not others:
        leave(f"Nothing is known of {good}.", 1)
    if format is Format.JSON:
        as_json({"subscriber": known.model_dump(mode="json") if known else None, "items": others})
        return
    console = paper()
    if known:
        entry(console, known.state, known.address, *facts(known))
    for it in others:
        entry(
            console, "", f"{it['pk']} {it['sk']}", *(f"{name}: {it[name]}" for name in it if name not in ("pk", "sk"))
        )


def facts(known: "Subscriber") -> list[str]:
    """What a record says, a line each."""
    stated: dict[str, Any] = known.model_dump(mode="json", exclude={"address", "state", "consent"})
    asked = known.consent.model_dump() if known.consent else {}
    rows = {**stated, **{f"consent, {name}": value for name, value in asked.items()}}
    return [f"{name}: {when(value) if isinstance(value, str) else value}" for name, value in rows.items() if value]


@subscribers.command()
def remove(address: AddressArgument, stack: StackOption = None) -> None:
    """Unsubscribe an address, for somebody who has written to you."""
    good = readable(address)
    reach(stack)
    from flong.aws import subscribers as table

    table.unsubscribe(table.id_of(good))
    typer.echo(f"{good} gets no more mail.")


@subscribers.command()
def erase(
    address: AddressArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    stack: StackOption = None,
) -> None:
    """Forget an address at once, with everything that it had chosen."""
    good = readable(address)
    reach(stack)
    from flong.aws import subscribers as table

    if table.read(table.id_of(good)) is None:
        leave(f"{good} is no subscriber.", 1)
    if not yes:
        typer.confirm(f"Forget {good}?", abort=True)
    table.erase(table.id_of(good))
    typer.echo(f"{good} is forgotten.")


def readable(address: str) -> str:
    """The address as mail is sent to it; ends the command if it is none."""
    from flong.mail_address import BadAddress, read_address

    try:
        return read_address(address)
    except BadAddress as error:
        leave(f"`{address}` is no mail address that can be written to: {error.reason}.")
