"""Which paragraphs of a text are prose, and what they say without struck words and code of other systems."""

import html
import re
from itertools import count

from flong.intake.header.label_lines import may_be_labels
from flong.intake.header.unread import byline_in, rows_of, speaks_of_article

TAGS = re.compile(r"<[^>]*>")
NOTE = re.compile(r'<sup class="footnote-ref">.*?</sup>')
LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
STRUCK = re.compile(r"<(del|s|strike)(?:\s[^>]*)?>(?:(?!</?\1[\s>]).)*+</\1>", re.DOTALL | re.IGNORECASE)
# Chinese and Japanese have no blank where a line was folded.
FOLDED = re.compile(
    "(?<=[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uff65])[ \t]*\n[ \t]*"
    "(?=[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uff65])"
)
CODE = r"(?:\{%(?:[^%{]|%(?!\})|\{(?!%))*+%\}|\{\{(?:[^{}]|\}(?!\})|\{(?!\{))*+\}\}|<%(?:[^%<]|%(?!>)|<(?!%))*+%>)"
"""Liquid, Jinja, Hugo, EJS."""
SHOWN = re.compile(r"<code>.*?</code>", re.DOTALL)
FOREIGN = re.compile(rf"\[(?P<text>[^\[\]]*+)\]\([^()\s{{]*+{CODE}[^()\s]*+\)|{CODE}", re.DOTALL)
BEFORE_STOP = re.compile(r"\s+(?=[.,](?:\s|$))")

EMPHASIZED = re.compile(r"<em>(?:(?!</?em>).)*</em>", re.DOTALL)
"""A picture without an address shows its description so, and a note to the reader often stands so."""
ATTRIBUTED = r"\s*(?:[–—―]|-{1,3}(?=\s|[^\W\d_]))\s*(?P<name>[^.!?;:\n]{2,60})"
EPIGRAPH = re.compile(rf"[\"“„«‘'「『][^\n]*[\"”“»’'」』]{ATTRIBUTED}")
ITALIC_EPIGRAPH = re.compile(rf"<em>(?:(?!</?em>).)*</em>(?:<br[^>]*>)?{ATTRIBUTED}", re.DOTALL)
# Attributes as Kramdown and Pandoc have them; tags and components that are shown as text.
NO_WORDS = re.compile(
    r"(?:\{(?:[:#.]|[\w-]+=)[^{}]*+\}\s*+|</?[A-Za-z](?:=>|[^<>])*+>\s*+|:{3,}[\w ]*+|!{3}[\w \"]*+)+"
)
BARS = re.compile(r"\|[ :]*+(?:-{2,}+|[–—])[-–— :]*+\|")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
BREAK = re.compile(r"<br[^>]*>\n?")


def plain(markup: str) -> str:
    """The text of safe HTML on one line, without what is struck out."""
    markup = STRUCK.sub("", NOTE.sub("", markup)) if "<" in markup else markup
    text = html.unescape(TAGS.sub("", markup))
    return " ".join((text if text.isascii() or "\n" not in text else FOLDED.sub("", text)).split())


def words_of(markup: str) -> str:
    """What a paragraph says, without code of other systems; code between backticks is meant to be shown."""
    text = plain(markup)
    if "{" not in text and "<%" not in text:
        return text
    kept = SHOWN.findall(markup)
    numbers = count()
    markup = SHOWN.sub(lambda _: f"\0{next(numbers)}\0", markup)
    text = FOREIGN.sub(lambda found: found["text"] or "", plain(markup))
    text = BEFORE_STOP.sub("", " ".join(text.split()))
    return re.sub(r"\x00(\d+)\x00", lambda slot: plain(kept[int(slot[1])]), text)


def is_prose(markup: str, text: str) -> bool:
    """Whether a paragraph has more than a word or two, and is no description in italics, epigraph or list of links."""
    if EMPHASIZED.fullmatch(markup) or (text.count(" ") < 2 and (text.isascii() or len(text) < 10)):
        return False
    if is_epigraph(markup, text):
        return False
    return markup.count("<a ") < 2 or 2 * len(plain(LINK.sub("", markup))) >= len(text)


def is_epigraph(markup: str, text: str) -> bool:
    """Whether a paragraph is quoted, and ends with a dash and the name of whoever said it."""
    found = EPIGRAPH.fullmatch(text) or ITALIC_EPIGRAPH.fullmatch(markup)
    return found is not None and not found["name"].strip()[:1].islower()


def is_labels(markup: str) -> bool:
    """Whether a paragraph is labels of a header that stand where none are read, or a byline."""
    if "by " in markup[:40].lower() and byline_in(TAGS.sub("", markup).strip()):
        return True
    return may_be_labels(markup) and speaks_of_article(rows_of(BREAK.sub("\n", markup.strip())))


def says_nothing(text: str) -> bool:
    """Whether a paragraph has no words at all: attributes, a component, a table that is none, addresses."""
    if NO_WORDS.fullmatch(text) or BARS.search(text) or (text[:1] == text[-1:] == "|"):
        return True
    return 2 * sum(map(len, ADDRESS.findall(text))) > len(text)
