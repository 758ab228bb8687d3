"""What goes out of an event: its JSON, of no more than 32 KiB. Pure."""

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from pydantic_core import to_json

from .models import Event, Value

MAX_BYTES = 32 * 1024
"""Of the body: what a consumer may count on. SNS itself takes 256 KiB, attributes among them."""
MARK = 256
"""Bytes that the names of what was cut may take."""
ELLIPSIS = "…"

# JSON escapes all other characters that SQS refuses (sqs/latest/APIReference/API_SendMessage.html).
REFUSED = str.maketrans({"\ufffe": "\\ufffe", "\uffff": "\\uffff"})

Cut = Callable[[Any, int], Any]
"""What is left of a value from which so many bytes have to go, or as many as it has."""


def encoded(event: Event) -> str:
    """The event as it is sent."""
    return event.model_dump_json(exclude_none=True).translate(REFUSED)


def fitted(event: Event) -> Event:
    """The event, cut field by field in the order of `CUTS` until it fits; what was cut is named in `trimmed`.

    Where all of it is cut, what is left fits by the limits of an article.
    """
    trimmed: list[str] = []
    for name, cut in CUTS.items():
        excess = len(encoded(event).encode()) - MAX_BYTES
        if excess <= 0:
            break
        if value := getattr(event.data, name, None):
            trimmed.append(name)
            event = with_data(event, {name: cut(value, excess + MARK), "trimmed": tuple(trimmed)})
    return event


def with_data(event: Event, given: dict[str, Any]) -> Event:
    return event.model_copy(update={"data": event.data.model_copy(update=given)})


def size(value: Any) -> int:
    return len(to_json(value, exclude_none=True))


def beginning(text: str, excess: int) -> str:
    """The text without its end."""
    room = size(text) - excess - size(ELLIPSIS)
    kept = bisect_right(range(len(text)), room, key=lambda length: size(text[:length])) - 1
    return text[:kept] + ELLIPSIS if kept > 0 else ELLIPSIS


def first(values: tuple[Value | str, ...], excess: int) -> tuple[Value | str, ...]:
    """The values without the last ones."""
    kept = list(values)
    while kept and excess > 0:
        excess -= size(kept.pop()) + len(",")
    return tuple(kept)


def last(values: tuple[str, ...], excess: int) -> tuple[Value | str, ...]:
    """The values without the first ones."""
    return first(values[::-1], excess)[::-1]


def nothing(value: Any, excess: int) -> None:
    return None


CUTS: dict[str, Cut] = {
    "authors": first,
    "former_urls": last,
    "summary": beginning,
    "correction": beginning,
    "findings": first,
    "tags_added": first,
    "tags_removed": first,
    "tags": first,
    "canonical_url": nothing,
    "category": beginning,
}
"""What is cut, in this order: first what the document holds, too, and what nobody is likely to need."""
