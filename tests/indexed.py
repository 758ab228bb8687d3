"""Articles put straight into the index, as commits and counts would leave them there."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flong.article import Moment, Person
from flong.aws.items import attributes
from flong.count import counted_of, counters_of
from flong.events import ArticleRecord
from flong.index import article_pk, entries_of, path_pk

from flong_local.pipeline import Pipeline
from tests.make import make_record


def make_indexed(id_: str, published: str, authors: Iterable[str] = ("Ann Ebb",), **given: Any) -> ArticleRecord:
    """The record of an article that is public; `published` is a day, or a moment in UTC without its zone."""
    at = Moment(at=datetime.fromisoformat(published).replace(tzinfo=UTC), precision="second")
    people = tuple(Person(name=name) for name in authors)
    values = {"id": id_, "key": f"articles/{id_}.md", "path": f"/sea/{id_}/", "published": at, "authors": people}
    return make_record(**{**values, **given}).model_copy(update={"first_public": "2026-01-22T10:00:01Z"})


def put_entries(pipeline: Pipeline, *records: ArticleRecord) -> None:
    for record in records:
        for (pk, sk), item in entries_of(record).items():
            put(pipeline, pk, sk, item)


def put_all(pipeline: Pipeline, *records: ArticleRecord) -> None:
    """Entries, records, paths and counts of all articles that there are."""
    put_entries(pipeline, *records)
    counts: Counter[tuple[str, str]] = Counter()
    for record in records:
        put(pipeline, article_pk(record.id), "ARTICLE", record.model_dump(mode="json"))
        put(pipeline, path_pk(record.path or ""), "PATH", {"owner": record.id})
        counts.update(counters_of(counted_of(record)).keys())
    for (partition, id_), count in counts.items():
        put(pipeline, partition, id_, {"label": id_.title(), "count": count})


def put(pipeline: Pipeline, pk: str, sk: str, item: dict[str, Any]) -> None:
    table = pipeline.environment["FLONG_ARTICLE_TABLE"]
    pipeline.clients.dynamodb.put_item(TableName=table, Item=attributes({"pk": pk, "sk": sk, **item}))
