"""The AMP page: the same article within AMP's rules."""

import re
from html import unescape
from typing import NamedTuple

from markupsafe import Markup

from flong.article import Image
from flong.formats import html
from flong.formats.body import TAG, Rules, image_of, markup, recast, task_box
from flong.formats.document import Document
from flong.formats.linked_data import linked_data
from flong.formats.publisher import mark_of
from flong.formats.templates import Theme
from flong.theme import Site

KNOWN_SHAPE = Markup('<amp-img src="{src}" alt="{alt}" width="{width}" height="{height}" layout="intrinsic"></amp-img>')
UNKNOWN_SHAPE = Markup('<span class="box"><amp-img src="{src}" alt="{alt}" layout="fill"></amp-img></span>')


LONE_LINK = re.compile(r'<p>(<a href="([^"]*)"[^>]*>((?:(?!</?[ap]\b).)*)</a>)</p>', re.DOTALL)
"""A link that is a paragraph of its own: the whole of it, its address, and what is in it."""


class Embed(NamedTuple):
    """A service with a component of AMP's: which addresses are its own, and what stands instead of a link to one."""

    address: re.Pattern[str]
    component: Markup
    extension: str


EMBEDS = (
    Embed(
        re.compile(
            r"https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#]*&)?v=|(?:embed|shorts|live)/)|youtu\.be/)"
            r"(?P<id>[\w-]{11})(?![\w-])"
        ),
        Markup(
            '<amp-youtube data-videoid="{id}"{start} layout="responsive" width="480" height="270" title="{title}">'
            "</amp-youtube>"
        ),
        "amp-youtube",
    ),
)
"""One row a service (https://amp.dev/documentation/components/?format=websites#media)."""
FIGURE = Markup("<figure>{}<figcaption>{}</figcaption></figure>")
START = re.compile(r"[?&#](?:t|start)=(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?(?![\w.])")
STARTS_AT = Markup(' data-param-start="{}"')
MASTHEAD = ("amp", "masthead")
ROOT_RELATIVE = re.compile(r' href="(/[^"]*)"')


def render(document: Document) -> str:
    """One AMP document (https://amp.dev/documentation/guides-and-tutorials/learn/spec/amphtml)."""
    body, embeds = embedded("".join(recast(html.placed(document), _rules(document))))
    hero = picture(document.hero, document.site) if document.hero else ""
    data = linked_data(document, document.url)
    return document.theme.render(
        "article.amp.html",
        document=document,
        article=document.article,
        labels=document.labels,
        body=markup(html.finished(body)),
        extensions=[embed.extension for embed in embeds],
        masthead=_masthead(document.theme),
        hero=hero,
        linked_data=data,
    )


def embedded(body: str) -> tuple[str, list[Embed]]:
    """The body with a component wherever a link alone is a video, and which kinds there are."""
    used: dict[str, Embed] = {}

    def instead(link: re.Match[str]) -> str:
        address = unescape(link[2])
        for embed in EMBEDS:
            if found := embed.address.match(address):
                used[embed.extension] = embed
                title = " ".join(unescape(TAG.sub("", link[3])).split())
                shown = embed.component.format(id=found["id"], start=start_of(address), title=title)
                return FIGURE.format(shown, markup(link[1]))
        return link[0]

    return LONE_LINK.sub(instead, body) if "<p><a " in body else body, list(used.values())


def start_of(address: str) -> Markup:
    """Where in a film its link leads, as the component takes it: `t=1m5s` are 65 seconds."""
    found = START.search(address)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    start = hours * 3600 + minutes * 60 + seconds
    return STARTS_AT.format(start) if start else Markup()


def picture(image: Image, site: Site) -> Markup:
    """An amp-img; in a box of fixed shape where the picture's size is not known, since AMP lays out before it loads."""
    shape = KNOWN_SHAPE if image.width and image.height else UNKNOWN_SHAPE
    return shape.format(src=site.absolute(image.url), alt=image.alt, width=image.width, height=image.height)


def _masthead(theme: Theme) -> Markup:
    """The head of every page, worked out once, with the logo as AMP wants pictures."""
    if MASTHEAD not in theme.frames:
        mark = mark_of(theme.site, theme.logo)
        shown = picture(mark, theme.site) if mark and mark.width else ""
        theme.frames[MASTHEAD] = [theme.render("masthead.html", mark=shown)]
    return markup(theme.frames[MASTHEAD][0])


def _rules(document: Document) -> Rules:
    site = document.site

    def link(tag: str) -> str:
        named = html.link(tag, document.labels)
        return ROOT_RELATIVE.sub(lambda found: f' href="{site.url}{found[1]}"', named)

    def image(tag: str) -> str:
        return picture(image_of(tag), site)

    return {**html.rules_in(document.labels), "<img": image, "<input": task_box, "<a": link}
