"""The page at an address that an article has left; S3 behind a CDN cannot answer 301."""

from flong.events import ArticleRecord
from flong.formats.templates import Theme


def moved_page(record: ArticleRecord, theme: Theme) -> str:
    """Leads readers and search engines to where the article is read now."""
    title = record.listing.title if record.listing else theme.site.name
    return theme.render("moved.html", title=title, target=theme.site.absolute(record.path or "/"))
