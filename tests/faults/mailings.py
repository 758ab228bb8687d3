"""A mailing to five hundred, broken at each of its calls in turn, in every way that mail can be lost or sent twice.

Our own code mails, on AWS in memory: on moto all of it would take hours. What has to be true at the end: nobody has had
a second mail, everybody is accounted for, who is noted as sent has had one, and nobody who had left before.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from botocore.exceptions import ClientError, ReadTimeoutError

from benchmarks import composing
from benchmarks.delivery import Delivery, at, opened
from benchmarks.mailed import published
from benchmarks.postal import Postal, Request, mail_of
from benchmarks.readers import reader
from flong_local.embedded import Crash
from tests.faults.scenarios import HOUR

RECIPIENTS = 500
NAME, TAG = "moulds", "sea"
ACCOUNTED = ("sent", "refused", "unknown")


class Mailing:
    """One mailing in one world, and what is seen of it."""

    def __init__(self, delivery: Delivery, id_: str, recipients: list[str]) -> None:
        self.delivery, self.post, self.clock = delivery, delivery.post, delivery.clock
        self.id, self.recipients = id_, recipients
        self.left: set[str] = set()
        """Who has left."""
        self.seen: list[str] = []
        """What must never happen, and has: no handler can swallow it."""
        self.post.before.append(self.watch)

    def watch(self, request: Request) -> None:
        if request.action == "sesv2.SendEmail":
            mailing, recipient = mail_of(request.given)
            item = self.post.table.item(f"SUBSCRIBER#{recipient}", "SUBSCRIBER")
            if self.post.ses.sent[mailing, recipient]:
                self.seen.append(f"{recipient} is mailed twice")
            if item["state"]["S"] != "confirmed":
                self.seen.append(f"{recipient} is mailed after leaving")
            if [item["address"]["S"]] != request.given["Destination"]["ToAddresses"]:
                self.seen.append(f"the mail of {recipient} goes to somebody else")

    def listen(self) -> None:
        """From now on SES tells of each mail that it takes."""
        queue = self.delivery.queue_of("Feedback")
        self.post.ses.listener = lambda event: self.post.queues.send(queue, event)

    def verify(self, unknown: int = 0, refused: int = 0, told: bool = False) -> None:
        """Everybody is accounted for, so many at most as unknown; with what SES has told, only who had no mail."""
        assert not self.seen, self.seen
        assert self.post.ses.most() <= 1, "somebody is mailed twice"
        assert not self.post.queues.dead, self.post.queues.dead
        lines = {it: self.line(it) for it in self.recipients if it not in self.left or self.line(it)}
        states = Counter(it.get("state", {"S": "nothing"})["S"] for it in lines.values())
        assert set(states) <= {*ACCOUNTED}, states
        assert states["unknown"] <= unknown, states
        assert states["refused"] == refused, states
        for recipient, line in lines.items():
            state, mails = line["state"]["S"], self.post.ses.sent[self.id, recipient]
            assert mails == 1 or state != "sent", f"{recipient} is noted as sent, and has no mail"
            assert mails == 0 or state != "refused", f"{recipient} is noted as refused, and has a mail"
            assert mails == 0 or state != "unknown" or not told, f"{recipient} is unknown, though SES has told"
        assert {recipient for _, recipient in self.post.ses.sent} <= {*self.recipients}
        assert self.state == "done", self.state

    def line(self, recipient: str) -> dict[str, Any]:
        return self.post.table.item(f"LEDGER#{self.id}#{recipient[0]}", recipient)

    @property
    def state(self) -> str:
        return str(self.post.table.item(f"MAILING#{self.id}", "MAILING").get("state", {}).get("S", "none"))


# ---- the ways

Strike = Callable[[Mailing, Request], None]


def crash(mailing: Mailing, request: Request) -> None:
    raise Crash


def lose(mailing: Mailing, request: Request) -> None:
    raise ReadTimeoutError(endpoint_url="https://example.amazonaws.com")


def refusing(code: str, status: int) -> Strike:
    def refuse(mailing: Mailing, request: Request) -> None:
        answer = {"Error": {"Code": code, "Message": "planted"}, "ResponseMetadata": {"HTTPStatusCode": status}}
        raise ClientError(answer, request.operation)  # type: ignore[arg-type]

    return refuse


def meet(mailing: Mailing, request: Request) -> None:
    """All that can be handed over is, and comes to its end."""
    mailing.delivery.settle(until=mailing.clock.now())


def oversleep(mailing: Mailing, request: Request) -> None:
    """So late that what runs is handed to another, who comes to the end; then it goes on all the same."""
    mailing.clock.advance(HOUR)
    mailing.delivery.settle()


def leave(mailing: Mailing, request: Request) -> None:
    """Whoever is about to be claimed leaves."""
    from flong.aws import subscribers

    keys = [write["Put"]["Item"] for write in request.given["TransactItems"] if "Put" in write]
    for recipient in {key["sk"]["S"] for key in keys} & {*mailing.recipients}:
        mailing.left.add(recipient)
        subscribers.unsubscribe(recipient)


@dataclass(frozen=True)
class Way:
    """What happens at a call, and what may come of it."""

    strike: Strike
    moment: str = "before"
    at: str = ""
    """The calls that it happens at; all, if empty."""
    announced: int = 1
    """How often the same event is announced."""
    told: bool = False
    """Whether SES tells of the mails that it takes."""
    unknown: int = 0
    """Of how many, at most, nobody knows whether they were mailed, if it happens while a claim is open."""
    refused: int = 0


SEND, WRITE = "sesv2.SendEmail", "dynamodb.TransactWriteItems"
OPEN = (SEND, WRITE, "dynamodb.UpdateItem")
"""The calls at which a claim is open: it is made and the one before settled, the mail is sent, the last is settled."""
WAYS = {
    "crash before": Way(crash, unknown=1),
    "crash after": Way(crash, "after", unknown=1),
    "crash, and SES tells, after": Way(crash, "after", told=True, unknown=1),
    "crash among twins after": Way(crash, "after", announced=2, unknown=1),
    "answer lost of": Way(lose, "after", unknown=1),
    "twin meets": Way(meet, announced=2),
    "asleep at": Way(oversleep, unknown=1),
    "left at": Way(leave, at=WRITE),
    "throttled at": Way(refusing("TooManyRequestsException", 429), at=SEND),
    "refused at": Way(refusing("MessageRejected", 400), at=SEND, refused=1),
}


@dataclass(frozen=True)
class Broken:
    """One way at one call, by its number."""

    way: str
    number: int
    recipients: int = RECIPIENTS

    def __str__(self) -> str:
        return f"{self.way} call {self.number} of a mailing to {self.recipients}"

    def run(self) -> None:
        way, left, unknown = WAYS[self.way], [self.number], 0
        with going_on(course(self.recipients, way.announced).before(self.number), told=way.told) as mailing:

            def strike(request: Request) -> None:
                nonlocal unknown
                if left and request.number >= left[0]:
                    left.clear()
                    unknown = way.unknown if request.action in OPEN else 0
                    way.strike(mailing, request)

            getattr(mailing.post, way.moment).append(strike)
            mailing.delivery.settle()
            mailing.verify(unknown, way.refused, way.told)


def points(recipients: int = RECIPIENTS, ways: Iterable[str] = WAYS, at: str = "") -> Iterator[Broken]:
    """Every way at every call that it may happen at, or at those of one action."""
    for name in ways:
        actions = course(recipients, WAYS[name].announced).actions
        places = enumerate(actions, 1)
        numbers = (number for number, it in places if WAYS[name].at in ("", it) and at in ("", it))
        yield from (Broken(name, number, recipients) for number in numbers)


# ---- the worlds


@dataclass(frozen=True)
class Standing:
    """A world between two invocations, of which others are made."""

    post: Postal
    moment: float
    mailing: str
    recipients: list[str]


@dataclass
class Course:
    """A mailing in which nothing goes wrong: its calls, and how the world stood before each invocation."""

    actions: list[str] = field(default_factory=list)
    stood: list[Standing] = field(default_factory=list)

    def before(self, number: int) -> Standing:
        """Where to begin in order to come to a call: all worlds are the same until then."""
        return next(it for it in reversed(self.stood) if it.post.actions.total() < number)


@cache
def course(recipients: int, announced: int) -> Course:
    """What a mailing to so many comes to, announced so often, once a process."""
    made = Course()
    with going_on(prepared(recipients)) as mailing:
        mailing.post.before.append(lambda request: made.actions.append(request.action))
        for _ in range(announced):
            mailing.delivery.announce(EVENTS[recipients])
        more = True
        while more:
            made.stood.append(standing(mailing))
            more = mailing.delivery.step()
        mailing.verify()
        assert mailing.post.ses.sent.total() == recipients
    return made


EVENTS: dict[int, str] = {}
"""What is announced, by the number of recipients."""


@cache
def prepared(recipients: int) -> Standing:
    """An article, and so many who want it, before anything is announced; made once a process."""
    with at() as clock, opened(Postal(clock.now, packed=False), clock) as delivery:
        from flong.aws import subscribers
        from flong.mailings import mailing_id

        EVENTS[recipients] = published(TAG, NAME)
        there = [reader(number, (TAG,)) for number in range(recipients)]
        for it in there:
            subscribers.store(None, it)
        delivery.post.actions.clear()
        ids = sorted(it.id for it in there)
        return standing(Mailing(delivery, mailing_id("article", NAME), ids))


def standing(mailing: Mailing) -> Standing:
    return Standing(mailing.post.copy(float), mailing.clock.now(), mailing.id, mailing.recipients)


@contextmanager
def going_on(stood: Standing, told: bool = False) -> Iterator[Mailing]:
    """A world of its own that is as another stood."""
    with at(datetime.fromtimestamp(stood.moment, UTC)) as clock:
        post = stood.post.copy(clock.now)
        with opened(post, clock) as delivery, composing.by(composing.once):
            mailing = Mailing(delivery, stood.mailing, stood.recipients)
            if told:
                mailing.listen()
            yield mailing
