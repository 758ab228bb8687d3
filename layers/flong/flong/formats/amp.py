"""The AMP page: the same article within AMP's rules."""

import re
from typing import NamedTuple

from markupsafe import Markup

from flong.article import Image
from flong.formats import html
from flong.formats.body import Rules, image_of, markup, recast, task_box
from flong.formats.document import Document
from flong.formats.linked_data import linked_data
from flong.theme import Site

KNOWN_SHAPE = Markup('<amp-img src="{src}" alt="{alt}" width="{width}" height="{height}" layout="intrinsic"></amp-img>')
UNKNOWN_SHAPE = Markup('<span class="box"><amp-img src="{src}" alt="{alt}" layout="fill"></amp-img></span>')


class Embed(NamedTuple):
    """What stands instead of a link that is a paragraph of its own; `link` has its parts as groups."""

    link: re.Pattern[str]
    component: str
    extension: str


EMBEDS = (
    Embed(
        re.compile(
            r'<p>(<a href="https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?v=|embed/)|youtu\.be/)'
            r'([\w-]{11})(?:[?&][^"]*)?">([^<]*)</a>)</p>'
        ),
        '<figure><amp-youtube data-videoid="{1}" layout="responsive" width="480" height="270" title="{2}">'
        "</amp-youtube><figcaption>{0}</figcaption></figure>",
        "amp-youtube",
    ),
)
"""Services that AMP has a component for (https://amp.dev/documentation/components/?format=websites#media)."""
ROOT_RELATIVE = re.compile(r' href="(/[^"]*)"')


def render(document: Document) -> str:
    """One AMP document (https://amp.dev/documentation/guides-and-tutorials/learn/spec/amphtml)."""
    body, embeds = embedded("".join(recast(document.tokens, _rules(document))))
    hero = picture(document.hero, document.site) if document.hero else ""
    data = linked_data(document, document.url)
    return document.theme.render(
        "article.amp.html",
        document=document,
        article=document.article,
        labels=document.labels,
        body=markup(body),
        extensions=[embed.extension for embed in embeds],
        hero=hero,
        linked_data=data,
    )


def embedded(body: str) -> tuple[str, list[Embed]]:
    """The body with a component wherever a link alone is a video, and which kinds there are."""
    used = []
    for embed in EMBEDS:
        body, count = embed.link.subn(lambda found, embed=embed: embed.component.format(*found.groups()), body)  # type: ignore[misc]
        used += [embed] if count else []
    return body, used


def picture(image: Image, site: Site) -> Markup:
    """An amp-img; in a box of fixed shape where the picture's size is not known, since AMP lays out before it loads."""
    shape = KNOWN_SHAPE if image.width and image.height else UNKNOWN_SHAPE
    return shape.format(src=site.absolute(image.url), alt=image.alt, width=image.width, height=image.height)


def _rules(document: Document) -> Rules:
    site = document.site

    def link(tag: str) -> str:
        return ROOT_RELATIVE.sub(lambda found: f' href="{site.url}{found[1]}"', tag)

    def image(tag: str) -> str:
        return picture(image_of(tag), site)

    return {**html.rules_in(document.labels), "<img": image, "<input": task_box, "<a": link}
