"""Where a reader goes on: a position in a list, signed: none is taken that is forged or of another query. Pure."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

SIGNATURE, QUERY = 16, 8
"""Bytes of each: nobody guesses 128 bits, and two queries of one reader do not meet in 64."""
LONGEST = 1024
"""Characters: a position is a time and an article's id, which is a key of at most 512 bytes."""


class BadCursor(Exception):
    """The text is no cursor that was given out here, or one of another query; it says which."""


def key_of(secret: str) -> bytes:
    """The key that cursors are signed with, made of a secret that serves other ends."""
    return hmac.digest(secret.encode(), b"flong cursors 1", "sha256")


def write_cursor(position: str, query: Any, key: bytes) -> str:
    """A position in the answer to a query, as its reader gets it; `query` is anything that JSON can say."""
    return text_of(body_of(position, query), key)


def read_cursor(text: str, query: Any, key: bytes) -> str:
    """The position that a cursor stands for; else BadCursor."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4)) if len(text) <= LONGEST else b""
        body, position = raw[SIGNATURE:], raw[SIGNATURE + QUERY :].decode()
    except ValueError as error:
        raise BadCursor("it is none that was given out here") from error
    # The whole text is compared: letters of base64 have bits that stand for nothing.
    if not hmac.compare_digest(text_of(body, key).encode(), text.encode()):
        raise BadCursor("it is none that was given out here")
    if body != body_of(position, query):
        raise BadCursor("it was given out for another query")
    return position


def body_of(position: str, query: Any) -> bytes:
    fingerprint = hashlib.sha256(json.dumps(query, sort_keys=True).encode()).digest()
    return fingerprint[:QUERY] + position.encode()


def text_of(body: bytes, key: bytes) -> str:
    signature = hmac.digest(key, body, "sha256")[:SIGNATURE]
    return urlsafe_b64encode(signature + body).decode().rstrip("=")
