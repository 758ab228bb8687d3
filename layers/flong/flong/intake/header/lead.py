"""What may stand before an article's title and labels and is none of its header: it stays in the text."""

import re
from collections.abc import Iterator

from flong.intake.header.label_lines import labels_in, may_be_labels

REACH = 16_000
MAX_BLOCKS, MAX_LINE = 6, 200

IMAGE, TARGET = r"!\[[^\]\n]*+\](?:\([^)\n]*+\)|\[[^\]\n]*+\])", r"(?:\([^)\n]*+\)|\[[^\]\n]*+\])"
# Of Markdown and of MDX.
COMMENT = r"[ ]{0,3}(?:<!--(?:[^-]|-(?!->))*+-->|\{/\*(?:[^*]|\*(?!/))*+\*/\})[ \t]*+(?:\n|\Z)"
COMMENTS = re.compile(rf"(?:(?:[ \t]*+\n)*+{COMMENT})++")
# Comments; pictures and badges, linked or not, in Markdown or in HTML.
QUIET = re.compile(
    rf"{COMMENT}|[ ]{{0,3}}(?:"
    rf"(?:(?:\[{IMAGE}\]{TARGET}|{IMAGE})(?:\{{[^}}\n]*+\}})?[ \t]*+)++\\?(?:\n|\Z)"
    r"|<figure\b(?:[^<]|<(?!/figure>))*+</figure>[ \t]*+(?:\n|\Z)"
    r"|(?=(?:<[^<>]*>\s*)*<img\b)(?:<(?:/?(?:p|div|center|a|picture)|img|source|br)\b[^<>]*+>[ \t]*+\n?)++"
    r"(?:(?<=\n)|\Z))"
)
LINE = re.compile(
    r"(?![ ]{4}|[ ]{0,3}(?:```|~~~|<|\||[-*+][ \t]|\d{1,9}[.)][ \t]))"
    rf"[^\n]{{1,{MAX_LINE}}}+(?:\n[ ]{{0,3}}(?:-{{2,}}|=+)[ \t]*)?(?:\n|\Z)"
)
QUOTE = re.compile(r"(?:[ ]{0,3}>[^\n]{0,400}+(?:\n|\Z)){1,10}")
LINES = 3
"""Standfirsts and headings; of sentences there is one, and it stands for two."""
BLANK = re.compile(r"(?:[ \t]*+\n)*+")
# A title other than the one given, a standfirst, the caption of a picture: hardly a sentence of the text.
APART = re.compile(r"[ ]{0,3}(?:#[ \t]|(?P<mark>\*{1,3}|_{1,3})(?![*_\s])[^*_\n]+(?P=mark)[ \t\\]*\n)")
HEADLINE = re.compile(rf"[ ]{{0,3}}#{{1,6}}[ \t]|{APART.pattern}")


def blocks(text: str, start: int, *, line: bool) -> Iterator[tuple[int, bool]]:
    """Where the comments and pictures that stand at `start` end, one after another, with short lines or a quote among
    them if `line`; and whether there was none, or one that is no sentence of the text."""
    sure, left = True, LINES if line else 0
    for _ in range(MAX_BLOCKS):
        start = beyond_blank(text, start)
        block = QUIET.match(text, start, start + REACH)
        if not block and left and (block := QUOTE.match(text, start) or LINE.match(text, start)):
            if may_be_labels(block[0]) and labels_in(block[0].partition("\n")[0].strip(), 1, 1):
                return
            left -= 1 if HEADLINE.match(block[0]) else LINES - 1
            sure &= bool(APART.match(block[0]))
        if not block or left < 0:
            return
        start = block.end()
        yield start, sure


def beyond_comments(text: str, start: int) -> int:
    """Where comments at `start` end, which no reader sees; `start` where there are none."""
    comments = COMMENTS.match(text, start, start + REACH)
    return comments.end() if comments else start


def beyond_blank(text: str, start: int) -> int:
    blank = BLANK.match(text, start)
    return blank.end() if blank else start
