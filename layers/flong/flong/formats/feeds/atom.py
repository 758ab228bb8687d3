"""Atom (RFC 4287), with what has been deleted (RFC 6721)."""

from flong.formats.feeds.feed import NO_XML, Feed
from flong.formats.templates import Theme


def render(feed: Feed, theme: Theme) -> str:
    return NO_XML.sub("", theme.render("feed.xml", feed=feed))
