"""Brings site, reports and topic to where the table stands, for one article."""

from dataclasses import replace

from flong.article import State
from flong.aws import articles, site, source, topic
from flong.errors import Unavailable
from flong.events import ArticleRecord, CloudEvent
from flong.formats.moved import moved_page
from flong.formats.report import report_page
from flong.formats.templates import Theme
from flong.publish import (
    NOTHING,
    Standing,
    abandoned_paths,
    announced_after,
    announcements,
    copies,
    folder_of,
    is_immutable,
    stubs,
)
from flong.runtime import count
from flong.settings import settings
from flong.verdict import Verdict, documented

MAX_LOOKS = 8


def settle(article_id: str, theme: Theme) -> tuple[Standing, list[CloudEvent]]:
    """What stands, and the events that were announced, if any were due. Everything they speak of can be read before.

    `Unavailable` if the article changes faster than it can be copied.
    """
    standing = settled_standing(article_id, theme)
    if standing.settled:
        return standing, []
    due = announcements(standing, theme.site, settings().event_prefix)
    for announcement in due:
        topic.announce(announcement.event, announcement.attributes)
    articles.put_announced(article_id, announced_after(standing))
    return standing, [announcement.event for announcement in due]


def settled_standing(article_id: str, theme: Theme) -> Standing:
    """What stands of an article, once it was the same before and after everything of it had been written."""
    standing = articles.read(article_id)
    if standing.settled:
        return standing
    due = standing
    for _ in range(MAX_LOOKS):
        bring_live(due, theme)
        before, standing = standing, articles.read(article_id)
        if (before.record, before.verdict) == (standing.record, standing.verdict):
            return standing
        # Another run may have announced the newer state before this one wrote the older over it.
        due = replace(standing, announced=NOTHING)
    raise Unavailable(f"{article_id} keeps changing")


def bring_live(standing: Standing, theme: Theme) -> None:
    if record := standing.unpublished_record:
        if record.state is State.PUBLISHED:
            copy_live(record, theme)
            redirect(standing, record, theme)
        else:
            clear(record, theme)
    if verdict := standing.unreported_verdict:
        write_report(verdict, theme)


def copy_live(record: ArticleRecord, theme: Theme) -> None:
    # Nothing else ever has the name of a picture, so what is there need not be copied again.
    there = set(site.keys_under(folder_of(record.path or "/"))) if record.pictures else set()
    for copy in copies(record):
        if copy.key in there and copy.forever:
            continue
        if copy.forever:
            site.copy_forever(copy.source, copy.key, copy.content_type)
        else:
            site.copy(copy.source, copy.key)
    for key in stubs(record):
        site.write(key, moved_page(record, theme), "text/html; charset=utf-8")


def redirect(standing: Standing, record: ArticleRecord, theme: Theme) -> None:
    """Former paths lead to the present one, unless another article is read there by now."""
    for path in abandoned_paths(standing):
        if articles.last_owner_of(path) in (None, record.id):
            site.remove_folder(folder_of(path), keep=is_immutable)
            site.write(f"{folder_of(path)}index.html", moved_page(record, theme), "text/html; charset=utf-8")
            give_back(path, record, theme)


def clear(record: ArticleRecord, theme: Theme) -> None:
    """Nothing is left to read of an article that is no longer public."""
    for path in record.former_paths:
        if articles.last_owner_of(path) in (None, record.id):
            site.remove_folder(folder_of(path))
            give_back(path, record, theme)


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
