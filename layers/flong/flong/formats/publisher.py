"""The publisher as pages and search engines show it; worked out once, when a theme is loaded."""

from pathlib import Path
from typing import Any

from markupsafe import Markup

from flong.article import Image
from flong.assets import file_of
from flong.intake.measure import size_of
from flong.theme import Site

MASTHEAD_HEIGHT = 36
"""CSS pixels that a logo has at the head of a page."""
PICTURE = Markup('<img class="logo" src="{}" alt="{}"{} height="{}">')
WIDTH = Markup(' width="{}"')


def logo_of(site: Site, folder: Path) -> Image | None:
    """The site's logo; its size is known if it is a file of the theme's."""
    if not site.logo:
        return None
    file = file_of(site.logo, folder)
    size = size_of(file.read_bytes()) if file else None
    return Image(url=site.logo, alt=site.name, **({"width": size[0], "height": size[1]} if size else {}))


def mark_of(site: Site, logo: Image | None) -> Image | None:
    """The logo as it stands at the head of a page, if it does. Beside the name it says nothing that is not said."""
    if logo is None or site.masthead == "name":
        return None
    width = round(logo.width * MASTHEAD_HEIGHT / logo.height) if logo.width and logo.height else None
    return Image(url=logo.url, alt=site.name if site.masthead == "logo" else "", width=width, height=MASTHEAD_HEIGHT)


def shown(mark: Image | None, site: Site) -> Markup:
    """The logo for a page of HTML; empty where there is none."""
    if mark is None:
        return Markup()
    width = WIDTH.format(mark.width) if mark.width else ""
    return PICTURE.format(site.absolute(mark.url), mark.alt, width, mark.height)


def described(site: Site, logo: Image | None) -> dict[str, Any]:
    """The publisher for search engines, an Organization of schema.org."""
    publisher: dict[str, Any] = {"@type": "Organization", "name": site.name, "url": site.url}
    if logo:
        size = {"width": pixels(logo.width), "height": pixels(logo.height)} if logo.width and logo.height else {}
        publisher |= {"logo": {"@type": "ImageObject", "url": site.absolute(logo.url), **size}}
    return {**publisher, "sameAs": list(site.social.same_as)} if site.social.same_as else publisher


def pixels(number: int) -> dict[str, Any]:
    return {"@type": "QuantitativeValue", "value": number, "unitCode": "E37"}  # UN/CEFACT Recommendation 20
