"""Events out of whatever they come in."""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from flong_events.models import EVENTS, Event, kind_of

logger = logging.getLogger("flong_events")

Message = str | bytes | Mapping[str, Any]


class NotAnEvent(ValueError):
    """What came is no event of Flong's; the message says what is wrong, and repeats nothing of what came."""


class UnknownEvent(Event):
    """An event of a type that this version of the kit does not know. Pass it over, or look into `data`."""

    data: dict[str, Any]  # type: ignore[assignment]


def parse(message: Message) -> Event:
    """The event in a message; `NotAnEvent` if there is none.

    Takes the event itself as text or as a mapping; what SNS wraps it in where delivery is not raw; a message as
    `receive_message` of SQS returns it; and a record that SQS or SNS calls a Lambda function with.
    """
    found = as_mapping(message)
    while (inner := wrapped(found)) is not None:
        found = as_mapping(inner)
    return event_of(found)


def as_mapping(message: Message) -> Mapping[str, Any]:
    if isinstance(message, Mapping):
        return message
    try:
        found = json.loads(message)
    except (ValueError, RecursionError) as error:  # json gives up on deep nesting with the latter
        raise NotAnEvent("it is no JSON") from error
    if not isinstance(found, dict):
        raise NotAnEvent("it is JSON, but no object")
    return found


def wrapped(found: Mapping[str, Any]) -> Message | None:
    """What is inside; None if this is the event itself."""
    if "specversion" in found:
        return None
    if found.get("Type") == "Notification":
        return inside(found, "Message")
    for name in ("Sns", "body", "Body"):
        if name in found:
            return inside(found, name)
    raise NotAnEvent("it is neither an event nor a message of SNS or SQS with one")


def inside(found: Mapping[str, Any], name: str) -> Message:
    inner = found.get(name)
    if not isinstance(inner, str | Mapping):
        raise NotAnEvent(f"its `{name}` is no text")
    return inner


def event_of(found: Mapping[str, Any]) -> Event:
    model = EVENTS.get(kind_of(str(found.get("type", ""))), UnknownEvent)
    try:
        return model.model_validate(found)
    except ValidationError as error:
        # The values stay out: whatever logs this may be read by anybody.
        wrong = "; ".join(f"{'.'.join(map(str, it['loc']))}: {it['msg']}" for it in error.errors(include_input=False))
        raise NotAnEvent(f"it is not what its type promises: {wrong}") from None


def for_each(act: Callable[[Event], object]) -> Callable[[Mapping[str, Any], object], dict[str, Any]]:
    """A Lambda handler for a queue, which acts on each event of a batch; what fails comes again, and nothing else does.

    The event source needs `FunctionResponseTypes: [ReportBatchItemFailures]`, or Lambda takes all for done.
    """

    def handler(batch: Mapping[str, Any], context: object) -> dict[str, Any]:
        failed = [it["messageId"] for it in batch["Records"] if not done(act, it)]
        return {"batchItemFailures": [{"itemIdentifier": it} for it in failed]}

    return handler


def done(act: Callable[[Event], object], record: Mapping[str, Any]) -> bool:
    try:
        act(parse(record))
    except Exception:
        logger.exception("%s failed", record["messageId"])
        return False
    return True
