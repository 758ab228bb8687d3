"""What becomes of a subscriber when somebody asks, confirms, chooses or leaves. Pure.

pending ── confirms by POST ──▶ confirmed ── leaves ──▶ unsubscribed ── asks and confirms again ──▶ confirmed

A record that has expired is as good as gone, even before DynamoDB forgets it.
"""

from datetime import UTC, datetime, timedelta
from typing import Literal

from flong.article import Value
from flong.subscribers import Consent, Subscriber

MOST_TAGS = 49
"""Tags that somebody may choose: to leave them all for as many others is one transaction, with the subscriber's own
write in it, and that takes a hundred (amazondynamodb/latest/APIReference/API_TransactWriteItems.html)."""

Kind = Literal["subscribe", "link"]
Invitation = Literal["confirm", "preferences"]
"""The mail that a request is answered with: a link that confirms, or one to the reader's preferences."""
Pause = Literal["", "none", "week", "month", "quarter"]
PAUSES: dict[Pause, timedelta] = {
    "none": timedelta(0),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
    "quarter": timedelta(days=91),
}


class Choice(Value):
    """What somebody wants to get: everything, or articles with some tags; and in which language we speak to them."""

    everything: bool = True
    tags: tuple[str, ...] = ()
    """Ids of tags, at most `MOST_TAGS`."""
    language: str = ""


class Request(Value):
    """Somebody gave an address, to subscribe it or to be sent a link. Nobody knows yet whether it is theirs."""

    id: str
    """128 bits in hex that nobody can guess; the link that confirms holds the first half."""
    kind: Kind
    address: str
    choice: Choice = Choice()
    network: str = ""
    asked: str
    """When, UTC, RFC 3339."""
    text: str = ""
    """The version of the words that they agreed to."""
    expires: int
    """When the request is forgotten, and its link no longer good, in seconds since 1970."""

    @property
    def nonce(self) -> str:
        """The same however often the request is looked at, so that it makes one link."""
        return self.id[:16]


class RequestKept(Value):
    """The message that a request waits for its answer; it names nobody."""

    request: str


def rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def living(known: Subscriber | None, now: datetime) -> Subscriber | None:
    """The subscriber, unless its time is over."""
    return None if known and known.expires is not None and known.expires <= now.timestamp() else known


def invitation(known: Subscriber | None, kind: Kind, now: datetime) -> Invitation | None:
    """The mail that a request is answered with; None if that address is not to be written to.

    Who called a mail of ours spam gets no other, whoever asks for it. One whose mails came back may have been mended.
    """
    known = living(known, now)
    if known and known.state == "confirmed":
        return "preferences"
    if kind == "link" or (known and known.reason == "complaint"):
        return None
    return "confirm"


def requested(known: Subscriber | None, id_: str, request: Request, now: datetime) -> Subscriber | None:
    """The subscriber once a request to subscribe has come in: pending, until that is forgotten.

    Whoever gets mail already keeps what they chose: anybody can fill in a form.
    """
    if invitation(known, request.kind, now) != "confirm" or (known and known.nonce == request.nonce):
        return known
    return Subscriber(
        id=id_,
        address=request.address,
        state="pending",
        everything=request.choice.everything,
        tags=request.choice.tags,
        language=request.choice.language,
        nonce=request.nonce,
        consent=Consent(asked=request.asked, text=request.text, source="form", network=request.network),
        expires=request.expires,
    )


def confirmed(known: Subscriber | None, nonce: str, now: datetime) -> Subscriber | None:
    """The subscriber once the link of its present sign-up was posted; as it is, if that is another one."""
    if not may_confirm(known, nonce, now):
        return known
    assert known
    if known.state == "confirmed":
        return known
    moment = rfc3339(now)
    consent = (known.consent or Consent(asked=moment)).model_copy(update={"confirmed": moment})
    return known.model_copy(update={"state": "confirmed", "since": moment, "consent": consent, "expires": None})


def may_confirm(known: Subscriber | None, nonce: str, now: datetime) -> bool:
    """Whether a link with that nonce confirms, or has confirmed, the present sign-up."""
    known = living(known, now)
    return known is not None and known.state in ("pending", "confirmed") and bool(nonce) and known.nonce == nonce


def chosen(known: Subscriber | None, choice: Choice, pause: Pause, now: datetime) -> Subscriber | None:
    """The subscriber with other preferences; as it is, if it gets no mail."""
    if known is None or known.state != "confirmed":
        return known
    changes = {"everything": choice.everything, "tags": choice.tags, "language": choice.language}
    if pause:
        changes["paused_until"] = "" if pause == "none" else rfc3339(now + PAUSES[pause])
    return known.model_copy(update=changes)


def left(known: Subscriber | None, now: datetime, erase_days: int) -> Subscriber | None:
    """The subscriber once it has left, to be forgotten after some days; a second time changes nothing."""
    if known is None or known.state in ("unsubscribed", "suppressed"):
        return known
    expires = int((now + timedelta(days=erase_days)).timestamp())
    changes = {"state": "unsubscribed", "reason": "asked", "left": rfc3339(now), "nonce": "", "expires": expires}
    return known.model_copy(update=changes)


def is_paused(subscriber: Subscriber, now: datetime) -> bool:
    return subscriber.paused_until > rfc3339(now)
