"""`make bench-mail`: what a mailing costs, up to 100,000 subscribers, on AWS in memory.

What mails is the real code; only AWS is a model, in a process of its own, which charges as AWS does.
"""

import argparse
import gc
import json
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from flong.subscribers import Subscriber
from rich.console import Console
from rich.table import Table

from benchmarks import composing, mail_costs, readers
from benchmarks.apart import apart
from benchmarks.delivery import Delivery, at, opened
from benchmarks.mailed import published
from benchmarks.postal import Postal
from benchmarks.report import Report, table, target
from flong_local.embedded import Invocation

SUBSCRIBERS = 100_000
FIRST, TENTH, ALL = "harbour", "port", "sea"
"""Tags of a hundredth, of a tenth, and of all."""
SENT = "sesv2.SendEmail"
RANKS = {"rare": 1_000, "middling": 30, "most popular": 0}
"""Tags by how many have more subscribers."""
COMPOSED = 50
"""Of so many mails one is composed where only calls or memory are looked at."""
WARM = 500
"""Mails that are composed before memory is looked at, and that are heard of, at most."""
MOST_CALLS = 3
"""Of one recipient."""
NUMBERS = count(1)


@dataclass
class Mailing:
    """What one mailing took, by what its invocations did."""

    name: str
    subscribers: int
    mails: int = 0
    audience: Counter[str] = field(default_factory=Counter)
    sending: Counter[str] = field(default_factory=Counter)

    @property
    def both(self) -> Counter[str]:
        return self.audience + self.sending

    @property
    def values(self) -> dict[str, Any]:
        each = {name: round(number / max(1, self.mails), 4) for name, number in sorted(self.both.items())}
        return {
            "name": self.name,
            "subscribers": self.subscribers,
            "mails": self.mails,
            "audience": {**self.audience, "calls": calls(self.audience)},
            "sending": {**self.sending, "calls": calls(self.sending)},
            "each": {**each, "calls": round(calls(self.both) / max(1, self.mails), 4)},
        }


def calls(costs: Counter[str]) -> int:
    """Calls of our code: what it has asked of AWS, one by one."""
    return sum(number for name, number in costs.items() if "." in name)


def main() -> None:
    given = parsed()
    console = Console(stderr=given.json)
    with console.status("Mailing …"):
        report = measure(given.subscribers)
    if given.json:
        print(json.dumps(report.values, indent=2))
    else:
        report.show(console)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.mail", description=__doc__)
    parser.add_argument("--subscribers", type=int, default=SUBSCRIBERS, help="how many there are at most")
    parser.add_argument("--json", action="store_true", help="print values for programs, and no tables")
    return parser.parse_args()


