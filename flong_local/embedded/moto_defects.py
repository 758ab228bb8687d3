"""What moto 5.2 gets wrong about DynamoDB and SNS and Flong cannot do without. Remove what moto has mended.

tests/local/test_moto_defects.py fails on bare moto for each of these, and so says when one is gone.
"""

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from moto.dynamodb import models
from moto.dynamodb.models.table import StreamShard, Table
from moto.sns.utils import FilterPolicyMatcher

from flong_local.filters import passes

_transact = models.DynamoDBBackend.transact_write_items
_update = models.DynamoDBBackend.update_item
_add = StreamShard.add
_matches = FilterPolicyMatcher.matches


@contextmanager
def mended() -> Iterator[None]:
    """Within, moto's DynamoDB and SNS do as AWS's do."""
    with ExitStack() as patches:
        replace(patches, models.DynamoDBBackend, "transact_write_items", transact_write_items)
        replace(patches, models.DynamoDBBackend, "update_item", update_item)
        replace(patches, StreamShard, "add", add)
        replace(patches, FilterPolicyMatcher, "matches", matches)
        yield


def replace(patches: ExitStack, owner: Any, name: str, function: Callable[..., Any]) -> None:
    patches.enter_context(patch.object(owner, name, function))


def transact_write_items(backend: Any, transact_items: list[dict[str, Any]]) -> None:
    """A transaction that fails leaves nothing behind, in the stream neither, and none copies the table."""
    operations = [next(iter(item.values())) for item in transact_items]
    undo = [_undo(backend, operation) for operation in operations]
    with patch.object(models, "copy", SimpleNamespace(deepcopy=_copy_but_tables)):
        try:
            _transact(backend, transact_items)
        except Exception:
            for restore in reversed(undo):
                restore()
            raise


def update_item(backend: Any, table_name: str, key: dict[str, Any], **given: Any) -> Any:
    """An update that creates its item is one record in the stream, and one that fails creates nothing."""
    shard = backend.get_table(table_name).stream_shard
    restore = _undo(backend, {"TableName": table_name, "Key": key})
    length = len(shard.items) if shard else 0
    try:
        item = _update(backend, table_name, key, **given)
    except Exception:
        restore()
        raise
    if shard and len(shard.items) == length + 2:
        # moto first puts an item of the bare key, then changes it.
        del shard.items[length]
        shard.items[length].record["dynamodb"]["SequenceNumber"] = str(shard.starting_sequence_number + length)
    return item


def add(shard: StreamShard, old: Any, new: Any) -> None:
    """A write that changes nothing is no record in the stream."""
    if old is None or new is None or old.to_json() != new.to_json():
        _add(shard, old, new)


def matches(matcher: Any, attributes: dict[str, Any] | None, message: str) -> bool:
    """A filter policy looks at each value of an array, and takes its rules in any order.

    moto takes a String.Array apart by its letters for `anything-but`. AWS does not say for sure what that means of an
    array of which some values are named; here as in Lambda one that is not named is enough.
    """
    if matcher.filter_policy_scope != "MessageAttributes":
        return _matches(matcher, attributes, message)
    known = attributes or {}
    # "exists": false only matches if there is an attribute (sns/latest/dg/attribute-key-matching.html).
    return bool(known) and passes({name: _value(it) for name, it in known.items()}, [matcher.filter_policy])


def _value(attribute: dict[str, Any]) -> Any:
    kind, value = attribute["Type"], attribute["Value"]
    return json.loads(value) if kind == "String.Array" else float(value) if kind == "Number" else value


def _copy_but_tables(value: Any) -> Any:
    return value if isinstance(value, Table) else copy.deepcopy(value)


def _undo(backend: Any, operation: dict[str, Any]) -> Callable[[], None]:
    """What puts one item, and the stream's length, back to how they are now."""
    table = backend.get_table(operation["TableName"])
    key = operation.get("Key") or {name: operation["Item"].get(name) for name in table.table_key_attrs}
    if not all(key.get(name) for name in table.table_key_attrs):
        return lambda: None
    hash_key, range_key = backend.get_keys_value(table, key)
    before = copy.deepcopy(table.get_item(hash_key, range_key))
    length = len(table.stream_shard.items) if table.stream_shard else 0

    def restore() -> None:
        if before is None:
            table.delete_item(hash_key, range_key)
        elif range_key is not None:
            table.items[hash_key][range_key] = before
        else:
            table.items[hash_key] = before
        if table.stream_shard:
            del table.stream_shard.items[length:]

    return restore
