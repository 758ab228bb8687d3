"""The structured document: a news item of IPTC ninjs 3.1, with what ninjs has no name for under `flong`.

https://www.iptc.org/std/ninjs/userguide/; `events/schemas/article.v1.json` describes exactly what is written here.
"""

import hashlib
import re
from typing import Any
from urllib.parse import quote

from pydantic_core import to_json

from flong.article import Image, Moment, Person, Source, State
from flong.formats.body import recast
from flong.formats.document import Document
from flong.formats.full import full_addresses
from flong.formats.identity import article_urn
from flong.formats.registry import FORMATS
from flong.theme import Site

SCHEMA = "/schemas/article.v1.json"
"""Where on the site the schema of what is written here lies; `flong.contract` makes it."""
PUB_STATUS = {State.PUBLISHED: "usable", State.DRAFT: "withheld", State.WITHDRAWN: "canceled"}
MEDIA_TYPES = {format.name: format.content_type.partition(";")[0] for format in FORMATS}
# What RFC 3986 allows in a URI, and a `%` that is one already.
IN_URI = "%/:@!$&'()*+,;=~?#[]"
URI = re.compile(r"(?:[\w.~/:@!$&'()*+,;=?#\[\]-]|%[0-9A-Fa-f]{2})*+", re.ASCII)


def render(document: Document) -> str:
    """A JSON object with a fixed order of fields; what is not known is left out."""
    return to_json(described(document), indent=1).decode() + "\n"


def described(document: Document) -> dict[str, Any]:
    """The article as plain values; every URL is absolute, and a URI by RFC 3986."""
    article = document.article
    fields = {
        "uri": article_urn(document.site.url, article.id),
        "type": "text",
        "standard": {"name": "ninjs", "version": "3.1", "schema": _uri(SCHEMA, document.site)},
        "representationType": "full",
        "version": "",
        "pubStatus": PUB_STATUS[article.status],
        "title": article.title,
        "language": article.language,
        "copyrightNotice": document.site.copyright,
        "rightsInfo": {"linkedRights": _uri(document.site.license, document.site)} if document.site.license else None,
        "by": document.byline,
        "slugline": article.path.strip("/").rpartition("/")[2],
        "contentCreated": article.published.rfc3339,
        "versionCreated": (article.updated or article.published).rfc3339,
        "embargoedUntil": article.publish_at.rfc3339 if article.publish_at else None,
        "headlines": _texts(main=article.title, subhead=article.subtitle),
        "descriptions": _texts(summary=article.summary),
        "infoSources": _info_sources(document),
        "subjects": [_subject(tag.label, tag.id, document.site.absolute(tag.path)) for tag in document.tags],
        "associations": [_picture(article.hero, article.title, document.site)] if article.hero else None,
        "renditions": _renditions(document),
        "altIds": [{"role": "article", "value": article.id}],
        "bodies": _bodies(document),
        "flong": _known(_extension(document)),
    }
    # Of the document and not of its build: what is cast anew and comes out the same is the same version.
    fields["version"] = hashlib.sha256(to_json(fields)).hexdigest()[:20]
    return _known(fields)


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _texts(**by_role: str | None) -> list[dict[str, str]]:
    return [{"role": role, "contentType": "text/plain", "value": text} for role, text in by_role.items() if text]


def _extension(document: Document) -> dict[str, Any]:
    """What ninjs has no name for, in the words of the article format."""
    article = document.article
    return {
        "id": article.id,
        "url": _uri(document.url, document.site),
        "canonical_url": _uri(document.canonical, document.site),
        "direction": document.direction,
        "category": article.category,
        "published": _moment(article.published),
        "updated": _moment(article.updated) if article.updated else None,
        "coverage_of": article.coverage_of,
        "key_takeaways": list(article.key_takeaways),
        "correction": article.correction,
        "change_kind": article.change_kind.value,
        "reading_minutes": document.minutes,
        "derived": article.derived,
    }


def _info_sources(document: Document) -> list[dict[str, str]]:
    site = document.site
    publisher = {"name": site.name, "role": "publisher", "uri": _uri(site.url, site)}
    authors = [_party(person, "author", site) for person in document.article.authors]
    return [*authors, publisher, *(_party(source, "source", site) for source in document.article.sources)]


def _party(party: Person | Source, role: str, site: Site) -> dict[str, str]:
    name = party.name if isinstance(party, Person) else party.title
    return _known({"name": name, "role": role, "uri": _uri(party.url, site) if party.url else None})


def _subject(label: str, tag_id: str, page: str) -> dict[str, str]:
    return {"name": label, "rel": "about", "uri": page, "literal": tag_id}


def _picture(image: Image, title: str, site: Site) -> dict[str, Any]:
    address = _uri(image.url, site)
    size = {"width": image.width, "height": image.height} if image.width and image.height else {}
    picture = {
        "name": "hero",
        "uri": address,
        "type": "picture",
        "title": image.alt or title,
        "descriptions": _texts(alt=image.alt),
        "renditions": [{"name": "main", "href": address, **size}],
    }
    return _known(picture)


def _renditions(document: Document) -> list[dict[str, str]]:
    return [
        {"name": name, "href": _uri(address, document.site), "contentType": MEDIA_TYPES[name]}
        for name, address in document.alternates.items()
    ]


def _bodies(document: Document) -> list[dict[str, Any]]:
    """The text as HTML and as plain text, whose words are counted once for both."""
    rooted = '="/' in document.body
    html = "".join(recast(document.tokens, full_addresses(document.site))) if rooted else document.body
    texts = (("main", "text/html", html), ("text", "text/plain", document.prose.plain))
    words = document.article.words
    return [{"role": role, "contentType": kind, "wordCount": words, "value": text} for role, kind, text in texts]


def _uri(address: str, site: Site) -> str:
    """The full address, with what no URI may have percent-encoded."""
    full = site.absolute(address)
    return full if URI.fullmatch(full) else quote(full, safe=IN_URI)


def _moment(moment: Moment) -> dict[str, str]:
    return {"date": moment.iso, "instant": moment.sortable, "precision": moment.precision, "zone": moment.zone}
