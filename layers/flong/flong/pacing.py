"""How fast mail may go out, and how long it waits where it may not. Pure."""

from typing import Literal, NamedTuple

LONGEST_WAIT = 900
"""Seconds that SQS can keep a message back."""

Answer = Literal["refused", "slow", "paused", "broken", "unreached", "open"]
Wait = Literal["time", "slow", "paused", "quota", "open", "held", "busy"]


class Quota(NamedTuple):
    """What SES allows an account: mails a second, mails in 24 hours (-1: any number), and how many it has had."""

    rate: float
    daily: float
    sent: float
    enabled: bool = True


LEAST = Quota(rate=1, daily=-1, sent=0)
"""What is taken for allowed where SES does not say: the rate that every account has."""


class Pace(NamedTuple):
    """Seconds from one mail to the next, and how many may go out now."""

    interval: float
    allowed: int


def pace_of(quota: Quota | None, senders: int, wanted: int) -> Pace:
    """The pace of one of so many that send at once, and may have `wanted` mails to send."""
    found = quota or LEAST
    if not found.enabled or found.rate <= 0:
        return Pace(0, 0)
    left = wanted if found.daily < 0 else max(0, min(wanted, int(found.daily - found.sent)))
    return Pace(senders / found.rate, left)


THROTTLED = {"TooManyRequestsException", "ThrottlingException", "Throttling", "LimitExceededException"}
PAUSED = {"SendingPausedException", "AccountSuspendedException"}
REFUSED = {"MessageRejected", "BadRequestException"}
FAILED = {"InternalFailure", "InternalServiceError", "InternalServiceErrorException", "ServiceUnavailable"}


def answer_of(code: str, status: int) -> Answer:
    """What an error of SES's means for the mail that it is the answer to.

    `slow`, `paused` and `broken` were not sent, and `refused` never will be: this message or address is not taken,
    where `broken` would be any. `open` may have been sent.
    """
    if code in THROTTLED or status == 429:
        return "slow"
    if code in PAUSED:
        return "paused"
    if code in REFUSED:
        return "refused"
    return "broken" if 400 <= status < 500 and code not in FAILED else "open"


def seconds_to_wait(why: Wait, tries: int) -> int:
    """How long a part is kept back; longer each time that nothing came of it."""
    first = {"time": 0, "slow": 2, "open": 30, "paused": 300, "quota": 900}[why]
    return min(int(first * 2 ** min(tries, 10)), LONGEST_WAIT)
