"""A table in memory that answers as DynamoDB does what our code asks of it, and adds up what AWS would charge.

It has no stream and no indexes, and one thing happens after the other. What is charged is the documented rule
(amazondynamodb/latest/developerguide, "read-write-operations"): a write unit for each KB of an item, whether or not its
condition held; a read unit for each 4 KB, read consistently, of each item, or of all that a query has read. In a
transaction each item counts twice, one that is only checked as if it were written: the guide does not say so, but the
ConsumedCapacity of the service does.
"""

import json
import zlib
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Self

from botocore.exceptions import ClientError

from benchmarks.expressions import between, holds, updated

Item = dict[str, Any]
KB, READ_KB, MB = 1024, 4096, 1 << 20
MOST_ITEMS = 100
"""Of a transaction, and of what is read in one batch."""


class Stored(NamedTuple):
    size: int
    content: bytes | Item


class Partition:
    """The items of one partition key, in the order of their sort keys."""

    def __init__(self) -> None:
        self.items: dict[str, Stored] = {}
        self.order: list[str] = []

    def put(self, sk: str, stored: Stored) -> None:
        if sk not in self.items:
            insort(self.order, sk)
        self.items[sk] = stored

    def copy(self) -> Self:
        made = type(self)()
        made.items, made.order = self.items.copy(), self.order.copy()
        return made

    def drop(self, sk: str) -> None:
        if self.items.pop(sk, None):
            del self.order[bisect_left(self.order, sk)]


