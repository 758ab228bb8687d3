"""Says that collections have changed, as the functions do that change them."""

import secrets
from typing import Any


def mark(pipeline: Any, *collections: str) -> None:
    """Has these collections rebuilt when the pipeline goes on."""
    for name in collections:
        pipeline.clients.dynamodb.put_item(
            TableName=pipeline.environment["FLONG_ARTICLE_TABLE"],
            Item={"pk": {"S": "DIRTY"}, "sk": {"S": name}, "mark": {"S": secrets.token_hex(8)}},
        )
        pipeline.send("CollectionsQueue", {"collection": name})
