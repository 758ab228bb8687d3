"""Links that let a subscriber act without a login: signed, bound to one purpose, and of no use once they expire. Pure.

A token is 62 bytes in base64url: its format, purpose, subscriber, mailing or nonce, expiry, and 16 bytes of
HMAC-SHA256 over what is before them (RFC 2104; truncated as its section 5 allows).
"""

import base64
import binascii
import hmac
import struct
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal, NamedTuple

from flong.subscribers import Subscriber
from flong.theme import Site

Purpose = Literal["confirm", "preferences", "unsubscribe"]
PURPOSES: tuple[Purpose, ...] = ("confirm", "preferences", "unsubscribe")
FORMAT = 1
LAYOUT = struct.Struct(">BB16s8sI")
MAC = 16
FOR_EVER = 0xFFFFFFFF
"""The expiry of a link that has none: one that unsubscribes has to work as long as the mail is kept."""


class Link(NamedTuple):
    """What a token says. `about` is 8 bytes in hex: a sign-up's nonce, or the beginning of a mailing's id."""

    purpose: Purpose
    subscriber: str
    about: str = "0" * 16
    expires: int = FOR_EVER
    """Seconds since 1970."""


def signed(link: Link, keys: Sequence[str]) -> str:
    """The token of a link, under the first of `keys`; ValueError without one."""
    if not keys:
        raise ValueError("a link without a key could be made by anybody")
    number = PURPOSES.index(link.purpose)
    about = bytes.fromhex(f"{link.about:0<16.16}")
    content = LAYOUT.pack(FORMAT, number, bytes.fromhex(link.subscriber), about, link.expires)
    return base64.urlsafe_b64encode(content + mac(content, keys[0])).rstrip(b"=").decode()


def opened(token: str, purpose: Purpose, keys: Sequence[str]) -> Link | None:
    """What a token says, expired or not; None if it is forged, cut, for another purpose or under no key of `keys`.

    Takes the same time for every wrong one of the right length. A second key is that of yesterday.
    """
    try:
        content = base64.b64decode(f"{token}{'=' * (-len(token) % 4)}".encode("ascii"), b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(content) != LAYOUT.size + MAC or base64.urlsafe_b64encode(content).rstrip(b"=").decode() != token:
        return None
    body, proof = content[: LAYOUT.size], content[LAYOUT.size :]
    # Every key is tried, so that it cannot be told from the time which one it was.
    good = [hmac.compare_digest(mac(body, key), proof) for key in keys]
    format_, number, subscriber, about, expires = LAYOUT.unpack(body)
    if not any(good) or format_ != FORMAT or number >= len(PURPOSES) or PURPOSES[number] != purpose:
        return None
    return Link(purpose, subscriber.hex(), about.hex(), expires)


def mac(content: bytes, key: str) -> bytes:
    return hmac.digest(key.encode(), b"flong link\0" + content, sha256)[:MAC]


def path_of(link: Link, keys: Sequence[str]) -> str:
    """Where a link leads, on the site."""
    return f"/subscriptions/{link.purpose}/{signed(link, keys)}"


def unsubscribe_url(subscriber: Subscriber, mailing: str, site: Site, keys: Sequence[str]) -> str:
    """Where one click ends a subscription; it says which mailing made somebody leave."""
    return site.absolute(path_of(Link("unsubscribe", subscriber.id, mailing), keys))


def preferences_path(subscriber: Subscriber, now: datetime, days: int, keys: Sequence[str]) -> str:
    """Where on the site a subscriber chooses what it gets, for some days from now."""
    expires = int((now + timedelta(days=days)).timestamp())
    return path_of(Link("preferences", subscriber.id, expires=expires), keys)
