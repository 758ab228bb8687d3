"""What a collection shows. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from flong.events import Listing

PAGE_SIZE = 50


class File(NamedTuple):
    """One file of a collection, as it should be on the site; `key` is its path without the slash it begins with."""

    key: str
    text: str
    content_type: str


def file_at(path: str, text: str, content_type: str) -> File:
    """The file at a root-relative path; a folder's is its page."""
    return File(f"{path}index.html"[1:] if path.endswith("/") else path[1:], text, content_type)


def newest(listings: Sequence[Listing]) -> str:
    """When a feed last changed: the latest time of its entries, RFC 3339; RFC 4287 wants one of an empty feed too."""
    times = [moment for listing in listings for moment in (listing.published, listing.updated) if moment]
    return max(times, key=lambda moment: moment.at).rfc3339 if times else "1970-01-01T00:00:00Z"
