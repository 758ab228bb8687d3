"""What the outside has to be told: computed against what it was told last. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flong.announce_attributes import Attributes, attributes_of, rejection_attributes
from flong.announce_data import data_of, rejected_data, tag_ids
from flong.article import ChangeKind, State
from flong.contract.fitting import fitted
from flong.contract.models import EVENTS, ArticleData, Event
from flong.events import Announced, ArticleRecord, EventType, Listing
from flong.index import filters_of
from flong.publish import Standing
from flong.record import outputs_sha256
from flong.theme import Site
from flong.verdict import Verdict

SCHEMAS = "/schemas"
"""Where on the site the JSON Schemas of events lie."""


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
        **heard_after(record),
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


def heard_after(record: ArticleRecord) -> dict[str, Any]:
    """What those filter by who have now been told of an article, and are to hear of its next change."""
    if record.state not in (State.PUBLISHED, State.SCHEDULED):
        return {}
    found = filters_of(record.listing)
    return {"heard_tags" if name == "tags" else name: value for name, value in found.items()}


@dataclass(frozen=True)
class Announcement:
    """One event and the attributes that subscriptions filter it by."""

    event: Event
    attributes: Attributes


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
    differs = changed(record, standing.announced) if kind in ("article.updated", "article.corrected") else []
    change_kind = kind_since(kind, standing, record).value
    data = data_of(kind, record, standing.announced, differs, change_kind, site)
    event = event_of(
        kind,
        site,
        prefix,
        id=f"{record.id}@{record.revision}:{kind}",
        subject=record.id,
        time=record.committed,
        sequence=str(record.revision),
        data=data,
    )
    return Announcement(event, attributes_of(event.type, standing, record, change_kind, differs))


def rejection(verdict: Verdict, site: Site, prefix: str) -> Announcement:
    event = event_of(
        "article.rejected",
        site,
        prefix,
        id=f"{verdict.article_id}@v{verdict.number}:article.rejected",
        subject=verdict.article_id,
        time=verdict.source.modified if verdict.source else datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        sequence=str(verdict.number),
        data=rejected_data(verdict, site),
    )
    return Announcement(event, rejection_attributes(event.type, verdict.article_id))


def event_of(kind: EventType, site: Site, prefix: str, **given: Any) -> Event:
    """An event with what every one of its kind has; it points at the document that its data names."""
    data = given["data"]
    given |= {
        "source": site.url,
        "type": f"{prefix}.{kind}.v1",
        "dataschema": f"{site.url}{SCHEMAS}/{kind}.v1.json",
        "dataref": data.document.url if isinstance(data, ArticleData) and data.document else None,
    }
    return fitted(EVENTS[kind].model_validate(given))
