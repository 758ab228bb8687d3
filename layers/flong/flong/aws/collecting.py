"""Rebuilds collections from the index, so that the last one written shows everything."""

from functools import cache
from pathlib import Path

from flong.article import Tag
from flong.assets import FOLDER, Asset, assets_in
from flong.aws import collections, site
from flong.aws.feeding import feed_files, label_of
from flong.collect import PAGE_SIZE, File, file_at
from flong.count import HOME
from flong.errors import BrokenContract, Unavailable
from flong.formats.addresses import HOME as HOME_PATH
from flong.formats.addresses import tag_path
from flong.formats.collections import home_page, tag_page
from flong.formats.templates import Theme
from flong.index import tag_pk

MAX_ROUNDS = 8
HTML = "text/html; charset=utf-8"


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


def write(collection: str, theme: Theme) -> None:
    if collection == HOME:
        write_assets(theme)
    for file in files_of(collection, theme):
        site.write(*file)


def files_of(collection: str, theme: Theme) -> list[File]:
    """A collection as the index has it now; the page last, so that it never names a feed that is not there."""
    return [*feed_files(collection, theme), page_of(collection, theme)]


def page_of(collection: str, theme: Theme) -> File:
    kind, _, name = collection.partition("/")
    if collection == HOME:
        return file_at(HOME_PATH, home_page(collections.latest(PAGE_SIZE), used_tags(), theme), HTML)
    if kind == "tag":
        return tag_file(name, theme)
    raise BrokenContract(f"there is no collection {collection!r}")


def used_tags() -> list[Tag]:
    return [tag for tag, _ in collections.tags()]


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


def tag_file(tag_id: str, theme: Theme) -> File:
    found = collections.listings(tag_pk(tag_id), PAGE_SIZE)
    return file_at(tag_path(tag_id), tag_page(Tag(id=tag_id, label=label_of(tag_id, found)), found, theme), HTML)
