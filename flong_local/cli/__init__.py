"""The command line of Flong: `flong --help`."""

import typer

from flong_local.cli.audit import audit
from flong_local.cli.check import check
from flong_local.cli.dead_letters import dead_letters
from flong_local.cli.dev import dev
from flong_local.cli.events import events
from flong_local.cli.explain import explain
from flong_local.cli.find import list_articles
from flong_local.cli.history import history, rollback
from flong_local.cli.inbox import inbox
from flong_local.cli.invoke import invoke
from flong_local.cli.mail import mail
from flong_local.cli.preview import preview
from flong_local.cli.push import push
from flong_local.cli.rebuild import rebuild
from flong_local.cli.status import status
from flong_local.cli.subscribers import subscribers
from flong_local.cli.tags import tags
from flong_local.cli.theme import theme

app = typer.Typer(
    help="Casts one uploaded article in every format it is read in.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
FOR_EDITORS = (check, explain, preview, push, status, history, rollback)
FOR_OPERATORS = (rebuild, audit, dead_letters, dev, invoke)
for command in (*FOR_EDITORS, *FOR_OPERATORS):
    app.command()(command)
app.command("list")(list_articles)  # whose own name would hide Python's
app.add_typer(tags, name="tags")
app.add_typer(subscribers, name="subscribers")
app.add_typer(theme, name="theme")
app.add_typer(events, name="events")
mail.command()(inbox)
app.add_typer(mail, name="mail")
