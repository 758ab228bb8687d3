"""The tag index: what one commit puts and drops, and on which conditions. Pure."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from flong.article import MAX_AUTHORS, Article, ChangeKind, State, Tag
from flong.events import ArticleAccepted, ArticleGone, ArticleRecord, ArticleRendered, Entry, Listing, Revision, Variant
from flong.formats.registry import PUBLIC
from flong.freshness import edited, return_of, was, withdrawal, withdrawn
from flong.intake.slugs import slug_of, tag_id_of
from flong.theme import Site
from flong.verdict import Finding, Verdict, Written

Key = tuple[str, str]


def article_pk(article_id: str) -> str:
    return f"ARTICLE#{article_id}"


def tag_pk(tag_id: str) -> str:
    return f"TAG#{tag_id}"


def category_pk(category: str) -> str:
    return f"CATEGORY#{category}"


def author_pk(author_id: str) -> str:
    return f"AUTHOR#{author_id}"


def latest_pk(month: str) -> str:
    return f"LATEST#{month}"


def path_pk(path: str) -> str:
    return f"PATH#{path}"


def bytes_pk(sha256: str) -> str:
    return f"BYTES#{sha256}"


def picture_pk(key: str) -> str:
    return f"PICTURE#{key}"


def history_pk(article_id: str) -> str:
    return f"HISTORY#{article_id}"


def dirty_pk(collection: str) -> str:
    """A partition for each: a burst marks more of them than one partition would take."""
    return f"DIRTY#{collection}"


def revision_sk(revision: int) -> str:
    """Sorts as text in the order of the numbers."""
    return f"{revision:010}"


@dataclass(frozen=True)
class EntryChanges:
    """Items to write, by key, and keys to drop."""

    put: dict[Key, dict[str, Any]]
    drop: set[Key]


def entries_of(record: ArticleRecord | None) -> dict[Key, dict[str, Any]]:
    """The listing items of a published article: one in every list that it stands in."""
    if record is None or record.state is not State.PUBLISHED or record.listing is None:
        return {}
    listing = record.listing
    sk = f"{listing.published.sortable}#{listing.id}"
    elsewhere = record.canonical_url if record.canonical_url != listing.url else None
    entry = Entry(
        listing=listing,
        revision=record.revision,
        edited=record.edited or None,
        known_as=record.origin,
        canonical_url=elsewhere,
    )
    item = entry.model_dump(mode="json")
    return {(pk, sk): item for pk in lists_of(listing)}


def lists_of(listing: Listing) -> list[str]:
    """The partitions of the lists that an article stands in: of each tag, its category, each author, its month."""
    tags = [tag_pk(tag.id) for tag in listing.tags]
    authors = [author_pk(author.id) for author in authors_of(listing)]
    return [*tags, category_pk(category_of(listing)), *authors, latest_pk(month_of(listing))]


def category_of(listing: Listing) -> str:
    """The id of an article's category: the folder in its address, whatever case or signs its editor wrote it in."""
    return slug_of(listing.category)


def authors_of(listing: Listing) -> tuple[Tag, ...]:
    """Who signs an article, each once, by the id and the name that their list has.

    No more than may sign one, though a record of a time when more might could name them.
    """
    found: dict[str, str] = {}
    for person in listing.authors[:MAX_AUTHORS]:
        found.setdefault(tag_id_of(person.name), person.name)
    return tuple(Tag(id=id_, label=name) for id_, name in found.items() if id_)


def entry_sha256(item: dict[str, Any]) -> bytes:
    """The beginning of a hash of all that an entry says; fields that are None are none in the table either."""
    return hashlib.sha256(json.dumps(stated(item), sort_keys=True).encode()).digest()[:16]


def stated(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: stated(inner) for name, inner in value.items() if inner is not None}
    return [stated(inner) for inner in value] if isinstance(value, list | tuple) else value


def month_of(listing: Listing) -> str:
    """The month, in UTC, that an article is listed under: `2026-01`."""
    return listing.published.sortable[:7]


def entry_changes(old: ArticleRecord | None, new: ArticleRecord | None) -> EntryChanges:
    before, after = entries_of(old), entries_of(new)  # by whole key: a new date moves an entry
    return EntryChanges(put=after, drop=before.keys() - after.keys())


@dataclass(frozen=True)
class PathChange:
    """Which path an article takes, and which it gives up; what it gives up leads to `moved_to`, or nowhere."""

    take: str | None = None
    give_up: str | None = None
    moved_to: str | None = None
    taken_from: str | None = None
    """The article that may have what is taken, since it goes with this very change."""


def path_change(old: ArticleRecord | None, new: ArticleRecord) -> PathChange:
    before, after = live_path(old), live_path(new)
    if before == after:
        return PathChange()
    return PathChange(take=after, give_up=before, moved_to=after)


