"""The ledger of mailings: what was sent to whom. It knows subscribers by their ids alone."""

from botocore.exceptions import ClientError

from flong.aws.clients import code_of
from flong.aws.subscribers import at, dynamodb, now, put


def pk(mailing: str, subscriber_id: str) -> str:
    """A mailing's lines stand in sixteen partitions, so that none is hot."""
    return f"LEDGER#{mailing}#{subscriber_id[0]}"


def claim(mailing: str, subscriber_id: str) -> str | None:
    """Takes on the one mail of a mailing to a subscriber; None if taken, else what became of the earlier claim."""
    item = {"pk": pk(mailing, subscriber_id), "sk": subscriber_id, "state": "sending", "since": now()}
    try:
        dynamodb.put_item(
            **put(item), ConditionExpression="attribute_not_exists(pk)", ReturnValuesOnConditionCheckFailure="ALL_OLD"
        )
    except ClientError as error:
        if code_of(error) != "ConditionalCheckFailedException":
            raise
        return str(error.response.get("Item", {}).get("state", {}).get("S", "sending"))
    return None


def settle(mailing: str, subscriber_id: str, state: str, message_id: str = "") -> None:
    """Says what became of a claim: `sent` or `refused`."""
    dynamodb.update_item(
        **at(pk(mailing, subscriber_id), subscriber_id),
        UpdateExpression="SET #state = :state, message_id = :id",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={":state": {"S": state}, ":id": {"S": message_id}},
    )


def release(mailing: str, subscriber_id: str) -> None:
    """Gives a claim back: nothing was sent."""
    dynamodb.delete_item(**at(pk(mailing, subscriber_id), subscriber_id))
