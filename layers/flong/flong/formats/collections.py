"""Feeds that many articles share, in Atom."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from flong.article import Tag
from flong.events import Listing
from flong.formats.addresses import HOME, HOME_FEED, tag_feed_path, tag_path
from flong.formats.templates import Theme

# XML 1.0 has no way to write these.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def home_feed(listings: Sequence[Listing], updated: str, theme: Theme) -> str:
    """The Atom feed of the whole site."""
    return _feed(theme.site.name, HOME, HOME_FEED, listings, updated, theme)


def tag_feed(tag: Tag, listings: Sequence[Listing], updated: str, theme: Theme) -> str:
    """The Atom feed (RFC 4287) of one tag; `updated` is RFC 3339, and later where an entry is."""
    return _feed(f"{tag.label} · {theme.site.name}", tag_path(tag.id), tag_feed_path(tag.id), listings, updated, theme)


def _feed(title: str, page: str, feed: str, listings: Sequence[Listing], updated: str, theme: Theme) -> str:
    site = theme.site
    filled = theme.render(
        "feed.xml",
        title=title,
        page=site.absolute(page),
        feed=site.absolute(feed),
        feed_id=_lasting(site.url + feed),
        entries=[(_lasting(f"{site.url}#{listing.id}"), listing) for listing in listings],
        updated=_latest(updated, listings),
    )
    return NO_XML.sub("", filled)


def _latest(updated: str, listings: Sequence[Listing]) -> str:
    stamps = [(listing.updated or listing.published).sortable for listing in listings]
    return max([updated, *stamps], key=datetime.fromisoformat)


def _lasting(name: str) -> str:
    """An Atom id that no change of title, path or date touches."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"
