"""The description of the articles topic, AsyncAPI 3: what Flong sends there, and by what subscriptions filter it."""

import json
from typing import Any

from flong.contract.models import EVENTS, VERSION
from flong.contract.schemas import components

from flong_local.engines import ROOT

Json = dict[str, Any]
SAMPLES = ROOT / "events" / "public"
"""A recorded event of each kind."""
ABOUT = """Flong tells this SNS topic what has become of its articles. Every message is a CloudEvent, version 1.0, in
structured JSON, of at most 32 KiB. It comes at least once and in no order; `sequence` grows with every commit of an
article. Within version 1 fields are added and nothing else changes."""
LIST = {"type": "string", "contentMediaType": "application/json"}
ATTRIBUTES: Json = {
    "type": {"type": "string", "description": "The event's type."},
    "article_id": {"type": "string", "description": "The article's id, the `subject` of the event."},
    "category": {
        **LIST,
        "description": "String.Array. The category's id, of now and as it was told before. None of a rejection.",
    },
    "tags": {
        **LIST,
        "description": "String.Array. Ids of the tags of now and of those told before. None of a rejection, nor if "
        "there are no tags.",
    },
    "change_kind": {"type": "string", "description": "As in the data. None of a rejection."},
    "changed": {**LIST, "description": "String.Array. As in the data; absent if nothing is named there."},
    "language": {
        **LIST,
        "description": "String.Array. The language in small letters, of now and as it was told before. None of a "
        "rejection.",
    },
    "revision": {"type": "string", "description": "As in the data. None of a rejection."},
}
"""Of a message on the topic, at most ten."""


def description() -> Json:
    """The whole document, as plain values."""
    models = {model.__name__: kind for kind, model in EVENTS.items()}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Flong articles", "version": str(VERSION), "description": ABOUT.replace("\n", " ")},
        "defaultContentType": "application/cloudevents+json",
        "channels": {
            "articles": {
                "title": "The articles topic",
                "address": "{topic}",
                "description": "Subscribe a queue with raw message delivery; its messages are then the events.",
                "parameters": {
                    "topic": {"description": "The ARN that the stack has as its output `ArticlesTopicArn`."}
                },
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in models},
            }
        },
        "operations": {
            "tell": {
                "action": "send",
                "channel": {"$ref": "#/channels/articles"},
                "summary": "Flong tells what has become of an article.",
                "messages": [{"$ref": f"#/channels/articles/messages/{name}"} for name in models],
            }
        },
        "components": {
            "messages": {name: message(name, kind) for name, kind in models.items()},
            "schemas": {
                **components(list(EVENTS.values()), "#/components/schemas/{model}"),
                "Attributes": {"type": "object", "required": ["type"], "properties": ATTRIBUTES},
            },
        },
    }


def message(name: str, kind: str) -> Json:
    return {
        "name": name,
        "title": f"{kind}.v{VERSION}",
        "summary": EVENTS[kind].__doc__,
        "headers": {"$ref": "#/components/schemas/Attributes"},
        "payload": {"$ref": f"#/components/schemas/{name}"},
        "examples": [{"name": kind.replace(".", "-"), "payload": sample(kind)}],
    }


def sample(kind: str) -> Any:
    return json.loads((SAMPLES / f"{kind}.json").read_text(encoding="utf-8"))
