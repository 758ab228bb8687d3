"""A table in memory that answers as DynamoDB does what the index asks of it, and adds up what AWS would charge.

It has no stream, no transactions that overlap and no indexes. Expressions are read in the few forms that our code has;
any other is an error. What is charged is the documented rule (amazondynamodb/latest/developerguide,
"read-write-operations"): a write unit for each KB of an item, two in a transaction; a read unit for each 4 KB, read
consistently, of each item, or of all that a query has read.
"""

import json
import re
import zlib
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

Item = dict[str, Any]
Condition = Callable[[Item, Item, dict[str, str]], bool]
KB, READ_KB = 1024, 4096
TERM = re.compile(r"(attribute_(?:not_)?exists)\(([\w#]+)\)|([\w#]+) (=|>|>=|<|<=) (:\w+)|([\w#]+) IN \(([^)]*)\)")
SET = re.compile(r"([\w#]+) = (?:if_not_exists\(([\w#]+), (:\w+)\)|(:\w+))")
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda one, other: one == other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
}


class Stored(NamedTuple):
    size: int
    content: bytes


class Partition:
    """The items of one partition key, in the order of their sort keys."""

    def __init__(self) -> None:
        self.items: dict[str, Stored] = {}
        self.order: list[str] = []

    def put(self, sk: str, stored: Stored) -> None:
        if sk not in self.items:
            insort(self.order, sk)
        self.items[sk] = stored

    def drop(self, sk: str) -> None:
        if self.items.pop(sk, None):
            del self.order[bisect_left(self.order, sk)]


class Table:
    """One table; `call` is what botocore's clients are answered by."""

    def __init__(self) -> None:
        self.partitions: dict[str, Partition] = {}
        self.calls: Counter[str] = Counter()
        self.written: Counter[str] = Counter()
        """Write units, by partition."""
        self.read: Counter[str] = Counter()
        """Read units, by partition."""
        self._packed: dict[tuple[int, ...], tuple[Stored, Item]] = {}

    def forget_costs(self) -> None:
        for costs in (self.calls, self.written, self.read):
            costs.clear()

    def call(self, operation: str, given: dict[str, Any]) -> dict[str, Any]:
        self.calls[operation] += 1
        self._packed.clear()
        answers: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "TransactWriteItems": self._transact,
            "PutItem": lambda it: self._write_alone("Put", it),
            "UpdateItem": lambda it: self._write_alone("Update", it),
            "DeleteItem": lambda it: self._write_alone("Delete", it),
            "BatchWriteItem": self._batch_write,
            "BatchGetItem": self._batch_get,
            "GetItem": self._get,
            "Query": self._query,
        }
        return answers[operation](given)

    # ---- writing

    def _transact(self, given: dict[str, Any]) -> dict[str, Any]:
        writes = [next(iter(it.items())) for it in given["TransactItems"]]
        keys = [key_of(write) for _, write in writes]
        if len(writes) > 100 or len(set(keys)) < len(keys):
            raise refusal("ValidationException", "TransactWriteItems")
        held = [holds(write, self._item(*key)) for (_, write), key in zip(writes, keys, strict=True)]
        if not all(held):
            reasons = [{"Code": "None" if it else "ConditionalCheckFailed"} for it in held]
            raise refusal("TransactionCanceledException", "TransactWriteItems", CancellationReasons=reasons)
        for kind, write in writes:
            self._write(kind, write, 2)
        return {}

    def _write_alone(self, kind: str, given: dict[str, Any]) -> dict[str, Any]:
        if not holds(given, self._item(*key_of(given))):
            self.written[key_of(given)[0]] += 1
            raise refusal("ConditionalCheckFailedException", kind)
        self._write(kind, given, 1)
        return {}

    def _batch_write(self, given: dict[str, Any]) -> dict[str, Any]:
        for requests in given["RequestItems"].values():
            if len(requests) > 25:
                raise refusal("ValidationException", "BatchWriteItem")
            for request in requests:
                self._write("Put", request["PutRequest"], 1)
        return {"UnprocessedItems": {}}

    def _write(self, kind: str, given: dict[str, Any], units: int) -> None:
        pk, sk = key_of(given)
        partition = self.partitions.setdefault(pk, Partition())
        before = partition.items[sk].size if sk in partition.items else 0
        after = 0
        if kind == "Delete":
            partition.drop(sk)
        elif kind != "ConditionCheck":
            item = given["Item"] if kind == "Put" else updated(self._item(pk, sk), given)
            stored = self._stored(item)
            partition.put(sk, stored)
            after = stored.size
        self.written[pk] += units * rounded(max(before, after), KB)

    def _stored(self, item: Item) -> Stored:
        """An item packed: entries of one article differ in their keys alone, and share the rest."""
        rest = {name: value for name, value in item.items() if name not in ("pk", "sk")}
        same = tuple(map(id, rest.values()))  # which stay the values' own as long as they are kept
        if same not in self._packed:
            text = json.dumps(rest, ensure_ascii=False)
            self._packed[same] = Stored(size_of_map(rest), zlib.compress(text.encode(), 1)), rest
        keys = sum(2 + len(item[name]["S"].encode()) for name in ("pk", "sk"))
        shared, _ = self._packed[same]
        return Stored(shared.size + keys, shared.content)

    # ---- reading

    def _item(self, pk: str, sk: str) -> Item:
        partition = self.partitions.get(pk)
        stored = partition.items.get(sk) if partition else None
        return {} if stored is None else {**json.loads(zlib.decompress(stored.content)), **keyed(pk, sk)}

    def _size(self, pk: str, sk: str) -> int:
        partition = self.partitions.get(pk)
        return partition.items[sk].size if partition and sk in partition.items else 0

    def _get(self, given: dict[str, Any]) -> dict[str, Any]:
        pk, sk = key_of(given)
        self.read[pk] += rounded(self._size(pk, sk), READ_KB)
        item = self._item(pk, sk)
        return {"Item": item} if item else {}

    def _batch_get(self, given: dict[str, Any]) -> dict[str, Any]:
        [(table, asked)] = given["RequestItems"].items()
        if len(asked["Keys"]) > 100:
            raise refusal("ValidationException", "BatchGetItem")
        answers = [self._get({"Key": key}) for key in asked["Keys"]]
        return {"Responses": {table: [it["Item"] for it in answers if it]}, "UnprocessedKeys": {}}

    def _query(self, given: dict[str, Any]) -> dict[str, Any]:
        values = given["ExpressionAttributeValues"]
        pk = values[":pk"]["S"]
        order = self.partitions[pk].order if pk in self.partitions else []
        found = between(order, given["KeyConditionExpression"], {name: it["S"] for name, it in values.items()})
        found = found if given.get("ScanIndexForward", True) else found[::-1]
        found = found[: given.get("Limit", len(found))]
        self.read[pk] += rounded(sum(self._size(pk, sk) for sk in found), READ_KB)
        return {"Items": [self._item(pk, sk) for sk in found]}