def measure(subscribers: int) -> Report:
    few = list(among(subscribers // 10, subscribers // 100))
    with there(readers.circles(subscribers, sizes(subscribers // 100, subscribers))) as delivery:
        circles = [mailed(delivery, tag, tag, subscribers) for tag in (FIRST, TENTH)]
        memory = list(memories(delivery, subscribers))
        rate = mails_per_second(delivery)
    with there(readers.readers(subscribers)) as delivery:
        popular = [mailed(delivery, name, f"subject-{rank}", subscribers) for name, rank in RANKS.items()]
    mailings, last = [*few, *circles, *popular], popular[-1]
    heard = min(WARM, subscribers // 10)
    cost = mail_costs.of_a_thousand(last.both, last.mails, heard_of(heard), heard)
    values = {"mailings": [it.values for it in mailings], "memory": memory, "mails_per_second": rate, "cost": cost}
    tables = [table_of_audiences(mailings), table_of_sending(mailings), table_of_calls(last), table_of_memory(memory)]
    tables.append(mail_costs.shown(cost))
    return Report("Mail", values, tables, [f"{rate:.0f} mails a second of CPU.", *mail_costs.REMARKS])


def sizes(first: int, subscribers: int) -> dict[str, int]:
    """How many have each tag of a world of circles."""
    return {FIRST: first, TENTH: subscribers // 10, ALL: subscribers}


def among(subscribers: int, first: int) -> Iterator[Mailing]:
    """A mailing to the first so many, where there are only so many others."""
    with there(readers.circles(subscribers, sizes(first, subscribers))) as delivery:
        yield mailed(delivery, FIRST, FIRST, subscribers)


@contextmanager
def there(subscribers: Iterable[Subscriber]) -> Iterator[Delivery]:
    """Delivery in a world with these subscribers."""
    with ExitStack() as stack:
        post, clock = stack.enter_context(apart()), stack.enter_context(at())
        delivery = stack.enter_context(opened(post, clock))
        keep(subscribers)
        yield delivery


def keep(subscribers: Iterable[Subscriber]) -> None:
    from flong.aws import subscribers as kept

    for it in subscribers:
        kept.store(None, it)


def mailed(delivery: Delivery, name: str, tag: str, subscribers: int, every: int = COMPOSED) -> Mailing:
    """Mails a new article with this tag, and adds up what that took."""
    made, spent = Mailing(name, subscribers), Counter(delivery.post.costs())

    def add(invocation: Invocation) -> None:
        nonlocal spent
        now = Counter(delivery.post.costs())
        took, spent = Counter({**(now - spent), "invocations": 1}), now
        made.mails += took[SENT]
        (made.sending if took[SENT] else made.audience).update(took)

    event = published(tag, f"article-{next(NUMBERS)}")
    spent = Counter(delivery.post.costs())
    delivery.on_invocation.append(add)
    try:
        with composing.by(partial(composing.seldom, every=every)):
            delivery.announce(event)
            delivery.settle()
    finally:
        delivery.on_invocation.remove(add)
    if not made.mails or delivery.post.ses.most() > 1:
        raise AssertionError(f"{made.mails} mails of {name}, or somebody has had two")
    return made


def memories(delivery: Delivery, subscribers: int) -> Iterator[dict[str, int]]:
    """The most memory that mailing takes beyond what was there: a hundredth of the subscribers, a tenth, and all.

    Garbage is not counted, nor what the standard library keeps of what it was asked last: that fills once.
    """
    mailed(delivery, "warm", TENTH, 0, every=max(1, subscribers // 10 // WARM))
    gc.collect()
    gc.freeze()
    delivery.on_invocation.append(collect)
    for tag in (FIRST, TENTH, ALL):
        tracemalloc.start()
        try:
            made = mailed(delivery, f"memory-{tag}", tag, 0)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        yield {"mails": made.mails, "peak_bytes": peak}
    delivery.on_invocation.remove(collect)
    gc.unfreeze()


def collect(invocation: Invocation) -> None:
    gc.collect()


def mails_per_second(delivery: Delivery) -> float:
    started = time.process_time()
    made = mailed(delivery, "timed", FIRST, 0, every=1)
    return made.mails / (time.process_time() - started)


def heard_of(mails: int) -> Counter[str]:
    """What it takes to hear of so many mails that they were sent, and delivered."""
    events: list[str] = []
    with at() as clock, opened(Postal(clock.now), clock) as delivery:
        keep(readers.circles(mails, {ALL: mails}))
        delivery.post.ses.listener = events.append
        mailed(delivery, "heard of", ALL, mails)
        before, handed = delivery.post.costs(), Counter[str]()
        delivery.on_invocation.append(lambda invocation: handed.update(invocations=1))
        for event in events:
            for told in (event, event.replace('"Send"', '"Delivery"').replace('"send"', '"delivery"')):
                delivery.post.queues.send(delivery.queue_of("Feedback"), told)
        delivery.settle()
        return delivery.post.costs() - before + handed


# ---- showing


def table_of_audiences(mailings: list[Mailing]) -> Table:
    shown = table("audience and parts", "of", "mails", "calls", "WCU", "RCU")
    for it in mailings:
        shown.add_row(it.name, f"{it.subscribers:,}", f"{it.mails:,}", *costs_of(it.audience))
    return shown


def table_of_sending(mailings: list[Mailing]) -> Table:
    shown = table("sending", "of", "mails", "calls", "WCU", "RCU", f"calls each (all: {MOST_CALLS})")
    for it in mailings:
        each = target(calls(it.both) / it.mails, MOST_CALLS)
        shown.add_row(it.name, f"{it.subscribers:,}", f"{it.mails:,}", *costs_of(it.sending), each)
    return shown


def costs_of(costs: Counter[str]) -> list[str]:
    return [f"{number:,}" for number in (calls(costs), costs["write units"], costs["read units"])]


def table_of_calls(mailing: Mailing) -> Table:
    shown = table(f"calls of a mailing to {mailing.mails:,}", "all", "each")
    for action, number in mailing.both.most_common():
        if "." in action:
            shown.add_row(action, f"{number:,}", f"{number / mailing.mails:.4f}")
    return shown


def table_of_memory(memory: list[dict[str, int]]) -> Table:
    shown = table("mails", "most memory, KB")
    for it in memory:
        shown.add_row(f"{it['mails']:,}", f"{it['peak_bytes'] / 1024:,.0f}")
    return shown


if __name__ == "__main__":
    main()
