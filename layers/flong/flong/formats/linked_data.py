"""What search engines read of a page: schema.org in JSON-LD."""

import re
from typing import Any

from markupsafe import Markup
from pydantic_core import to_json

from flong.article import Person, Source
from flong.formats.body import markup
from flong.formats.document import Document
from flong.formats.publisher import pixels

# A desk rather than a person, as far as a name can tell.
DESK = re.compile(r"\b(editorial|editors?|staff|team|desk|newsroom|board|press office)$", re.IGNORECASE)
# `</script>` and `<!--` end or change a script element wherever they stand; the separators end a line in old parsers.
ESCAPED = re.compile("[<>&\u2028\u2029]")


def linked_data(document: Document, address: str) -> Markup:
    """The article at `address`, the page's canonical URL, and the way to it; safe to place in a script element."""
    return in_script([_drop_empty(_news_article(document, address)), _breadcrumbs(document)])


def in_script(graph: list[dict[str, Any]]) -> Markup:
    """Things of schema.org as JSON-LD that is safe to place in a script element."""
    described = {"@context": "https://schema.org", "@graph": graph}
    return markup(ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", to_json(described).decode()))


def _news_article(document: Document, address: str) -> dict[str, Any]:
    article = document.article
    sources = [_work(source) for source in article.sources]
    return {
        "@type": "AnalysisNewsArticle" if article.coverage_of else "NewsArticle",
        "@id": f"{address}#article",
        "headline": article.title,
        "alternativeHeadline": article.subtitle,
        "description": article.summary,
        "abstract": " ".join(article.key_takeaways),
        "url": address,
        "mainEntityOfPage": address,
        "image": _image(document),
        "datePublished": article.published.rfc3339,
        "dateModified": (article.updated or article.published).rfc3339,
        "author": [_author(person, document) for person in article.authors] or [document.theme.publisher],
        "publisher": document.theme.publisher,
        "articleSection": article.category,
        "keywords": [tag.label for tag in article.tags],
        "wordCount": article.words,
        "inLanguage": article.language,
        "isBasedOn": sources if article.coverage_of else None,
        "citation": sources,
        "correction": _correction(document),
        "isAccessibleForFree": True,
    }


def _image(document: Document) -> dict[str, Any] | str:
    shown = document.picture
    if shown is None or not (shown.width and shown.height):
        return document.share_image
    size = {"width": pixels(shown.width), "height": pixels(shown.height)}
    return _drop_empty({"@type": "ImageObject", "url": document.share_image, "caption": shown.alt, **size})


def _correction(document: Document) -> dict[str, Any] | None:
    article = document.article
    if article.correction is None:
        return None
    since = article.updated.rfc3339 if article.updated else None
    return _drop_empty({"@type": "CorrectionComment", "text": article.correction, "datePublished": since})


def _breadcrumbs(document: Document) -> dict[str, Any]:
    """https://developers.google.com/search/docs/appearance/structured-data/breadcrumb; the last is the page itself."""
    site = document.site
    steps: list[dict[str, Any]] = [{"name": site.name, "item": f"{site.url}/"}, {"name": document.article.title}]
    rows = [{"@type": "ListItem", "position": place, **step} for place, step in enumerate(steps, 1)]
    return {"@type": "BreadcrumbList", "itemListElement": rows}


def _work(source: Source) -> dict[str, Any]:
    return _drop_empty({"@type": "CreativeWork", "name": source.title, "url": source.url})


def _author(person: Person, document: Document) -> dict[str, Any]:
    site = document.site
    known = site.authors.behind(person)
    signs_all = person.name == site.author and not known
    desk = signs_all or person.name == site.name or DESK.search(person.name)
    url = person.url or (site.url if desk else None)
    author = {"@type": "Organization" if desk else "Person", "name": person.name, "url": url}
    return _drop_empty({**author, "sameAs": list(known.same_as) if known else None})


def _drop_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
