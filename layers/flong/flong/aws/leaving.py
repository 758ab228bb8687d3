"""Leaving: who unsubscribes gets no more mail from that moment on, and the mailing says that somebody left."""

from botocore.exceptions import ClientError

from flong.aws.clients import code_of
from flong.aws.ledger import pk
from flong.aws.subscribers import MOST_TRIES, at, dynamodb, now, read, unsubscribe
from flong.mailings import whole_id


def leave(id_: str, about: str) -> None:
    """Ends a subscription on the word of a link, which says how a mailing's id begins; a second time changes nothing.

    That nobody is mailed comes first: what dies before the ledger is told costs a number, and no reader.
    """
    known = read(id_)
    unsubscribe(id_)
    if known and known.state == "confirmed":
        note(whole_id(about), id_)


def note(mailing: str, id_: str) -> None:
    """Says in the ledger, once, that a mailing made somebody leave; nothing, if it has no such line any more."""
    for _ in range(MOST_TRIES):
        try:
            dynamodb.update_item(
                **at(pk(mailing, id_), id_),
                UpdateExpression="SET unsubscribed = :now",
                ConditionExpression="attribute_exists(pk) AND attribute_not_exists(unsubscribed)",
                ExpressionAttributeValues={":now": {"S": now()}},
            )
        except ClientError as error:
            if code_of(error) == "TransactionConflictException":  # the mailing's own, which ends at once
                continue
            if code_of(error) != "ConditionalCheckFailedException":
                raise
        return
