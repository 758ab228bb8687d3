"""Lists articles and says that collections have changed, as the functions do that an article passes before."""

import json
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from flong.aws.items import attributes
from flong.count import counted_of, counters_of
from flong.index import dirty_pk, entries_of

from tests.formats.listings import make_listing
from tests.make import make_record


def mark(pipeline: Any, *names: str) -> None:
    """Has these collections rebuilt when the pipeline goes on, whatever engine it runs on."""
    environment = pipeline.environment
    for name in names:
        item = {"pk": dirty_pk(name), "sk": "DIRTY", "mark": token_hex(8), "marked": f"{datetime.now(UTC):%FT%TZ}"}
        change(pipeline, "put_item", Item=attributes(item))
        pipeline.clients.sqs.send_message(
            QueueUrl=environment["FLONG_COLLECTIONS_QUEUE"],
            MessageBody=json.dumps({"collection": name}),
            DelaySeconds=int(environment.get("FLONG_COLLECT_DELAY", 20)),
        )


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
