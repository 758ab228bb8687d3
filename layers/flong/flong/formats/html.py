"""The web page."""

from markupsafe import Markup

from flong.article import Image
from flong.formats.body import Rules, markup, recast
from flong.formats.document import Document
from flong.formats.linked_data import linked_data
from flong.theme import Site

PICTURE = Markup('<img src="{}" alt="{}"{}>')
SIZE = Markup(' width="{}" height="{}"')


def _lazy(tag: str) -> str:
    return f'{tag[:-1]} loading="lazy" decoding="async">'


def _labelled(tag: str) -> str:
    return f'{tag[:-1]} aria-label="{"Done" if " checked" in tag else "To do"}">'


RULES: Rules = {
    # Wide tables and code scroll within themselves, so a keyboard must reach them.
    "<table": '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>',
    "</table": "</table></div>",
    "<pre": '<pre tabindex="0">',
    "<section": '<section class="footnotes" aria-label="Notes">',
    "<img": _lazy,
    "<input": _labelled,
}


def render(document: Document) -> str:
    """One HTML document, complete in itself: no script, no style sheet to fetch."""
    body = markup("".join(recast(document.tokens, RULES)))
    hero = picture(document.hero, document.site) if document.hero else ""
    data = linked_data(document, document.canonical)
    return document.theme.render("article.html", document=document, body=body, hero=hero, linked_data=data)


def picture(image: Image, site: Site) -> Markup:
    """An image that is fetched at once, since it opens the page."""
    size = SIZE.format(image.width, image.height) if image.width and image.height else ""
    return PICTURE.format(site.absolute(image.url), image.alt, size)
