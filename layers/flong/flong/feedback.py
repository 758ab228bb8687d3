"""What SES tells of a mail, and what follows from it for the ledger and for the subscriber. Pure.

SES tells at least once and in no order, so what follows is the same however often and in whatever order it is told.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from flong.article import Value
from flong.errors import BrokenContract
from flong.subscribers import Subscriber

Kind = Literal["sent", "delivered", "bounced", "complained", "rejected"]
Verdict = Literal["", "hard", "soft", "blocked"]
"""What a bounce says: that the address is no good, that it was not this time, or nothing of the address."""

KINDS: dict[str, Kind] = {
    "Send": "sent",
    "Delivery": "delivered",
    "Bounce": "bounced",
    "Complaint": "complained",
    "Reject": "rejected",
}
NO_MATTER = {
    "DeliveryDelay": "it is late: SES goes on trying",
    "Rendering Failure": "a template failed, and we use none",
}
# The mail was not to somebody's liking, or SES did not even try; the address may be as good as any.
NOT_THE_ADDRESS = {"OnAccountSuppressionList", "ContentRejected", "AttachmentRejected", "MessageTooLarge"}
# RFC 3463: x.1.x is about the address, x.7.x about policy. Those who list senders often say so in words alone.
OF_THE_ADDRESS = re.compile(r"5\.1\.\d{1,3}")
OF_POLICY = re.compile(
    r"\b[45]\.7\.\d{1,3}\b|\b(?:deny|block|black)[ -]?list|\bblocked using\b|\b(?:dnsbl|rbl|spamhaus|spamcop)\b"
    r"|\b(?:barracuda|spam|reputation|policy|dmarc|dkim|spf)\b",
    re.IGNORECASE,
)
# A report on how a mail was signed, or that somebody took it out of their junk, is no complaint (RFC 5965, RFC 6591).
NOT_A_COMPLAINT = {"not-spam", "auth-failure"}
ID = re.compile(r"[0-9a-f]{32}")


class Told(Value):
    """A part of an event, as ses/latest/dg/event-publishing-retrieving-sns-contents.html has it."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel)


class Mail(Told):
    message_id: Annotated[str, Field(min_length=1, max_length=200)]
    timestamp: AwareDatetime
    tags: dict[str, tuple[str, ...]] = {}

    def id(self, tag: str) -> str:
        """The id in one of the tags that we gave it; empty if there is none."""
        value = next(iter(self.tags.get(tag, ())), "")
        return value if ID.fullmatch(value) else ""


class BouncedRecipient(Told):
    status: str | None = None
    diagnostic_code: str | None = None


class Bounce(Told):
    bounce_type: Literal["Permanent", "Transient", "Undetermined"]
    bounce_sub_type: str | None = None
    bounced_recipients: tuple[BouncedRecipient, ...] = ()
    timestamp: AwareDatetime


class Complaint(Told):
    complaint_sub_type: str | None = None
    complaint_feedback_type: str | None = None
    timestamp: AwareDatetime


class Delivery(Told):
    timestamp: AwareDatetime


class MailEvent(Told):
    """An event as SES publishes it, less what nobody needs: addresses, headers, hosts."""

    event_type: str
    mail: Mail
    bounce: Bounce | None = None
    complaint: Complaint | None = None
    delivery: Delivery | None = None


class Ignored(Value):
    """A message from which nothing follows, and why."""

    why: str


class Feedback(Value):
    """What became of one mail; `at` is UTC, RFC 3339. `mailing` is empty for a mail that belongs to none."""

    kind: Kind
    recipient: str
    mailing: str
    message_id: str
    at: str
    verdict: Verdict = ""
    status: str = ""
    """The bounce's status code (RFC 3463), as far as it is one."""


def understood(told: Any) -> Feedback | Ignored:
    """What a message says, from its JSON; `BrokenContract` if an event has another form than SES documents."""
    # When SES is told of a topic, it says in plain words that it is a good one.
    if not isinstance(told, dict) or not isinstance(told.get("eventType"), str):
        return Ignored(why="no event of SES")
    if told["eventType"] not in KINDS:
        return Ignored(why=NO_MATTER.get(told["eventType"], "of a kind that we did not ask for"))
    try:
        event = MailEvent.model_validate(told)
    except ValidationError as error:
        places = {".".join(map(str, it["loc"])) for it in error.errors(include_input=False)}
        # Without what was found there, which may be somebody's address.
        raise BrokenContract(f"SES words a {KINDS[told['eventType']]} event otherwise: {sorted(places)}") from None
    if not event.mail.id("recipient"):
        return Ignored(why="of a mail to no subscriber")
    return said(event)


def said(event: MailEvent) -> Feedback | Ignored:
    kind, mail = KINDS[event.event_type], event.mail
    if (part := part_of(event, kind)) is None:
        raise BrokenContract(f"SES says nothing of a {kind} mail but that it is")
    if isinstance(part, Bounce) and is_answer(part):
        return Ignored(why="an automatic answer")
    if isinstance(part, Complaint) and not is_complaint(part):
        return Ignored(why="no complaint of a reader")
    return Feedback(
        kind=kind,
        recipient=mail.id("recipient"),
        mailing=mail.id("mailing"),
        message_id=mail.message_id,
        at=part.timestamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        verdict=verdict_on(part) if isinstance(part, Bounce) else "",
        status=status_of(part) if isinstance(part, Bounce) else "",
    )


