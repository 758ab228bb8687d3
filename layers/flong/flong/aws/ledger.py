"""The ledger of mailings: what was sent to whom. It knows subscribers by their ids alone."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from flong.aws.batches import get_all
from flong.aws.clients import code_of
from flong.aws.items import plain
from flong.aws.mailings import expiry, written
from flong.aws.subscribers import SK, at, dynamodb, now, put
from flong.aws.subscribers import pk as subscriber_pk
from flong.ledger import CLAIM, Line, Obstacle, obstacle_in
from flong.settings import settings
from flong.subscribers import Subscriber


class Claim(NamedTuple):
    """One mail to one recipient, in the hands of `owner` until `lease` is over (UTC, RFC 3339)."""

    mailing: str
    recipient: str
    owner: str
    lease: str
    asked: str = ""
    """When an editor asked for a mail again of which nobody knows whether it was sent."""


class Sent(NamedTuple):
    """That a claim's mail was taken by SES, under its id."""

    claim: Claim
    message_id: str


class Refusal(NamedTuple):
    """Why a claim was not granted; `line` is the claim that is there already."""

    why: Obstacle
    line: Line | None = None


def pk(mailing: str, subscriber_id: str) -> str:
    """A mailing's lines stand in sixteen partitions, so that none is hot."""
    return f"LEDGER#{mailing}#{subscriber_id[0]}"


def place(mailing: str, subscriber_id: str) -> dict[str, Any]:
    return at(pk(mailing, subscriber_id), subscriber_id)


def lines(mailing: str, ids: Sequence[str]) -> dict[str, Line]:
    """The lines of some recipients, by their ids; those without one are left out."""
    keys = [place(mailing, id_)["Key"] for id_ in ids]
    return {item["sk"]: Line.model_validate(item) for item in get_all(settings().subscriber_table, keys)}


def claim(claim: Claim, subscriber: Subscriber, before: Sent | None) -> Refusal | None:
    """Takes on a mail to a subscriber, if it is still as it was read, and settles the mail before it; or says why not.

    All in one transaction: nothing can be changed of the subscriber between the last look at it and the claim.
    """
    writes = [unchanged(subscriber), claimed(claim), *([settled(before)] if before else [])]
    try:
        dynamodb.transact_write_items(TransactItems=writes)
    except ClientError as error:
        if code_of(error) != "TransactionCanceledException":
            raise
        reasons = error.response.get("CancellationReasons", [])
        there = reasons[CLAIM].get("Item") if len(reasons) > CLAIM else None
        why = obstacle_in([reason.get("Code", "None") for reason in reasons])
        return Refusal(why, Line.model_validate(plain(there)) if there else None)
    return None


def unchanged(subscriber: Subscriber) -> dict[str, Any]:
    check = {
        **at(subscriber_pk(subscriber.id), SK),
        "ConditionExpression": "version = :version",
        "ExpressionAttributeValues": {":version": {"N": str(subscriber.version)}},
    }
    return {"ConditionCheck": check}


def claimed(claim: Claim) -> dict[str, Any]:
    line = {"state": "sending", "owner": claim.owner, "lease": claim.lease, "since": now(), "expires": expiry()}
    item = {"pk": pk(claim.mailing, claim.recipient), "sk": claim.recipient, **line}
    condition: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
    if claim.asked:
        condition = {
            "ConditionExpression": "attribute_not_exists(pk) OR (#state = :unknown AND since < :asked)",
            "ExpressionAttributeNames": {"#state": "state"},
            "ExpressionAttributeValues": {":unknown": {"S": "unknown"}, ":asked": {"S": claim.asked}},
        }
    return {"Put": {**put(item), **condition, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}}


def settled(sent: Sent) -> dict[str, Any]:
    """That a mail was sent is so whatever its line has come to say since, unless SES has then turned it away."""
    update = {
        **place(sent.claim.mailing, sent.claim.recipient),
        "UpdateExpression": "SET #state = :sent, message_id = :id",
        "ConditionExpression": "attribute_exists(pk) AND #state <> :refused",
        "ExpressionAttributeNames": {"#state": "state"},
        "ExpressionAttributeValues": {
            ":sent": {"S": "sent"},
            ":refused": {"S": "refused"},
            ":id": {"S": sent.message_id},
        },
    }
    return {"Update": update}


def settle(sent: Sent) -> None:
    """Notes that a mail was sent."""
    written(lambda: dynamodb.update_item(**settled(sent)["Update"]))


def refuse(claim: Claim) -> None:
    """Notes that SES would not take a mail, and never will."""
    written(
        lambda: dynamodb.update_item(
            **place(claim.mailing, claim.recipient),
            UpdateExpression="SET #state = :refused",
            **still_mine(claim, {":refused": {"S": "refused"}}),
        )
    )


def release(claim: Claim) -> None:
    """Gives a claim back: nothing was sent. What was unknown before an editor asked for it again is so still."""
    line = place(claim.mailing, claim.recipient)
    if not claim.asked:
        written(lambda: dynamodb.delete_item(**line, **still_mine(claim, {})))
        return
    held = still_mine(claim, {":unknown": {"S": "unknown"}, ":never": {"S": ""}})
    written(lambda: dynamodb.update_item(**line, UpdateExpression="SET #state = :unknown, since = :never", **held))


def still_mine(claim: Claim, values: dict[str, Any]) -> dict[str, Any]:
    return {
        "ConditionExpression": "#state = :sending AND #owner = :owner",
        "ExpressionAttributeNames": {"#state": "state", "#owner": "owner"},
        "ExpressionAttributeValues": {":sending": {"S": "sending"}, ":owner": {"S": claim.owner}, **values},
    }


def give_up(mailing: str, subscriber_id: str) -> bool:
    """Notes of a claim whose lease is over that nobody knows whether its mail was sent; whether that was still so."""
    return written(
        lambda: dynamodb.update_item(
            **place(mailing, subscriber_id),
            UpdateExpression="SET #state = :unknown",
            ConditionExpression="#state = :sending AND lease <= :now",
            ExpressionAttributeNames={"#state": "state"},
            ExpressionAttributeValues={
                ":unknown": {"S": "unknown"},
                ":sending": {"S": "sending"},
                ":now": {"S": now()},
            },
        )
    )


def in_shard(mailing: str, shard: str, after: str = "") -> Iterator[tuple[str, Line]]:
    """The lines of a sixteenth of a mailing by their recipients' ids, in order, from the first one past `after`."""
    start = after
    while True:
        answer = dynamodb.query(
            TableName=settings().subscriber_table,
            KeyConditionExpression="pk = :pk AND sk > :after",
            ExpressionAttributeValues={":pk": {"S": pk(mailing, shard)}, ":after": {"S": start or " "}},
            ConsistentRead=True,
        )
        found = [plain(item) for item in answer["Items"]]
        yield from ((item["sk"], Line.model_validate(item)) for item in found)
        if "LastEvaluatedKey" not in answer:
            return
        start = found[-1]["sk"]


def recipients(mailing: str, shard: str, after: str = "") -> Iterator[str]:
    """Ids of those in a sixteenth of a mailing who were sent it, in order."""
    return (id_ for id_, line in in_shard(mailing, shard, after) if line.state == "sent")
