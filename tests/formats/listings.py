"""Valid listings for tests, and the pages that they stand on."""

from collections.abc import Sequence
from typing import Any

from flong.article import Tag
from flong.events import Listing
from flong.formats import pages
from flong.formats.directory import Entry
from flong.formats.templates import Theme

from tests.make import DAY


def make_listing(**given: Any) -> Listing:
    values: dict[str, Any] = {
        "id": "sea/tides",
        "title": "Tides",
        "summary": "The sea comes and goes.",
        "path": "/sea/tides/",
        "url": "https://example.org/sea/tides/",
        "published": DAY,
        "category": "sea",
        "language": "en",
    }
    return Listing(**{**values, **given})


def home_page(listings: Sequence[Listing], tags: Sequence[Tag], theme: Theme, **given: Any) -> str:
    """The home page of a site with these tags, each on every article."""
    return pages.home_page(listings, pages.Index(tags=entries_of(tags, len(listings))), theme, **given)


def tag_page(tag: Tag, listings: Sequence[Listing], theme: Theme, **given: Any) -> str:
    """The page of a tag whose articles all stand on it."""
    shown: dict[str, Any] = {"list": pages.List("tag", tag.id, tag.label), "total": len(listings)}
    return pages.front_page(pages.Front(listings=listings, **{**shown, **given}), theme)


def entries_of(tags: Sequence[Tag], articles: int = 1) -> list[Entry]:
    return [Entry(tag.id, tag.label, articles, "2026-01-22T00:00:00Z") for tag in tags]
