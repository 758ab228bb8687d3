"""What becomes of a mail, decided by the address that it goes to: `bounce@example.com`, `bounce+7@example.org`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

Json = dict[str, Any]


class Refusal(NamedTuple):
    """How SES answers in place of taking a mail: status, error code and message, as it words them."""

    status: int
    code: str
    message: str


@dataclass(frozen=True)
class Course:
    """What becomes of one mail: that SES refuses it, or takes it and then tells of each of `events`, in their order.

    An event is its kind, such as `Bounce`, and the part that only this kind has; `{recipient}` and `{time}` in it are
    filled in.
    """

    refusal: Refusal | None = None
    events: tuple[tuple[str, Mapping[str, Any]], ...] = ()


def bounce(type: str, sub_type: str, status: str = "", diagnostic: str = "") -> tuple[str, Json]:
    """A bounce as a server reports it; without a status, as a program answers that somebody is away."""
    report = {"action": "failed", "status": status, "diagnosticCode": f"smtp; {diagnostic}"} if status else {}
    return "Bounce", {
        "bounceType": type,
        "bounceSubType": sub_type,
        "bouncedRecipients": [{"emailAddress": "{recipient}", **report}],
        "timestamp": "{time}",
        "feedbackId": "0100019aa0000000-local-000000",
        **({"reportingMTA": "dns; mx.example.com"} if status else {}),
    }


SEND: tuple[str, Json] = ("Send", {})
DELIVERY: tuple[str, Json] = (
    "Delivery",
    {
        "timestamp": "{time}",
        "processingTimeMillis": 546,
        "recipients": ["{recipient}"],
        "smtpResponse": "250 2.6.0 Message received",
        "reportingMTA": "a8-1.smtp-out.amazonses.com",
    },
)
COMPLAINT: tuple[str, Json] = (
    "Complaint",
    {
        "complainedRecipients": [{"emailAddress": "{recipient}"}],
        "timestamp": "{time}",
        "feedbackId": "0100019aa0000000-local-000001",
        "userAgent": "Mail/1.0",
        "complaintFeedbackType": "abuse",
        "complaintSubType": None,
        "arrivalDate": "{time}",
    },
)
DELAY: tuple[str, Json] = (
    "DeliveryDelay",
    {
        "timestamp": "{time}",
        "delayType": "TransientCommunicationFailure",
        "expirationTime": "{time}",
        "delayedRecipients": [{"emailAddress": "{recipient}", "status": "4.4.1", "diagnosticCode": "smtp; 421 4.4.1"}],
    },
)

THROTTLED = Refusal(429, "TooManyRequestsException", "Maximum sending rate exceeded.")
REJECTED = Refusal(400, "MessageRejected", "Email address is not verified.")
PAUSED = Refusal(400, "SendingPausedException", "Email sending is paused for this account.")

DELIVERED = Course(events=(SEND, DELIVERY))
COURSES = {
    "throttle": Course(refusal=THROTTLED),
    "reject": Course(refusal=REJECTED),
    "paused": Course(refusal=PAUSED),
    "bounce": Course(events=(SEND, bounce("Permanent", "General", "5.1.1", "550 5.1.1 user unknown"))),
    "softbounce": Course(events=(SEND, bounce("Transient", "MailboxFull", "4.2.2", "452 4.2.2 mailbox full"))),
    "denied": Course(
        events=(SEND, bounce("Permanent", "General", "5.7.1", "550 5.7.1 blocked using sbl.example.org, a blocklist"))
    ),
    "suppressed": Course(
        events=(SEND, bounce("Permanent", "OnAccountSuppressionList", "5.1.1", "on the account's suppression list"))
    ),
    "away": Course(events=(SEND, DELIVERY, bounce("Transient", "General"))),
    "complain": Course(events=(SEND, DELIVERY, COMPLAINT)),
    "late": Course(events=(SEND, DELAY, DELIVERY)),
    "virus": Course(events=(("Reject", {"reason": "Bad content"}),)),
    "silent": Course(),
}
"""By what stands before the `@`, or before a `+` in it; to anybody else mail is delivered."""


def by_address(recipient: str) -> Course:
    """What becomes of a mail to that address."""
    return COURSES.get(recipient.partition("@")[0].partition("+")[0].casefold(), DELIVERED)
