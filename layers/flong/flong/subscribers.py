"""Who gets mail, and what of it. Pure."""

import hmac
from collections.abc import Iterable
from hashlib import sha256
from typing import Literal

from flong.article import Value

EVERYTHING = "*"
"""The list of those who want every article; no tag has this id."""
SHARDS = "0123456789abcdef"
"""A list is parted by the first digit of its members' ids, so that no partition of the table is hot."""

State = Literal["pending", "confirmed", "unsubscribed", "suppressed"]


class Consent(Value):
    """How somebody came to get mail: what proves that they asked for it. Times are UTC, RFC 3339."""

    asked: str
    confirmed: str = ""
    text: str = ""
    """The version of the words that they agreed to."""
    source: str = ""
    """Where they asked: `form`, or `operator` for the command line."""
    network: str = ""
    """The keyed hash of the address of the machine that they asked from."""


class Subscriber(Value):
    """One address and what its owner has asked for; the only model that holds personal data.

    `pending` has asked and not confirmed, `suppressed` is not to be mailed whatever it asks: its mails bounce, or its
    owner called one spam.
    """

    id: str
    address: str
    state: State
    everything: bool = True
    tags: tuple[str, ...] = ()
    """Ids of the tags that it gets, where it does not get everything; with none it gets nothing, and stays."""
    frequency: Literal["each"] = "each"
    """How often: a mail for each article."""
    language: str = ""
    paused_until: str = ""
    """Until when it gets nothing, UTC, RFC 3339; empty if it is not paused."""
    since: str = ""
    """When it was confirmed, UTC, RFC 3339: what was public before is no news to it."""
    nonce: str = ""
    """What the link of its present sign-up holds: an older link confirms nothing."""
    consent: Consent | None = None
    left: str = ""
    """When it unsubscribed or was suppressed, UTC, RFC 3339."""
    reason: Literal["", "asked", "bounce", "complaint"] = ""
    """Why it no longer gets mail."""
    bounces: dict[str, str] = {}
    """When a mail did not arrive for a reason that may pass, by SES's id of the mail."""
    version: int = 0
    """Grows by one with every change."""
    expires: int | None = None
    """When DynamoDB forgets it, in seconds since 1970; None: not of itself."""


def subscriber_id(address: str, key: str) -> str:
    """The id of an address, 128 bits in hex: a keyed hash, the same for every way of writing its case."""
    if not key:
        raise ValueError("an id without a key would give the address away")
    return hmac.digest(key.encode(), f"address:{address.strip().casefold()}".encode(), sha256).hex()[:32]


def lists_of(subscriber: Subscriber | None) -> frozenset[str]:
    """The lists that it stands in: those of its tags, or that of everything; none unless it is confirmed."""
    if subscriber is None or subscriber.state != "confirmed":
        return frozenset()
    return frozenset([EVERYTHING] if subscriber.everything else subscriber.tags)


def wants(subscriber: Subscriber, tags: Iterable[str], now: str) -> bool:
    """Whether an article with these tags is to be mailed to it `now`, UTC, RFC 3339."""
    return subscriber.paused_until <= now and not lists_of(subscriber).isdisjoint({EVERYTHING, *tags})


def audience_pk(list_: str, shard: str) -> str:
    """The partition that holds a part of a list's members, by their ids."""
    return f"AUDIENCE#{list_}#{shard}"
