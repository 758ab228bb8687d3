"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from typing import Any

from pydantic_core import to_json

from flong.formats.feeds.feed import Feed, Item
from flong.formats.templates import Theme
from flong.theme import Site

VERSION = "https://jsonfeed.org/version/1.1"


def render(feed: Feed, theme: Theme) -> str:
    return to_json(described(feed, theme.site), indent=1).decode() + "\n"


def described(feed: Feed, site: Site) -> dict[str, Any]:
    fields = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.addresses["json"],
        "description": feed.description,
        "favicon": site.absolute(site.icon) if site.icon else "",
        "authors": [{"name": site.author or site.name, "url": f"{site.url}/"}],
        "language": site.language,
        "hubs": [{"type": "WebSub", "url": site.hub}] if site.hub else [],
    }
    return {**_known(fields), "items": [_item(item) for item in feed.items]}


def _item(item: Item) -> dict[str, Any]:
    it = item.listing
    elsewhere = item.canonical_url
    return _known(
        {
            "id": item.id,
            "url": item.url,
            "external_url": elsewhere,
            "title": it.title,
            "content_html": item.html,
            "content_text": "" if item.html else it.summary or it.title,  # one of the two has to be there
            "summary": it.summary,
            "image": item.picture.url if item.picture else "",
            "date_published": it.published.sortable,
            "date_modified": item.updated,
            "authors": [_known({"name": person.name, "url": person.url}) for person in it.authors],
            "tags": [tag.label for tag in it.tags],
            "language": it.language,
        }
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