def part_of(event: MailEvent, kind: Kind) -> Mail | Bounce | Complaint | Delivery | None:
    """The part of an event that says when it happened; the two that have none happened with the mail itself."""
    parts = {"delivered": event.delivery, "bounced": event.bounce, "complained": event.complaint}
    return parts.get(kind, event.mail)


def is_complaint(complaint: Complaint) -> bool:
    """Whether a reader called the mail spam; with `OnAccountSuppressionList` SES has not even sent it."""
    return complaint.complaint_sub_type is None and complaint.complaint_feedback_type not in NOT_A_COMPLAINT


def is_answer(bounce: Bounce) -> bool:
    """Whether a program has answered that somebody is away: SES calls that a bounce too, but no server reports it."""
    reported = any(it.status or it.diagnostic_code for it in bounce.bounced_recipients)
    return (bounce.bounce_type, bounce.bounce_sub_type) == ("Transient", "General") and not reported


def verdict_on(bounce: Bounce) -> Verdict:
    """What a bounce says of the address that it comes from."""
    if bounce.bounce_sub_type in NOT_THE_ADDRESS:
        return "blocked"
    if not OF_THE_ADDRESS.fullmatch(status_of(bounce)) and any(map(is_of_policy, bounce.bounced_recipients)):
        return "blocked"
    return "hard" if bounce.bounce_type == "Permanent" else "soft"


def is_of_policy(recipient: BouncedRecipient) -> bool:
    return bool(OF_POLICY.search(f"{recipient.status or ''} {recipient.diagnostic_code or ''}"))


def status_of(bounce: Bounce) -> str:
    found = (re.fullmatch(r"[245]\.\d{1,3}\.\d{1,3}", it.status or "") for it in bounce.bounced_recipients)
    return next((it[0] for it in found if it), "")


def line_changes(line: Mapping[str, Any], it: Feedback) -> dict[str, str]:
    """What an event adds to a line of the ledger: each mark once, and a state that never goes back."""
    changes = {"message_id": it.message_id}
    if it.kind in ("delivered", "bounced", "complained"):
        changes[it.kind] = it.at
    new = {name: value for name, value in changes.items() if not line.get(name)}
    state = state_after(line["state"], it.kind)
    return new if state == line["state"] else {**new, "state": state}


def state_after(state: str, kind: Kind) -> str:
    """Whatever SES tells of a mail, it has taken it; what it refuses after that was never on its way."""
    if kind == "rejected":
        return "refused"
    return "sent" if state in ("sending", "unknown") else state


def concerns_subscriber(it: Feedback) -> bool:
    """Whether it may follow that somebody is to get no more mail."""
    return it.kind == "complained" or it.verdict in ("hard", "soft")


def subscriber_after(known: Subscriber | None, it: Feedback, most: int, days: int) -> Subscriber | None:
    """A subscriber after what became of one mail to it: `most` soft bounces within `days` are as good as a hard one."""
    # Who has signed up again since is not judged by what was before.
    if known is None or it.at < begun(known) or known.state == "unsubscribed":
        return known
    if it.kind == "complained":
        return suppressed(known, "complaint", it.at)
    if it.verdict == "hard":
        return suppressed(known, "bounce", it.at)
    return bounced_softly(known, it, most, days) if it.verdict == "soft" else known


def begun(known: Subscriber) -> str:
    """When the present sign-up was confirmed, or asked for if it is not yet; empty if nobody knows."""
    return known.since or (known.consent.asked if known.consent else "")


def suppressed(known: Subscriber, reason: Literal["bounce", "complaint"], at: str) -> Subscriber:
    if known.state != "suppressed":
        return known.model_copy(update={"state": "suppressed", "reason": reason, "left": at})
    # A complaint outranks a bounce, whichever is heard of first.
    return known.model_copy(update={"reason": "complaint"}) if reason == "complaint" else known


def bounced_softly(known: Subscriber, it: Feedback, most: int, days: int) -> Subscriber:
    all_ = {id_: at for id_, at in known.bounces.items() if at >= begun(known)} | {it.message_id: it.at}
    # Twice as long as it counts: an older one may yet turn up that belongs to those.
    since = moment(max(all_.values())) - timedelta(days=2 * days)
    kept = {id_: at for id_, at in all_.items() if moment(at) >= since}
    after = known.model_copy(update={"bounces": kept}) if kept != known.bounces else known
    return suppressed(after, "bounce", it.at) if too_many(kept.values(), most, days) else after


def too_many(times: Iterable[str], most: int, days: int) -> bool:
    """Whether `most` of the times lie within so many days."""
    moments = sorted(map(moment, times))
    ends = moments[most - 1 :]
    return any(end - begin <= timedelta(days=days) for begin, end in zip(moments, ends, strict=False))


def moment(at: str) -> datetime:
    return datetime.fromisoformat(at)
