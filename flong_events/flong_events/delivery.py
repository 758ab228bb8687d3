"""How events arrive: twice, late, in any order, and in what SQS, SNS and Lambda put around them."""

import json
import random
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from flong_events.models import Event

TOPIC = "arn:aws:sns:eu-west-1:123456789012:articles"
QUEUE = "arn:aws:sqs:eu-west-1:123456789012:consumer"


def delivered(events: Sequence[Event], seed: int, duplicates: float = 0.3) -> list[Event]:
    """Each event at least once, some of them twice, in any order; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    again = [it for it in events if chance.random() < duplicates]
    found = [*events, *again]
    chance.shuffle(found)
    return found


def body_of(event: Event) -> str:
    """The event as it is sent."""
    return event.model_dump_json(exclude_none=True)


def attributes_of(event: Event) -> dict[str, str]:
    """The attributes that name the event; a real message has some more to filter by."""
    return {"type": event.type, "article_id": event.subject}


def id_for(number: int) -> str:
    return str(UUID(int=number, version=4))


def raw_message(event: Event, number: int = 1) -> dict[str, Any]:
    """What `receive_message` of SQS has of a subscription with raw delivery."""
    attributes = {name: {"DataType": "String", "StringValue": it} for name, it in attributes_of(event).items()}
    return {
        "MessageId": id_for(number),
        "ReceiptHandle": f"receipt-{number}",
        "Body": body_of(event),
        "MessageAttributes": attributes,
    }


def notification(event: Event, number: int = 1) -> dict[str, Any]:
    """What SNS wraps an event in where delivery is not raw."""
    return {
        "Type": "Notification",
        "MessageId": id_for(number),
        "TopicArn": TOPIC,
        "Message": body_of(event),
        "Timestamp": event.time.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "MessageAttributes": {name: {"Type": "String", "Value": it} for name, it in attributes_of(event).items()},
    }


def wrapped_message(event: Event, number: int = 1) -> dict[str, Any]:
    """What `receive_message` of SQS has of a subscription without raw delivery."""
    body = json.dumps(notification(event, number), ensure_ascii=False)
    return {"MessageId": id_for(number), "ReceiptHandle": f"receipt-{number}", "Body": body}


def batch(events: Iterable[Event]) -> dict[str, Any]:
    """What Lambda calls a function with that reads a queue."""
    return {"Records": [record(event, number) for number, event in enumerate(events, start=1)]}


def record(event: Event, number: int) -> dict[str, Any]:
    return {
        "messageId": id_for(number),
        "receiptHandle": f"receipt-{number}",
        "body": body_of(event),
        "attributes": {"ApproximateReceiveCount": "1"},
        "messageAttributes": {
            name: {"stringValue": it, "dataType": "String"} for name, it in attributes_of(event).items()
        },
        "eventSource": "aws:sqs",
        "eventSourceARN": QUEUE,
        "awsRegion": QUEUE.split(":")[3],
    }
