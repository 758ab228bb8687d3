"""RSS 2.0 (https://www.rssboard.org/rss-specification), with the whole text in `content:encoded`."""

from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from flong.formats.feeds.feed import NO_XML, Feed
from flong.formats.templates import Theme


def render(feed: Feed, theme: Theme) -> str:
    return NO_XML.sub("", theme.render("feed_rss.xml", feed=feed, rfc822=rfc822, as_html=as_html))


def as_html(text: str) -> str:
    """Plain words as HTML, which readers of RSS take a description for; the template escapes them once more, as XML."""
    return escape(text, quote=False)


def rfc822(moment: str) -> str:
    """A time in UTC as RSS writes it: `Thu, 22 Jan 2026 00:00:00 GMT`."""
    return format_datetime(datetime.fromisoformat(moment).astimezone(UTC), usegmt=True)
