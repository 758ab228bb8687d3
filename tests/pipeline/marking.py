"""Lists articles and says that collections have changed, as the functions do that an article passes before."""

import secrets
from typing import Any

from flong.aws.items import attributes
from flong.count import counted_of, counters_of
from flong.index import entries_of

from tests.formats.listings import make_listing
from tests.make import make_record


def mark(pipeline: Any, *collections: str) -> None:
    """Has these collections rebuilt when the pipeline goes on."""
    for name in collections:
        change(pipeline, "put_item", Item=attributes({"pk": "DIRTY", "sk": name, "mark": secrets.token_hex(8)}))
        pipeline.send("CollectionsQueue", {"collection": name})


def list_article(pipeline: Any, **given: Any) -> None:
    """Puts an article's entries into the index, and counts it, without the article."""
    record = make_record().model_copy(update={"listing": make_listing(**given)})
    for (pk, sk), item in entries_of(record).items():
        change(pipeline, "put_item", Item=attributes({"pk": pk, "sk": sk, **item}))
    for key in counters_of(counted_of(record)):
        count(pipeline, *key, 1)


def drop_article(pipeline: Any, **given: Any) -> None:
    record = make_record().model_copy(update={"listing": make_listing(**given)})
    for pk, sk in entries_of(record):
        change(pipeline, "delete_item", Key=attributes({"pk": pk, "sk": sk}))
    for key in counters_of(counted_of(record)):
        count(pipeline, *key, -1)


def count(pipeline: Any, pk: str, sk: str, step: int) -> None:
    change(
        pipeline,
        "update_item",
        Key=attributes({"pk": pk, "sk": sk}),
        UpdateExpression="ADD #count :step",
        ExpressionAttributeNames={"#count": "count"},
        ExpressionAttributeValues=attributes({":step": step}),
    )


def change(pipeline: Any, operation: str, **given: Any) -> None:
    getattr(pipeline.clients.dynamodb, operation)(TableName=pipeline.environment["FLONG_ARTICLE_TABLE"], **given)
