"""Somebody gives an address: the answer is the same and takes as long whether or not we know it, for nobody looks."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from flong.aws import queues, requests
from flong.settings import settings
from flong.subscribing import Choice, Kind, Request, RequestKept, rfc3339
from flong.subscriptions.visitors import hashed_network

HOUR = timedelta(hours=1)


def ask(event: dict[str, Any], kind: Kind, address: str, choice: Choice, text: str = "") -> bool:
    """Keeps a request and has it answered by mail; False if its network has asked too often.

    The address goes into the table alone: what travels is the request's id.
    """
    network = hashed_network(event, settings().address_key)
    now, id_ = datetime.now(UTC), secrets.token_hex(16)
    if not requests.is_within(f"network#{network}", id_, settings().requests_per_network, HOUR, now):
        return False
    request = Request(
        id=id_,
        kind=kind,
        address=address,
        choice=choice,
        network=network,
        asked=rfc3339(now),
        text=text,
        expires=int((now + timedelta(hours=settings().confirm_hours)).timestamp()),
    )
    requests.keep(request)
    queues.send(settings().subscriptions_queue, RequestKept(request=request.id))
    return True
