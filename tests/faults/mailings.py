"""A mailing to five hundred, broken at each of its calls in turn, in every way that mail can be lost or sent twice.

Our own code mails, on AWS in memory: on moto all of it would take hours. What has to be true at the end: nobody has had
a second mail, everybody is accounted for, and who is noted as sent has had one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from botocore.exceptions import ReadTimeoutError

from benchmarks import composing
from benchmarks.delivery import Delivery, at, opened
from benchmarks.mailed import published
from benchmarks.postal import Postal, Request, mail_of
from benchmarks.readers import reader
from flong_local.embedded import Crash
from tests.faults.scenarios import HOUR

RECIPIENTS = 500
NAME, TAG = "moulds", "sea"
LOST = ReadTimeoutError(endpoint_url="https://example.amazonaws.com")
SETTLED = ("sent", "refused", "unknown")


class Mailing:
    """One mailing in one world, and what is seen of it."""

    def __init__(self, delivery: Delivery, id_: str, recipients: list[str]) -> None:
        self.delivery, self.post, self.clock = delivery, delivery.post, delivery.clock
        self.id, self.recipients = id_, recipients
        self.seen: list[str] = []
        """What must never happen, and has: no handler can swallow it."""
        self.post.before.append(self.watch)

    def watch(self, request: Request) -> None:
        if request.action == "sesv2.SendEmail":
            mailing, recipient = mail_of(request.given)
            item = self.post.table.item(f"SUBSCRIBER#{recipient}", "SUBSCRIBER")
            if self.post.ses.sent[mailing, recipient]:
                self.seen.append(f"{recipient} is mailed twice")
            if [item["address"]["S"]] != request.given["Destination"]["ToAddresses"]:
                self.seen.append(f"the mail of {recipient} goes to somebody else")

    def verify(self, unknown: int) -> None:
        """Everybody is accounted for, and of so many at most nobody knows whether the mail has gone out."""
        assert not self.seen, self.seen
        assert not self.post.queues.dead, self.post.queues.dead
        lines = {it: self.line(it) for it in self.recipients}
        states = Counter(it.get("state", {"S": "nothing"})["S"] for it in lines.values())
        assert set(states) <= {*SETTLED}, states
        assert states["unknown"] <= unknown, states
        for recipient, line in lines.items():
            mails = self.post.ses.sent[self.id, recipient]
            assert mails == 1 or line["state"]["S"] != "sent", f"{recipient} is noted as sent, and has {mails} mails"
        assert {recipient for _, recipient in self.post.ses.sent} <= {*self.recipients}
        assert self.state == "done", self.state

    def line(self, recipient: str) -> dict[str, Any]:
        return self.post.table.item(f"LEDGER#{self.id}#{recipient[0]}", recipient)

    @property
    def state(self) -> str:
        return str(self.post.table.item(f"MAILING#{self.id}", "MAILING").get("state", {}).get("S", "none"))


Strike = Callable[[Mailing], None]


def crash(mailing: Mailing) -> None:
    raise Crash


def lose(mailing: Mailing) -> None:
    raise LOST


def meet(mailing: Mailing) -> None:
    """All that can be handed over is, and comes to its end."""
    mailing.delivery.settle(until=mailing.clock.now())


def oversleep(mailing: Mailing) -> None:
    """So late that what runs is handed to another, who comes to the end; then it goes on all the same."""
    mailing.clock.advance(HOUR)
    mailing.delivery.settle()


@dataclass(frozen=True)
class Way:
    """What happens at a call, before or after it; how many announcements there are; how many mails nobody knows of."""

    strike: Strike
    moment: str = "before"
    announced: int = 1
    unknown: int = 0


WAYS = {
    "crash before": Way(crash, unknown=1),
    "crash after": Way(crash, "after", unknown=1),
    "answer lost of": Way(lose, "after", unknown=1),
    "twin meets": Way(meet, announced=2),
    "asleep at": Way(oversleep, unknown=1),
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
        way, left = WAYS[self.way], [self.number]
        with mailing_to(self.recipients) as mailing:

            def strike(request: Request) -> None:
                if left and request.number >= left[0]:
                    left.clear()
                    way.strike(mailing)

            getattr(mailing.post, way.moment).append(strike)
            play(mailing, way.announced)
            mailing.verify(way.unknown)


def play(mailing: Mailing, announced: int = 1) -> None:
    for _ in range(announced):
        mailing.delivery.announce(prepared(len(mailing.recipients)).event)
    mailing.delivery.settle()


@dataclass(frozen=True)
class Prepared:
    """What stands before anything is announced."""

    post: Postal
    event: str
    mailing: str
    recipients: list[str]


@cache
def prepared(recipients: int) -> Prepared:
    """An article, and so many who want it; made once a process."""
    with at() as clock:
        post = Postal(clock.now, packed=False)
        with opened(post, clock):
            from flong.aws import subscribers
            from flong.mailings import mailing_id

            event, there = published(TAG, NAME), [reader(number, (TAG,)) for number in range(recipients)]
            for it in there:
                subscribers.store(None, it)
    return Prepared(post, event, mailing_id("article", NAME), sorted(it.id for it in there))


@contextmanager
def mailing_to(recipients: int) -> Iterator[Mailing]:
    known = prepared(recipients)
    with ExitStack() as stack:
        clock = stack.enter_context(at())
        delivery = stack.enter_context(opened(known.post.copy(clock.now), clock))
        stack.enter_context(composing.by(composing.once))
        yield Mailing(delivery, known.mailing, known.recipients)


@cache
def calls_of(recipients: int) -> int:
    """The calls of a mailing in which nothing goes wrong, which has mailed everybody."""
    with mailing_to(recipients) as mailing:
        play(mailing)
        mailing.verify(unknown=0)
        assert mailing.post.ses.sent.total() == recipients
        return mailing.post.actions.total()


def points(recipients: int = RECIPIENTS, ways: Iterable[str] = WAYS) -> Iterator[Broken]:
    """Every way at every call."""
    calls = calls_of(recipients)
    for way in ways:
        yield from (Broken(way, number, recipients) for number in range(1, calls + 1))
