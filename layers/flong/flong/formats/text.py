"""The plain text variant, and the text part of the mail: the same lines under different feet."""

from flong.formats.document import Document
from flong.formats.prose import WIDTH, columns, wrap


def render(document: Document) -> str:
    """Lines of at most 72 columns; links are numbered and listed at the end."""
    labels = ", ".join(tag.label for tag in document.tags)
    foot = [*(wrap(f"Tags: {labels}", WIDTH) if labels else []), *wrap(f"Read it at {document.url}", WIDTH)]
    return "\n".join([*head_of(document), document.prose.text, *links_of(document), "", "-" * WIDTH, *foot, ""])


def head_of(document: Document) -> list[str]:
    """Title, subtitle, byline, what it covers, and a correction if there is one; ends with an empty line."""
    article = document.article
    title = wrap(article.title, WIDTH)
    groups = [
        [*title, "=" * min(WIDTH, max(map(columns, title)))],
        wrap(article.subtitle or "", WIDTH),
        wrap(" · ".join(document.facts), WIDTH),
        wrap(f"Coverage of {article.coverage_of}", WIDTH) if article.coverage_of else [],
        wrap(f"Correction: {article.correction}", WIDTH) if article.correction else [],
    ]
    return [line for group in groups if group != [""] and group for line in [*group, ""]]


def links_of(document: Document) -> list[str]:
    """The numbered addresses of the body's links, under a heading; nothing if there are none."""
    links = document.prose.links
    return ["", "Links", "-----", *(f"[{number}] {url}" for number, url in enumerate(links, 1))] if links else []
