"""The record of an article's next revision: what its commit will say, or what is left of one that is gone. Pure."""

import hashlib
from collections import Counter
from typing import Any

from flong.article import Article, ChangeKind, State
from flong.events import ArticleAccepted, ArticleGone, ArticleRecord, Listing, Revision, Variant
from flong.formats.registry import PUBLIC
from flong.index import filters_of, live_path
from flong.theme import Site
from flong.verdict import Verdict


def record_of(message: ArticleAccepted, article: Article, variants: dict[str, Variant], site: Site) -> ArticleRecord:
    """The next revision of an article: what its commit will say."""
    before, continues = message.before, message.continues
    live = article.path if article.status is State.PUBLISHED else None
    former = before if before and not before.successor else None  # what went on under another name has gone with it
    once = [*paths_once_live(continues), *paths_once_live(former)]
    return ArticleRecord(
        id=article.id,
        key=article.key,
        state=article.status,
        revision=before.revision + 1 if before else 1,
        build=message.build,
        renderer=message.renderer,
        source=message.verdict.source,
        listing=listing_of(article, site),
        listing_before=listing_before(before) if article.status is not State.PUBLISHED else None,
        variants=variants,
        pictures=article.pictures,
        path=article.path,
        former_paths=tuple(dict.fromkeys(path for path in once if path != live)),
        canonical_url=article.canonical_url,
        coverage_of=article.coverage_of,
        sources=article.sources,
        # The same text cast anew is no other edit.
        change_kind=before.change_kind if before and same_source(before, message) else change_kind(article, before),
        correction=article.correction,
        publish_at=article.publish_at if article.status is State.SCHEDULED else None,
        content_sha256=content_sha256(article),
        bytes_sha256=bytes_sha256(article, message),
        lineage=lineage(former, continues),
        origin=origin(before, continues),
        received=message.received,
    )


def listing_before(before: ArticleRecord | None) -> Listing | None:
    """What outsiders may know of an article that is no longer what it was."""
    if before is None:
        return None
    return before.listing if before.state in (State.PUBLISHED, State.SCHEDULED) else before.listing_before


def change_kind(article: Article, before: ArticleRecord | None) -> ChangeKind:
    """What the editor said of this edit; a note on a correction speaks of the edit that brings it, and of no later."""
    noted = article.change_kind is ChangeKind.CORRECTION and "change_kind" in article.derived
    old_note = before is not None and before.correction == article.correction
    return ChangeKind.MATERIAL if noted and old_note else article.change_kind


def bytes_sha256(article: Article, message: ArticleAccepted) -> str | None:
    """The hash by which an article is found under another name: of the bytes that are live, or were last."""
    if article.status is State.PUBLISHED and message.verdict.source:
        return message.verdict.source.sha256
    return message.before.bytes_sha256 if message.before else None


def lineage(before: ArticleRecord | None, continues: ArticleRecord | None) -> tuple[str, ...]:
    """The ids that an article has had, oldest first."""
    older = (*continues.lineage, continues.id) if continues else ()
    return tuple(dict.fromkeys([*(before.lineage if before else ()), *older]))


def origin(before: ArticleRecord | None, continues: ArticleRecord | None) -> str | None:
    """What the article was first; a name that was left and is used anew is no longer the same article."""
    if continues:
        return continues.known_as
    if before and before.successor:
        return f"{before.id}~{before.revision + 1}"
    return before.origin if before else None


def same_source(before: ArticleRecord, message: ArticleAccepted) -> bool:
    now = message.verdict.source
    return before.source is not None and now is not None and before.source.sha256 == now.sha256


def revision_of(record: ArticleRecord, verdict: Verdict) -> Revision:
    """What history keeps of a commit."""
    counts = Counter(finding.level for finding in verdict.findings)
    title = record.listing.title if record.listing else ""
    told = filters_of(record.listing) if record.state in (State.PUBLISHED, State.SCHEDULED) else {}
    return Revision.model_validate({**dict(record), **told, "title": title, "findings": dict(counts)})


def is_quiet(old: ArticleRecord, new: ArticleRecord) -> bool:
    """Whether nobody outside could tell the new state of an article from the old: another build of the very same."""
    return seen_of(old) == seen_of(new)


UNSEEN = {
    *(
        "revision",
        "refresh",
        "committed",
        "first_public",
        "edited",
        "withdrawn",
        "build",
        "renderer",
        "source",
        "variants",
        "pictures",
        "received",
    ),
    "bytes_sha256",
}


def seen_of(record: ArticleRecord) -> dict[str, Any]:
    """What of a record anybody may see, or be told."""
    kept = record.model_dump(exclude=UNSEEN)
    return {**kept, "outputs": outputs_sha256(record), "restores": record.source.restores if record.source else None}


def outputs_sha256(record: ArticleRecord) -> str:
    """The hash of every variant that readers and services can fetch."""
    public = sorted((name, variant.sha256) for name, variant in record.variants.items() if name in PUBLIC)
    return hashlib.sha256(repr(public).encode()).hexdigest()


def content_sha256(article: Article) -> str:
    """The hash of what readers call the text: the body, and the lists beside it."""
    lists = [*article.key_takeaways, *(source.model_dump_json() for source in article.sources)]
    return hashlib.sha256("\0".join([article.body, *lists]).encode()).hexdigest()


def paths_once_live(record: ArticleRecord | None) -> tuple[str, ...]:
    """Every path at which readers have found an article, oldest first; a draft's own path was never one."""
    if record is None:
        return ()
    live = live_path(record)
    return tuple(dict.fromkeys([*record.former_paths, *([live] if live else [])]))


def listing_of(article: Article, site: Site) -> Listing:
    return Listing.model_validate({**dict(article), "url": site.absolute(article.path)})


def tombstone(message: ArticleGone) -> ArticleRecord:
    """The revision that says an article is no more; it keeps what a withdrawal has to name."""
    assert message.before is not None
    return message.before.model_copy(
        update={
            "state": State.WITHDRAWN,
            "listing_before": listing_before(message.before),
            "revision": message.before.revision + 1,
            "former_paths": paths_once_live(message.before),
            "build": None,
            "renderer": None,
            "source": None,
            "variants": {},
            "pictures": (),
            "publish_at": None,
            "content_sha256": None,
        }
    )
