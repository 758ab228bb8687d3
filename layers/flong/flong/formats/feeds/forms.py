"""The forms that a feed is written in, each with its media type."""

from collections.abc import Callable
from typing import NamedTuple

from flong.formats.feeds import atom, json_feed, rss
from flong.formats.feeds.feed import Feed
from flong.formats.templates import Theme


class Form(NamedTuple):
    """One way to write a feed; `name` ends its address."""

    name: str
    render: Callable[[Feed, Theme], str]
    content_type: str


FORMS = (
    Form("atom", atom.render, "application/atom+xml; charset=utf-8"),
    Form("rss", rss.render, "application/rss+xml; charset=utf-8"),
    Form("json", json_feed.render, "application/feed+json; charset=utf-8"),
)
