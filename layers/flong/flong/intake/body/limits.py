"""How much of anything a body may have: past that it is refused, at the place where that shows."""

import re

from flong.errors import ArticleRejected
from flong.intake.body.footnotes import REFERENCE
from flong.intake.body.locate import deeper_than, nth, nth_part, outgrown, place_at
from flong.intake.place import Place
from flong.verdict import Finding

MAX_DEPTH = 32
MAX_LINKS = 1_000
MAX_IMAGES = 100
MAX_HEADINGS = 2_000
MAX_NOTES = 1_000
MAX_MENTIONS = 2_000
MAX_PARTS = 40_000
"""Elements of HTML. Each costs up to 40 microseconds until every variant has it, and an article may cost two seconds.
Of 120 real articles the longest would have 23,000, and the densest 35,000 if it went on for a mebibyte.
"""
MAX_GROWTH = 16
FREE_OUTPUT = 65_536
MAX_OUTPUT = 4 * 1024 * 1024


ADDRESS = re.compile(r"https?://|www\.|[\w.+-]@[\w-]", re.IGNORECASE)
PICTURE = re.compile(r"!\[|<img\b", re.IGNORECASE)
HEADING = re.compile(r"^ {0,3}#|<h[1-6r]\b", re.IGNORECASE | re.MULTILINE)
MENTION = re.compile(r"\[\^")
SPLIT = "Split the article."


def check_links(count: int, markdown: str, first_line: int) -> None:
    if count > MAX_LINKS:
        what = f"There are {count:,} links; an article may have {MAX_LINKS:,}"
        at = place_at(markdown, nth(markdown, ("Link",), MAX_LINKS + 1, ADDRESS), first_line)
        raise ArticleRejected(beyond("too-many-links", what, "Remove some.", at))


def check_images(count: int, markdown: str, first_line: int) -> None:
    if count > MAX_IMAGES:
        what = f"There are {count:,} images; an article may have {MAX_IMAGES}"
        at = place_at(markdown, nth(markdown, ("Image",), MAX_IMAGES + 1, PICTURE), first_line)
        raise ArticleRejected(beyond("too-many-images", what, "Remove some.", at))


def check_parts(raw: str, markdown: str, first_line: int) -> None:
    """Headings and notes, each of which gets an id and a place of its own, references to notes, and all elements."""
    if raw.count("<h") > MAX_HEADINGS:
        what = f"There are more than {MAX_HEADINGS:,} headings or rules"
        at = place_at(markdown, nth(markdown, ("Heading", "Rule"), MAX_HEADINGS + 1, HEADING), first_line)
        raise ArticleRejected(beyond("too-many-headings", what, SPLIT, at))
    if (notes := raw.count('<div class="footnote-definition"')) > MAX_NOTES:
        what = f"There are {notes:,} notes; an article may have {MAX_NOTES:,}"
        at = place_at(markdown, nth(markdown, ("FootnoteDefinition",), MAX_NOTES + 1, MENTION), first_line)
        raise ArticleRejected(beyond("too-many-notes", what, SPLIT, at))
    if (mentions := raw.count(REFERENCE)) > MAX_MENTIONS:
        what = f"There are {mentions:,} references to notes; an article may have {MAX_MENTIONS:,}"
        at = place_at(markdown, nth(markdown, ("FootnoteReference",), MAX_MENTIONS + 1, MENTION), first_line)
        raise ArticleRejected(beyond("too-many-notes", what, SPLIT, at))
    if raw.count("<") - raw.count("</") > MAX_PARTS:
        what = f"There are more than {MAX_PARTS:,} parts: paragraphs, items, cells, words in bold and the like"
        at = place_at(markdown, nth_part(markdown, MAX_PARTS + 1), first_line)
        raise ArticleRejected(beyond("too-many-parts", what, SPLIT, at))


def check_growth(clean: str, markdown: str, first_line: int) -> None:
    limit = min(max(MAX_GROWTH * len(markdown), FREE_OUTPUT), MAX_OUTPUT)
    if len(clean) > limit:
        raise too_much_output(markdown, first_line, limit)


def too_much_output(markdown: str, first_line: int, limit: int = MAX_OUTPUT) -> ArticleRejected:
    return ArticleRejected(
        beyond(
            "too-much-output",
            "The text grows to more than sixteen times its size as HTML, or to more than four mebibytes",
            "Look here for a table or list that was repeated by accident, or for tags that are never closed.",
            place_at(markdown, outgrown(markdown, limit), first_line),
        )
    )


def beyond(code: str, what: str, remedy: str, at: Place | None = None) -> Finding:
    line, column = at or (None, None)
    return Finding(code=code, message=f"{what}.", remedy=remedy, line=line, column=column)


def too_deep(markdown: str | None = None, first_line: int = 1) -> ArticleRejected:
    """The rejection; with its place, where the text is given and its quotes or lists are what nests."""
    at = place_at(markdown, deeper_than(markdown, MAX_DEPTH), first_line) if markdown else None
    return ArticleRejected(
        beyond(
            "too-deep",
            f"Quotes, lists or tags are nested deeper than {MAX_DEPTH} levels",
            "Write them flatter, and close every tag; a stray run of `>` or of spaces is the usual cause.",
            at,
        )
    )
