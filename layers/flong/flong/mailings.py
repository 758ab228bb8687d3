"""What a mailing is: one thing mailed once to everybody who asked for it. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal

from flong.article import State, Value
from flong.events import ArticleRecord, CloudEvent
from flong.intake.fields.tag_registry import Registry
from flong.subscribers import EVERYTHING

Kind = Literal["article", "correction", "withdrawal"]
MailingState = Literal["waiting", "sending", "done", "cancelled", "stopped"]
Notices = Literal["none", "corrections", "corrections-and-withdrawals"]

CALLED_BACK = "the article is no longer public"
BACK_AGAIN = "the article is public again"
TOO_LATE = "it is too late"


class Mailing(Value):
    """One thing that is mailed to many. Times are UTC, RFC 3339.

    It waits until it is `due`, when its audience is frozen, in parts; is `sending` until each of them has been mailed;
    and then is `done`. An editor may cancel it. One that is `stopped` goes on if its article becomes public again.
    """

    id: str
    kind: Kind
    article_id: str
    """The article as it was called when this was last opened."""
    known_as: str
    revision: int
    """The article's, when this was last opened."""
    state: MailingState = "waiting"
    opened: str
    due: str
    frozen: str = ""
    """When its audience was; nobody is added later."""
    parts: int | None = None
    """How many its audience has; None until they have been counted."""
    parts_done: int = 0
    recipients: int = 0
    held: str = ""
    """Until when SES is left alone."""
    why: str = ""
    """Why it was stopped."""


class PartHead(Value):
    """What is to be known of a part of an audience besides its ids: its name, its last id, how many it has."""

    name: str
    last: str
    size: int
    done: str = ""

    @property
    def number(self) -> int:
        return int(self.name)


class Freeze(Value):
    """That a mailing may be due."""

    step: Literal["freeze"] = "freeze"
    mailing: str
    article_id: str


class SendPart(Value):
    """That a part of a mailing's audience is to be mailed; `tries` counts how often nothing came of it in a row."""

    step: Literal["send"] = "send"
    mailing: str
    article_id: str
    part: str
    tries: int = 0


class SendAgain(Value):
    """That mails of which nobody knows whether they were sent are to be repeated; `asked` is when, UTC, RFC 3339."""

    step: Literal["again"] = "again"
    mailing: str
    article_id: str
    recipients: tuple[str, ...]
    asked: str
    tries: int = 0


Step = SendPart | SendAgain
Delivery = CloudEvent | Freeze | SendPart | SendAgain
"""Whatever may come by the deliver queue."""


def mailing_id(kind: Kind, known_as: str, revision: int = 0) -> str:
    """The id of a mailing, 128 bits in hex; an article is mailed once, a notice once for each revision of it."""
    return whole_id(sha256(f"mailing:{kind}:{known_as}:{revision}".encode()).hexdigest()[:16])


def whole_id(beginning: str) -> str:
    """The id that begins so: a link has room for its first 64 bits, and the others follow from these."""
    return beginning + sha256(f"mailing:{beginning}".encode()).hexdigest()[:16]


def part_name(number: int) -> str:
    return f"{number:06}"


def kind_of(event: CloudEvent, notices: str) -> Kind | None:
    """What an event is to be mailed as; None if it is not. One that goes on under another name is not withdrawn."""
    event_type = event.type.rpartition("article.")[2]
    if event_type == "published.v1":
        return "article"
    if event_type == "corrected.v1" and notices != "none":
        return "correction"
    if event_type == "withdrawn.v1" and notices == "corrections-and-withdrawals" and not event.data.get("successor"):
        return "withdrawal"
    return None


def mailing_of(kind: Kind, record: ArticleRecord, now: str, window: int) -> Mailing:
    """The mailing of an article as it is now, due when there has been time to take it back."""
    revision = 0 if kind == "article" else record.revision
    return Mailing(
        id=mailing_id(kind, record.known_as, revision),
        kind=kind,
        article_id=record.id,
        known_as=record.known_as,
        revision=record.revision,
        opened=now,
        due=moment_after(now, window),
    )


def opened(known: Mailing | None, wanted: Mailing) -> Mailing:
    """What is to be kept of a mailing that is opened once more: the first opening counts, and a cancellation.

    One that stopped goes on if its article has become public anew, with as much time to take it back again.
    """
    if known is None:
        return wanted
    if known.article_id == wanted.article_id and known.revision >= wanted.revision:
        return known
    anew = {"article_id": wanted.article_id, "revision": wanted.revision}
    if known.state == "stopped":
        anew |= {"state": "waiting", "due": wanted.due, "why": ""}
    return known.model_copy(update=anew)


def obstacle_to(kind: Kind, record: ArticleRecord | None) -> str:
    """Why a mailing must not go out, its article being what it is; empty if it may."""
    public = record is not None and record.state is State.PUBLISHED
    if kind == "withdrawal":
        return BACK_AGAIN if public else ""
    return "" if public else CALLED_BACK


def is_late(since: str, now: str, most: int) -> bool:
    """Whether what was due is older than `most` seconds, and so is no news any more."""
    return seconds_between(since, now) > most


def lists_for(record: ArticleRecord, registry: Registry) -> tuple[str, ...]:
    """The lists that an article goes to: of everything, of its tags, and of what these were called before."""
    tags = [tag.id for tag in record.listing.tags] if record.listing else []
    former = [name for name, own in registry.named.items() if own in tags]
    return tuple(dict.fromkeys([EVERYTHING, *tags, *former]))


def once_each(ids: Iterable[str]) -> Iterable[str]:
    """Ids in order, each once."""
    last = ""
    for id_ in ids:
        if id_ != last:
            yield (last := id_)


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_after(moment: str, seconds: float) -> str:
    return utc(datetime.fromisoformat(moment) + timedelta(seconds=seconds))


def seconds_between(moment: str, later: str) -> int:
    """Seconds from one moment to another; negative if that is before it."""
    return int((datetime.fromisoformat(later) - datetime.fromisoformat(moment)).total_seconds())
