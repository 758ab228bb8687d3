"""What search engines read of a page that many articles share: schema.org in JSON-LD."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from flong.events import Listing
from flong.formats.linked_data import in_script
from flong.formats.templates import Theme


def page_data(way: Sequence[tuple[str, str]], listings: Sequence[Listing], theme: Theme) -> Markup:
    """The page at the end of `way`, paths and what they are called from below the home page; empty for that itself."""
    site = theme.site
    whole = {"@type": "WebSite", "@id": f"{site.url}/#site", "name": site.name, "url": f"{site.url}/"}
    if not way:
        about = {"description": site.tagline} if site.tagline else {}
        return in_script([{**whole, **about, "inLanguage": site.language, "publisher": theme.publisher}])
    path, name = way[-1]
    page: dict[str, Any] = {
        "@type": "CollectionPage",
        "@id": f"{site.absolute(path)}#page",
        "url": site.absolute(path),
        "name": name,
        "inLanguage": site.language,
        "isPartOf": whole,
    }
    return in_script([page | contents(listings, theme), trail(way, theme)])


def contents(listings: Sequence[Listing], theme: Theme) -> dict[str, Any]:
    if not listings:
        return {}
    found = [
        {"@type": "ListItem", "position": number, "url": theme.site.absolute(it.path)}
        for number, it in enumerate(listings, 1)
    ]
    return {"mainEntity": {"@type": "ItemList", "numberOfItems": len(found), "itemListElement": found}}


def trail(way: Sequence[tuple[str, str]], theme: Theme) -> dict[str, Any]:
    steps = [("/", theme.site.name), *way]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": theme.site.absolute(path)}
            for number, (path, name) in enumerate(steps, 1)
        ],
    }
