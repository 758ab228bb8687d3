"""`flong mail`: what is mailed, how far it is, and back with it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flong_local.cli.listing import Format, FormatOption, as_json, paper, when
from flong_local.cli.reach import StackOption, leave, reach

if TYPE_CHECKING:
    from flong.events import ArticleRecord
    from flong.ledger import Line
    from flong.mailings import Mailing

mail = typer.Typer(help="What is mailed, and to whom.", no_args_is_help=True)

ArticleArgument = Annotated[str, typer.Argument(help="The article's id, or its key in the source bucket.")]
STATES = ("sent", "refused", "unknown", "sending")
MARKS = ("delivered", "bounced", "complained", "unsubscribed")
MOST_TRIES = 5
AT_ONCE = 100
"""Mails that one message asks for again."""


@mail.command("test")
def send_test(
    file: Annotated[Path, typer.Argument(help="The article's file.", exists=True, dir_okay=False)],
    to: Annotated[str, typer.Option(help="Your own address.")],
    stack: StackOption = None,
) -> None:
    """Send yourself the mail that an article would be; nothing is published, and nobody else has it.

    Pictures that are not on the site yet are missing from it.
    """
    if not is_address(to):
        leave(f"`{to}` is no mail address.")
    reach(stack)
    from flong.aws.mail import send
    from flong.deliver import Letter, compose_test
    from flong.formats.templates import Theme
    from flong.settings import settings

    from flong_local.cli.preview import accepted
    from flong_local.previewing import mail_of

    theme = Theme.load(settings().theme, settings().site_url)
    article = accepted(file, theme.site)
    content, build = mail_of(article, theme)
    letter = Letter(content, build, theme.site, settings().mail_from)
    send(compose_test(letter, to.strip()), to.strip(), {"test": "yes"})
    typer.echo(f"“{article.title}” is on its way to {to.strip()}.")


def is_address(text: str) -> bool:
    from email.headerregistry import Address

    try:
        return bool(Address(addr_spec=text.strip()).domain)
    except Exception:  # the standard library's own parser of addresses raises a handful of kinds
        return False


@mail.command()
def status(article: ArticleArgument, format: FormatOption = Format.TEXT, stack: StackOption = None) -> None:
    """Say how far an article's mailings are: how many mails were sent, have arrived, and have not."""
    reach(stack)
    found = [figures_of(it) for it in mailings_of(record_of(article))]
    if format is Format.JSON:
        return as_json(found)
    console = paper()
    for figures in found:
        for name, value in rows(figures):
            console.print(f"[bold]{name:<13}[/bold]{value}")
    return None


def record_of(article: str) -> "ArticleRecord":
    from flong.article import ARTICLES, id_of
    from flong.aws import articles

    record = articles.record(id_of(article) if article.startswith(ARTICLES) else article)
    if record is None:
        leave(f"There is no article `{article}`. Its id is its key without `articles/` and `.md`.", code=1)
    return record


def mailings_of(record: "ArticleRecord") -> "list[Mailing]":
    """The mailings of an article, its notices last; ends the command if there are none."""
    from flong.aws import mailings
    from flong.mailings import mailing_id

    of = [mailing_id("article", record.known_as)]
    for kind in ("correction", "withdrawal"):
        of += [mailing_id(kind, record.known_as, revision) for revision in range(1, record.revision + 1)]
    found = mailings.read_all(of)
    if not found:
        leave(f"Nothing has been mailed of `{record.id}`, and nothing is about to be.", code=1)
    return sorted(found, key=lambda it: (it.kind != "article", it.opened))


def figures_of(mailing: "Mailing") -> dict[str, Any]:
    """What there is to say of a mailing, for scripts."""
    from flong.aws import ledger
    from flong.subscribers import SHARDS

    counts = counted(line for shard in SHARDS for _, line in ledger.in_shard(mailing.id, shard))
    told = ("id", "kind", "state", "opened", "due", "frozen", "why", "parts", "parts_done", "recipients")
    return {**{name: getattr(mailing, name) for name in told}, **counts}


def counted(lines: "Iterable[Line]") -> dict[str, int]:
    """How many mails are in each state, and how many of them have each mark of what became of them."""
    found: Counter[str] = Counter()
    for line in lines:
        found[line.state] += 1
        found.update(mark for mark in MARKS if getattr(line, mark))
    return {name: found[name] for name in (*STATES, *MARKS)}


def rows(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    state = figures["state"] + (f": {figures['why']}" if figures["why"] else "")
    yield figures["kind"], state
    yield "due", f"{when(figures['due'])} UTC"
    if figures["frozen"]:
        yield "frozen", f"{when(figures['frozen'])} UTC"
        yield "recipients", f"{figures['recipients']:,}, {figures['parts_done']} of {figures['parts'] or 0} parts done"
    for name in (*STATES, *MARKS):
        if figures[name] or name in ("sent", "delivered"):
            yield name, f"{figures[name]:,}"
    if figures["unknown"]:
        yield "", "`flong mail resend-unknown` repeats those of which nobody knows."


@mail.command()
def cancel(article: ArticleArgument, stack: StackOption = None) -> None:
    """Take an article's mailings back: what has not been mailed is not mailed, now or later."""
    reach(stack)
    open_ = [it for it in mailings_of(record_of(article)) if it.state in ("waiting", "sending", "stopped")]
    if not open_:
        leave(f"There is nothing to take back: `flong mail status {article}` says what has been mailed.", code=1)
    for mailing in open_:
        cancelled(mailing)
        sent = figures_of(mailing)["sent"]
        typer.echo(
            f"The {mailing.kind} mailing is cancelled. {f'{sent:,} have had it' if sent else 'Nobody has had it'}."
        )


def cancelled(mailing: "Mailing") -> None:
    from flong.aws import mailings

    for _ in range(MOST_TRIES):
        known = mailings.read(mailing.id)
        if known is None or known.state in ("done", "cancelled") or mailings.turn(known, "cancelled"):
            return
    leave("The mailing keeps changing: try again.", code=1)


@mail.command("resend-unknown")
def resend_unknown(
    article: ArticleArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    stack: StackOption = None,
) -> None:
    """Repeat the mails of which nobody knows whether they were sent: some may come twice."""
    reach(stack)
    mailings = mailings_of(record_of(article))
    unknown = [(it, ids) for it in mailings if (ids := unknown_in(it))]
    total = sum(len(ids) for _, ids in unknown)
    if not total:
        leave("Of every mail it is known what became of it.", code=1)
    if not yes:
        typer.confirm(f"Send {total:,} mail{'s' if total > 1 else ''} that may have been sent before?", abort=True)
    for mailing, ids in unknown:
        ask_again(mailing, ids)
    typer.echo(f"{total:,} asked for. `flong mail status {article}` says what comes of them.")


def unknown_in(mailing: "Mailing") -> list[str]:
    from flong.aws import ledger
    from flong.subscribers import SHARDS

    return [id_ for shard in SHARDS for id_, line in ledger.in_shard(mailing.id, shard) if line.state == "unknown"]


def ask_again(mailing: "Mailing", ids: list[str]) -> None:
    from flong.aws import queues
    from flong.aws.subscribers import now
    from flong.mailings import SendAgain
    from flong.settings import settings

    chunks = [tuple(ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE)]
    first = SendAgain(mailing=mailing.id, article_id=mailing.article_id, recipients=(), asked=now())
    queues.send_all(settings().deliver_queue, [first.model_copy(update={"recipients": chunk}) for chunk in chunks])
