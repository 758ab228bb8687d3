"""An article that is to be mailed: cast and committed by the real code, with a tag of one's choice."""

from flong.article import Tag

from benchmarks.archive import COMMITTED
from benchmarks.articles import EXAMPLES, Source
from benchmarks.rendering import THEME, accepted

ARTICLE = EXAMPLES / "one-mould-many-presses.md"


def published(tag: str, name: str = "moulds") -> str:
    """Puts an article of this name where delivery looks for it; returns what is announced of it."""
    from flong.announce import announcements
    from flong.aws import articles, builds, committing
    from flong.commit import commit_of
    from flong.events import ArticleRendered
    from flong.formats.rendering import render_and_compare
    from flong.formats.templates import Theme
    from flong.record import record_of
    from flong.settings import settings

    theme = Theme.load(THEME)
    found = accepted(Source(f"articles/{name}.md", ARTICLE.read_bytes()), theme)
    assert found
    assert found.article
    article = found.article.model_copy(update={"tags": (Tag(id=tag, label=tag),), "path": f"/articles/{name}/"})
    variants = builds.write(article.id, found.build, render_and_compare(article, theme, found.build).variants.values())
    record = record_of(found, article, variants, theme.site)
    known = {"key": found.key, "article_id": article.id, "before": None, "verdict": found.verdict}
    committing.commit(commit_of(ArticleRendered(**known, record=record), COMMITTED))
    [announced] = announcements(articles.read(article.id), theme.site, settings().event_prefix)
    return announced.event.model_dump_json()
