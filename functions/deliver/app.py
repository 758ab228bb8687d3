"""Mails a newly published article to everybody who asked for it."""

from flong.article import State
from flong.aws import articles, mailing
from flong.events import CloudEvent
from flong.runtime import count, for_each, outcome
from flong.settings import settings
from flong.theme import load_site

SITE = load_site(settings().theme, settings().site_url)


def deliver(event: CloudEvent) -> None:
    record = articles.record(event.subject)
    if record is None or record.state is not State.PUBLISHED:
        outcome("not mailed: no longer published")
        return
    results = mailing.send_to_all(record, mailing.content_of(record), SITE)
    outcome("mailed", build_id=record.build, **results)
    count("MailsSent", results["sent"])
    count("MailsUnknown", results["unknown"])


handler = for_each(CloudEvent, deliver)
