"""What an article's text says of itself: its first paragraph, its takeaways, its sources."""

import html
import re
from collections.abc import Iterator
from itertools import islice

from flong.article import Source
from flong.intake.fields.prose import LINK, is_labels, is_prose, plain, says_nothing, words_of

TAKEAWAYS = (
    "key takeaways", "key takeaway", "takeaways", "key points",
    "أبرز النقاط", "النقاط الرئيسية", "أهم النقاط", "要点", "要點",
)  # fmt: skip
SOURCES = ("sources", "source", "المصادر", "مصادر", "来源", "來源")
SUMMARIES = ("summary", "tl;dr", "tldr", "abstract", "in brief", "in short", "摘要", "概要")
LIST_AFTER_HEADING = re.compile(
    r"<h[2-6][^>]*>(?P<heading>(?:(?!</h).)*)</h[2-6]>\s*<(?P<kind>[uo]l)[^>]*>(?P<list>.*?)</(?P=kind)>", re.DOTALL
)
ITEM = re.compile(r"<li[^>]*>(.*?)</li>", re.DOTALL)
PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)
PARAGRAPH_AFTER_HEADING = re.compile(
    r"<h[2-6][^>]*>(?P<heading>(?:(?!</h).)*)</h[2-6]>\s*<p(?:\s[^>]*)?>(?P<text>.*?)</p>", re.DOTALL
)
ENCLOSING = ("blockquote", "li", "dd", "details", "figure")
MAX_SUMMARY, MAX_PARAGRAPHS = 300, 3


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
    """The text of the first paragraph of prose, cut at a word past 300 characters."""
    return shortened(next(prose_in(body), ""))


def paragraphs(body: str) -> str:
    """The text of all paragraphs of prose, cut likewise."""
    return shortened(" ".join(islice(prose_in(body), MAX_PARAGRAPHS)))


def summary_section(body: str) -> str:
    """The first paragraph under a heading such as Summary or TL;DR, cut likewise."""
    for match in PARAGRAPH_AFTER_HEADING.finditer(body):
        # Further down it is a conclusion.
        if match.start() < len(body) // 3 and plain(match["heading"]).casefold().rstrip(":") in SUMMARIES:
            return shortened(words_of(match["text"]))
    return ""


def prose_in(body: str) -> Iterator[str]:
    """Paragraphs that have words; those that stand in a quotation or a list, or are hardly prose, come last."""
    aside: list[str] = []
    depth = seen = 0
    for match in PARAGRAPH.finditer(body):
        text = words_of(match[1])
        depth, seen = depth + depth_between(body, seen, match.start()), match.start()
        if not text or says_nothing(text) or is_labels(match[1]):
            continue
        if depth or not is_prose(match[1].strip(), text):
            aside.append(text)
        else:
            yield text
    yield from aside


def depth_between(body: str, start: int, end: int) -> int:
    """By how many quotations and lists a place lies deeper than one before it."""
    return sum(body.count(f"<{name}", start, end) - body.count(f"</{name}>", start, end) for name in ENCLOSING)


def shortened(text: str) -> str:
    if len(text) <= MAX_SUMMARY:
        return text
    cut = text.rfind(" ", MAX_SUMMARY // 2, MAX_SUMMARY)
    return f"{text[: cut if cut > 0 else MAX_SUMMARY].rstrip(' ,;:')} …"
