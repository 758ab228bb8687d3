"""`flong subscribers`: who gets mail."""

from typing import Annotated

import typer

from flong_local.cli.reach import StackOption, leave, reach

subscribers = typer.Typer(help="Who gets mail.", no_args_is_help=True)


@subscribers.command()
def add(
    address: Annotated[str, typer.Argument(help="The address of somebody who has asked for mail.")],
    stack: StackOption = None,
) -> None:
    """Add a confirmed subscriber."""
    from email.headerregistry import Address

    try:
        good = bool(Address(addr_spec=address.strip()).domain)
    except Exception:  # the standard library's own parser of addresses raises a handful of kinds
        good = False
    if not good:
        leave(f"`{address}` is no mail address.")
    reach(stack)
    from flong.aws import subscribers as table

    subscriber = table.add(address)
    typer.echo(f"{subscriber.address} gets every new article from now on.")


@subscribers.command("list")
def list_(stack: StackOption = None) -> None:
    """Show every subscriber and whether they still get mail."""
    reach(stack)
    from flong.aws import subscribers as table

    for subscriber in table.everybody():
        typer.echo(f"{subscriber.state:<13} {subscriber.address}")
