"""The articles topic: what downstream services are told."""

import json
from typing import Any

from flong.aws.clients import client
from flong.contract.fitting import encoded
from flong.contract.models import Event
from flong.settings import settings

sns = client("sns")


def announce(event: Event, attributes: dict[str, str | list[str]]) -> None:
    """Publishes one event; the attributes are what subscriptions filter by."""
    sns.publish(
        TopicArn=settings().articles_topic,
        Message=encoded(event),
        MessageAttributes={name: attribute(value) for name, value in attributes.items()},
    )


def attribute(value: str | list[str]) -> dict[str, Any]:
    if isinstance(value, str):
        return {"DataType": "String", "StringValue": value}
    return {"DataType": "String.Array", "StringValue": json.dumps(value, ensure_ascii=False)}
