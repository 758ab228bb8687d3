"""The tag index: what one commit puts and drops, and on which conditions. Pure."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flong.article import Article, State
from flong.events import ArticleAccepted, ArticleGone, ArticleRecord, Listing, Variant
from flong.theme import Site
from flong.verdict import Finding, Verdict, Written

Key = tuple[str, str]


def article_pk(article_id: str) -> str:
    return f"ARTICLE#{article_id}"


def path_pk(path: str) -> str:
    return f"PATH#{path}"


def picture_pk(key: str) -> str:
    return f"PICTURE#{key}"


@dataclass(frozen=True)
class EntryChanges:
    """Items to write, by key, and keys to drop."""

    put: dict[Key, dict[str, Any]]
    drop: set[Key]


def entries_of(record: ArticleRecord | None) -> dict[Key, dict[str, Any]]:
    """The listing items of a published article: one for each tag, and one site-wide in a partition a month."""
    if record is None or record.state is not State.PUBLISHED or record.listing is None:
        return {}
    listing = record.listing
    sk = f"{listing.published.sortable}#{listing.id}"
    shown = listing.model_dump(mode="json")
    partitions = [f"TAG#{tag.id}" for tag in listing.tags] + [f"LATEST#{month_of(record)}"]
    return {(pk, sk): {"listing": shown, "revision": record.revision} for pk in partitions}


def month_of(record: ArticleRecord) -> str:
    """The month, in UTC, that an article is listed under: `2026-01`."""
    return record.listing.published.sortable[:7] if record.listing else ""


def entry_changes(old: ArticleRecord | None, new: ArticleRecord | None) -> EntryChanges:
    before, after = entries_of(old), entries_of(new)  # by whole key: a new date moves an entry
    return EntryChanges(put=after, drop=before.keys() - after.keys())


@dataclass(frozen=True)
class PathChange:
    """Which path an article takes, and which it gives up; what it gives up leads to `moved_to`, or nowhere."""

    take: str | None = None
    give_up: str | None = None
    moved_to: str | None = None


def path_change(old: ArticleRecord | None, new: ArticleRecord) -> PathChange:
    before, after = live_path(old), live_path(new)
    if before == after:
        return PathChange()
    return PathChange(take=after, give_up=before, moved_to=after)


def live_path(record: ArticleRecord | None) -> str | None:
    return record.path if record and record.state is State.PUBLISHED else None


def record_of(message: ArticleAccepted, article: Article, variants: dict[str, Variant], site: Site) -> ArticleRecord:
    """The next revision of an article: what its commit will say."""
    before = message.before
    live = article.path if article.status is State.PUBLISHED else None
    return ArticleRecord(
        id=article.id,
        key=article.key,
        state=article.status,
        revision=before.revision + 1 if before else 1,
        build=message.build,
        source=message.verdict.source,
        listing=listing_of(article, site),
        variants=variants,
        pictures=article.pictures,
        path=article.path,
        former_paths=tuple(path for path in paths_once_live(before) if path != live),
        canonical_url=article.canonical_url,
        coverage_of=article.coverage_of,
        sources=article.sources,
        change_kind=article.change_kind,
        correction=article.correction,
        content_sha256=content_sha256(article),
        received=message.received,
    )


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
            "revision": message.before.revision + 1,
            "former_paths": paths_once_live(message.before),
            "build": None,
            "source": None,
            "variants": {},
            "pictures": (),
            "content_sha256": None,
        }
    )


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
    return verdict.model_copy(update={"status": "rejected", "findings": (*verdict.findings, finding), "url": None})
