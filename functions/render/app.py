"""Casts an accepted article in every format."""

from flong.aws import articles, builds, queues
from flong.events import ArticleAccepted, ArticleRendered
from flong.formats.rendering import render_and_compare
from flong.formats.templates import Theme
from flong.record import record_of
from flong.runtime import for_each, outcome
from flong.settings import settings
from flong.verdict import following, unfinished, with_findings

THEME = Theme.load(settings().theme, settings().site_url)


def render(message: ArticleAccepted) -> None:
    article = builds.read_article(message)
    casting = render_and_compare(article, THEME, message.build)
    variants = builds.write(article.id, message.build, casting.variants.values())
    message = message.model_copy(update={"verdict": with_findings(message.verdict, casting.findings)})
    record = record_of(message, article, variants, THEME.site)
    queues.send(settings().index_queue, rendered(message, record))
    outcome("rendered", bytes=sum(variant.bytes for variant in variants.values()))


def rendered(message: ArticleAccepted, record) -> ArticleRendered:  # type: ignore[no-untyped-def]
    return ArticleRendered(
        key=message.key,
        article_id=message.article_id,
        attempt=message.attempt,
        rebuild=message.rebuild,
        before=message.before,
        verdict=message.verdict,
        continues=message.continues,
        ended=message.ended,
        record=record,
    )


def give_up(message: ArticleAccepted) -> ArticleAccepted:
    """Says beforehand that this article was too much: who dies of it says nothing. Who lives commits over that."""
    articles.put_verdict(unfinished(message.verdict))
    return message.model_copy(update={"verdict": following(message.verdict)})


handler = for_each(ArticleAccepted, render, on_last=give_up)
