"""Rebuilds one collection: the home page, a list, a month of one, or the sitemap."""

from flong.aws import collecting
from flong.events import CollectionChanged
from flong.formats.templates import Theme
from flong.runtime import for_each, outcome
from flong.settings import settings

THEME = Theme.load(settings().theme, settings().site_url)


def collect(message: CollectionChanged) -> None:
    builds = collecting.rebuild(message.collection, THEME, message.again)
    outcome("collected", collection=message.collection, builds=builds)


handler = for_each(CollectionChanged, collect, once_per=lambda message: (message.collection, message.again))
