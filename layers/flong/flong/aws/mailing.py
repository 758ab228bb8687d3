"""Sends one article to everybody who asked for it, each at most once."""

from collections import Counter
from typing import Any

from botocore.exceptions import ClientError

from flong.aws import builds, mail, queues, subscribers
from flong.aws.clients import code_of
from flong.deliver import compose, mail_tags
from flong.errors import BuildMissing, Unavailable
from flong.events import ArticleRecord
from flong.settings import settings
from flong.subscribers import Subscriber
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
    results = Counter(send_once(record, content, subscriber, site) for subscriber in subscribers.everybody())
    if results["later"]:
        raise Unavailable(f"{results['later']} mails have to wait")
    return results


def send_once(record: ArticleRecord, content: dict[str, Any], subscriber: Subscriber, site: Site) -> str:
    if subscriber.state != "confirmed":
        return "unsubscribed"
    # An archive that is moved, or comes back, is announced as published; it is news to nobody who came after it.
    if record.first_public and subscriber.since > record.first_public:
        return "later subscriber"
    if earlier := subscribers.claim(record.known_as, subscriber):
        return "unknown" if earlier == "sending" else "before"
    # Last thing before sending: the list was read a while ago, and somebody may have left since.
    fresh = subscribers.read(subscriber.id)
    if fresh is None or fresh.state != "confirmed":
        subscribers.release(record.known_as, subscriber)
        return "unsubscribed"
    try:
        message_id = mail.send(
            compose(content, record, fresh, site, settings().mail_from), fresh.address, mail_tags(record, fresh)
        )
    except ClientError as error:
        return refused(error, record, fresh)
    subscribers.settle(record.known_as, fresh, "sent", message_id)
    return "sent"


def refused(error: ClientError, record: ArticleRecord, subscriber: Subscriber) -> str:
    if code_of(error) in REFUSED:
        subscribers.settle(record.known_as, subscriber, "refused")
        return "refused"
    subscribers.release(record.known_as, subscriber)
    return "later"