class Table:
    """All tables as one; `call` is what botocore's clients are answered by.

    `packed` items take a tenth of the memory and ten times as long.
    """

    def __init__(self, packed: bool = True) -> None:
        self.packed = packed
        self.partitions: dict[str, Partition] = {}
        self.calls: Counter[str] = Counter()
        self.written: Counter[str] = Counter()
        """Write units, by partition."""
        self.read: Counter[str] = Counter()
        """Read units, by partition."""
        self._packed: dict[tuple[int, ...], tuple[Stored, Item]] = {}
        self._answers: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "TransactWriteItems": self._transact,
            "PutItem": lambda it: self._write_alone("Put", it),
            "UpdateItem": lambda it: self._write_alone("Update", it),
            "DeleteItem": lambda it: self._write_alone("Delete", it),
            "BatchWriteItem": self._batch_write,
            "BatchGetItem": self._batch_get,
            "GetItem": self._get,
            "Query": self._query,
            "Scan": self._scan,
        }

    def forget_costs(self) -> None:
        for costs in (self.calls, self.written, self.read):
            costs.clear()

    def copy(self) -> Self:
        """Another table with the same items, and no costs yet."""
        made = type(self)(self.packed)
        made.partitions = {pk: partition.copy() for pk, partition in self.partitions.items()}
        return made

    def call(self, operation: str, given: dict[str, Any]) -> dict[str, Any]:
        self.calls[operation] += 1
        self._packed.clear()
        return self._answers[operation](given)

    # ---- writing

    def _transact(self, given: dict[str, Any]) -> dict[str, Any]:
        writes = [next(iter(it.items())) for it in given["TransactItems"]]
        keys = [key_of(write) for _, write in writes]
        if len(writes) > MOST_ITEMS or len(set(keys)) < len(keys):
            raise refusal("ValidationException", "TransactWriteItems")
        there = [self.item(*key) for key in keys]
        reasons = [reason(write, item) for (_, write), item in zip(writes, there, strict=True)]
        if any(it["Code"] != "None" for it in reasons):
            for key in keys:
                self.written[key[0]] += 2 * rounded(self._size(*key), KB)
            raise refusal("TransactionCanceledException", "TransactWriteItems", CancellationReasons=reasons)
        for kind, write in writes:
            self._write(kind, write, 2)
        return {}

    def _write_alone(self, kind: str, given: dict[str, Any]) -> dict[str, Any]:
        pk, sk = key_of(given)
        before = self.item(pk, sk)
        why = reason(given, before)
        if why["Code"] != "None":
            self.written[pk] += rounded(self._size(pk, sk), KB)
            kept = {"Item": why["Item"]} if "Item" in why else {}
            raise refusal("ConditionalCheckFailedException", kind, **kept)
        self._write(kind, given, 1)
        match given.get("ReturnValues", "NONE"):
            case "ALL_OLD":
                return {"Attributes": before} if before else {}
            case "ALL_NEW":
                return {"Attributes": self.item(pk, sk)}
            case "NONE":
                return {}
        raise NotImplementedError(given["ReturnValues"])

    def _batch_write(self, given: dict[str, Any]) -> dict[str, Any]:
        for requests in given["RequestItems"].values():
            if len(requests) > 25:
                raise refusal("ValidationException", "BatchWriteItem")
            for request in requests:
                ((kind, write),) = request.items()
                self._write(kind.removesuffix("Request"), write, 1)
        return {"UnprocessedItems": {}}

    def _write(self, kind: str, given: dict[str, Any], units: int) -> None:
        pk, sk = key_of(given)
        partition = self.partitions.setdefault(pk, Partition())
        before = partition.items[sk].size if sk in partition.items else 0
        after = 0
        if kind == "Delete":
            partition.drop(sk)
        elif kind != "ConditionCheck":
            item = given["Item"] if kind == "Put" else updated(self.item(pk, sk), given)
            stored = self._stored(item)
            partition.put(sk, stored)
            after = stored.size
        self.written[pk] += units * rounded(max(before, after), KB)

    def _stored(self, item: Item) -> Stored:
        """An item packed: entries of one article differ in their keys alone, and share the rest."""
        rest = {name: value for name, value in item.items() if name not in ("pk", "sk")}
        same = tuple(map(id, rest.values()))  # which stay the values' own as long as they are kept
        if same not in self._packed:
            content = zlib.compress(json.dumps(rest, ensure_ascii=False).encode(), 1) if self.packed else rest
            self._packed[same] = Stored(size_of_map(rest), content), rest
        keys = sum(2 + len(item[name]["S"].encode()) for name in ("pk", "sk"))
        shared, _ = self._packed[same]
        return Stored(shared.size + keys, shared.content)

    # ---- reading

    def item(self, pk: str, sk: str) -> Item:
        """An item with its key; empty if there is none."""
        partition = self.partitions.get(pk)
        stored = partition.items.get(sk) if partition else None
        if stored is None:
            return {}
        rest = stored.content if isinstance(stored.content, dict) else json.loads(zlib.decompress(stored.content))
        return {**rest, **keyed(pk, sk)}

    def _size(self, pk: str, sk: str) -> int:
        partition = self.partitions.get(pk)
        return partition.items[sk].size if partition and sk in partition.items else 0

    def _get(self, given: dict[str, Any]) -> dict[str, Any]:
        pk, sk = key_of(given)
        self.read[pk] += rounded(self._size(pk, sk), READ_KB)
        item = self.item(pk, sk)
        return {"Item": shown(item, given)} if item else {}

    def _batch_get(self, given: dict[str, Any]) -> dict[str, Any]:
        [(table, asked)] = given["RequestItems"].items()
        if len(asked["Keys"]) > MOST_ITEMS:
            raise refusal("ValidationException", "BatchGetItem")
        answers = [self._get({**asked, "Key": key}) for key in asked["Keys"]]
        return {"Responses": {table: [it["Item"] for it in answers if it]}, "UnprocessedKeys": {}}

    def _query(self, given: dict[str, Any]) -> dict[str, Any]:
        pk = given["ExpressionAttributeValues"][":pk"]["S"]
        order = self.partitions[pk].order if pk in self.partitions else []
        found = between(order, given)
        forward = given.get("ScanIndexForward", True)
        if start := given.get("ExclusiveStartKey"):
            after = start["sk"]["S"]
            found = found[bisect_right(found, after) :] if forward else found[: bisect_left(found, after)]
        return self._page(given, ((pk, sk) for sk in (found if forward else found[::-1])))

    def _scan(self, given: dict[str, Any]) -> dict[str, Any]:
        keys = [(pk, sk) for pk, partition in self.partitions.items() for sk in partition.order]
        start = given.get("ExclusiveStartKey")
        first = keys.index(key_of({"Key": start})) + 1 if start else 0
        return self._page(given, iter(keys[first:]))

    def _page(self, given: dict[str, Any], keys: Iterator[tuple[str, str]]) -> dict[str, Any]:
        """What is read until there are `Limit` items or a megabyte, and where to go on if there may be more."""
        read: list[tuple[str, str]] = []
        size, more = 0, {}
        for key in keys:
            read.append(key)
            size += self._size(*key)
            if len(read) == given.get("Limit") or size >= MB:
                more = {"LastEvaluatedKey": keyed(*key)}
                break
        self.read[read[0][0] if read else ""] += rounded(size, READ_KB)
        items = [item for key in read if holds(given, item := self.item(*key), "FilterExpression")]
        return {"Items": [shown(item, given) for item in items], **more}


def key_of(given: dict[str, Any]) -> tuple[str, str]:
    key = given.get("Key") or given["Item"]
    return key["pk"]["S"], key["sk"]["S"]


def reason(given: dict[str, Any], item: Item) -> dict[str, Any]:
    """Why a write is refused, as a cancelled transaction tells it: `None` where it is not."""
    if holds(given, item):
        return {"Code": "None"}
    kept = {"Item": item} if item and given.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" else {}
    return {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed", **kept}


def shown(item: Item, given: dict[str, Any]) -> Item:
    """What a projection shows of an item; all of it costs."""
    if "ProjectionExpression" not in given:
        return item
    names = given.get("ExpressionAttributeNames", {})
    wanted = [names.get(it, it) for it in given["ProjectionExpression"].replace(" ", "").split(",")]
    return {name: item[name] for name in wanted if name in item}


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
