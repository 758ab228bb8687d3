"""Commits an article, or its end, in one transaction; then looks at the source once more."""

from flong.aws import indexing
from flong.events import ArticleGone, ArticleRendered, Committable
from flong.runtime import count, for_each, outcome


def index(message: ArticleRendered | ArticleGone) -> None:
    result = indexing.commit(message)
    outcome(result.value)
    count("ArticlesCommitted", result is indexing.Result.COMMITTED)


handler = for_each(Committable, index)
