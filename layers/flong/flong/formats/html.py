"""The web page."""

from functools import cache
from html import escape

from markupsafe import Markup

from flong.article import Image
from flong.formats.body import Rules, markup, recast
from flong.formats.document import Document
from flong.formats.labels import Labels
from flong.formats.linked_data import linked_data
from flong.theme import Site

PICTURE = Markup('<img src="{}" alt="{}"{}>')
SIZE = Markup(' width="{}" height="{}"')


def _lazy(tag: str) -> str:
    return f'{tag[:-1]} loading="lazy" decoding="async">'


@cache
def rules(table: str, notes: str, done: str, to_do: str) -> Rules:
    """How a page differs from the body; the arguments are labels for those who hear it."""
    done, to_do = escape(done), escape(to_do)
    return {
        # Wide tables and code scroll within themselves, so a keyboard must reach them.
        "<table": f'<div class="scroll" role="group" aria-label="{escape(table)}" tabindex="0"><table>',
        "</table": "</table></div>",
        "<pre": '<pre tabindex="0">',
        "<section": f'<section class="footnotes" aria-label="{escape(notes)}">',
        "<img": _lazy,
        "<input": lambda tag: f'{tag[:-1]} aria-label="{done if " checked" in tag else to_do}">',
    }


def rules_in(labels: Labels) -> Rules:
    """The rules with labels in the article's language."""
    return rules(labels.table, labels.notes, labels.done, labels.to_do)


def render(document: Document) -> str:
    """One HTML document, complete in itself: no script, no style sheet to fetch."""
    body = markup("".join(recast(document.tokens, rules_in(document.labels))))
    hero = picture(document.hero, document.site) if document.hero else ""
    data = linked_data(document, document.canonical)
    return document.theme.render(
        "article.html",
        document=document,
        article=document.article,
        labels=document.labels,
        body=body,
        hero=hero,
        linked_data=data,
    )


def picture(image: Image, site: Site) -> Markup:
    """An image that is fetched at once, since it opens the page."""
    size = SIZE.format(image.width, image.height) if image.width and image.height else ""
    return PICTURE.format(site.absolute(image.url), image.alt, size)
