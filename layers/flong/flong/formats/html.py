"""The web page."""

import re
from html import escape

from markupsafe import Markup

from flong.article import Image
from flong.formats.body import Rules, markup, paragraph_of, recast
from flong.formats.document import Document
from flong.formats.labels import Labels
from flong.formats.linked_data import linked_data
from flong.theme import Site

# Its priority is high, since it is what a reader waits for.
PICTURE = Markup('<img src="{}" alt="{}"{} fetchpriority="high">')
SIZE = Markup(' width="{}" height="{}"')

FOLD = 600
"""Characters of text before a picture that is seen without scrolling, on most screens."""
AT_ONCE = ' loading="eager">'
BACK = ' class="footnote-back">'
WAY_BACK = re.compile(rf'<a href="#fnref-([\d-]+)"{BACK}')
BARE = re.compile(r'<a (href="(https?://[^"]*)">\2</a>)')
"""A link whose words are its address; in print, that need not follow them."""
HEADING_NOTHING = re.compile(r"<th( [^>]*)?></th>")
SCOPE = re.compile(r' scope="\w+"')
UNSCOPED = re.compile(r"<th((?: (?!scope=)[^>]*)?>)")


def rules_in(labels: Labels) -> Rules:
    """How a page differs from the body, with labels in the article's language for those who hear it."""
    table, notes, done, to_do = map(escape, (labels.table, labels.notes, labels.done, labels.to_do))
    return {
        # Wide tables and code scroll within themselves, so a keyboard must reach them.
        "<table": f'<div class="scroll" role="group" aria-label="{table}" tabindex="0"><table>',
        "</table": "</table></div>",
        "<pre": '<pre tabindex="0">',
        "<section": f'<section class="footnotes" aria-label="{notes}">',
        "<img": _lazy,
        "<input": lambda tag: f'{tag[:-1]} aria-label="{done if " checked" in tag else to_do}">',
        "<a": lambda tag: link(tag, labels),
    }


def _lazy(tag: str) -> str:
    return tag if tag.endswith(AT_ONCE) else f'{tag[:-1]} loading="lazy" decoding="async">'


def link(tag: str, labels: Labels) -> str:
    """The way back from a note has a name, which tells it from those of other notes and other mentions."""
    found = WAY_BACK.fullmatch(tag) if tag.endswith(BACK) else None
    if not found:
        return tag
    return f'{tag[:-1]} aria-label="{escape(labels.back.format(n=labels.number(found[1])))}">'


def placed(document: Document) -> list[str]:
    """The tokens of the text, with pictures marked by where they stand."""
    tokens = document.text
    if not (images := tokens.kinds.get("<img")):
        return tokens
    pictures = [place for place in range(1, len(tokens), 2) if tokens[place] in images]
    out = tokens.copy()
    for place in pictures:
        if start := paragraph_of(tokens, place):
            out[start] = '<p class="picture">'
    first = pictures[0]
    if not document.hero and sum(map(len, tokens[:first:2])) < FOLD:
        out[first] = tokens[first][:-1] + AT_ONCE
    return out


def render(document: Document) -> str:
    """One HTML document, complete in itself: no script, no style sheet to fetch."""
    body = "".join(recast(placed(document), rules_in(document.labels)))
    hero = picture(document.hero, document.site) if document.hero else ""
    data = linked_data(document, document.canonical)
    return document.theme.render(
        "article.html",
        document=document,
        article=document.article,
        labels=document.labels,
        body=markup(finished(body)),
        hero=hero,
        linked_data=data,
    )


def finished(body: str) -> str:
    """The body with what takes more than one tag to tell."""
    if "></th>" in body:
        body = HEADING_NOTHING.sub(lambda found: f"<td{SCOPE.sub('', found[1] or '')}></td>", body)
        # In a row that has more than heads, each says what it heads; those of rows do so already.
        body = UNSCOPED.sub(r'<th scope="col"\1', body)
    return BARE.sub(r'<a class="bare" \1', body) if '">http' in body else body


def picture(image: Image, site: Site) -> Markup:
    """An image that is fetched at once, since it opens the page."""
    size = SIZE.format(image.width, image.height) if image.width and image.height else ""
    return PICTURE.format(site.absolute(image.url), image.alt, size)
