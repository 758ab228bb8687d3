"""The structured document: everything that is known of an article, for programs."""

from typing import Any

from pydantic_core import to_json

from flong.article import Moment
from flong.formats.document import Document


def render(document: Document) -> str:
    """A JSON object with a fixed order of fields."""
    return to_json(described(document), indent=1).decode() + "\n"


def described(document: Document) -> dict[str, Any]:
    """The article as plain values; every URL is absolute."""
    article = document.article
    return {
        "id": article.id,
        "build": document.build,
        "url": document.url,
        "canonical_url": document.canonical,
        "title": article.title,
        "subtitle": article.subtitle,
        "summary": article.summary,
        "language": article.language,
        "direction": document.direction,
        "authors": [{"name": person.name, "url": person.url} for person in article.authors],
        "published": _moment(article.published),
        "updated": _moment(article.updated) if article.updated else None,
        "category": article.category,
        "tags": [{"id": tag.id, "label": tag.label, "url": document.site.absolute(tag.path)} for tag in document.tags],
        "coverage_of": article.coverage_of,
        "key_takeaways": list(article.key_takeaways),
        "sources": [{"url": source.url, "title": source.title} for source in article.sources],
        "image": _image(document),
        "correction": article.correction,
        "change_kind": article.change_kind.value,
        "words": article.words,
        "reading_minutes": document.minutes,
        "derived": sorted(article.derived),
        "alternates": document.alternates,
        "body_html": document.body,
        "body_text": document.prose.plain,
    }


def _moment(moment: Moment) -> dict[str, str]:
    return {"date": moment.iso, "instant": moment.sortable, "precision": moment.precision, "zone": moment.zone}


def _image(document: Document) -> dict[str, Any] | None:
    hero = document.article.hero
    if hero is None:
        return None
    return {"url": document.site.absolute(hero.url), "alt": hero.alt, "width": hero.width, "height": hero.height}
