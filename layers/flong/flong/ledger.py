"""What a line of the ledger says of one mail to one recipient, and what may be done about it. Pure."""

from collections.abc import Sequence
from typing import Literal

from flong.article import Value

LineState = Literal["sending", "sent", "refused", "unknown"]
Standing = Literal["free", "busy", "lost", "over"]
Obstacle = Literal["claimed", "changed", "settled", "busy"]

CHECK, CLAIM = 0, 1
"""The places of the two writes that every claim has in its transaction."""


class Line(Value):
    """One mail to one recipient. Times are UTC, RFC 3339.

    `sending` is claimed, by `owner`, until `lease` is over; it may have been sent. `unknown` is a claim that stayed so.
    """

    state: LineState
    owner: str = ""
    lease: str = ""
    since: str = ""
    """When it was claimed last."""
    message_id: str = ""
    delivered: str = ""
    bounced: str = ""
    complained: str = ""
    unsubscribed: str = ""


def standing_of(line: Line | None, now: str, asked: str = "") -> Standing:
    """Whether a mail is still to be sent, is in somebody's hands, was in hands that let go of it, or is dealt with.

    One that is unknown is free again for an editor who has `asked` for it since.
    """
    if line is None:
        return "free"
    if line.state == "unknown" and line.since < asked:
        return "free"
    if line.state == "sending":
        return "busy" if line.lease > now else "lost"
    return "over"


def obstacle_in(codes: Sequence[str]) -> Obstacle:
    """Why a claim was not granted, by the codes of its transaction's cancellation, in the order of its writes.

    Somebody else has the claim; else the recipient is not as it was read; else the line that was to be settled with it
    takes nothing more; else others were writing at the same moment.
    """
    failed = [number for number, code in enumerate(codes) if code == "ConditionalCheckFailed"]
    if CLAIM in failed:
        return "claimed"
    if CHECK in failed:
        return "changed"
    return "settled" if failed else "busy"
