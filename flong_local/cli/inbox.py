"""`flong mail inbox`: the mails that the stack on this machine has sent."""

import sys
import tempfile
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Annotated, Any

import typer
from flong.formats.visible import visible
from rich.console import Console
from rich.markup import escape

from flong_local.cli.listing import Format, FormatOption, as_json, paper, when
from flong_local.cli.reach import leave, local

MAILBOX = "FLONG_MAILBOX"
"""What `flong dev` calls the folder of its mails, where it says how it is reached."""


def inbox(
    number: Annotated[int | None, typer.Argument(help="Which one to show, as the list counts them.")] = None,
    folder: Annotated[
        Path | None, typer.Option(help="A folder of .eml files, such as out/mail; without it, `flong dev`'s mailbox.")
    ] = None,
    raw: Annotated[bool, typer.Option("--raw", help="The bytes that were sent.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write the HTML part into this file.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the HTML part in a browser.")] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """List the mails that this machine's stack has sent, or show one of them."""
    files = mails_in(folder or Path(local().get(MAILBOX, "")))
    if number is None:
        (as_json if form is Format.JSON else show_list)([row(place, file) for place, file in enumerate(files, 1)])
        return
    if not 1 <= number <= len(files):
        leave(f"There is no mail {number}: there are {len(files)}.")
    content = files[number - 1].read_bytes()
    if raw:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    elif html or open_:
        write_html(parsed(content), html, open_)
    elif form is Format.JSON:
        as_json(
            row(number, files[number - 1]) | {"headers": headers(parsed(content)), "text": text_of(parsed(content))}
        )
    else:
        show(paper(), parsed(content))


def mails_in(folder: Path) -> list[Path]:
    """The files of the mails in a folder, oldest first: they are named so."""
    return sorted(folder.glob("*.eml"))


def parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def row(number: int, file: Path) -> dict[str, Any]:
    """What the list has of a mail."""
    mail, moment = parsed(file.read_bytes()), datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return {
        "number": number,
        "sent": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "to": str(mail["To"]),
        "subject": str(mail["Subject"]),
        "file": str(file),
    }


def show_list(rows: list[dict[str, Any]]) -> None:
    """A line a mail, cut to the width of a terminal; the newest last, where the eye is."""
    console = Console(highlight=False, emoji=False)
    if not rows:
        console.print("No mail has been sent.", style="dim")
    for it in rows:
        recipient, subject = (escape(visible(it[name])) for name in ("to", "subject"))
        line = f"[bold]{it['number']:>4}[/bold]  [dim]{when(it['sent'])}[/dim]  {recipient:<26}  {subject}"
        console.print(line, no_wrap=True, overflow="ellipsis")


def headers(mail: EmailMessage) -> dict[str, str]:
    return {name: str(value) for name, value in mail.items()}


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part else ""


def show(console: Console, mail: EmailMessage) -> None:
    for name, value in headers(mail).items():
        style = "bold" if name in ("Subject", "From", "To") else ""
        console.print(f"[dim]{escape(visible(name))}:[/dim] ", end="")
        console.print(escape(visible(value)), style=style)
    console.print()
    console.print(escape(visible(text_of(mail).replace("\r\n", "\n"))), end="")


def write_html(mail: EmailMessage, file: Path | None, open_: bool) -> None:
    part = mail.get_body(("html",))
    if part is None:
        leave("This mail has no HTML.")
    target = file or Path(tempfile.mkdtemp(prefix="flong-")) / "mail.html"
    target.write_text(str(part.get_content()), encoding="utf-8")
    typer.echo(str(target))
    if open_:
        typer.launch(str(target))
