"""Valid listings for tests."""

from typing import Any

from flong.events import Listing

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
