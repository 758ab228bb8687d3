"""Sends one article to everybody who asked for it, each at most once."""

from collections import Counter
from typing import Any

from botocore.exceptions import ClientError

from flong.aws import builds, ledger, mail, queues, subscribers
from flong.aws.clients import code_of
from flong.deliver import compose
from flong.errors import BuildMissing, Unavailable
from flong.events import ArticleRecord
from flong.links import unsubscribe_url
from flong.mailings import mailing_id
from flong.settings import settings
from flong.subscribers import EVERYTHING, SHARDS, Subscriber, wants
from flong.theme import Site

# SES refused this message or this address; the next one may be fine.
REFUSED = ("MessageRejected", "BadRequestException", "MailFromDomainNotVerifiedException")


def content_of(record: ArticleRecord) -> dict[str, Any]:
    """The mail of the record's build; where that has expired it is asked for again, and `BuildMissing` raised."""
    try:
        return builds.read_email(record.variants)
    except BuildMissing:
        queues.rebuild(settings().intake_queue, record.key)
        raise


def send_to_all(record: ArticleRecord, content: dict[str, Any], site: Site) -> Counter[str]:
    """How many mails were sent, refused, or passed over: because of an earlier claim, or a later subscription.

    `Unavailable` if SES would not take one now; those already sent are not sent again.
    A claim that a crash left open counts as `unknown`: the mail may have gone out.
    """
    results = Counter(send_once(record, content, id_, site) for id_ in audience(record))
    if results["later"]:
        raise Unavailable(f"{results['later']} mails have to wait")
    return results


def audience(record: ArticleRecord) -> list[str]:
    """Ids of those who stand in the lists that an article goes to, each once."""
    lists = [EVERYTHING, *(tag.id for tag in record.listing.tags)] if record.listing else []
    return sorted({id_ for list_ in lists for shard in SHARDS for id_ in subscribers.members(list_, shard)})


def send_once(record: ArticleRecord, content: dict[str, Any], id_: str, site: Site) -> str:
    mailing = mailing_id("article", record.known_as)
    if earlier := ledger.claim(mailing, id_):
        return "unknown" if earlier == "sending" else "before"
    # Last thing before sending: the list was read a while ago, and somebody may have left since.
    fresh = subscribers.read(id_)
    if why := passed_over(record, fresh):
        ledger.release(mailing, id_)
        return why
    assert fresh
    stop = unsubscribe_url(fresh, mailing, site, settings().link_keys.split())
    message = compose(content, record, fresh, site, settings().mail_from, stop)
    try:
        message_id = mail.send(message, fresh.address, {"mailing": mailing, "recipient": fresh.id})
    except ClientError as error:
        return refused(error, mailing, fresh)
    ledger.settle(mailing, fresh.id, "sent", message_id)
    return "sent"


def passed_over(record: ArticleRecord, subscriber: Subscriber | None) -> str:
    """Why somebody is not to have the article after all; empty if they are."""
    tags = [tag.id for tag in record.listing.tags] if record.listing else []
    if subscriber is None or not wants(subscriber, tags, subscribers.now()):
        return "unsubscribed"
    # An archive that is moved, or comes back, is announced as published; it is news to nobody who came after it.
    return "later subscriber" if record.first_public and subscriber.since > record.first_public else ""


def refused(error: ClientError, mailing: str, subscriber: Subscriber) -> str:
    if code_of(error) in REFUSED:
        ledger.settle(mailing, subscriber.id, "refused")
        return "refused"
    ledger.release(mailing, subscriber.id)
    return "later"
