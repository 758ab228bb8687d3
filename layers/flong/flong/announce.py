"""What the outside has to be told: computed against what it was told last. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flong.article import ChangeKind, State
from flong.events import Announced, ArticleRecord, CloudEvent, EventType, Listing, Variant
from flong.formats.registry import PUBLIC
from flong.publish import Standing, immutable_name
from flong.record import outputs_sha256
from flong.theme import Site
from flong.verdict import Verdict, documented

SCHEMAS = "https://flong.dev/schemas"


def changed(record: ArticleRecord, announced: Announced) -> list[str]:
    """What differs from what was announced last: content, metadata, tags, path; else rendering, else nothing."""
    found = []
    if record.content_sha256 != announced.content_sha256:
        found.append("content")
    if listing_sha256(record.listing) != announced.listing_sha256:
        found.append("metadata")
    if tag_ids(record) != announced.tags:
        found.append("tags")
    if record.path != announced.path:
        found.append("path")
    if not found and outputs_sha256(record) != announced.outputs_sha256:
        found.append("rendering")
    return found


def listing_sha256(listing: Listing | None) -> str | None:
    """The hash of what a listing shows besides tags and address, which are told apart from it."""
    if listing is None:
        return None
    shown = listing.model_dump_json(exclude={"tags", "path", "url", "id"})
    return hashlib.sha256(shown.encode()).hexdigest()


def tag_ids(record: ArticleRecord) -> tuple[str, ...]:
    return tuple(tag.id for tag in record.listing.tags) if record.listing and record.state is State.PUBLISHED else ()


def announced_after(standing: Standing) -> Announced:
    """What will have been announced once everything in `standing` is."""
    record, verdict = standing.record, standing.verdict
    number = max(standing.announced.verdict, verdict.number if verdict else 0)
    if record is None:
        return standing.announced.model_copy(update={"verdict": number})
    return Announced(
        revision=record.revision,
        refresh=record.refresh,
        state=record.state,
        tags=tag_ids(record),
        path=record.path,
        settled_paths=record.former_paths,
        content_sha256=record.content_sha256,
        listing_sha256=listing_sha256(record.listing),
        build=record.build,
        outputs_sha256=outputs_sha256(record),
        correction=record.correction,
        publish_at=due_of(record),
        verdict=number,
    )


@dataclass(frozen=True)
class Announcement:
    """One event and the attributes that subscriptions filter it by."""

    event: CloudEvent
    attributes: dict[str, str | list[str]]


def announcements(standing: Standing, site: Site, prefix: str) -> list[Announcement]:
    """The events that are due, oldest matter first; none where the outside knows already."""
    due = []
    if (verdict := standing.unreported_verdict) and verdict.status == "rejected":
        due.append(rejection(verdict, site, prefix))
    if record := standing.unannounced_record:
        due += [announcement(kind, standing, record, site, prefix) for kind in event_kinds(record, standing)]
    return due


def event_kinds(record: ArticleRecord, standing: Standing) -> list[EventType]:
    """What the outside has to be told of a record, the end of an old state before the beginning of a new one."""
    announced, maybe = standing.announced, standing.may_have_been
    was, now = announced.state, record.state
    found: list[EventType] = []
    if State.PUBLISHED in maybe and now is not State.PUBLISHED:
        found.append("article.withdrawn")
    if State.SCHEDULED in maybe and now not in (State.SCHEDULED, State.PUBLISHED):
        found.append("article.unscheduled")
    if now is State.SCHEDULED and (was is not now or announced.publish_at != due_of(record)):
        found.append("article.scheduled")
    if now is State.PUBLISHED:
        found.append(update_kind(record, announced) if was is now else "article.published")
    return found


def due_of(record: ArticleRecord) -> str | None:
    """The moment at which a scheduled article goes live, UTC."""
    return record.publish_at.sortable if record.publish_at else None


def update_kind(record: ArticleRecord, announced: Announced) -> EventType:
    """A correction is one by its note, which has not been told yet; without a note, by what its editor says of it."""
    if record.correction != announced.correction:
        return "article.corrected" if record.correction else "article.updated"
    corrects = record.change_kind is ChangeKind.CORRECTION and changed(record, announced) not in ([], ["rendering"])
    return "article.corrected" if corrects else "article.updated"


STRENGTH = (ChangeKind.MINOR, ChangeKind.MATERIAL, ChangeKind.CORRECTION)


def kind_since(kind: EventType, standing: Standing, record: ArticleRecord) -> ChangeKind:
    """The weightiest kind of change since the last announcement: what was overtaken on its way has changed, too.

    What comes or goes is never minor, whatever its editor called the edit: whoever filters by it is to hear of that.
    """
    if kind == "article.corrected":
        return ChangeKind.CORRECTION
    if kind != "article.updated":
        return ChangeKind.MATERIAL
    return max([record.change_kind, *(it.change_kind for it in standing.skipped)], key=STRENGTH.index)


def listing_of(kind: EventType, record: ArticleRecord) -> Listing | None:
    """What an event shows of an article; of an end what has ended, and not the draft that it has become."""
    ends = kind in ("article.withdrawn", "article.unscheduled")
    return (record.listing_before if ends else None) or record.listing


def announcement(kind: EventType, standing: Standing, record: ArticleRecord, site: Site, prefix: str) -> Announcement:
    if (shown := listing_of(kind, record)) != record.listing:
        record = record.model_copy(update={"listing": shown, "canonical_url": None, "correction": None})
    assert record.listing is not None
    announced = standing.announced
    differs = changed(record, announced) if kind in ("article.updated", "article.corrected") else []
    change_kind = kind_since(kind, standing, record)
    type_ = f"{prefix}.{kind}.v1"
    event = CloudEvent(
        id=f"{record.id}@{record.revision}:{kind}",
        source=site.url,
        type=type_,
        subject=record.id,
        time=record.committed,
        dataschema=f"{SCHEMAS}/{kind}.v1.json",
        sequence=str(record.revision),
        data={**data_of(kind, record, announced, differs, site), "change_kind": change_kind.value},
    )
    tags = dict.fromkeys([tag.id for tag in record.listing.tags] + list(announced.tags))
    attributes: dict[str, str | list[str]] = {
        "type": type_,
        "article_id": record.id,
        "category": record.listing.category,
        "tags": list(tags),
        "change_kind": change_kind.value,
        "changed": differs,
        "language": record.listing.language,
        "revision": str(record.revision),
    }
    return Announcement(event, {name: value for name, value in attributes.items() if value})


def data_of(
    kind: EventType, record: ArticleRecord, announced: Announced, differs: list[str], site: Site
) -> dict[str, Any]:
    listing = record.listing
    assert listing is not None
    live = record.state is State.PUBLISHED
    data = {
        "article_id": record.id,
        "revision": record.revision,
        "previous_revision": announced.revision or None,
        "url": listing.url,
        "title": listing.title,
        "summary": listing.summary,
        "category": listing.category,
        "tags": [tag.model_dump() for tag in listing.tags],
        "tags_added": [tag for tag in tag_ids(record) if tag not in announced.tags],
        "tags_removed": [tag for tag in announced.tags if tag not in tag_ids(record)],
        "language": listing.language,
        "published": listing.published.rfc3339,
        "updated": listing.updated.rfc3339 if listing.updated else None,
        "canonical_url": record.canonical_url,
        "changed": differs,
        "correction": record.correction,
        "publish_at": record.publish_at.rfc3339 if record.publish_at else None,
        "restored_revision": record.source.restores if record.source and differs != ["rendering"] else None,
        "document": document_of(record, site) if live else None,
        "variants": {
            name: told(name, variant, record, site) for name, variant in sorted(record.variants.items()) if live
        },
        "successor": record.successor,
        "continues": record.lineage[-1] if record.lineage and kind == "article.published" else None,
        "former_urls": [site.absolute(path) for path in record.former_paths],
    }
    return {name: value for name, value in data.items() if value is not None}


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


def rejection(verdict: Verdict, site: Site, prefix: str) -> Announcement:
    type_ = f"{prefix}.article.rejected.v1"
    event = CloudEvent(
        id=f"{verdict.article_id}@v{verdict.number}:article.rejected",
        source=site.url,
        type=type_,
        subject=verdict.article_id,
        time=verdict.source.modified if verdict.source else datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        dataschema=f"{SCHEMAS}/article.rejected.v1.json",
        sequence=str(verdict.number),
        data={
            "article_id": verdict.article_id,
            "key": verdict.key,
            "version_id": verdict.source.version_id if verdict.source else None,
            "report": f"reports/{verdict.key}.json",
            "findings": [
                finding.model_dump(exclude_none=True) for finding in documented(verdict, site.findings).findings
            ],
        },
    )
    return Announcement(event, {"type": type_, "article_id": verdict.article_id})
