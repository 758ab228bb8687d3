"""What an event tells of an article, or of an upload that is none. Pure."""

from typing import Any

from flong.article import Moment, State
from flong.contract.models import EVENTS, ArticleData, RejectedData
from flong.events import Announced, ArticleRecord, EventType, Listing, Variant
from flong.formats.registry import PUBLIC
from flong.index import category_of
from flong.publish import immutable_name
from flong.theme import Site
from flong.verdict import Verdict, documented


def tag_ids(record: ArticleRecord) -> tuple[str, ...]:
    return tuple(tag.id for tag in record.listing.tags) if record.listing and record.state is State.PUBLISHED else ()


def data_of(
    kind: EventType, record: ArticleRecord, announced: Announced, differs: list[str], change_kind: str, site: Site
) -> ArticleData:
    assert record.listing is not None
    live = record.state is State.PUBLISHED
    now = {
        "article_id": record.id,
        "revision": record.revision,
        "previous_revision": announced.revision or None,
        "restored_revision": record.source.restores if record.source and differs != ["rendering"] else None,
        "former_urls": [site.absolute(path) for path in record.former_paths],
        "tags_added": [tag for tag in tag_ids(record) if tag not in announced.tags],
        "tags_removed": [tag for tag in announced.tags if tag not in tag_ids(record)],
        "change_kind": change_kind,
        "changed": differs,
        "correction": record.correction,
        "canonical_url": record.canonical_url,
        "document": document_of(record, site) if live else None,
        "variants": {name: told(name, it, record, site) for name, it in sorted(record.variants.items()) if live},
        "renderer": record.renderer if live else None,
        "continues": record.lineage[-1] if record.lineage and kind == "article.published" else None,
        "successor": record.successor,
    }
    model = EVENTS[kind].model_fields["data"].annotation
    assert isinstance(model, type)
    assert issubclass(model, ArticleData)
    return model.model_validate({**shown(record.listing), **times(record.listing, record.publish_at), **now})


def shown(listing: Listing) -> dict[str, Any]:
    """What a reader sees of the article in a list."""
    return {
        "url": listing.url,
        "path": listing.path,
        "title": listing.title,
        "summary": listing.summary,
        "authors": [author.model_dump() for author in listing.authors],
        "category": listing.category,
        "category_id": category_of(listing),
        "tags": [tag.model_dump() for tag in listing.tags],
        "language": listing.language,
    }


def times(listing: Listing, publish_at: Moment | None) -> dict[str, Any]:
    given = {"published": listing.published, "updated": listing.updated, "publish_at": publish_at}
    known = {name: moment for name, moment in given.items() if moment}
    return {
        **{name: moment.rfc3339 for name, moment in known.items()},
        "dates": {name: as_meant(moment) for name, moment in known.items()},
    }


def as_meant(moment: Moment) -> dict[str, str]:
    return {"date": moment.iso, "instant": moment.sortable, "precision": moment.precision, "zone": moment.zone}


def document_of(record: ArticleRecord, site: Site) -> dict[str, Any]:
    """Where the whole article can be fetched exactly as it was at this revision, until a withdrawal (claim check)."""
    variant = record.variants["json"]
    return {
        "url": site.absolute(f"{record.path}{immutable_name(variant)}"),
        "sha256": variant.sha256,
        "bytes": variant.bytes,
    }


def told(name: str, variant: Variant, record: ArticleRecord, site: Site) -> dict[str, Any]:
    if name not in PUBLIC:
        return {"sha256": variant.sha256}
    address = f"{record.path}{PUBLIC[name]}".removesuffix("index.html")
    return {
        "url": site.absolute(address),
        "sha256": variant.sha256,
        "bytes": variant.bytes,
        "content_type": variant.content_type,
    }


def rejected_data(verdict: Verdict, site: Site) -> RejectedData:
    findings = documented(verdict, site.findings).findings
    return RejectedData.model_validate(
        {
            "article_id": verdict.article_id,
            "key": verdict.key,
            "version_id": verdict.source.version_id if verdict.source else None,
            "report": f"reports/{verdict.key}.json",
            "findings": [finding.model_dump() for finding in findings],
        }
    )
