"""What is planted in how mail is claimed, sent and settled, to be found where a mailing is broken at its calls."""

from typing import Any

from tests.faults import mailings
from tests.faults.mailings import SEND, WRITE
from tests.faults.plants import Function

FEW = 40
"""Recipients: what is wrong with one mail is wrong with each."""
Trials = Function
PLACES = ("ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues")


def unconditional(claimed: Function) -> Function:
    """Claims whoever has claimed before."""

    def regardless(claim: Any) -> dict[str, Any]:
        return {"Put": {name: value for name, value in claimed(claim)["Put"].items() if name not in PLACES}}

    return regardless


def settled_first(claimed: Function) -> Function:
    """Notes a mail as sent when it is claimed."""

    def settled(claim: Any) -> dict[str, Any]:
        write = claimed(claim)
        write["Put"]["Item"]["state"] = {"S": "sent"}
        return write

    return settled


def over(*states: str) -> Function:
    """Has a line that is in one of these states claimed anew."""

    def taking_over(claimed: Function) -> Function:
        def claimed_over(claim: Any) -> dict[str, Any]:
            write = claimed(claim)["Put"]
            names = [f":state{number}" for number in range(len(states))]
            write["ConditionExpression"] = f"attribute_not_exists(pk) OR #state IN ({', '.join(names)})"
            write["ExpressionAttributeNames"] = {"#state": "state"}
            write["ExpressionAttributeValues"] = {n: {"S": it} for n, it in zip(names, states, strict=True)}
            return {"Put": write}

        return claimed_over

    return taking_over


def free(*standings: str) -> Function:
    """Takes a line for free that stands so."""
    return lambda standing_of: lambda *given: "free" if standing_of(*given) in standings else standing_of(*given)


def striking(way: str, at: str) -> Trials:
    return lambda: mailings.points(FEW, [way], at)


PLANTED: tuple[tuple[str, dict[str, Function], Trials], ...] = (
    ("a claim has no condition", {"aws.ledger.claimed": unconditional}, striking("twin meets", WRITE)),
    ("a mail is settled before it is sent", {"aws.ledger.claimed": settled_first}, striking("crash before", SEND)),
    (
        "a mail of which nobody knows is sent again by itself",
        {"aws.sending.standing_of": free("lost", "over"), "aws.ledger.claimed": over("sending", "unknown")},
        striking("crash after", SEND),
    ),
    (
        "a claim holds for no time",
        {"aws.sending.standing_of": free("busy"), "aws.ledger.claimed": over("sending")},
        striking("twin meets", SEND),
    ),
)
"""The name of each, what it changes, and the trials that have to find it."""
