"""Brings site, reports and topic to where the table stands, for one article."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum

from flong.announce import announced_after, announcements
from flong.article import State
from flong.aws import articles, queues, schedules, site, source, topic
from flong.contract.models import Event
from flong.errors import BuildMissing, Unavailable
from flong.events import ArticleRecord, SourceChanged
from flong.formats.moved import PAGE, Left, moved_files, moved_page, withdrawn_page
from flong.formats.report import report_page
from flong.formats.templates import Theme
from flong.publish import (
    Standing,
    abandoned_paths,
    copies,
    folder_of,
    is_immutable,
    is_of,
    stubs,
    was_read_at,
)
from flong.runtime import count
from flong.settings import settings
from flong.verdict import Verdict, documented

MAX_LOOKS = 8


class Outcome(StrEnum):
    """What came of looking at one article."""

    PUBLISHED = "published"
    SETTLED = "settled already"
    WAITS = "waits for its build"


def settle(article_id: str, theme: Theme) -> tuple[Outcome, Standing, list[Event]]:
    """What came of it, what stands, and the events that were announced. All that they speak of can be read before.

    `Unavailable` if the article changes faster than it can be copied.
    """
    try:
        standing = settled_standing(article_id, theme)
    except BuildMissing:
        # Whoever makes it again puts a new verdict beside the record, and that brings us here once more.
        return Outcome.WAITS, articles.read(article_id), []
    if standing.settled:
        return Outcome.SETTLED, standing, []
    due = announcements(standing, theme.site, settings().event_prefix)
    for announcement in due:
        topic.announce(announcement.event, announcement.attributes)
    articles.put_announced(article_id, announced_after(standing))
    return Outcome.PUBLISHED, standing, [announcement.event for announcement in due]


def standing_of(article_id: str) -> Standing:
    """With the revisions of whose announcement nothing is known; nearly always there are none."""
    standing = articles.read(article_id)
    record, told = standing.record, standing.announced.revision
    if record is None or record.revision <= told + 1:
        return standing
    return replace(standing, skipped=tuple(articles.history(article_id, told + 1, record.revision - 1)))


def settled_standing(article_id: str, theme: Theme) -> Standing:
    """What stands of an article, once it was the same before and after everything of it had been written."""
    standing = standing_of(article_id)
    if standing.settled:
        return standing
    due = standing
    for _ in range(MAX_LOOKS):
        bring_live(due, theme)
        before, standing = standing, standing_of(article_id)
        if (before.record, before.verdict) == (standing.record, standing.verdict):
            return standing
        # Another run may have announced the newer state before this one wrote the older over it.
        due = replace(standing, afresh=True)
    raise Unavailable(f"{article_id} keeps changing")


def bring_live(standing: Standing, theme: Theme) -> None:
    if record := standing.unpublished_record:
        if record.state is State.PUBLISHED:
            copy_live(record, theme)
            if standing.is_refreshed:
                site.remove_folder(folder_of(record.path or "/"), keep=lambda name: is_of(record, name))
            redirect(standing, record, theme)
        else:
            clear(standing, record, theme)
        set_schedule(standing, record)
    if verdict := standing.unreported_verdict:
        write_report(verdict, theme)


def copy_live(record: ArticleRecord, theme: Theme) -> None:
    """Brings a record's build live; where that has expired it is asked for again, and `BuildMissing` raised."""
    try:
        copy_build(record)
    except BuildMissing:
        queues.rebuild(settings().intake_queue, record.key)
        raise
    for key in stubs(record):
        site.write(key, moved_page(record, theme), PAGE)


def copy_build(record: ArticleRecord) -> None:
    # Nothing else ever has the name of a picture, so what is there need not be copied again.
    there = set(site.keys_under(folder_of(record.path or "/"))) if record.pictures else set()
    for copy in copies(record):
        if copy.key in there and copy.forever:
            continue
        if copy.forever:
            site.copy_forever(copy.source, copy.key, copy.content_type)
        else:
            site.copy(copy.source, copy.key)


def redirect(standing: Standing, record: ArticleRecord, theme: Theme) -> None:
    """Former paths lead to the present one, unless another article is read there by now."""
    for path in abandoned_paths(standing):
        if articles.last_owner_of(path) in (None, record.id, *record.lineage):
            leave(path, moved_files(record, theme), keep=is_immutable)
            give_back(path, record, theme)


def leave(path: str, files: list[Left], keep: Callable[[str], bool] = lambda name: False) -> None:
    """Puts what leads on over what was there, so that no reader meets nothing in between; the rest goes."""
    for file, text, content_type in files:
        site.write(f"{folder_of(path)}{file}", text, content_type)
    left = {file.file for file in files}
    site.remove_folder(folder_of(path), keep=lambda name: name in left or keep(name))


def clear(standing: Standing, record: ArticleRecord, theme: Theme) -> None:
    """Nothing is left to read of an article that is no longer public, but for a note where it was withdrawn.

    Where it goes on under another name, what stands there is for that one to lead on.
    """
    if record.successor:
        return
    note = withdrawn_page(record, theme) if record.state is State.WITHDRAWN else None
    for path in record.former_paths:
        if articles.last_owner_of(path) in (None, record.id):
            leave(path, [note] if note and was_read_at(standing, path) else [])
        # Also where another has just taken it: until that one is brought live, what stands there is this one's page.
        give_back(path, record, theme)


def set_schedule(standing: Standing, record: ArticleRecord) -> None:
    """Has the key looked at again when a scheduled article is due, and no longer where it is none any more."""
    if record.publish_at and record.state is State.SCHEDULED:
        if record.publish_at.at <= datetime.now(UTC):
            # Too late for a schedule: this may have been held up for hours.
            queues.send(settings().intake_queue, SourceChanged(key=record.key))
        else:
            schedules.put(record.id, record.key, record.publish_at.sortable)
    elif standing.may_be_scheduled:
        schedules.drop(record.id)


def give_back(path: str, record: ArticleRecord, theme: Theme) -> None:
    """Brings back what another article has at a path that it took while this one was clearing it."""
    for _ in range(MAX_LOOKS):
        owner = articles.owner_of(path)
        if owner is None or owner == record.id:
            return
        found = articles.record(owner)
        if found and found.state is State.PUBLISHED and found.path == path:
            copy_live(found, theme)
        if articles.owner_of(path) == owner and articles.record(owner) == found:
            return
    raise Unavailable(f"{path} keeps changing hands")


def write_report(verdict: Verdict, theme: Theme) -> None:
    verdict = documented(verdict, theme.site.findings)
    source.write_report(verdict.key, "json", verdict.model_dump_json(indent=2, exclude_none=True), "application/json")
    source.write_report(verdict.key, "html", report_page(verdict, theme), "text/html; charset=utf-8")
    if verdict.source:
        count("StatusTagsRefused", not source.tag(verdict.key, verdict.source, verdict.status_tags))
