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
    """Puts changes on a line; False if its state is no longer the one that they were made for."""
    sets = [f"#{name} = {f':{name}' if name == 'state' else f'if_not_exists(#{name}, :{name})'}" for name in changes]
    values = {f":{name}": {"S": value} for name, value in changes.items()}
    try:
        dynamodb.update_item(
            **where,
            UpdateExpression=f"SET {', '.join(sets)}",
            ConditionExpression="#state = :before",
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
