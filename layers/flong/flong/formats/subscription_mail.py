"""The mails that answer a request: a link that confirms, or one to a reader's preferences. Pure."""

from collections.abc import Sequence

from flong.article import Value
from flong.formats.email_styles import look_of
from flong.formats.subscriptions import Speech
from flong.formats.wrapping import WIDTH, wrap


class Note(Value):
    """A short mail: subject, HTML and plain text."""

    subject: str
    html: str
    text: str


def confirmation(speech: Speech, url: str, asked: str, until: str, topics: Sequence[str] | None) -> Note:
    """Asks whoever reads it to confirm at `url`, which is good until then; `topics` are labels, None for everything."""
    wants = speech.labels.wants_everything
    if topics is not None:
        wants = speech.labels.wants_topics.format(topics=speech.labels.enumerated(list(topics)))
    before = [said(speech, "confirm_asked", asked), wants]
    after = [said(speech, "link_until", until), speech.labels.confirm_ignore]
    return note(speech, speech.said("confirm_subject"), before, (url, speech.labels.do_confirm), after)


def way_to_preferences(speech: Speech, url: str, asked: str, until: str) -> Note:
    """Leads a subscriber to what it gets."""
    before = [said(speech, "link_asked", asked), speech.labels.link_leads]
    after = [said(speech, "link_until", until), speech.labels.link_ignore]
    return note(speech, speech.said("link_subject"), before, (url, speech.labels.to_preferences), after)


def said(speech: Speech, label: str, moment: str) -> str:
    return str(getattr(speech.labels, label)).format(when=speech.written(moment), **speech.words)


def note(speech: Speech, subject: str, before: list[str], button: tuple[str, str], after: list[str]) -> Note:
    """A mail of some paragraphs, a button, an address that it leads to, and some more paragraphs."""
    url, label = button
    html = speech.theme.render(
        "email_note.html",
        labels=speech.labels,
        subject=subject,
        before=before,
        url=url,
        button=label,
        after=after,
        **speech.theme.styles[look_of(speech.labels.language)].parts,
    )
    site = speech.theme.site
    parts = [*map(wrapped, before), f"{label}:\n{url}", *map(wrapped, after), "-" * WIDTH]
    foot = [site.name, *([site.postal_address] if site.postal_address else [])]
    text = "\n\n".join(parts) + "\n" + "\n".join(map(wrapped, foot)) + "\n"
    return Note(subject=" ".join(subject.split()), html=html, text=text)


def wrapped(text: str) -> str:
    return "\n".join(wrap(text, WIDTH))
