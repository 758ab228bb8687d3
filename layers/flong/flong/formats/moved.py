"""What stands at an address that an article has left; S3 behind a CDN can answer neither 301 nor 410."""

from typing import NamedTuple

from pydantic_core import to_json

from flong.events import ArticleRecord
from flong.formats.labels import Labels
from flong.formats.registry import FORMATS, PUBLIC
from flong.formats.templates import Theme

PAGE = "text/html; charset=utf-8"


class Left(NamedTuple):
    """A file in the folder of an address that was left."""

    file: str
    text: str
    content_type: str


def moved_files(record: ArticleRecord, theme: Theme) -> list[Left]:
    """Leads whoever asks for any format at an old address to that format where the article is read now."""
    return [Left(file, *way_to(file, record, theme)) for file in PUBLIC.values()]


def way_to(file: str, record: ArticleRecord, theme: Theme) -> tuple[str, str]:
    """What leads to one file of an article, in that file's own kind, and its media type."""
    if file.endswith(".html"):
        return moved_page(record, theme), PAGE
    target = theme.site.absolute(f"{record.path}{file}")
    if file.endswith(".json"):
        return to_json({"moved_to": target}).decode(), CONTENT_TYPES[file]
    labels = labels_of(theme)
    return f"{labels.moved}. {labels.moved_to} <{target}>\n", CONTENT_TYPES[file]


CONTENT_TYPES = {format.public: format.content_type for format in FORMATS if format.public}


def moved_page(record: ArticleRecord, theme: Theme) -> str:
    """Leads readers and search engines to where the article is read now."""
    title = record.listing.title if record.listing else theme.site.name
    return theme.render(
        "moved.html", title=title, target=theme.site.absolute(record.path or "/"), heading=labels_of(theme).moved
    )


def labels_of(theme: Theme) -> Labels:
    return theme.labels(theme.site.language)


def way_to_page(path: str, title: str, theme: Theme) -> str:
    """Leads from the page of something that the site now has elsewhere, at a root-relative path."""
    return theme.render("moved.html", title=title, target=theme.site.absolute(path), heading=labels_of(theme).led_on)


def withdrawn_page(record: ArticleRecord, theme: Theme) -> Left | None:
    """Says that an article was here and is withdrawn; None where the site wants nothing to be there."""
    if theme.site.withdrawn == "gone":
        return None
    # What an editor withdraws by its status may have another title now; what was deleted may have been a draft by then.
    shown = record.listing if record.source else record.listing_before or record.listing
    title = shown.title if shown else theme.site.name
    return Left("index.html", theme.render("withdrawn.html", title=title), PAGE)
