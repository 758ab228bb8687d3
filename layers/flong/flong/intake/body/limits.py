"""How much of anything a body may have: past that it is refused, at the place where that shows."""

from flong.errors import ArticleRejected
from flong.intake.body.locate import deeper_than, line_of, nth_target
from flong.verdict import Finding

MAX_DEPTH = 32
MAX_LINKS = 1_000
MAX_IMAGES = 100
MAX_HEADINGS = 2_000
MAX_NOTES = 1_000
MAX_GROWTH = 16
FREE_OUTPUT = 65_536
MAX_OUTPUT = 4 * 1024 * 1024


def check_counts(links: int, images: int, markdown: str, first_line: int) -> None:
    if links > MAX_LINKS:
        what = f"There are {links:,} links; an article may have {MAX_LINKS:,}"
        at = line_of(markdown, nth_target(markdown, "Link", MAX_LINKS + 1), first_line)
        raise ArticleRejected(beyond("too-many-links", what, "Remove some.", at))
    if images > MAX_IMAGES:
        what = f"There are {images:,} images; an article may have {MAX_IMAGES}"
        at = line_of(markdown, nth_target(markdown, "Image", MAX_IMAGES + 1), first_line)
        raise ArticleRejected(beyond("too-many-images", what, "Remove some.", at))


def check_parts(raw: str) -> None:
    """Headings and notes, each of which gets an id and a place of its own."""
    headings, notes = raw.count("<h"), raw.count('<div class="footnote-definition"')
    if headings > MAX_HEADINGS:
        what = f"There are more than {MAX_HEADINGS:,} headings or rules"
        raise ArticleRejected(beyond("too-many-headings", what, "Split the article."))
    if notes > MAX_NOTES:
        what = f"There are {notes:,} notes; an article may have {MAX_NOTES:,}"
        raise ArticleRejected(beyond("too-many-notes", what, "Split the article."))


def check_growth(clean: str, markdown: str) -> None:
    if len(clean) > min(max(MAX_GROWTH * len(markdown), FREE_OUTPUT), MAX_OUTPUT):
        raise too_much_output()


def too_much_output() -> ArticleRejected:
    return ArticleRejected(
        beyond(
            "too-much-output",
            "The text grows to more than sixteen times its size as HTML, or to more than four mebibytes",
            "Look for a table or list that was repeated by accident, or for tags that are never closed.",
        )
    )


def beyond(code: str, what: str, remedy: str, line: int | None = None) -> Finding:
    return Finding(code=code, message=f"{what}.", remedy=remedy, line=line)


def too_deep(markdown: str | None = None, first_line: int = 1) -> ArticleRejected:
    """The rejection; with its line, where the text is given and its quotes or lists are what nests."""
    line = line_of(markdown, deeper_than(markdown, MAX_DEPTH), first_line) if markdown else None
    return ArticleRejected(
        beyond(
            "too-deep",
            f"Quotes, lists or tags are nested deeper than {MAX_DEPTH} levels",
            "Write them flatter, and close every tag; a stray run of `>` or of spaces is the usual cause.",
            line,
        )
    )
