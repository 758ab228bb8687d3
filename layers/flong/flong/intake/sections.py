"""What an article's text says of itself: its first paragraph, its takeaways, its sources."""

import html
import re

from flong.article import Source
from flong.intake.urls import web_url

TAKEAWAYS = ("key takeaways", "key takeaway", "takeaways", "key points")
SOURCES = ("sources", "source")
LIST_AFTER_HEADING = re.compile(
    r"<h[2-6][^>]*>(?P<heading>(?:(?!</h).)*)</h[2-6]>\s*<(?P<kind>[uo]l)[^>]*>(?P<list>.*?)</(?P=kind)>", re.DOTALL
)
ITEM = re.compile(r"<li[^>]*>(.*?)</li>", re.DOTALL)
LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
TAGS = re.compile(r"<[^>]*>")
NOTE = re.compile(r'<sup class="footnote-ref">.*?</sup>')

MAX_SUMMARY = 300


def plain(markup: str) -> str:
    """The text of safe HTML on one line."""
    return " ".join(html.unescape(TAGS.sub("", NOTE.sub("", markup))).split())


def items_under(body: str, headings: tuple[str, ...]) -> list[str]:
    """The items, as markup, of the first list that stands right under one of `headings`."""
    for match in LIST_AFTER_HEADING.finditer(body):
        if plain(match["heading"]).casefold().rstrip(":") in headings:
            return ITEM.findall(match["list"])
    return []


def takeaways_in(body: str) -> tuple[str, ...]:
    return tuple(text for item in items_under(body, TAKEAWAYS) if (text := plain(item)))


def sources_in(body: str) -> tuple[Source, ...]:
    found = (LINK.search(item) for item in items_under(body, SOURCES))
    return tuple(source_of(match[1], match[2]) for match in found if match)


def source_of(href: str, markup: str) -> Source:
    url, title = html.unescape(href), plain(markup)
    return Source(url=url, title=None if title == url else title)


def first_paragraph(body: str) -> str:
    """The text of the first paragraph that has any, cut at a word past 300 characters."""
    text = next((text for match in PARAGRAPH.finditer(body) if (text := plain(match[1]))), "")
    if len(text) <= MAX_SUMMARY:
        return text
    return f"{text[: text.rfind(' ', 0, MAX_SUMMARY)].rstrip(' ,;:')} …"


def with_lists(body: str, takeaways: tuple[str, ...], sources: tuple[Source, ...]) -> str:
    """The body with the lists that the header gave: takeaways before the text, sources after it."""
    if takeaways:
        rows = "".join(f"<li>{html.escape(text, quote=False)}</li>\n" for text in takeaways)
        body = f'<h2 id="s-key-takeaways">Key takeaways</h2>\n<ul>\n{rows}</ul>\n{body}'
    if sources:
        rows = "".join(f"<li>{anchor(source)}</li>\n" for source in sources)
        body = f'{body}\n<h2 id="s-sources">Sources</h2>\n<ul>\n{rows}</ul>'
    return body


def anchor(source: Source) -> str:
    return f'<a href="{html.escape(source.url)}">{html.escape(source.title or source.url, quote=False)}</a>'


def source_named(text: str) -> Source | None:
    """A source as a header writes it: a URL, or `[title](url)`."""
    if match := re.fullmatch(r"\[([^\]]+)\]\(([^)\s]+)\)", text.strip()):
        url = web_url(match[2])
        return Source(url=url, title=None if match[1] == url else match[1]) if url else None
    url = web_url(text)
    return Source(url=url) if url else None
