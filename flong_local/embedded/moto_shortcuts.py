"""What moto does the long way round: tests that multiply worlds ask it some thousand times a second."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from moto.core import responses
from moto.core.serialize import BaseJSONSerializer

_serialize_structure = BaseJSONSerializer._serialize_type_structure
_remembered = {
    name: cache(getattr(responses, name)) for name in ("camelcase_to_underscores", "method_names_from_class")
}


@contextmanager
def taken() -> Iterator[None]:
    """Within, moto gives the same answers sooner."""
    with ExitStack() as patches:
        patches.enter_context(patch.object(BaseJSONSerializer, "_serialize_type_structure", serialize_structure))
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
