"""A feed, before it is written in one form or another."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flong.article import Image, Picture
from flong.events import Entry, Listing, Withdrawal
from flong.formats.identity import article_urn
from flong.theme import Site

# XML 1.0 has no way to write these.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NEVER = "1970-01-01T00:00:00Z"
"""When a feed without entries has changed; RFC 4287 wants a time of it too."""


class Enclosure(NamedTuple):
    """A picture that goes along; type and size in bytes of one that lies beside its article, else they are unknown."""

    url: str
    content_type: str = ""
    bytes: int = 0
    alt: str = ""


@dataclass(frozen=True)
class Item:
    """One article; times are UTC, RFC 3339. `id` outlives every change of title, path or date.

    `html` is the whole text, safe to place; empty where there is a summary alone.
    """

    id: str
    url: str
    listing: Listing
    updated: str
    canonical_url: str | None = None
    html: str = ""
    picture: Enclosure | None = None


class Gone(NamedTuple):
    """An entry that was here, and when it was withdrawn."""

    id: str
    when: str


@dataclass(frozen=True)
class Feed:
    """A feed, newest first; every address is absolute. `addresses` are its own, by form.

    `id` is one for all forms: they are one feed.
    """

    id: str
    title: str
    description: str
    page: str
    addresses: Mapping[str, str]
    items: Sequence[Item]
    gone: Sequence[Gone] = field(default=())

    @property
    def updated(self) -> str:
        """When it last changed, by what it says: never before any of its entries, or of what has gone from it."""
        return max([*(item.updated for item in self.items), *(it.when for it in self.gone)], default=NEVER)


def item_of(entry: Entry, site: Site, html: str = "", pictures: Sequence[Picture] = ()) -> Item:
    listing = entry.listing
    return Item(
        id=article_urn(site.url, entry.known_as or listing.id),
        url=site.absolute(listing.path),
        listing=listing,
        updated=entry.changed,
        canonical_url=entry.canonical_url,
        html=html,
        picture=enclosure(listing.hero, pictures, site) if listing.hero else None,
    )


def enclosure(hero: Image, pictures: Sequence[Picture], site: Site) -> Enclosure:
    own = next((it for it in pictures if hero.url.endswith(f"/{it.file}")), None)
    known = (own.content_type, own.bytes) if own else ("", 0)
    return Enclosure(site.absolute(hero.url), *known, alt=hero.alt)


def gone_from(told: Sequence[Withdrawal], items: Sequence[Item], site: Site) -> list[Gone]:
    """What to say of withdrawals, each article's last; nothing of what is in the feed again."""
    there = {item.id for item in items}
    last = {article_urn(site.url, it.known_as): it.withdrawn for it in sorted(told, key=lambda it: it.withdrawn)}
    found = [Gone(id_, when) for id_, when in last.items() if id_ not in there]
    return sorted(found, key=lambda it: (it.when, it.id), reverse=True)
