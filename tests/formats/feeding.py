"""Valid feeds for tests, and what stands in them."""

import json
from typing import Any
from xml.etree import ElementTree

from flong.events import Entry, Listing
from flong.formats.feeds.content import content
from flong.formats.feeds.feed import Feed, Gone, item_of
from flong.formats.feeds.forms import FORMS
from flong.formats.templates import Theme

from tests.formats.casting import THEME, cast
from tests.formats.listings import make_listing

RENDER = {form.name: form.render for form in FORMS}


def make_entry(listing: Listing | None = None, **given: Any) -> Entry:
    return Entry(**{"listing": listing or make_listing(), "revision": 1, **given})


def make_feed(*entries: Entry, html: str = "", gone: tuple[Gone, ...] = (), theme: Theme = THEME) -> Feed:
    return Feed(
        id="urn:uuid:3f6f0b5e-0000-5000-8000-000000000000",
        title="Flong Review",
        description="One article",
        page="https://example.org/",
        addresses={form: f"https://example.org/feeds/latest.{form}" for form in RENDER},
        items=[item_of(entry, theme.site, html) for entry in entries],
        gone=gone,
    )


def written(form: str, *entries: Entry, theme: Theme = THEME, **given: Any) -> str:
    return RENDER[form](make_feed(*entries, theme=theme, **given), theme)


def atom(*entries: Entry, **given: Any) -> ElementTree.Element:
    return ElementTree.fromstring(written("atom", *entries, **given))


def whole_text(hero: Any = None, **article: Any) -> str:
    """The text that a feed has of an article."""
    return content(json.loads(cast(hero=hero, **article)["json"]), hero, THEME)
