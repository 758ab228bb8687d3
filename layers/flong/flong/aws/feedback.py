"""Writes down what became of mails: in the ledger's lines, and at the subscriber if it is to get no more."""

from typing import Any

from botocore.exceptions import ClientError

from flong.article import Value
from flong.aws import ledger, subscribers
from flong.aws.clients import code_of
from flong.aws.items import plain
from flong.aws.subscribers import MOST_TRIES, at, dynamodb
from flong.errors import Unavailable
from flong.feedback import Feedback, concerns_subscriber, line_changes, subscriber_after
from flong.settings import settings
from flong.subscribers import Subscriber

# The second: a transaction of the sender's has the line just now.
CHANGED = ("ConditionalCheckFailedException", "TransactionConflictException")


class Done(Value):
    """What was new: something on the line, that there is no line (any more), or that somebody gets no more mail."""

    noted: bool = False
    missing: bool = False
    suppressed: bool = False


def take_in(it: Feedback) -> Done:
    """Does what follows from one event; a second time nothing is new. `Unavailable` if others keep changing it."""
    noted = note(it) if it.mailing else False
    return Done(noted=bool(noted), missing=noted is None, suppressed=concerns_subscriber(it) and suppress(it))


def note(it: Feedback) -> bool | None:
    """Whether something was new to the ledger's line; None if there is none."""
    where = at(ledger.pk(it.mailing, it.recipient), it.recipient)
    # Nearly all mails arrive, and nearly all of their lines are as they should be: no need to read those.
    if it.kind == "delivered" and written(where, "sent", {"delivered": it.at}):
        return True
    for _ in range(MOST_TRIES):
        item = dynamodb.get_item(**where, ConsistentRead=True).get("Item")
        if item is None:
            return None
        line = plain(item)
        changes = line_changes(line, it)
        if not changes or written(where, line["state"], changes):
            return bool(changes)
    raise Unavailable("a line of the ledger keeps changing")


def written(where: dict[str, Any], state: str, changes: dict[str, str]) -> bool:
    """Puts on a line what it has not; False if its state is not that one, or somebody has put it there already."""
    values = {f":{name}": {"S": value} for name, value in changes.items()}
    absent = [f"attribute_not_exists(#{name})" for name in changes if name != "state"]
    try:
        dynamodb.update_item(
            **where,
            UpdateExpression=f"SET {', '.join(f'#{name} = :{name}' for name in changes)}",
            ConditionExpression=" AND ".join(["#state = :before", *absent]),
            ExpressionAttributeNames={f"#{name}": name for name in {*changes, "state"}},
            ExpressionAttributeValues={**values, ":before": {"S": state}},
        )
    except ClientError as error:
        if code_of(error) not in CHANGED:
            raise
        return False
    return True


def suppress(it: Feedback) -> bool:
    """Whether somebody who got mail gets none from now on."""
    were: list[str] = []

    def judged(known: Subscriber | None) -> Subscriber | None:
        were[:] = [known.state if known else ""]
        return subscriber_after(known, it, settings().soft_bounces, settings().soft_bounce_days)

    after = subscribers.change(it.recipient, judged)
    return after is not None and after.state == "suppressed" != were[0]
