"""The subscriber table's mailings, and the parts of their audiences."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from botocore.exceptions import ClientError

from flong.aws.batches import get_all
from flong.aws.clients import code_of
from flong.aws.items import plain
from flong.aws.subscribers import at, dynamodb, put
from flong.errors import Unavailable
from flong.mailings import Mailing, MailingState, PartHead, opened, part_name
from flong.settings import settings

SK = "MAILING"
MOST_TRIES = 5


def pk(mailing: str) -> str:
    return f"MAILING#{mailing}"


def read(mailing: str) -> Mailing | None:
    """A mailing as of now."""
    item = dynamodb.get_item(**at(pk(mailing), SK), ConsistentRead=True).get("Item")
    return Mailing.model_validate(plain(item)) if item else None


def read_all(mailings: Sequence[str]) -> list[Mailing]:
    """Those mailings that there are, as of now."""
    keys = [at(pk(mailing), SK)["Key"] for mailing in mailings]
    return [Mailing.model_validate(item) for item in get_all(settings().subscriber_table, keys)]


def open_(wanted: Mailing) -> Mailing:
    """Opens a mailing, or finds it open; returns it as it is then."""
    for _ in range(MOST_TRIES):
        known = read(wanted.id)
        mailing = opened(known, wanted)
        if mailing == known or replace(known, mailing):
            return mailing
    raise Unavailable("a mailing keeps changing")


def replace(known: Mailing | None, mailing: Mailing) -> bool:
    """Puts a mailing in the place of what was read; False if that has changed in what an opening looks at."""
    held: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
    if known is None:
        item = {"pk": pk(mailing.id), "sk": SK, **mailing.model_dump(mode="json")}
        return written(lambda: dynamodb.put_item(**put(item), **held))
    names = ("article_id", "revision", "state", "due", "why")
    return update(known, {name: getattr(mailing, name) for name in names})


def update(known: Mailing, values: dict[str, Any]) -> bool:
    """Changes some of a mailing; False if its state is no longer, or its article has come anew since it was read."""
    names = {f"#{name}": name for name in (*values, "state", "revision", "article_id")}
    given = {f":{name}": typed(value) for name, value in values.items()}
    was = {":was": typed(known.state), ":then": typed(known.revision), ":there": typed(known.article_id)}
    return written(
        lambda: dynamodb.update_item(
            **at(pk(known.id), SK),
            UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in values),
            ConditionExpression="#state = :was AND #revision = :then AND #article_id = :there",
            ExpressionAttributeNames=names,
            ExpressionAttributeValues={**given, **was},
        )
    )


def typed(value: str | int) -> dict[str, str]:
    return {"N": str(value)} if isinstance(value, int) else {"S": value}


def written(write: Callable[[], object]) -> bool:
    """Makes a write; False if its condition was not met."""
    try:
        write()
    except ClientError as error:
        if code_of(error) != "ConditionalCheckFailedException":
            raise
        return False
    return True


def turn(known: Mailing, state: MailingState, **values: str) -> bool:
    """Has a mailing go on to another state; False if it has changed since it was read."""
    return update(known, {"state": state, **values})


def count(mailing: str, parts: Sequence[PartHead]) -> None:
    """Notes how large an audience is that nobody adds to any more."""
    dynamodb.update_item(
        **at(pk(mailing), SK),
        UpdateExpression="SET parts = :parts, recipients = :recipients",
        ExpressionAttributeValues={
            ":parts": {"N": str(len(parts))},
            ":recipients": {"N": str(sum(part.size for part in parts))},
        },
    )


def hold(mailing: str, until: str) -> None:
    """Has the other parts of a mailing wait, too; the later of two moments counts."""
    written(
        lambda: dynamodb.update_item(
            **at(pk(mailing), SK),
            UpdateExpression="SET held = :until",
            ConditionExpression="held < :until",
            ExpressionAttributeValues={":until": {"S": until}},
        )
    )


def close(mailing: str) -> bool:
    """Ends a mailing if all of its parts are done; whether this call has ended it."""
    return written(
        lambda: dynamodb.update_item(
            **at(pk(mailing), SK),
            UpdateExpression="SET #state = :done",
            ConditionExpression="#state = :sending AND parts_done >= parts",
            ExpressionAttributeNames={"#state": "state"},
            ExpressionAttributeValues={":sending": {"S": "sending"}, ":done": {"S": "done"}},
        )
    )


# ---- parts


def part_sk(name: str) -> str:
    return f"PART#{name}"


def parts(mailing: str) -> list[PartHead]:
    """What is to be known of the parts of an audience, in order."""
    found: list[PartHead] = []
    more: dict[str, Any] = {}
    while True:
        answer = dynamodb.query(
            TableName=settings().subscriber_table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :part)",
            ExpressionAttributeValues={":pk": {"S": pk(mailing)}, ":part": {"S": part_sk("")}},
            ExpressionAttributeNames={"#name": "name", "#last": "last", "#size": "size", "#done": "done"},
            ProjectionExpression="#name, #last, #size, #done",
            ConsistentRead=True,
            **more,
        )
        found += [PartHead.model_validate(plain(item)) for item in answer["Items"]]
        if "LastEvaluatedKey" not in answer:
            return found
        more = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def read_part(mailing: str, name: str) -> tuple[str, ...] | None:
    """The ids in a part; none if it is done, None if it is not there."""
    item = plain(dynamodb.get_item(**at(pk(mailing), part_sk(name)), ConsistentRead=True).get("Item", {}))
    return (() if item.get("done") else tuple(item["ids"])) if item else None


def last_in(mailing: str, name: str) -> str:
    """The last id in a part that is there."""
    item = dynamodb.get_item(**at(pk(mailing), part_sk(name)), ConsistentRead=True)["Item"]
    return str(plain(item)["last"])


def put_part(mailing: str, number: int, ids: Sequence[str]) -> str:
    """Adds a part to an audience that is being frozen: `put`, or why not: `there`, or `frozen`."""
    name = part_name(number)
    item = {"name": name, "ids": list(ids), "last": ids[-1], "size": len(ids), "expires": expiry()}
    frozen = {
        **at(pk(mailing), SK),
        "ConditionExpression": "#state = :waiting",
        "ExpressionAttributeNames": {"#state": "state"},
        "ExpressionAttributeValues": {":waiting": {"S": "waiting"}},
    }
    absent = {"ConditionExpression": "attribute_not_exists(pk)"}
    writes = [{"ConditionCheck": frozen}, {"Put": {**put({"pk": pk(mailing), "sk": part_sk(name), **item}), **absent}}]
    match transacted(writes):
        case []:
            return "put"
        case ["ConditionalCheckFailed", *_]:
            return "frozen"
        case [_, "ConditionalCheckFailed"]:
            return "there"
    raise Unavailable("others write the same part")


def finish_part(mailing: str, name: str, now: str) -> None:
    """Notes that everybody in a part has been dealt with; a second time counts nothing."""
    done = {
        **at(pk(mailing), part_sk(name)),
        "UpdateExpression": "SET #done = :now",
        "ConditionExpression": "attribute_exists(pk) AND attribute_not_exists(#done)",
        "ExpressionAttributeNames": {"#done": "done"},
        "ExpressionAttributeValues": {":now": {"S": now}},
    }
    one = {
        **at(pk(mailing), SK),
        "UpdateExpression": "ADD parts_done :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }
    codes = transacted([{"Update": done}, {"Update": one}])
    if codes and codes[0] != "ConditionalCheckFailed":
        raise Unavailable("others finish parts of the same mailing")


def transacted(writes: list[dict[str, Any]]) -> list[str]:
    """Makes writes together; returns the codes of its cancellation, none if they were made."""
    try:
        dynamodb.transact_write_items(TransactItems=writes)
    except ClientError as error:
        if code_of(error) != "TransactionCanceledException":
            raise
        return [reason.get("Code", "None") for reason in error.response.get("CancellationReasons", [])]
    return []


def expiry() -> int:
    """When DynamoDB forgets who was mailed what, in seconds since 1970."""
    return int(time.time()) + settings().ledger_days * 86_400
