"""Plain words from marked-up ones: what a title, a name or a summary says, on one line."""

import html
import re
import unicodedata

import nh3

from flong.intake.body.markdown import PARSER
from flong.intake.fields.prose import STRUCK

# Controls, direction overrides and isolates (UAX 9), byte order marks, non-characters and lone surrogates: none can be
# seen, XML has no way to write most, and an override can make a name read as another. Joiners and the direction marks
# U+200E, U+200F and U+061C stay: Persian, Hindi and emoji are written with them.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
MARKUP = frozenset("*_`[<&\\~")
NAMES = (
    "a|abbr|acronym|b|bdi|bdo|big|br|center|cite|code|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|ol|p|q|s|samp"
    "|small|span|strike|strong|sub|sup|time|tt|u|ul|var|wbr"
)
NO_TAG = re.compile(rf"<(?!/?(?:{NAMES})(?:[\s/>])|!--)", re.IGNORECASE)
BREAK = re.compile(r"<(?:br|/p|/li|/div|/h[1-6])\b[^>]*>", re.IGNORECASE)
PICTURE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>', re.IGNORECASE)
START = ". "
"""Stands before a line that is parsed, so that `1. The beginning` is no list and `> more` no quotation."""


def one_line(text: str) -> str:
    """`text` in NFC on one line, without what cannot be seen."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return line if line.isprintable() else " ".join(UNSEEN.sub("", line).split())


def plain_text(text: str) -> str:
    """What a line of Markdown or HTML says: `**Bold** &amp; <em>new</em>` is «Bold & new».

    Struck words are left out, unless there are no others. Entities are decoded once. `<T>` and `<script>`, which are
    no markup for words, stay as text.
    """
    line = one_line(text)
    return line if MARKUP.isdisjoint(line) else one_line(unmarked(line))


def unmarked(line: str) -> str:
    markup = NO_TAG.sub("&lt;", PARSER.html(START + line))
    return words(STRUCK.sub("", markup)) or words(markup)


def words(markup: str) -> str:
    markup = BREAK.sub(" ", PICTURE.sub(r"\1", markup)) if "<img" in markup or BREAK.search(markup) else markup
    return html.unescape(nh3.clean(markup, tags=set())).strip().removeprefix(START.strip()).lstrip()
