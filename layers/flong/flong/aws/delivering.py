"""Takes a mailing from its announcement to its last mail, step by step; each step may come twice, or late."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from flong.article import State
from flong.aws import articles, builds, mail, mailings, queues, sending
from flong.aws.freezing import candidates_for, freeze
from flong.aws.sending import Round
from flong.aws.subscribers import now
from flong.deliver import Letter, Ways, compose, passed_over, subject_of
from flong.errors import BrokenContract, BuildMissing, Unavailable
from flong.events import ArticleRecord, CloudEvent, Listing
from flong.formats.labels import Catalogues, labels_for, load_labels
from flong.links import preferences_path, unsubscribe_url
from flong.mailings import (
    TOO_LATE,
    Freeze,
    Kind,
    Mailing,
    SendAgain,
    SendPart,
    Step,
    is_late,
    kind_of,
    lists_for,
    mailing_id,
    mailing_of,
    moment_after,
    obstacle_to,
    seconds_between,
)
from flong.pacing import LONGEST_WAIT, Wait, pace_of, seconds_to_wait
from flong.runtime import count, outcome
from flong.settings import settings
from flong.subscribers import Subscriber
from flong.theme import Site

STOP_EARLY = 20
"""Seconds before its end at which a function begins nothing new: what it began has to be noted."""
LEASE_MARGIN = 60
"""Seconds that a lease outlasts the function that holds it, as clocks differ."""
MOST_NAMES = 8


class Context(Protocol):
    """What Lambda tells a function about its invocation."""

    aws_request_id: str

    def get_remaining_time_in_millis(self) -> int: ...


def open_mailing(event: CloudEvent) -> None:
    """Opens the mailing of an announcement, if it is to be mailed at all."""
    kind, record = kind_of(event, settings().mail_notices), articles.record(event.subject)
    if kind is None or record is None:
        outcome("not mailed: nothing to be told by mail")
        return
    if why := reason_against(kind, record, event):
        outcome(f"not mailed: {why}")
        return
    mailing = mailings.open_(mailing_of(kind, record, now(), settings().undo_window))
    outcome("mailing opened", mailing=mailing.id, state=mailing.state, due=mailing.due)
    if mailing.state in ("waiting", "sending"):
        come_again(Freeze(mailing=mailing.id, article_id=mailing.article_id), seconds_between(now(), mailing.due))


def reason_against(kind: Kind, record: ArticleRecord, event: CloudEvent) -> str:
    """Why an announcement is not mailed after all; empty if it is."""
    if is_late(event.time, now(), settings().max_announce_age):
        count("AnnouncementsTooOld")
        return TOO_LATE
    if kind != "article" and mailings.read(mailing_id("article", record.known_as)) is None:
        return "nobody has had the article"
    return obstacle_to(kind, record)


def come_again(message: Freeze | Step, seconds: int = 0) -> None:
    """Puts a step on the queue, to be taken in so many seconds, or as late as the queue can keep it."""
    queues.send(settings().deliver_queue, message, max(0, min(seconds, LONGEST_WAIT)))


def freeze_when_due(message: Freeze, context: Context, site: Site) -> None:
    """Freezes the audience of a mailing that is due, and has its parts mailed."""
    mailing = mailings.read(message.mailing)
    if mailing is None or mailing.state not in ("waiting", "sending"):
        return outcome("nothing to freeze", mailing=message.mailing, state=mailing and mailing.state)
    if (seconds := seconds_between(now(), mailing.due)) > 0:
        return come_again(message, seconds)
    record = article_to_mail(mailing)
    if record is None:
        return None
    if mailing.state == "waiting" and not frozen(mailing, record, context, site):
        return come_again(message)
    send_parts(mailing)
    return None


def article_to_mail(mailing: Mailing) -> ArticleRecord | None:
    """The article that a mailing is of, as it is now; None if it must not be mailed: the mailing is stopped then."""
    record = present_of(mailing)
    why = obstacle_to(mailing.kind, record)
    is_open = mailing.state in ("waiting", "sending")  # what is done is repeated by an editor, who knows how late it is
    if not why and is_open and is_late(mailing.due, now(), settings().max_announce_age):
        why = TOO_LATE
    if not why:
        return record
    if is_open and not mailings.turn(mailing, "stopped", why=why):
        raise Unavailable("the mailing has changed")
    count("MailingsStopped", int(is_open))
    outcome(f"not mailed: {why}", mailing=mailing.id)
    return None


def present_of(mailing: Mailing) -> ArticleRecord | None:
    """The record of the article that a mailing is of, under whatever name it goes on; None if that is another."""
    record = articles.record(mailing.article_id)
    for _ in range(MOST_NAMES):
        if record is None or record.state is State.PUBLISHED or not record.successor:
            break
        record = articles.record(record.successor)
    return record if record and record.known_as == mailing.known_as else None


def frozen(mailing: Mailing, record: ArticleRecord, context: Context, site: Site) -> bool:
    """Freezes an audience that is not yet, and turns the mailing to `sending`; False if there is more to be done."""
    if not mailing.frozen and not freeze(mailing, candidates_for(mailing, record, site), in_time(context)):
        return False
    return mailings.turn(mailing, "sending", frozen=mailing.frozen or now())


def in_time(context: Context) -> Callable[[], bool]:
    return lambda: context.get_remaining_time_in_millis() > STOP_EARLY * 1000


def send_parts(mailing: Mailing) -> None:
    """Has every part mailed that has not been; whoever does so again harms nobody."""
    parts = mailings.parts(mailing.id)
    mailings.count(mailing.id, parts)
    open_parts = [part for part in parts if not part.done]
    messages = [SendPart(mailing=mailing.id, article_id=mailing.article_id, part=part.name) for part in open_parts]
    queues.send_all(settings().deliver_queue, messages)
    outcome("mailing begun", mailing=mailing.id, parts=len(parts), recipients=sum(part.size for part in parts))
    if not messages:
        mailings.close(mailing.id)


def send_part(message: SendPart, context: Context, site: Site) -> None:
    """Mails those in a part of an audience who have not been mailed."""
    mailing = mailings.read(message.mailing)
    if mailing is None or mailing.state != "sending":
        return outcome("part not mailed", mailing=message.mailing, state=mailing and mailing.state)
    ids = mailings.read_part(mailing.id, message.part)
    if ids and not mail_to(mailing, message, ids, context, site):
        return None
    if ids:
        mailings.finish_part(mailing.id, message.part, now())
    if mailings.close(mailing.id):
        outcome("mailing done", mailing=mailing.id)
    return None


def send_again(message: SendAgain, context: Context, site: Site) -> None:
    """Repeats mails of which nobody knows whether they were sent."""
    mailing = mailings.read(message.mailing)
    if mailing is None or mailing.state not in ("sending", "done"):
        return outcome("not mailed again", mailing=message.mailing, state=mailing and mailing.state)
    mail_to(mailing, message, message.recipients, context, site)
    return None


def mail_to(mailing: Mailing, message: Step, ids: tuple[str, ...], context: Context, site: Site) -> bool:
    """Mails all of these, or has what is left wait; whether all have been dealt with."""
    if mailing.held > now():
        come_again(message, seconds_between(now(), mailing.held))
        count("PartsWaiting")
        return False
    record = article_to_mail(mailing)
    if record is None:
        return False
    work = round_of(mailing, message, len(ids), context, writer(mailing, record, site))
    try:
        waits = work.mail_all(ids)
    finally:
        report(mailing, work, record.build)
    if waits:
        wait(mailing, message, work, waits)
    return not waits


def writer(mailing: Mailing, record: ArticleRecord, site: Site) -> sending.Write:
    """What makes the message to each recipient of a mailing."""
    keys, lists = settings().link_keys.split(), lists_for(record, site.tags)
    letter = letter_of(mailing, record, site)
    begun, days = datetime.now(UTC), settings().preferences_days

    def write(subscriber: Subscriber) -> EmailMessage | None:
        if passed_over(mailing, record, lists, subscriber, now()):
            return None
        stop = unsubscribe_url(subscriber, mailing.id, site, keys)
        choice = site.absolute(preferences_path(subscriber, begun, days, keys))
        return compose(letter, subscriber, Ways(stop, choice))

    return write


def letter_of(mailing: Mailing, record: ArticleRecord, site: Site) -> Letter:
    listing = shown_of(mailing, record)
    labels = labels_for(listing.language, site.language, catalogues(settings().theme))
    content = {**content_of(mailing, record), "subject": subject_of(mailing.kind, listing.title, labels)}
    build = record.build or mailing.id
    return Letter(content, build, site, settings().mail_from, mailing.kind, mailing.id, settings().unsubscribe_address)


def shown_of(mailing: Mailing, record: ArticleRecord) -> Listing:
    """What a mailing shows of its article; of one that is withdrawn what it was, and not the draft that it is now."""
    listing = (record.listing_before if mailing.kind == "withdrawal" else None) or record.listing
    if listing is None:
        raise BrokenContract(f"{record.id} was public and has no listing")
    return listing


@cache
def catalogues(theme: str) -> Catalogues:
    return load_labels(Path(theme, "labels"))


def content_of(mailing: Mailing, record: ArticleRecord) -> dict[str, Any]:
    """The mail of the record's build; where that has expired it is asked for again, and `BuildMissing` raised."""
    if mailing.kind == "withdrawal":
        from flong.formats.templates import Theme  # nearly no mailing needs a template here
        from flong.formats.withdrawal import withdrawal_mail

        theme = Theme.load(settings().theme, settings().site_url)
        return withdrawal_mail(shown_of(mailing, record), theme, record.build or mailing.id)
    try:
        return builds.read_email(record.variants)
    except BuildMissing:
        queues.rebuild(settings().intake_queue, record.key)
        raise


