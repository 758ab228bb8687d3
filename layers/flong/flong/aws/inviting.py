"""Answers requests by mail: each once, and no address more often than it should be."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from botocore.exceptions import ClientError

from flong.aws import mail, requests, subscribers
from flong.aws.clients import code_of
from flong.errors import Unavailable
from flong.formats.subscription_mail import Note, confirmation, way_to_preferences
from flong.formats.subscriptions import speech
from flong.formats.templates import Theme
from flong.inviting import message_of
from flong.links import Link, path_of, preferences_path
from flong.settings import settings
from flong.subscribers import Subscriber
from flong.subscribing import Request, invitation, requested, rfc3339
from flong.subscriptions.topics import all_topics

DAY = timedelta(days=1)
REFUSED = ("MessageRejected", "BadRequestException", "MailFromDomainNotVerifiedException")
"""SES will not take this message, now or later."""


class Result(NamedTuple):
    """What became of a request, for the log, which never has an address."""

    said: str
    subscriber: str = ""
    mailed: bool = False


def answer(id_: str, theme: Theme) -> Result:
    """Answers a request and forgets it; `Unavailable` while somebody else is at it."""
    now = datetime.now(UTC)
    request = requests.take(id_, now)
    if request is None:
        if requests.is_waiting(id_, now):
            raise Unavailable("somebody else is answering")
        return Result("answered before, or too late")
    result = answered(request, theme, now)
    requests.forget(id_)
    return result


def answered(request: Request, theme: Theme, now: datetime) -> Result:
    id_ = subscribers.id_of(request.address)
    if invitation(subscribers.read(id_), request.kind, now) is None:
        return Result("not mailed: nobody is to be written to", id_)
    if not requests.is_within(f"address#{id_}", request.id, settings().mails_per_address, DAY, now):
        return Result("not mailed: asked too often", id_)
    known = subscribers.change(id_, lambda it: requested(it, id_, request, now))
    assert known
    return send(known, note_for(known, request, theme, now), theme)


def note_for(known: Subscriber, request: Request, theme: Theme, now: datetime) -> Note:
    said = speech(theme, known.language or request.choice.language, settings().confirm_hours)
    if known.state == "confirmed":
        until = now + timedelta(days=settings().preferences_days)
        path = preferences_path(known, now, settings().preferences_days, keys())
        return way_to_preferences(said, theme.site.absolute(path), request.asked, rfc3339(until))
    until = datetime.fromtimestamp(request.expires, UTC)
    path = path_of(Link("confirm", known.id, known.nonce, request.expires), keys())
    return confirmation(said, theme.site.absolute(path), request.asked, rfc3339(until), topics_of(known))


def topics_of(known: Subscriber) -> list[str] | None:
    """What the tags that somebody chose are called; None for everything."""
    if known.everything:
        return None
    names = dict(all_topics())
    return [names.get(it, it) for it in known.tags]


def keys() -> list[str]:
    return settings().link_keys.split()


def send(known: Subscriber, note: Note, theme: Theme) -> Result:
    message = message_of(note, known.address, theme.site, settings().mail_from)
    try:
        mail.send(message, known.address, {"recipient": known.id})
    except ClientError as error:
        if code_of(error) not in REFUSED:
            # Not its own words, which may have the address in them, and would be logged.
            raise Unavailable(f"SES does not take it now: {code_of(error)}") from None
        return Result("refused by SES", known.id)
    return Result("mailed", known.id, True)
