"""WebSub (https://www.w3.org/TR/websub/): a hub is told that feeds have changed, and tells those who follow them."""

from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from time import monotonic
from urllib.parse import urlencode, urlsplit

PATIENCE = 3
"""Seconds: a hub answers at once, and does its work later. Who waits for one that does not is a rebuild."""
SILENCE = 300
"""Seconds for which a hub that did not answer is told nothing by this process: a batch has many feeds."""
silent_until: dict[str, float] = {}
NEAR = ("localhost", "127.0.0.1", "::1")
"""Hosts that need no TLS, since nobody stands between."""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def is_hub(address: str) -> bool:
    """Whether a hub may be told at that address: by TLS, or on this very machine."""
    at = urlsplit(address)
    return bool(at.hostname) and (at.scheme == "https" or (at.scheme == "http" and at.hostname in NEAR))


def tell(hub: str, urls: Sequence[str]) -> str:
    """Says that these feeds have changed; what came of it, or nothing where nobody was to be told.

    Never fails: who follows a feed asks by itself, too, only later.
    """
    if not urls or not is_hub(hub) or monotonic() < silent_until.get(hub, 0):
        return ""
    try:
        return f"status {post(hub, urlencode([('hub.mode', 'publish'), *(('hub.url', url) for url in urls)]))}"
    except (OSError, HTTPException) as error:
        silent_until[hub] = monotonic() + SILENCE
        return f"no answer: {error}"


def post(address: str, body: str) -> int:
    """The status of the answer; a redirect is not followed."""
    at = urlsplit(address)
    kind = HTTPSConnection if at.scheme == "https" else HTTPConnection
    connection = kind(at.hostname or "", at.port, timeout=PATIENCE)
    try:
        connection.request("POST", f"{at.path or '/'}{'?' + at.query if at.query else ''}", body, FORM)
        return connection.getresponse().status
    finally:
        connection.close()
