"""Brings site, reports and topic to where the table stands, for one article."""

from flong.article import State
from flong.aws import articles, site, source, topic
from flong.errors import Unavailable
from flong.events import ArticleRecord, CloudEvent
from flong.formats.moved import moved_page
from flong.formats.report import report_page
from flong.formats.templates import Theme
from flong.publish import (
    Standing,
    abandoned_paths,
    announced_after,
    announcements,
    copies,
    folder_of,
    is_immutable,
    paths_to_clear,
)
from flong.settings import settings
from flong.verdict import Verdict

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
    for _ in range(MAX_LOOKS):
        if standing.settled:
            return standing
        bring_live(standing, theme)
        before, standing = standing, articles.read(article_id)
        if (before.record, before.verdict) == (standing.record, standing.verdict):
            return standing
    raise Unavailable(f"{article_id} keeps changing")


def bring_live(standing: Standing, theme: Theme) -> None:
    if record := standing.unpublished_record:
        if record.state is State.PUBLISHED:
            copy_live(record)
            redirect(standing, record, theme)
        else:
            clear(record)
    if verdict := standing.unreported_verdict:
        write_report(verdict, theme)


def copy_live(record: ArticleRecord) -> None:
    for copy in copies(record):
        if copy.forever:
            site.copy_forever(copy.source, copy.key, copy.content_type)
        else:
            site.copy(copy.source, copy.key)


def redirect(standing: Standing, record: ArticleRecord, theme: Theme) -> None:
    """Former paths lead to the present one, unless another article is read there by now."""
    for path in abandoned_paths(standing):
        if articles.owner_of(path) is None:
            site.remove_folder(folder_of(path), keep=is_immutable)
            page = moved_page(record, theme)
            site.write(f"{folder_of(path)}index.html", page, "text/html; charset=utf-8")


def clear(record: ArticleRecord) -> None:
    """Nothing is left to read of an article that is no longer public."""
    for path in paths_to_clear(record):
        if articles.owner_of(path) in (None, record.id):
            site.remove_folder(folder_of(path))


def write_report(verdict: Verdict, theme: Theme) -> None:
    source.write_report(verdict.key, "json", verdict.model_dump_json(indent=2, exclude_none=True), "application/json")
    source.write_report(verdict.key, "html", report_page(verdict, theme), "text/html; charset=utf-8")
