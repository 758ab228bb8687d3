"""What ministack 1.5 asks for that AWS does not. Remove what it has mended; tests/emulators says when."""

from collections.abc import Iterator
from typing import Any

STREAM_ACTIONS = {"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"}
SCHEDULE_ACTIONS = {f"scheduler:{verb}Schedule" for verb in ("Create", "Update", "Delete")}


def corrected(document: dict[str, Any]) -> dict[str, Any]:
    """A template whose roles may do at ministack what they may do at AWS; `document` itself is changed."""
    for statement in _statements(document["Resources"]):
        actions = _listed(statement["Action"])
        if "sqs:SendMessage" in actions:
            # AWS has no such action: a batch is granted as the single message is.
            actions = [*actions, "sqs:SendMessageBatch"]
        if STREAM_ACTIONS & set(actions):
            # ministack does not see which stream a request names.
            statement["Resource"] = "*"
        if SCHEDULE_ACTIONS & set(actions):
            # ministack takes every schedule for one of the default group.
            statement["Resource"] = "*"
        statement["Action"] = actions
    return document


def _statements(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("Effect") == "Allow" and "Action" in value:
            yield value
        for inner in value.values():
            yield from _statements(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _statements(inner)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]
