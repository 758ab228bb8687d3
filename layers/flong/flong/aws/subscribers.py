"""The subscriber table's subscribers and the lists that they stand in. The only place that holds personal data."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from flong.aws.batches import get_all
from flong.aws.clients import client, code_of
from flong.aws.items import attributes, plain
from flong.errors import Unavailable
from flong.settings import settings
from flong.subscribers import Consent, Subscriber, audience_pk, lists_of, subscriber_id
from flong.subscribing import left

dynamodb = client("dynamodb")

SK = "SUBSCRIBER"
MOST_TRIES = 5


def pk(id_: str) -> str:
    return f"SUBSCRIBER#{id_}"


def at(pk: str, sk: str) -> dict[str, Any]:
    return {"TableName": settings().subscriber_table, "Key": {"pk": {"S": pk}, "sk": {"S": sk}}}


def put(item: dict[str, Any]) -> dict[str, Any]:
    return {"TableName": settings().subscriber_table, "Item": attributes(item)}


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def id_of(address: str) -> str:
    """The id of an address here."""
    return subscriber_id(address, settings().address_key)


def read(id_: str) -> Subscriber | None:
    """A subscriber as of now."""
    item = dynamodb.get_item(**at(pk(id_), SK), ConsistentRead=True).get("Item")
    return Subscriber.model_validate(plain(item)) if item else None


def read_all(ids: Sequence[str]) -> dict[str, Subscriber]:
    """Subscribers as of now, by their ids; those who are not there are left out."""
    keys = [at(pk(id_), SK)["Key"] for id_ in ids]
    found = map(Subscriber.model_validate, get_all(settings().subscriber_table, keys))
    return {subscriber.id: subscriber for subscriber in found}


def add(address: str) -> Subscriber:
    """A confirmed subscriber to everything, on an operator's word; one who is there already is confirmed again."""
    id_, moment = id_of(address), now()

    def confirmed(known: Subscriber | None) -> Subscriber:
        if known and known.state == "confirmed":
            return known
        return Subscriber(
            id=id_,
            address=address.strip(),
            state="confirmed",
            nonce=secrets.token_hex(8),
            since=moment,
            consent=Consent(asked=moment, confirmed=moment, source="operator"),
        )

    found = change(id_, confirmed)
    assert found
    return found


def change(id_: str, decide: Callable[[Subscriber | None], Subscriber | None]) -> Subscriber | None:
    """What `decide` makes of a subscriber as it is now, stored with the lists that it then stands in.

    `decide` may be asked again, if somebody else has changed it meanwhile, and says None for one that is to be erased.
    Returns what is there afterwards; `Unavailable` if others keep changing it.
    """
    for _ in range(MOST_TRIES):
        before = read(id_)
        after = decide(before)
        if after == before or store(before, after):
            return after
    raise Unavailable("a subscriber keeps changing")


def store(before: Subscriber | None, after: Subscriber | None) -> bool:
    """Puts `after` in the place of `before`, in one transaction with its lists; False if that is no longer there."""
    writes = [write_of(before, after), *list_writes(before, after)]
    try:
        dynamodb.transact_write_items(TransactItems=writes)
    except ClientError as error:
        if code_of(error) != "TransactionCanceledException":
            raise
        return False
    return True


def write_of(before: Subscriber | None, after: Subscriber | None) -> dict[str, Any]:
    held: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
    if before:
        values = {":version": {"N": str(before.version)}}
        held = {"ConditionExpression": "version = :version", "ExpressionAttributeValues": values}
    if after is None:
        assert before
        return {"Delete": {**at(pk(before.id), SK), **held}}
    version = before.version + 1 if before else 1
    item = after.model_copy(update={"version": version}).model_dump(mode="json")
    return {"Put": {**put({"pk": pk(after.id), "sk": SK, **item}), **held}}


def list_writes(before: Subscriber | None, after: Subscriber | None) -> Iterator[dict[str, Any]]:
    old, new = lists_of(before), lists_of(after)
    for list_ in sorted(new - old):
        assert after
        yield {"Put": put({"pk": audience_pk(list_, after.id[0]), "sk": after.id})}
    for list_ in sorted(old - new):
        assert before
        yield {"Delete": at(audience_pk(list_, before.id[0]), before.id)}


def members(list_: str, shard: str, after: str = "") -> Iterator[str]:
    """Ids of those who stand in a part of a list, in order, from the first one past `after`; a page at a time."""
    start = after
    while True:
        answer = dynamodb.query(
            TableName=settings().subscriber_table,
            KeyConditionExpression="pk = :pk AND sk > :after",
            ExpressionAttributeValues={":pk": {"S": audience_pk(list_, shard)}, ":after": {"S": start or " "}},
            ConsistentRead=True,
        )
        found = [item["sk"]["S"] for item in answer["Items"]]
        yield from found
        if "LastEvaluatedKey" not in answer:
            return
        start = found[-1]


def everybody() -> Iterator[Subscriber]:
    """All subscribers, in no order, a page of the table at a time; for operators: it reads the whole table."""
    return map(Subscriber.model_validate, scanned(SK))


def named(id_: str) -> Iterator[dict[str, Any]]:
    """What has a subscriber's id beside its record: lists, mailings; for operators: it reads the whole table."""
    return scanned(id_)


def scanned(sk: str) -> Iterator[dict[str, Any]]:
    """Every item with that sort key, as plain values."""
    start: dict[str, Any] = {}
    while True:
        answer = dynamodb.scan(
            TableName=settings().subscriber_table,
            FilterExpression="sk = :sk",
            ExpressionAttributeValues={":sk": {"S": sk}},
            **start,
        )
        yield from map(plain, answer["Items"])
        if "LastEvaluatedKey" not in answer:
            return
        start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def erase(id_: str) -> None:
    """Forgets an address at once, and every list that it stands in."""
    change(id_, lambda known: None)


def unsubscribe(id_: str) -> None:
    """Ends a subscription, at once; a second time changes nothing."""
    moment = datetime.now(UTC)
    change(id_, lambda known: left(known, moment, settings().erase_days))
