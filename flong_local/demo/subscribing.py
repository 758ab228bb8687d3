"""The pages on which readers sign up for mail, choose and leave, and the mails that answer, in each language."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from flong.count import TAG_SHARDS
from flong.formats import subscriptions
from flong.formats.subscription_mail import Note, confirmation, way_to_preferences
from flong.formats.subscriptions import Button, Speech, Topic
from flong.formats.templates import Theme
from flong.inviting import message_of
from flong.subscribing import Choice

from flong_local.demo.output import write, write_mail
from flong_local.pipeline import Pipeline

LINK = "/subscriptions/preferences/a-link"
ASKED, UNTIL = "2026-01-22T09:30:00Z", "2026-01-24T09:30:00Z"
READER, SENDER = "reader@example.com", "editor@example.com"


def write_subscriptions(theme: Theme, topics: list[Topic], out: Path) -> None:
    """`subscriptions/` with a page of each kind, and `subscriptions/mail/` with the mails."""
    for language in theme.catalogues:
        speech = subscriptions.speech(theme, language, hours=48)
        for name, page in pages(speech, topics):
            write(out / "subscriptions" / f"{name}-{language}.html", page.encode())
        for name, note in notes(speech, topics):
            write_mail(out / "subscriptions" / "mail" / f"{name}-{language}", composed(note, speech).as_bytes())


def topics_of(pipeline: Pipeline) -> list[Topic]:
    """The tags that the stack has."""
    return [Topic(it["sk"], it["label"]) for partition in TAG_SHARDS for it in pipeline.items(partition)]


def pages(speech: Speech, topics: list[Topic]) -> Iterator[tuple[str, str]]:
    """What readers meet, in its order."""
    some = Choice(everything=False, tags=tuple(it.id for it in topics[:2]))
    yield "1-subscribe", subscriptions.subscribe_page(speech, topics)
    yield "2-wrong", subscriptions.subscribe_page(speech, topics, some, "reader@example", "malformed")
    yield "3-asked", subscriptions.notice_page("asked", speech)
    confirm = Button("/subscriptions/confirm/a-link", speech.labels.do_confirm)
    yield "4-confirm", subscriptions.notice_page("confirm", speech, confirm)
    links = [subscriptions.Link(LINK, speech.labels.to_preferences), speech.way_back]
    yield "5-confirmed", subscriptions.notice_page("confirmed", speech, links=links)
    yield "6-preferences", subscriptions.preferences_page(speech, topics, some, LINK, paused_until=UNTIL, saved=True)
    yield "7-erase", subscriptions.notice_page("erase", speech, Button(f"{LINK}/erase", speech.labels.do_erase))
    yield "8-send-link", subscriptions.send_link_page(speech)
    yield "9-unsubscribe", subscriptions.unsubscribe_page("ask", "/subscriptions/unsubscribe/a-link", speech)


def notes(speech: Speech, topics: list[Topic]) -> Iterator[tuple[str, Note]]:
    url = speech.theme.site.absolute("/subscriptions/confirm/a-link")
    labels = [it.label for it in topics[:2]]
    yield "confirm", confirmation(speech, url, ASKED, UNTIL, labels or None)
    yield "link", way_to_preferences(speech, speech.theme.site.absolute(LINK), ASKED, UNTIL)


def composed(note: Note, speech: Speech) -> EmailMessage:
    return message_of(note, READER, speech.theme.site, SENDER)
