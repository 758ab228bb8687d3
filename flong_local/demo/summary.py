"""What a run came to, in words: for each article what became of it and where it can be read."""

from collections.abc import Iterable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from flong.mailings import mailing_id
from rich.console import Console

from flong_local.demo.journeys import Journey
from flong_local.pipeline import Pipeline

VARIANTS = {
    "html": "index.html",
    "amp": "amp/index.html",
    "text": "index.txt",
    "markdown": "index.md",
    "json": "article.json",
}


def show_articles(
    console: Console,
    pipeline: Pipeline,
    journeys: Iterable[Journey],
    keys: dict[str, str],
    mails: list[EmailMessage],
    out: Path,
) -> None:
    for journey in journeys:
        record, report = pipeline.record(journey.article_id), pipeline.report(keys[journey.article_id]) or {}
        status = report.get("status", "unseen")
        colour = "green" if status == "accepted" else "red"
        title = record["listing"]["title"] if record and record.get("listing") else journey.article_id
        console.print(f"\n[bold]{plain(title)}[/bold]  [{colour}]{status}[/{colour}]")
        for finding in report.get("findings", []):
            show_finding(console, finding)
        if record and record.get("path"):
            show_files(console, record, mail_of(record, mails, out), out)


def show_finding(console: Console, finding: dict[str, Any]) -> None:
    place = f"line {finding['line']}: " if "line" in finding else ""
    console.print(
        f"  {finding['level']}: {place}{plain(finding['message'])} {plain(finding['remedy'])}", highlight=False
    )


def mail_of(record: dict[str, Any], mails: list[EmailMessage], out: Path) -> str:
    """Where an article's mail lies; it names the mailing."""
    mailing = mailing_id("article", record.get("origin") or record["id"])
    # The header has room for the beginning of its id.
    named = (str(mail["Feedback-ID"]).partition(":")[0] for mail in mails)
    numbers = [number for number, beginning in enumerate(named, 1) if mailing.startswith(beginning)]
    return str(out / "mail" / f"{numbers[0]:02}.html") if numbers else "[dim]in the builds; nobody was mailed[/dim]"


def show_files(console: Console, record: dict[str, Any], mail: str, out: Path) -> None:
    folder = out / "site" / record["path"].strip("/")
    for name, file in VARIANTS.items():
        if name in record["variants"]:
            row(console, name, f"{folder / file}  [dim]{int(record['variants'][name]['bytes']):,} bytes[/dim]")
    if "email" in record["variants"]:
        row(console, "email", mail)
    tags = ", ".join(f"{plain(tag['label'])} [dim]({tag['id']})[/dim]" for tag in record["listing"].get("tags", []))
    row(console, "tags", tags)


def row(console: Console, name: str, text: str) -> None:
    console.print(f"  {name:<9} {text}", highlight=False, soft_wrap=True)


def show_rest(
    console: Console, pipeline: Pipeline, mails: list[EmailMessage], events: list[dict[str, Any]], out: Path
) -> None:
    console.print("\n[bold]Collections[/bold]")
    row(console, "home", str(out / "site" / "index.html"))
    for tag, count in sorted(pipeline.tags().items(), key=lambda pair: (-pair[1], pair[0])):
        row(console, "tag", f"{tag} [dim]({count})[/dim]  {out / 'site' / 'tags' / tag / 'index.html'}")
    console.print("\n[bold]Mail[/bold]")
    for number, mail in enumerate(mails, 1):
        row(
            console,
            plain(str(mail["To"])),
            f"{plain(str(mail['Subject']))}  [dim]{out / 'mail' / f'{number:02}.eml'}[/dim]",
        )
    console.print("\n[bold]Heard by a consumer of the SNS topic[/bold]")
    for event in events:
        kind = event["type"].rpartition(".article.")[2]
        console.print(
            f"  {kind:<13} {plain(event['subject'])}, revision {event['sequence']}", highlight=False, soft_wrap=True
        )


def plain(text: str) -> str:
    """Text in which rich sees no markup of its own."""
    return text.replace("[", "\\[")
