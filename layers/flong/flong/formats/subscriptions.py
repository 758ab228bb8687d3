"""The pages of signing up for mail, choosing what comes, and leaving; plain, so that nothing stands before a button."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from flong.article import Moment
from flong.formats.labels import Labels
from flong.formats.templates import Theme
from flong.subscribing import MOST_TAGS, Choice

HOME = "/subscriptions/"
SEND_LINK = "/subscriptions/link"
EVERYTHING = Choice()

UnsubscribeState = Literal["ask", "done", "unknown"]
Wrong = Literal["", "missing", "malformed", "too long", "not plain", "no topics", "too many topics"]
WRONG: dict[Wrong, str] = {
    "missing": "address_missing",
    "malformed": "address_malformed",
    "too long": "address_too_long",
    "not plain": "address_not_plain",
    "no topics": "no_topics",
    "too many topics": "too_many_topics",
}
"""The label that says what is wrong with a form."""
AT_ADDRESS = ("missing", "malformed", "too long", "not plain")

Notice = Literal[
    "asked", "confirm", "confirmed", "link_old", "link_expired", "link_unknown", "not_subscribed", "stop", "stopped",
    "erase", "erased", "slow_down", "refused", "not_understood", "nothing_there", "failed",
]  # fmt: skip
"""What a page says that has no form to fill in; each is the label of its heading."""
TEXTS: dict[Notice, tuple[str, ...]] = {
    "asked": ("asked_means", "asked_nothing"),
    "link_expired": ("send_link_means",),
    "nothing_there": (),
}
"""The labels of what it says, where that is not the heading's with `_means`."""


class Topic(NamedTuple):
    """A tag that may be chosen."""

    id: str
    label: str


class Link(NamedTuple):
    url: str
    label: str


class Button(NamedTuple):
    """A button that posts to `action`, a path of the site."""

    action: str
    label: str


@dataclass(frozen=True)
class Speech:
    """A theme in one of the languages that it speaks."""

    theme: Theme
    labels: Labels
    hours: int = 0
    """How long a link that confirms is good for."""
    words: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        site, number = self.theme.site, self.labels.number
        words = {"name": site.sender_name, "site": site.name, "hours": number(self.hours), "n": number(MOST_TAGS)}
        object.__setattr__(self, "words", words)

    def said(self, label: str) -> str:
        """A label with its words filled in."""
        return str(getattr(self.labels, label)).format(**self.words)

    def written(self, moment: str) -> str:
        """A moment, RFC 3339, as the site's readers write it, in its own zone, to the minute."""
        at = datetime.fromisoformat(moment).astimezone(UTC)
        return self.labels.written(Moment(at=at, precision="second", zone=self.theme.site.zone))

    def page(self, template: str, heading: str, **values: Any) -> str:
        return self.theme.render(template, labels=self.labels, heading=heading, **values)

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages that the theme speaks, and what they call themselves."""
        return [(it.language, it.language_name) for it in self.theme.catalogues.values()]

    @property
    def way_back(self) -> Link:
        return Link(f"{self.theme.site.url}/", self.said("back_to"))

    @property
    def way_in(self) -> Link:
        return Link(HOME, self.labels.subscribe)


def speech(theme: Theme, language: str = "", hours: int = 0) -> Speech:
    """The theme in a language, if it speaks that, else in the site's own."""
    return Speech(theme, theme.labels(language or theme.site.language), hours)


def consent_text(speech: Speech) -> str:
    """The version of the words that somebody agrees to by signing up: their language, and a hash."""
    words = "\n".join(map(speech.said, ("subscribe_means", "consent", "do_subscribe")))
    return f"{speech.labels.language}:{sha256(words.encode()).hexdigest()[:12]}"


def notice_page(notice: Notice, speech: Speech, button: Button | None = None, links: Sequence[Link] = ()) -> str:
    """Says one thing, perhaps with a button; `links` lead on from it."""
    texts = [speech.said(label) for label in TEXTS.get(notice, (f"{notice}_means",))]
    return speech.page("notice.html", speech.said(notice), texts=texts, button=button, links=links)


def subscribe_page(
    speech: Speech,
    topics: Sequence[Topic],
    choice: Choice = EVERYTHING,
    address: str = "",
    wrong: Wrong = "",
) -> str:
    """The form to sign up by, with what was filled in before, and what is wrong with that."""
    return speech.page(
        "subscribe.html",
        speech.labels.subscribe,
        topics=topics,
        choice=choice,
        address=address,
        wrong=said_of(wrong, speech),
        is_wrong=wrong in AT_ADDRESS,
        languages=speech.languages,
    )


def send_link_page(speech: Speech, address: str = "", wrong: Wrong = "") -> str:
    """The form by which somebody asks for a new link."""
    said = said_of(wrong, speech)
    return speech.page("send_link.html", speech.labels.send_link, address=address, wrong=said, is_wrong=bool(wrong))


def preferences_page(
    speech: Speech,
    topics: Sequence[Topic],
    choice: Choice,
    action: str,
    *,
    paused_until: str = "",
    saved: bool = False,
    wrong: Wrong = "",
) -> str:
    """What a subscriber gets, and the form that changes it; `action` is the path of its link."""
    return speech.page(
        "preferences.html",
        speech.labels.your_mails,
        topics=topics,
        choice=choice,
        action=action,
        paused_until=speech.written(paused_until) if paused_until else "",
        saved=saved,
        wrong=said_of(wrong, speech),
        languages=speech.languages,
    )


def said_of(wrong: Wrong, speech: Speech) -> str:
    return speech.said(WRONG[wrong]) if wrong else ""


def unsubscribe_page(state: UnsubscribeState, action: str, speech: Speech) -> str:
    """Asks, with a button that posts to `action`; or says that it is done, or that the link is not known."""
    match state:
        case "ask":
            return notice_page("stop", speech, Button(action, speech.labels.unsubscribe))
        case "done":
            return notice_page("stopped", speech, links=[speech.way_back])
    return notice_page("link_unknown", speech, links=[speech.way_back])