def between(order: list[str], condition: str, values: dict[str, str]) -> list[str]:
    """The sort keys for which a condition such as `pk = :pk AND sk > :after` holds."""
    match condition.removeprefix("pk = :pk").split():
        case []:
            return order[:]
        case ["AND", "sk", ">", name]:
            return order[bisect_right(order, values[name]) :]
        case ["AND", "sk", ">=", name]:
            return order[bisect_left(order, values[name]) :]
        case ["AND", "sk", "<", name]:
            return order[: bisect_left(order, values[name])]
        case ["AND", "sk", "BETWEEN", first, "AND", last]:
            return order[bisect_left(order, values[first]) : bisect_right(order, values[last])]
        case ["AND", "begins_with(sk,", name]:
            prefix = values[name.rstrip(")")]
            return order[bisect_left(order, prefix) : bisect_left(order, prefix + "\U0010ffff")]
    raise NotImplementedError(condition)


def key_of(given: dict[str, Any]) -> tuple[str, str]:
    key = given.get("Key") or given["Item"]
    return key["pk"]["S"], key["sk"]["S"]


def keyed(pk: str, sk: str) -> Item:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def refusal(code: str, operation: str, **more: Any) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": code}, **more}, operation)


# ---- sizes


def rounded(size: int, unit: int) -> int:
    """The units that a size takes; what is not there takes one."""
    return max(1, -(-size // unit))


def size_of_map(values: Item) -> int:
    return sum(len(name.encode()) + size_of(value) for name, value in values.items())


def size_of(value: Item) -> int:
    """The bytes of an attribute's value (developerguide, "CapacityUnitCalculations")."""
    ((kind, inner),) = value.items()
    match kind:
        case "S":
            return len(inner.encode())
        case "N":
            return len(inner.lstrip("-")) // 2 + 2
        case "M":
            return 3 + size_of_map(inner) + len(inner)
        case "L":
            return 3 + sum(map(size_of, inner)) + len(inner)
    return 1


# ---- expressions


def holds(given: dict[str, Any], item: Item) -> bool:
    expression = given.get("ConditionExpression")
    if not expression:
        return True
    values, names = given.get("ExpressionAttributeValues", {}), given.get("ExpressionAttributeNames", {})
    return any(term(item, values, names) for term in terms(expression))


@cache
def terms(expression: str) -> tuple[Condition, ...]:
    """The terms of a condition, one of which has to hold."""
    return tuple(map(term_of, expression.split(" OR ")))


def term_of(text: str) -> Condition:
    match = TERM.fullmatch(text)
    if not match:
        raise NotImplementedError(text)
    exists, there, name, sign, value, listed, among = match.groups()
    if exists:
        return lambda item, values, names: (names.get(there, there) in item) is (exists == "attribute_exists")
    if listed:
        options = among.split(", ")
        return lambda item, values, names: item.get(names.get(listed, listed)) in [values[it] for it in options]
    compare = COMPARE[sign]
    return lambda item, values, names: (
        (mine := item.get(names.get(name, name))) is not None and compare(plain(mine), plain(values[value]))
    )


def plain(value: Item) -> Any:
    ((kind, inner),) = value.items()
    return int(inner) if kind == "N" else inner


def updated(item: Item, given: dict[str, Any]) -> Item:
    """An item after an update by `SET … ADD …`, or one of the two."""
    changed = {**(item or given["Key"])}
    names, values = given.get("ExpressionAttributeNames", {}), given["ExpressionAttributeValues"]
    settings, _, added = given["UpdateExpression"].partition("ADD ")
    for name, old, default, value in SET.findall(settings.removeprefix("SET ")):
        kept = changed.get(names.get(old, old)) if old else None
        changed[names.get(name, name)] = kept or values[default or value]
    for name, value in pairs(added):
        before = int(changed.get(names.get(name, name), {"N": "0"})["N"])
        changed[names.get(name, name)] = {"N": str(before + int(values[value]["N"]))}
    return changed


def pairs(added: str) -> Iterator[tuple[str, str]]:
    for text in filter(None, added.split(", ")):
        name, value = text.split()
        yield name, value
