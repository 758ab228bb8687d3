"""What the outside has to be told: computed against what it was told last. Pure."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flong.article import ChangeKind, Picture, State
from flong.events import Announced, ArticleRecord, CloudEvent, Counted, EventType, Listing, Revision, Variant
from flong.formats.registry import FORMATS, PUBLIC
from flong.index import outputs_sha256
from flong.theme import Site
from flong.verdict import Verdict, documented

NOTHING = Announced(revision=0, state=State.WITHDRAWN)
IMMUTABLE_NAME = re.compile(r"article\.[0-9a-f]{16}\.json")
PICTURE_NAME = re.compile(r"[^/]+-[0-9a-f]{16}\.(?:png|jpg|gif|webp|avif)")
SCHEMAS = "https://flong.dev/schemas"


@dataclass(frozen=True)
class Standing:
    """Everything that the table says of one article."""

    record: ArticleRecord | None = None
    verdict: Verdict | None = None
    announced: Announced = NOTHING
    counted: Counted | None = None
    skipped: tuple[Revision, ...] = ()
    """Revisions since the last that is known to be announced, and before the present one.

    Any of them may have been announced by a run that died before it could say so.
    """
    afresh: bool = False
    """Whether all is to be brought live again, whatever has been announced of it."""

    @property
    def unannounced_record(self) -> ArticleRecord | None:
        """The record, if the outside has not been told of its revision."""
        return self.record if self.record and self.record.revision > self.announced.revision else None

    @property
    def unpublished_record(self) -> ArticleRecord | None:
        """The record, if what readers see has to be put in place."""
        due = self.afresh or self.unannounced_record or self.is_refreshed
        return self.record if due else None

    @property
    def is_refreshed(self) -> bool:
        """Whether what readers see is to be put in place again, and what does not belong there taken away."""
        # Not merely more: a commit that was under way may have put an older number back.
        return self.record is not None and self.record.refresh != self.announced.refresh

    @property
    def unreported_verdict(self) -> Verdict | None:
        due = self.verdict and (self.afresh or self.verdict.number > self.announced.verdict)
        return self.verdict if due else None

    @property
    def may_have_been(self) -> set[State]:
        """The states that the outside may take the article to be in."""
        return {self.announced.state, *(it.state for it in self.skipped)}

    @property
    def may_be_scheduled(self) -> bool:
        """Whether a schedule may have been made for an earlier revision, announced or overtaken."""
        told = self.announced
        overtaken = self.record is not None and told.revision + 1 < self.record.revision
        return bool(told.publish_at) or overtaken or self.afresh

    @property
    def settled(self) -> bool:
        return self.unpublished_record is None and self.unreported_verdict is None


@dataclass(frozen=True)
class Copy:
    """One object of a build and its live key; `forever` if no other content will ever have that key."""

    source: str
    key: str
    content_type: str
    forever: bool = False


def copies(record: ArticleRecord) -> list[Copy]:
    """What makes a build live, the page last, so that it never points at what is not there yet."""
    folder = folder_of(record.path or "/")
    found = [
        Copy(picture_key(record.id, picture), folder + picture.file, picture.content_type, forever=True)
        for picture in record.pictures
    ]
    for name in reversed(
        [format.name for format in FORMATS if format.name in PUBLIC and format.name in record.variants]
    ):
        variant = record.variants[name]
        if name == "json":
            found.append(Copy(variant.key, folder + immutable_name(variant), variant.content_type, forever=True))
        found.append(Copy(variant.key, folder + PUBLIC[name], variant.content_type))
    return found


def is_of(record: ArticleRecord, name: str) -> bool:
    """Whether a file in an article's folder belongs there: what is live, what leads to it, what stays for ever."""
    prefix = folder_of(record.path or "/")
    return is_immutable(name) or prefix + name in [*(copy.key for copy in copies(record)), *stubs(record)]


def stubs(record: ArticleRecord) -> list[str]:
    """Where a page would be that this article does without; whoever kept its address is led to the article."""
    folder = folder_of(record.path or "/")
    pages = [file for name, file in PUBLIC.items() if name not in record.variants and file.endswith("/index.html")]
    return [folder + file for file in pages]


def folder_of(path: str) -> str:
    """The folder of the site bucket in which everything that is read at `path` lies."""
    return path.removeprefix("/")


def immutable_name(variant: Variant) -> str:
    return f"article.{variant.sha256[:16]}.json"


def picture_key(article_id: str, picture: Picture) -> str:
    """Where a picture is kept as it was when it was measured: by its hash, for every build that shows it."""
    return f"builds/{article_id}/pictures/{picture.file}"


def is_immutable(name: str) -> bool:
    """Whether a file of an article's folder is a document that an event points at, or a picture that a mail shows."""
    return IMMUTABLE_NAME.fullmatch(name) is not None or PICTURE_NAME.fullmatch(name) is not None


def abandoned_paths(standing: Standing) -> list[str]:
    """Former paths that still hold what they held, and should lead to the present one."""
    record = standing.record
    if record is None or record.state is not State.PUBLISHED:
        return []
    told = standing.announced
    settled = told.settled_paths if told.path == record.path and not (standing.afresh or standing.is_refreshed) else ()
    return [path for path in record.former_paths if path not in settled]


def was_read_at(standing: Standing, path: str) -> bool:
    """Whether the outside has been told, or may have been, of the article at a path."""
    told = standing.announced
    found = [*told.settled_paths, *(it.path for it in standing.skipped if it.state is State.PUBLISHED)]
    return path in found or (told.state is State.PUBLISHED and path == told.path)


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


def announcement(kind: EventType, standing: Standing, record: ArticleRecord, site: Site, prefix: str) -> Announcement:
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
