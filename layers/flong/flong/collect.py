"""What a collection shows. Pure."""

from collections.abc import Sequence

from flong.events import Listing

PAGE_SIZE = 50


def newest(listings: Sequence[Listing]) -> str:
    """When a feed last changed: the latest time of its entries, RFC 3339; RFC 4287 wants one of an empty feed too."""
    times = [moment for listing in listings for moment in (listing.published, listing.updated) if moment]
    return max(times, key=lambda moment: moment.at).rfc3339 if times else "1970-01-01T00:00:00Z"
