"""Who gets mail, and the addresses that let them stop it. Pure."""

import hashlib
import hmac
from typing import Literal

from flong.article import Value
from flong.theme import Site


class Subscriber(Value):
    """One address that asked for mail; `token` is the secret in its links, 128 random bits in hex."""

    id: str
    address: str
    state: Literal["confirmed", "unsubscribed"]
    token: str
    since: str = ""
    """When it asked for mail, UTC, RFC 3339."""


def subscriber_id(address: str) -> str:
    """The id of an address; the same for every way of writing its case, as mail hosts treat it."""
    return hashlib.sha256(f"flong:{address.strip().lower()}".encode()).hexdigest()[:32]


def unsubscribe_path(subscriber: Subscriber) -> str:
    return f"/subscriptions/unsubscribe/{subscriber.id}/{subscriber.token}"


def unsubscribe_url(subscriber: Subscriber, site: Site) -> str:
    return site.absolute(unsubscribe_path(subscriber))


def holds(subscriber: Subscriber | None, token: str) -> bool:
    """Whether a link's token is this subscriber's; takes the same time for every wrong one."""
    return hmac.compare_digest(subscriber.token.encode() if subscriber else b"\0" * 32, token.encode())
