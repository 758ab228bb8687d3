"""The lists that an article has beside its text: each is shown once, where its author put it or where readers look."""

from html import escape

from flong.article import Article, Source
from flong.formats.labels import Labels

TAKEAWAYS_ID, SOURCES_ID = "s-key-takeaways", "s-sources"
NOTES = '<section class="footnotes">'


def with_lists(article: Article, labels: Labels) -> str:
    """The article's body, with the takeaways before its text and the sources after it, above the notes."""
    body = article.body
    if article.key_takeaways and "key_takeaways" not in article.in_text:
        rows = [escape(text, quote=False) for text in article.key_takeaways]
        body = f"{listed(free(TAKEAWAYS_ID, body), labels.key_takeaways, rows)}\n{body}"
    if article.sources and "sources" not in article.in_text:
        text, notes, rest = body.rpartition(NOTES)
        text, notes = (text, notes + rest) if notes else (rest, "")
        rows = [anchor(source) for source in article.sources]
        body = f"{text.rstrip()}\n{listed(free(SOURCES_ID, body), labels.sources, rows)}\n{notes}".rstrip()
    return body


def listed(id_: str, heading: str, rows: list[str]) -> str:
    items = "".join(f"<li>{row}</li>\n" for row in rows)
    return f'<h2 id="{id_}">{escape(heading, quote=False)}</h2>\n<ul>\n{items}</ul>'


def free(id_: str, body: str) -> str:
    """An id that nothing in `body` has."""
    while f'id="{id_}"' in body:
        id_ += "-given"
    return id_


def anchor(source: Source) -> str:
    return f'<a href="{escape(source.url)}">{escape(source.title or source.url, quote=False)}</a>'