def round_of(mailing: Mailing, message: Step, wanted: int, context: Context, write: sending.Write) -> Round:
    remaining = context.get_remaining_time_in_millis() / 1000
    return Round(
        mailing=mailing.id,
        write=write,
        owner=context.aws_request_id,
        lease=moment_after(now(), remaining + LEASE_MARGIN),
        pace=pace_of(mail.quota(), settings().mail_senders, wanted),
        ends=time.time() + remaining - STOP_EARLY,
        asked=message.asked if isinstance(message, SendAgain) else "",
    )


def report(mailing: Mailing, work: Round, build: str | None) -> None:
    results = {name.replace(" ", "_"): number for name, number in work.results.items() if name != "tried"}
    outcome("mailed", build_id=build, mailing=mailing.id, kind=mailing.kind, **results)
    for metric, name in (("MailsSent", "sent"), ("MailsRefused", "refused"), ("MailsUnknown", "unknown")):
        count(metric, work.results[name])


def wait(mailing: Mailing, message: Step, work: Round, why: Wait) -> None:
    """Has what is left of a part come again later, and the other parts wait as well if SES is what it waits for."""
    tries = 0 if work.results["sent"] else message.tries + 1
    if why == "busy":
        seconds = seconds_between(now(), work.busy_until) + 1
    else:
        seconds = seconds_to_wait(why, message.tries if tries else 0)
    if why in ("slow", "open", "paused", "quota"):
        mailings.hold(mailing.id, moment_after(now(), seconds))
    come_again(message.model_copy(update={"tries": tries}), seconds)
    count("PartsWaiting")
    outcome(f"what is left has to wait: {why}", mailing=mailing.id, seconds=seconds)
