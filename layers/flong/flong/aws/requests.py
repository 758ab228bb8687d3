"""Requests that wait for their answer, and how often somebody may ask; beside subscribers, for they hold addresses."""

from datetime import datetime, timedelta

from botocore.exceptions import ClientError

from flong.aws.clients import code_of
from flong.aws.items import plain
from flong.aws.subscribers import at, dynamodb, put
from flong.subscribing import Request

SK = "REQUEST"
LEASE = 60
"""Seconds after which whoever took a request is dead: twice the function's timeout, less than its message is hidden."""


def pk(id_: str) -> str:
    return f"REQUEST#{id_}"


def keep(request: Request) -> None:
    """Writes a request down, to be forgotten when it expires."""
    dynamodb.put_item(**put({"pk": pk(request.id), "sk": SK, **request.model_dump(mode="json")}))


def take(id_: str, now: datetime) -> Request | None:
    """Takes a request on, so that nobody else answers it; None if it is answered, forgotten or somebody else's.

    Whoever takes it and dies holds it for `LEASE` seconds.
    """
    at_, until = int(now.timestamp()), int(now.timestamp()) + LEASE
    try:
        answer = dynamodb.update_item(
            **at(pk(id_), SK),
            UpdateExpression="SET lease = :until",
            ConditionExpression="expires > :now AND (attribute_not_exists(lease) OR lease <= :now)",
            ExpressionAttributeValues={":until": {"N": str(until)}, ":now": {"N": str(at_)}},
            ReturnValues="ALL_NEW",
        )
    except ClientError as error:
        if code_of(error) != "ConditionalCheckFailedException":
            raise
        return None
    return Request.model_validate(plain(answer["Attributes"]))


def is_waiting(id_: str, now: datetime) -> bool:
    """Whether a request still waits for its answer."""
    item = dynamodb.get_item(**at(pk(id_), SK), ConsistentRead=True).get("Item")
    return item is not None and int(item["expires"]["N"]) > now.timestamp()


def forget(id_: str) -> None:
    """Drops a request that is answered, and with it the address."""
    dynamodb.delete_item(**at(pk(id_), SK))


def is_within(what: str, request: str, most: int, span: timedelta, now: datetime) -> bool:
    """Whether a request is among the first `most` that count for `what` in this span of time.

    It counts once, however often it is looked at, so that a mail that fails does not use up what an address may get.
    """
    seconds = int(span.total_seconds())
    number = int(now.timestamp()) // seconds
    values = {
        ":one": {"SS": [request]},
        ":this": {"S": request},
        ":most": {"N": str(most)},
        ":expires": {"N": str((number + 2) * seconds)},
    }
    try:
        dynamodb.update_item(
            **at(f"LIMIT#{what}#{number}", "LIMIT"),
            UpdateExpression="SET expires = :expires ADD requests :one",
            ConditionExpression="attribute_not_exists(pk) OR size(requests) < :most OR contains(requests, :this)",
            ExpressionAttributeValues=values,
        )
    except ClientError as error:
        if code_of(error) != "ConditionalCheckFailedException":
            raise
        return False
    return True
