"""Rebuilds collections from the index, so that what stands on the site shows everything."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from flong import hub
from flong.assets import FOLDER, Asset, assets_in
from flong.aws import collections, pages, site
from flong.aws.feeding import feed_files
from flong.aws.sitemaps import sitemap_files
from flong.collect import Collection, File, collection_of, keys_of, prefixes_of
from flong.count import HOME
from flong.formats.feeds.forms import FORMS
from flong.formats.templates import Theme
from flong.runtime import outcome

MAX_ROUNDS = 3
SCHEMAS = "schemas"
"""The folder of the site in which the schemas of public events lie."""
FEEDS = {form.content_type for form in FORMS}

Seen = dict[str, str | None]
"""The entity tags of what lay at the keys of a collection before the index was read; None where nothing did."""
Maker = Callable[[str, Theme], list[File]]

FRONTS: dict[str, tuple[Maker, ...]] = {
    "home": (feed_files, sitemap_files, pages.home_files),
    "tag": (pages.tag_feeds, pages.front_files),
    "category": (feed_files, pages.front_files),
    "author": (pages.front_files,),
    "sitemap": (sitemap_files,),
}
"""What makes the files of a kind of collection; the page last, so that it never names a feed that is not there."""
ARCHIVES: dict[str, tuple[Maker, ...]] = {
    "month": (sitemap_files, pages.archive_files),
    **dict.fromkeys(("tag", "category", "author"), (pages.archive_files,)),
}
"""The same of a month of it."""


def rebuild(collection: str, theme: Theme, again: bool = False) -> int:
    """How often the collection had to be made until the site showed the latest change; 0 if it did already.

    `again` has it made in any case: what it shows depends on the time as well.

    The mark is read first, then what lies on the site, then the index. Nothing is written over what another rebuild
    has written since: then, and where the mark is no longer the latest, it is made anew.
    """
    mark, built = collections.marks(collection)
    if not again and (mark is None or built):
        return 0
    for rounds in range(1, MAX_ROUNDS + 1):
        if bring(collection, theme) and (mark is None or collections.mark_built(collection, mark)):
            return rounds
        mark = collections.marks(collection)[0] or mark
    # What is there is as new as can be; the rest waits until less is going on.
    collections.collect_later([collection])
    return MAX_ROUNDS


def bring(collection: str, theme: Theme) -> bool:
    """Has the site show a collection as the index has it; False if somebody else wrote there meanwhile."""
    if collection == HOME:
        write_assets(theme)
    files, seen = composed(collection, theme)
    # Before anything is written: whoever does this work again finds it done, and sees no month come or go.
    collections.rebuild_later(linked_anew(collection_of(collection), files, seen))
    changed: list[File] = []
    try:
        for file in files:
            if seen[file.key] != file.etag:
                site.replace(file, seen[file.key])
                changed.append(file)
        for key, etag in left_over(seen, files) if collection_of(collection).shrinks else ():
            site.take_away(key, etag)
    except site.Overtaken:
        return False
    finally:
        tell_hub(changed, theme)
    return True


def tell_hub(changed: list[File], theme: Theme) -> None:
    """Feeds that have changed are told at once, whatever comes of the other files: another round finds them written."""
    feeds = [theme.site.absolute(f"/{file.key}") for file in changed if file.content_type in FEEDS]
    if answer := hub.tell(theme.site.hub, feeds):
        outcome("told the hub", hub=theme.site.hub, feeds=len(feeds), answer=answer)


def composed(collection: str, theme: Theme) -> tuple[list[File], Seen]:
    """The files of a collection, and what lay in their places before the index was read."""
    seen = standing(collection_of(collection))
    while True:
        files = files_of(collection, theme)
        unseen = [file.key for file in files if file.key not in seen]
        if not unseen:
            return files, seen
        seen |= {key: site.etag(key) for key in unseen}


def standing(collection: Collection) -> Seen:
    found: Seen = {key: site.etag(key) for key in keys_of(collection)}
    return found | {key: etag for prefix in prefixes_of(collection) for key, etag in site.etags_under(prefix)}


def linked_anew(it: Collection, files: list[File], seen: Seen) -> list[str]:
    """The months before and after one that comes or goes: their links to the nearest that have articles change."""
    if not it.is_archive or bool(files) == any(seen.values()):
        return []
    return [it.in_month(month) for month in pages.months_beside(it) if month]


def left_over(seen: Seen, files: list[File]) -> list[tuple[str, str]]:
    """What lay there and is of the collection no more."""
    kept = {file.key for file in files}
    return [(key, etag) for key, etag in seen.items() if etag and key not in kept]


def files_of(collection: str, theme: Theme) -> list[File]:
    """A collection as the index has it now; `BrokenContract` if there is none of that name."""
    it = collection_of(collection)
    makers = (ARCHIVES if it.is_archive else FRONTS).get(it.kind, ())
    return [file for make in makers for file in make(collection, theme)]


def write_assets(theme: Theme) -> None:
    """Brings the theme's files, and the schemas of the public events, to the site, where they are not there or are
    others. Every change of an article comes by here, so those that a deployment brings along go out with the first.
    """
    for folder, assets in ((FOLDER, assets_of(theme.folder)), (SCHEMAS, schemas_of(theme.site.url))):
        there = dict(site.etags_under(f"{folder}/")) if assets else {}
        for asset in assets:
            if there.get(asset.key) != asset.etag:
                site.write_asset(asset)


@cache
def assets_of(folder: Path) -> tuple[Asset, ...]:
    return tuple(assets_in(folder))


@cache
def schemas_of(site_url: str) -> tuple[Asset, ...]:
    from flong.contract.schemas import MEDIA_TYPE, schemas, text_of  # only a front page needs them

    found = schemas(site_url).items()
    return tuple(Asset(f"{SCHEMAS}/{name}", MEDIA_TYPE, text_of(schema).encode()) for name, schema in found)
