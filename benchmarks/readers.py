"""Subscribers as lists have them: some want everything, the others a few tags, most of them the same few."""

from collections.abc import Iterator, Mapping
from random import Random

from flong.subscribers import Consent, Subscriber, subscriber_id

from benchmarks.archive import TAGS, one_of

EVERYTHING = 0.3
"""The share of those who want every article."""
MOST_TAGS = 10
STATES = (("confirmed", 0.92), ("unsubscribed", 0.04), ("pending", 0.03), ("suppressed", 0.01))
PAUSED = 0.02
SINCE, LATER = "2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z"
KEY = "a key for measuring"


def readers(count: int) -> Iterator[Subscriber]:
    """So many, the same each time."""
    return map(reader, range(count))


def circles(count: int, sizes: Mapping[str, int]) -> Iterator[Subscriber]:
    """So many, none of whom wants everything, and of whom the first so many have each of these tags."""
    for number in range(count):
        yield reader(number, tuple(tag for tag, size in sizes.items() if number < size))


def reader(number: int, tags: tuple[str, ...] | None = None) -> Subscriber:
    """One subscriber; with `tags` confirmed, and to these alone."""
    rng = Random(number)
    address = f"reader-{number}@example.com"
    states, shares = zip(*STATES, strict=True)
    state = rng.choices(states, shares)[0] if tags is None else "confirmed"
    everything, paused = tags is None and rng.random() < EVERYTHING, tags is None and rng.random() < PAUSED
    chosen = {f"subject-{one_of(TAGS, rng)}" for _ in range(rng.randint(1, MOST_TAGS))}
    return Subscriber(
        id=subscriber_id(address, KEY),
        address=address,
        state=state,
        everything=everything,
        tags=tags if tags is not None else () if everything else tuple(sorted(chosen)),
        language="en",
        paused_until=LATER if paused else "",
        since=SINCE,
        nonce=f"{number:016x}",
        consent=Consent(asked=SINCE, confirmed=SINCE, text="1", source="form", network=f"{number:032x}"),
    )
