"""What to do about one look at one source object. Pure: reads nothing, writes nothing."""

import hashlib
import math
import re
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from urllib.parse import unquote_plus

from flong.article import ARTICLES, EXTENSIONS, Article, Moment, State, id_of
from flong.events import ArticleAccepted, ArticleGone, ArticleRecord, SourceChanged
from flong.intake.read import Reading, read_article
from flong.intake.source import MAX_BYTES, too_large
from flong.intake.understood import derived, understood
from flong.theme import Site
from flong.verdict import Finding, SourceVersion, Verdict, rendered_findings, same, unfinished, with_findings

# Pictures may lie beside an article; they are none, and nobody needs to be told.
COMPANIONS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
MAX_KEY = 512
# A key is part of file names, addresses, log lines and events: `..` climbs out of a folder, a control character
# gives orders to a terminal, and a change of writing direction shows another name.
UNUSABLE = re.compile(r"(?:^|/)\.{1,2}(?:/|$)|[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

Found = tuple[SourceVersion, int, bytes]
"""An object: its version, its size in bytes, and its bytes unless it is too large to be an article."""


class Sighting(NamedTuple):
    """An object as it stood, and what was read in it; `received` stands in for a date that it does not name."""

    version: SourceVersion
    received: Moment
    reading: Reading


Outcome = ArticleAccepted | ArticleGone | Verdict | None


def concerns(key: str) -> bool:
    """Whether an object deserves a look: it may be an article, or a picture that one shows."""
    return key.startswith(ARTICLES) and not key.endswith("/")


def is_companion(key: str) -> bool:
    """Whether an object lies beside articles, is none, and deserves no verdict."""
    return key.lower().endswith(COMPANIONS)


def sighted(key: str, found: Found, before: ArticleRecord | None, site: Site) -> Sighting:
    """What an object says; the pictures beside it have still to be looked at."""
    version, size, data = found
    first = received(version, before, site)
    return Sighting(version, first, read(key, version, size, data, first, site))


def judge(
    change: SourceChanged,
    before: ArticleRecord | None,
    last: Verdict | None,
    seen: Sighting | None,
    site: Site,
    fingerprint: str,
    now: datetime,
) -> Outcome:
    """A message for the next stage, a verdict to write, or None if nothing has changed.

    `before` and `last` are what the table said *before* the object was read from the bucket; `seen` is None if there
    was none.
    """
    number = last.number + 1 if last else 1
    if seen is None:
        return gone(change, before, last, number)
    version, first, reading = seen
    if reading.article is None:
        verdict = verdict_on(change.key, version, reading, number, site)
        return None if same(verdict, last) else verdict
    build = build_of(reading.article, version, fingerprint)
    article = as_of(now, reading.article, build, before)
    verdict = verdict_on(change.key, version, replace(reading, attempt=article), number, site)
    if before and before.build == build and before.state is article.status and not change.rebuild:
        verdict = with_findings(verdict, rendered_findings(last))
        return None if same(verdict, last) else verdict
    return ArticleAccepted(
        key=change.key,
        article_id=article.id,
        attempt=change.attempt,
        rebuild=change.rebuild,
        before=before,
        verdict=verdict,
        build=build,
        renderer=fingerprint[:20],
        received=first,
        article=article,
        record_state=article.status,
    )


def as_of(now: datetime, article: Article, build: str, before: ArticleRecord | None) -> Article:
    """The article with the state that it has now: one that was to go live is due when its moment has come.

    One that is live stays so, though the clock that this looks at may be behind the one that said so.
    """
    if article.status is not State.SCHEDULED or article.publish_at is None:
        return article
    live = before is not None and before.state is State.PUBLISHED and before.build == build
    return article.model_copy(update={"status": State.PUBLISHED}) if live or article.publish_at.at <= now else article


def seconds_until_due(seen: Sighting | None, now: datetime) -> int | None:
    """How long an article has still to wait for its moment, rounded up; None of one that waits for none."""
    article = seen.reading.article if seen else None
    if article is None or article.status is not State.SCHEDULED or article.publish_at is None:
        return None
    return math.ceil((article.publish_at.at - now).total_seconds()) if article.publish_at.at > now else None


def gone(change: SourceChanged, before: ArticleRecord | None, last: Verdict | None, number: int) -> Outcome:
    verdict = Verdict(key=change.key, article_id=id_of(change.key), status="removed", number=number, source=None)
    if before and before.key == change.key and before.state is not State.WITHDRAWN:
        return ArticleGone(key=change.key, article_id=before.id, attempt=change.attempt, before=before, verdict=verdict)
    return verdict if last and last.status != "removed" else None


def read(key: str, version: SourceVersion, size: int, data: bytes, first: Moment, site: Site) -> Reading:
    """What an object is, read as it stood; `first` stands in for a date that it does not name."""
    if not key.lower().endswith(EXTENSIONS):
        return Reading(None, (no_article(key),))
    if UNUSABLE.search(key):
        return Reading(None, (key_unusable(key),))
    if "//" in key:
        return Reading(None, (empty_folder(key),))
    if len(key.encode()) > MAX_KEY:
        return Reading(None, (key_too_long(key),))
    if size > MAX_BYTES:
        return Reading(None, (too_large(size),))
    return read_article(key, data, site, first, datetime.fromisoformat(version.modified))


def received(version: SourceVersion, before: ArticleRecord | None, site: Site) -> Moment:
    """When the first version of an article was uploaded that was committed; until then, when this one was."""
    same = before if before and not before.successor else None  # else it has gone on under another name
    if same and same.received:
        return same.received
    if same and same.listing:  # committed before that was kept
        return same.listing.published
    return Moment(at=datetime.fromisoformat(version.modified), precision="second", zone=site.zone)


def no_article(key: str) -> Finding:
    name = key.rpartition("/")[2]
    return Finding(
        code="no-article",
        message=f"`{name}` is no article: only Markdown files are read.",
        remedy=f"Upload it as one of {', '.join(EXTENSIONS)}.",
        found=name,
    )


def empty_folder(key: str) -> Finding:
    return Finding(
        code="key-empty-folder",
        message="The object lies in a folder without a name: there are two slashes in a row.",
        remedy=f"Upload it as `{re.sub('/+', '/', key)}`.",
        found=key,
    )


def key_unusable(key: str) -> Finding:
    return Finding(
        code="key-unusable",
        message="The name of the object holds a folder `.` or `..`, or a character that does not show.",
        remedy="Upload it under a name of letters, digits, hyphens and slashes, and delete this one.",
        found=key,
    )


def key_too_long(key: str) -> Finding:
    return Finding(
        code="key-too-long",
        message=f"The name of the object has {len(key.encode())} bytes; it may have {MAX_KEY}.",
        remedy="Choose a shorter file name or fewer folders.",
    )


def build_of(article: Article, version: SourceVersion, fingerprint: str) -> str:
    """The build's id: a hash of everything that shapes it, so that the same work always has the same name."""
    inputs = (article.id, version.sha256, article.path, article.published.iso, article.published.zone, fingerprint)
    pictures = (f"{picture.key}\0{picture.sha256}" for picture in article.pictures)
    return hashlib.sha256("\0".join([*inputs, *pictures]).encode()).hexdigest()[:20]


def verdict_on(key: str, version: SourceVersion, reading: Reading, number: int, site: Site) -> Verdict:
    article = reading.article
    return Verdict(
        key=key,
        article_id=id_of(key),
        status="accepted" if article else "rejected",
        number=number,
        source=version,
        findings=reading.findings,
        understood=(said := understood(reading)),
        derived=derived(reading, said),
        path_from=reading.path_from,
        url=site.absolute(article.path) if article and article.status is State.PUBLISHED else None,
    )


def verdict_unread(key: str, last: Verdict | None, version: SourceVersion, site: Site) -> Verdict:
    """The verdict on an object that could not be read to its end, which is no fault that a line could be named for."""
    return unfinished(verdict_on(key, version, Reading(None, ()), last.number + 1 if last else 1, site))


def hinted_keys(body: object) -> list[SourceChanged]:
    """The keys that an intake message hints at: S3's own, which are URL-encoded, or one of ours.

    S3's first message on a new notification, `s3:TestEvent`, has no records and hints at nothing.
    """
    if not isinstance(body, dict):
        raise ValueError("an intake message is a JSON object")
    if "key" in body:
        return [SourceChanged.model_validate(body)]
    keys = [unquote_plus(record["s3"]["object"]["key"]) for record in body.get("Records", [])]
    return [SourceChanged(key=key) for key in keys if concerns(key)]
