"""Rebuilds collections from the index, so that the last one written shows everything."""

from flong.aws import collections, site
from flong.errors import BrokenContract, Unavailable
from flong.collect import PAGE_SIZE, newest
from flong.count import HOME
from flong.formats.collections import home_page, tag_feed, tag_page
from flong.formats.templates import Theme
from flong.article import Tag

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


def write(collection: str, theme: Theme) -> None:
    kind, _, name = collection.partition("/")
    if collection == HOME:
        site.write("index.html", home_page(collections.latest(PAGE_SIZE), collections.tags(), theme), HTML)
    elif kind == "tag":
        write_tag(name, theme)
    else:
        raise BrokenContract(f"there is no collection {collection!r}")


def write_tag(tag_id: str, theme: Theme) -> None:
    found = collections.listings(f"TAG#{tag_id}", PAGE_SIZE)
    label = next((tag.label for listing in found for tag in listing.tags if tag.id == tag_id), tag_id)
    tag = Tag(id=tag_id, label=label)
    site.write(f"tags/{tag_id}/feed.atom", tag_feed(tag, found, newest(found), theme), ATOM)
    site.write(f"tags/{tag_id}/index.html", tag_page(tag, found, theme), HTML)
