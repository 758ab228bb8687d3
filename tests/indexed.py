"""Articles put straight into the index, as commits and counts would leave them there, and read from it in pages."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from flong.article import Moment, Person
from flong.aws.items import attributes
from flong.count import counted_of, counters_of
from flong.events import ArticleRecord
from flong.finding import Asked
from flong.index import Key, article_pk, entries_of, path_pk

from flong_local.pipeline import Pipeline
from tests.make import make_record


def make_indexed(id_: str, published: str, authors: Iterable[str] = ("Ann Ebb",), **given: Any) -> ArticleRecord:
    """The record of an article that is public; `published` is a day, or a moment in UTC without its zone."""
    at = Moment(at=datetime.fromisoformat(published).replace(tzinfo=UTC), precision="second")
    people = tuple(Person(name=name) for name in authors)
    values = {"id": id_, "key": f"articles/{id_}.md", "path": f"/sea/{id_}/", "published": at, "authors": people}
    return make_record(**{**values, **given}).model_copy(update={"first_public": "2026-01-22T10:00:01Z"})


def put_entries(pipeline: Pipeline, *records: ArticleRecord) -> None:
    put(pipeline, {key: item for record in records for key, item in entries_of(record).items()})


def put_all(pipeline: Pipeline, *records: ArticleRecord) -> None:
    """Entries, records, paths and counts of all articles that there are."""
    put_entries(pipeline, *records)
    counts: Counter[Key] = Counter()
    for record in records:
        counts.update(counters_of(counted_of(record)).keys())
    put(pipeline, {(article_pk(it.id), "ARTICLE"): it.model_dump(mode="json") for it in records})
    put(pipeline, {(path_pk(it.path or ""), "PATH"): {"owner": it.id} for it in records})
    put(pipeline, {key: {"label": key[1].title(), "count": count} for key, count in counts.items()})


def put(pipeline: Pipeline, items: dict[Key, dict[str, Any]]) -> None:
    table = pipeline.environment["FLONG_ARTICLE_TABLE"]
    puts = [{"PutRequest": {"Item": attributes({"pk": pk, "sk": sk, **item})}} for (pk, sk), item in items.items()]
    for start in range(0, len(puts), 25):
        pipeline.clients.dynamodb.batch_write_item(RequestItems={table: puts[start : start + 25]})


def pages(asked: Asked, limit: int, between: Callable[[int], object] = lambda page: None) -> list[list[str]]:
    """The ids on every page of an answer; `between` is called after each with its number."""
    from flong.aws import finding

    found, position = [], None
    while True:
        page = finding.articles(asked, limit, position)
        found.append([it.listing.id for it in page.entries if it.listing])
        between(len(found))
        position = page.next
        if position is None:
            return found


def every(pages: list[list[str]]) -> list[str]:
    return [id_ for page in pages for id_ in page]


def expected(articles: list[ArticleRecord], fits: Callable[[ArticleRecord], bool]) -> list[str]:
    chosen = [(it.listing.published.sortable, it.id) for it in articles if it.listing and fits(it)]
    return [id_ for _, id_ in sorted(chosen, reverse=True)]
