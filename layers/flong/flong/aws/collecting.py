"""Rebuilds collections from the index, so that the last one written shows everything."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from flong.article import Tag
from flong.assets import FOLDER, Asset, assets_in
from flong.aws import collections, site
from flong.collect import PAGE_SIZE, newest
from flong.count import HOME
from flong.errors import BrokenContract, Unavailable
from flong.formats.addresses import HOME_FEED, tag_feed_path, tag_path
from flong.formats.collections import home_feed, home_page, tag_feed, tag_page
from flong.formats.templates import Theme
from flong.index import tag_pk

MAX_ROUNDS = 8
HTML, ATOM = "text/html; charset=utf-8", "application/atom+xml; charset=utf-8"


def rebuild(collection: str, theme: Theme) -> int:
    """How often the collection had to be written until it showed the latest change; 0 if it did already.

    The mark is read first, then the listings. A slow round that overwrote a newer one finds that its
    mark is no longer the latest, and goes round again even if the later mark has been built.
    """
    mark, built = collections.marks(collection)
    if mark is None or built:
        return 0
    for rounds in range(1, MAX_ROUNDS + 1):
        write(collection, theme)
        if collections.mark_built(collection, mark):
            return rounds
        mark = collections.marks(collection)[0] or mark
    raise Unavailable(f"{collection} keeps changing")


class File(NamedTuple):
    """One file of a collection, as it should be on the site."""

    key: str
    text: str
    content_type: str


def write(collection: str, theme: Theme) -> None:
    if collection == HOME:
        write_assets(theme)
    for file in files_of(collection, theme):
        site.write(*file)


def files_of(collection: str, theme: Theme) -> list[File]:
    """A collection as the index has it now; the page last, so that it never names a feed that is not there."""
    kind, _, name = collection.partition("/")
    if collection == HOME:
        return home_files(theme)
    if kind == "tag":
        return [] if "/" in name else tag_files(name, theme)
    if kind in ("category", "author", "month", "sitemap"):
        return []
    raise BrokenContract(f"there is no collection {collection!r}")


def home_files(theme: Theme) -> list[File]:
    found, tags = collections.latest(PAGE_SIZE), [tag for tag, _ in collections.tags()]
    return [
        File(key_of(HOME_FEED), home_feed(found, newest(found), theme), ATOM),
        File("index.html", home_page(found, tags, theme), HTML),
    ]


def write_assets(theme: Theme) -> None:
    """Brings the theme's files to the site, where they are not there or are others. Every change of an article comes by
    here, so those that a deployment brings along go out with the first.
    """
    assets = assets_of(theme.folder)
    there = dict(site.etags_under(f"{FOLDER}/")) if assets else {}
    for asset in assets:
        if there.get(asset.key) != asset.etag:
            site.write_asset(asset)


@cache
def assets_of(folder: Path) -> tuple[Asset, ...]:
    return tuple(assets_in(folder))


def tag_files(tag_id: str, theme: Theme) -> list[File]:
    found = collections.listings(tag_pk(tag_id), PAGE_SIZE)
    label = next((tag.label for listing in found for tag in listing.tags if tag.id == tag_id), tag_id)
    tag = Tag(id=tag_id, label=label)
    return [
        File(key_of(tag_feed_path(tag_id)), tag_feed(tag, found, newest(found), theme), ATOM),
        File(f"{key_of(tag_path(tag_id))}index.html", tag_page(tag, found, theme), HTML),
    ]


def key_of(path: str) -> str:
    return path.removeprefix("/")