def live_path(record: ArticleRecord | None) -> str | None:
    return record.path if record and record.state is State.PUBLISHED else None


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
    return Revision.model_validate({**dict(record), "title": title, "findings": dict(counts)})


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
            "source": None,
            "variants": {},
            "pictures": (),
            "publish_at": None,
            "content_sha256": None,
        }
    )


@dataclass(frozen=True)
class Commit:
    """All that one transaction writes, on the condition that `old` and the verdict before are still what they were."""

    old: ArticleRecord | None
    new: ArticleRecord
    verdict: Verdict
    entries: EntryChanges
    path: PathChange
    revision: Revision | None
    """What history keeps of it; None of a commit that nobody outside could tell from the one before."""
    predecessor: "End | None" = None
    """The article whose place this one takes, in the same transaction."""

    @property
    def copies_left(self) -> tuple[str, str] | None:
        """The path, and the id, of what those are copies of no longer who wait there; None if they still are.

        Where the path has become free they look again in any case.
        """
        was, path = self.predecessor.old if self.predecessor else self.old, live_path(self.new)
        if was is None or path is None or live_path(was) != path:
            return None
        return None if (was.id, was.bytes_sha256) == (self.new.id, self.new.bytes_sha256) else (path, was.id)


@dataclass(frozen=True)
class End:
    """What is written of an article that goes on under another name."""

    old: ArticleRecord
    new: ArticleRecord
    verdict: Verdict | None = None
    drop: frozenset[Key] | set[Key] = frozenset()
    revision: Revision | None = None


def commit_of(message: ArticleRendered | ArticleGone, committed: str) -> Commit:
    """What a message asks to be committed; `committed` is the time of that, RFC 3339.

    Where no more than the build is another, the revision stays as it is: there is nothing to be told.
    """
    old = message.before
    new = tombstone(message) if isinstance(message, ArticleGone) else message.record
    if old and is_quiet(old, new):
        kept = ("revision", "committed", "first_public", "edited", "withdrawn")
        same = {name: getattr(old, name) for name in kept}
        quiet = new.model_copy(update={**same, "refresh": old.refresh + message.rebuild})
        return Commit(old, quiet, message.verdict, EntryChanges({}, set()), PathChange(), None)
    before = was(old, message.continues)
    stamps = {
        "committed": committed,
        "first_public": first_public(old, new, message.continues, committed),
        "edited": edited(before, new, committed),
        "withdrawn": withdrawn(before, new, committed),
    }
    new = new.model_copy(update={**stamps, "refresh": old.refresh if old else 0})
    revision = revision_of(new, message.verdict)
    entries = entry_changes(old, new)
    entries = EntryChanges(entries.put | withdrawal(before, new), entries.drop | return_of(before, new))
    change = Commit(old, new, message.verdict, entries, path_change(old, new), revision)
    return continuing(change, message.continues, message.ended) if message.continues else change


def first_public(old: ArticleRecord | None, new: ArticleRecord, continues: ArticleRecord | None, committed: str) -> str:
    """When an article has become public for the first time; a name that was left and is used anew is another one."""
    former = None if old and old.successor else old
    known = [it.first_public for it in (former, continues) if it and it.first_public]
    return min(known, default=committed if new.state is State.PUBLISHED else "")


def continuing(change: Commit, old: ArticleRecord, ended: Verdict | None) -> Commit:
    """The commit with the end of the article whose place it takes; if that was over before, it is told who has it."""
    after = {"successor": change.new.id}
    if old.state is not State.PUBLISHED or ended is None:
        return replace(change, predecessor=End(old, old.model_copy(update=after)))
    gone = tombstone(ArticleGone(key=old.key, article_id=old.id, before=old, verdict=ended))
    end = gone.model_copy(update={**after, "committed": change.new.committed})
    there = old.path == change.new.path
    path = PathChange(change.new.path, None if there else old.path, change.new.path, taken_from=old.id)
    predecessor = End(old, end, ended, entry_changes(old, None).drop, revision_of(end, ended))
    return replace(change, path=path, predecessor=predecessor)


def path_taken(verdict: Verdict, path: str, owner: str) -> Verdict:
    """The verdict on an article whose path another has; it is looked at again when that one lets go."""
    at = verdict.path_from or Written(line=1, column=1, text=path)
    finding = Finding(
        code="path-taken",
        message=f"The address {path} belongs to the article `{owner}` already.",
        remedy=f"Give this one an address of its own, such as `slug: {path.strip('/').rpartition('/')[2]}-2`. "
        "If the other article goes, this one takes its place by itself.",
        line=at.line,
        column=at.column,
        found=at.text,
    )
    findings = (*verdict.findings, finding)
    return verdict.model_copy(update={"status": "rejected", "findings": findings, "waits_for": path, "url": None})
