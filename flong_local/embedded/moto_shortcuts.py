"""What moto does the long way round: tests that multiply worlds ask it some thousand times a second."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from moto.core import responses
from moto.core.serialize import BaseJSONSerializer
from moto.core.utils import unix_time
from moto.dynamodb.models.table import Table
from moto.sqs.models import SQSBackend

_query = Table.query
_serialize_structure = BaseJSONSerializer._serialize_type_structure
_remembered = {
    name: cache(getattr(responses, name)) for name in ("camelcase_to_underscores", "method_names_from_class")
}


@contextmanager
def taken() -> Iterator[None]:
    """Within, moto gives the same answers sooner."""
    with ExitStack() as patches:
        patches.enter_context(patch.object(BaseJSONSerializer, "_serialize_type_structure", serialize_structure))
        patches.enter_context(patch.object(Table, "query", query))
        patches.enter_context(patch.object(SQSBackend, "is_message_valid_based_on_retention_period", is_kept))
        for name, function in _remembered.items():
            patches.enter_context(patch.object(responses, name, function))
        yield


def serialize_structure(serializer: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
    """A structure, member by member; but an attribute of DynamoDB's at once, which moto holds as the API has it."""
    if shape.name == "AttributeValue" and type(value) is dict and value.keys() <= PLAIN:
        serialized[key] = value
    else:
        _serialize_structure(serializer, serialized, value, shape, key)


PLAIN = {"S", "N", "BOOL", "NULL", "SS", "NS", "M", "L"}


def query(table: Any, hash_key: Any, *given: Any, **named: Any) -> Any:
    """Looks through a partition alone, where moto sorts the whole table; of an index nothing is known here."""
    index_name = named.get("index_name") or (given[6] if len(given) > 6 else None)
    if index_name:
        return _query(table, hash_key, *given, **named)
    everything, table.items = table.items, {hash_key: table.items.get(hash_key, {})}
    try:
        return _query(table, hash_key, *given, **named)
    finally:
        table.items = everything


def is_kept(backend: Any, queue_name: str, message: Any) -> bool:
    """Whether a message is younger than its queue keeps any; moto counts all the queue's messages to say so."""
    return bool(backend.get_queue(queue_name).message_retention_period + message.sent_timestamp / 1000 > unix_time())
