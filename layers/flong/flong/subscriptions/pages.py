"""What the pages need to know: the theme, a language, the tags to choose from."""

from collections.abc import Sequence

from flong.formats.subscriptions import Speech, Topic, speech
from flong.formats.templates import Theme
from flong.settings import settings
from flong.subscribers import Subscriber
from flong.subscribing import Choice
from flong.subscriptions.topics import all_topics, shown


def theme() -> Theme:
    return Theme.load(settings().theme, settings().site_url)


def speaking(language: str = "") -> Speech:
    """The theme in that language, else in the site's."""
    return speech(theme(), language, settings().confirm_hours)


def own_id(tag: str) -> str:
    """The id of the tag that goes by that name."""
    return theme().site.tags.own_id(tag)


def topics_for(chosen: Sequence[str]) -> list[Topic]:
    return shown(all_topics(), chosen)


def choice_now(subscriber: Subscriber) -> Choice:
    return Choice(everything=subscriber.everything, tags=subscriber.tags, language=subscriber.language)
