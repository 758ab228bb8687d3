"""The feeds of a collection, from the index as it is now."""

from flong.article import Tag
from flong.aws import collections
from flong.collect import PAGE_SIZE, File, file_at, newest
from flong.count import HOME
from flong.events import Listing
from flong.formats.addresses import HOME_FEED, tag_feed_path
from flong.formats.collections import home_feed, tag_feed
from flong.formats.templates import Theme
from flong.index import tag_pk

ATOM = "application/atom+xml; charset=utf-8"


def feed_files(collection: str, theme: Theme) -> list[File]:
    """Every feed of a collection; none if it has no feed."""
    kind, _, name = collection.partition("/")
    if collection == HOME:
        return home_feeds(theme)
    return tag_feeds(name, theme) if kind == "tag" and "/" not in name else []


def home_feeds(theme: Theme) -> list[File]:
    found = collections.latest(PAGE_SIZE)
    return [file_at(HOME_FEED, home_feed(found, newest(found), theme), ATOM)]


def tag_feeds(tag_id: str, theme: Theme) -> list[File]:
    found = collections.listings(tag_pk(tag_id), PAGE_SIZE)
    tag = Tag(id=tag_id, label=label_of(tag_id, found))
    return [file_at(tag_feed_path(tag_id), tag_feed(tag, found, newest(found), theme), ATOM)]


def label_of(tag_id: str, found: list[Listing]) -> str:
    """As the newest article has it that has the tag."""
    return next((tag.label for listing in found for tag in listing.tags if tag.id == tag_id), tag_id)
