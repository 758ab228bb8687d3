"""The subscriber table: addresses, and the ledger of what was sent to whom. The only place that holds personal data."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from flong.aws.clients import client, code_of
from flong.aws.items import attributes, plain
from flong.settings import settings
from flong.subscribers import Subscriber, subscriber_id

dynamodb = client("dynamodb")

EVERYBODY = "SUBSCRIBERS"


def at(pk: str, sk: str) -> dict[str, Any]:
    return {"TableName": settings().subscriber_table, "Key": {"pk": {"S": pk}, "sk": {"S": sk}}}


def add(address: str) -> Subscriber:
    """A confirmed subscriber; one who is there already keeps its links, and is confirmed again."""
    known = read(subscriber_id(address))
    subscriber = Subscriber(
        id=subscriber_id(address),
        address=address.strip(),
        state="confirmed",
        token=known.token if known else secrets.token_hex(16),
        since=(known.since if known and known.state == "confirmed" else "") or now(),
    )
    item = {"pk": EVERYBODY, "sk": subscriber.id, **subscriber.model_dump(mode="json")}
    dynamodb.put_item(TableName=settings().subscriber_table, Item=attributes(item))
    return subscriber


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(id_: str) -> Subscriber | None:
    """A subscriber as of now."""
    item = dynamodb.get_item(**at(EVERYBODY, id_), ConsistentRead=True).get("Item")
    return Subscriber.model_validate(plain(item)) if item else None


def everybody() -> Iterator[Subscriber]:
    """All subscribers, a page of the table at a time."""
    start: dict[str, Any] = {}
    while True:
        answer = dynamodb.query(
            TableName=settings().subscriber_table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": EVERYBODY}},
            **start,
        )
        yield from (Subscriber.model_validate(plain(item)) for item in answer["Items"])
        if "LastEvaluatedKey" not in answer:
            return
        start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def unsubscribe(id_: str) -> None:
    """Ends a subscription, at once and for good; a second time changes nothing."""
    dynamodb.update_item(
        **at(EVERYBODY, id_),
        UpdateExpression="SET #state = :no, left_at = if_not_exists(left_at, :now)",
        ConditionExpression="attribute_exists(pk)",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={":no": {"S": "unsubscribed"}, ":now": {"S": now()}},
    )


def claim(article_id: str, subscriber: Subscriber) -> str | None:
    """Takes on the one mail of an article to a subscriber; None if taken, else what became of the earlier claim."""
    item = {"pk": f"MAIL#{article_id}", "sk": subscriber.id, "state": "sending", "since": now()}
    try:
        dynamodb.put_item(
            TableName=settings().subscriber_table,
            Item=attributes(item),
            ConditionExpression="attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except ClientError as error:
        if code_of(error) != "ConditionalCheckFailedException":
            raise
        return str(error.response.get("Item", {}).get("state", {}).get("S", "sending"))
    return None


def settle(article_id: str, subscriber: Subscriber, state: str, message_id: str = "") -> None:
    """Says what became of a claim: `sent` or `refused`."""
    dynamodb.update_item(
        **at(f"MAIL#{article_id}", subscriber.id),
        UpdateExpression="SET #state = :state, message_id = :id",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={":state": {"S": state}, ":id": {"S": message_id}},
    )


def release(article_id: str, subscriber: Subscriber) -> None:
    """Gives a claim back: nothing was sent."""
    dynamodb.delete_item(**at(f"MAIL#{article_id}", subscriber.id))
