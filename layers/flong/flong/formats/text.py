"""The plain text variant, and the text part of the mail: the same lines under different feet."""

from flong.formats.document import Document
from flong.formats.prose import WIDTH, Prose, columns, wrap


def render(document: Document) -> str:
    """Lines of at most 72 columns; links are numbered and listed at the end."""
    labels, tags = document.labels, document.labels.list_between.join(tag.label for tag in document.tags)
    foot = [f"{labels.tags}: {tags}" if tags else "", labels.read_at.format(url=document.url)]
    lines = [line for part in foot if part for line in wrap(part, WIDTH)]
    body = [document.prose.text, *links_of(document, document.prose)]
    return "\n".join([*head_of(document), *body, "", "-" * WIDTH, *lines, ""])


def head_of(document: Document) -> list[str]:
    """Title, subtitle, byline, what it covers, a correction and the opening picture; ends with an empty line."""
    article, labels, hero = document.article, document.labels, document.hero
    title = wrap(article.title, WIDTH)
    groups = [
        [*title, "=" * min(WIDTH, max(map(columns, title)))],
        wrap(article.subtitle or "", WIDTH),
        wrap(" · ".join(document.facts), WIDTH),
        wrap(labels.coverage_of.format(name=article.coverage_of), WIDTH) if article.coverage_of else [],
        wrap(f"{labels.correction}: {article.correction}", WIDTH) if article.correction else [],
        wrap(f"[{labels.picture}: {hero.alt}] [1]", WIDTH) if hero and hero.alt else [],
    ]
    return [line for group in groups if group != [""] and group for line in [*group, ""]]


def links_of(document: Document, prose: Prose) -> list[str]:
    """The numbered addresses of links and pictures, under a heading; nothing if there are none."""
    heading = document.labels.links
    listed = [f"[{number}] {address}" for number, address in enumerate(prose.links, 1)]
    return ["", heading, "-" * columns(heading), *listed] if listed else []
