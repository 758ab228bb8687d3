"""What DynamoDB's expressions say of an item: conditions, filters, updates and ranges of keys.

Each text is read once. What is outside the grammar is an error, and so are the few parts of it that nobody here uses
(amazondynamodb/latest/developerguide: Expressions.OperatorsAndFunctions and Expressions.UpdateExpressions).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

Item = dict[str, Any]
Given = Mapping[str, Any]
Operand = Callable[[Item, Given], Any]
"""What a name or a value stands for in an item: an attribute with its type, or None."""
Condition = Callable[[Item, Given], bool]

TOKEN = re.compile(r"\s*(<=|>=|<>|[=<>(),+-]|[:#]?\w[\w.#]*)")
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
}


def holds(given: Given, item: Item, name: str = "ConditionExpression") -> bool:
    """Whether the condition of a request holds for an item; without one it does."""
    text = given.get(name)
    return not text or condition(text)(item, given)


@cache
def condition(text: str) -> Condition:
    reader = Reader(text)
    found = either(reader)
    reader.end()
    return found


class Reader:
    """The words of an expression, one after the other."""

    def __init__(self, text: str) -> None:
        self.text, self.words = text, words_of(text)

    @property
    def next(self) -> str:
        return self.words[0] if self.words else ""

    def take(self, *expected: str) -> str:
        if not self.words or (expected and self.next.upper() not in expected):
            raise NotImplementedError(self.text)
        return self.words.pop(0)

    def took(self, word: str) -> bool:
        """Whether this word is next; if so it has been taken."""
        found = self.next.upper() == word
        if found:
            self.words.pop(0)
        return found

    def end(self) -> None:
        if self.words:
            raise NotImplementedError(self.text)


def words_of(text: str) -> list[str]:
    words, place = [], 0
    while text[place:].strip():
        match = TOKEN.match(text, place)
        if not match:
            raise NotImplementedError(text)
        words.append(match[1])
        place = match.end()
    return words


# ---- conditions


def either(reader: Reader) -> Condition:
    terms = [both(reader)]
    while reader.took("OR"):
        terms.append(both(reader))
    return terms[0] if len(terms) == 1 else lambda item, given: any(term(item, given) for term in terms)


def both(reader: Reader) -> Condition:
    terms = [single(reader)]
    while reader.took("AND"):
        terms.append(single(reader))
    return terms[0] if len(terms) == 1 else lambda item, given: all(term(item, given) for term in terms)


def single(reader: Reader) -> Condition:
    if reader.took("NOT"):
        denied = single(reader)
        return lambda item, given: not denied(item, given)
    if reader.took("("):
        inner = either(reader)
        reader.take(")")
        return inner
    first = reader.take()
    return called(first, reader) if reader.took("(") else compared(operand(first), reader)


def called(function: str, reader: Reader) -> Condition:
    one = operand(reader.take())
    match function:
        case "attribute_exists" | "attribute_not_exists":
            reader.take(")")
            wanted = function == "attribute_exists"
            return lambda item, given: (one(item, given) is not None) is wanted
        case "begins_with":
            reader.take(",")
            other = operand(reader.take())
            reader.take(")")
            return lambda item, given: plain(one(item, given) or {"S": ""}).startswith(plain(other(item, given)))
    raise NotImplementedError(reader.text)


def compared(one: Operand, reader: Reader) -> Condition:
    if reader.took("IN"):
        reader.take("(")
        among = [operand(reader.take())]
        while reader.took(","):
            among.append(operand(reader.take()))
        reader.take(")")
        return lambda item, given: one(item, given) in [it(item, given) for it in among]
    if reader.took("BETWEEN"):
        low = operand(reader.take())
        reader.take("AND")
        high = operand(reader.take())
        return lambda item, given: ordered(">=", one, low)(item, given) and ordered("<=", one, high)(item, given)
    return ordered(reader.take(*COMPARE), one, operand(reader.take()))


def ordered(sign: str, one: Operand, other: Operand) -> Condition:
    """A comparison, which holds for nothing that is not there, or that is of another type."""
    compare = COMPARE[sign]

    def holds(item: Item, given: Given) -> bool:
        mine, theirs = one(item, given), other(item, given)
        if mine is None or theirs is None or mine.keys() != theirs.keys():
            return sign == "<>"
        return compare(plain(mine), plain(theirs))

    return holds


def operand(word: str) -> Operand:
    if word.startswith(":"):
        return lambda item, given: given["ExpressionAttributeValues"][word]
    parts = word.split(".")
    if len(parts) == 1:
        return lambda item, given: item.get(named(word, given))

    def within(item: Item, given: Given) -> Any:
        found: Any = {"M": item}
        for part in parts:
            found = (found or {}).get("M", {}).get(named(part, given))
        return found

    return within


def named(word: str, given: Given) -> str:
    return str(given["ExpressionAttributeNames"][word]) if word.startswith("#") else word


def plain(value: Item) -> Any:
    ((kind, inner),) = value.items()
    return int(inner) if kind == "N" else inner


# ---- updates

Update = Callable[[Item, Item, Given], None]
"""Changes the second item, by what the first one was."""


def updated(item: Item, given: Given) -> Item:
    """An item after an update; one that is not there begins with its key."""
    before = item or dict(given["Key"])
    after = dict(before)
    for change in changes(given["UpdateExpression"]):
        change(before, after, given)
    return after


@cache
def changes(text: str) -> tuple[Update, ...]:
    reader, found = Reader(text), []
    clauses = {"SET": setting, "ADD": adding, "REMOVE": removing}
    while reader.words:
        clause = clauses[reader.take(*clauses).upper()]
        found.append(clause(reader))
        while reader.took(","):
            found.append(clause(reader))
    return tuple(found)


def setting(reader: Reader) -> Update:
    name = reader.take()
    reader.take("=")
    value = assigned(reader)
    while reader.next in ("+", "-"):
        value = summed(value, reader.take(), assigned(reader))

    def change(before: Item, after: Item, given: Given) -> None:
        after[named(name, given)] = value(before, given)

    return change


def assigned(reader: Reader) -> Operand:
    first = reader.take()
    if first != "if_not_exists":
        return operand(first)
    reader.take("(")
    known = operand(reader.take())
    reader.take(",")
    default = operand(reader.take())
    reader.take(")")
    return lambda item, given: known(item, given) or default(item, given)


def summed(one: Operand, sign: str, other: Operand) -> Operand:
    factor = 1 if sign == "+" else -1
    return lambda item, given: {"N": str(plain(one(item, given)) + factor * plain(other(item, given)))}


def adding(reader: Reader) -> Update:
    name, step = reader.take(), operand(reader.take())

    def change(before: Item, after: Item, given: Given) -> None:
        known = before.get(named(name, given), {"N": "0"})
        after[named(name, given)] = {"N": str(plain(known) + plain(step(before, given)))}

    return change


def removing(reader: Reader) -> Update:
    name = reader.take()

    def change(before: Item, after: Item, given: Given) -> None:
        after.pop(named(name, given), None)

    return change


# ---- ranges of keys


def between(order: list[str], given: Given) -> list[str]:
    """The sort keys, of those in `order`, for which a condition such as `pk = :pk AND sk > :after` holds."""
    text = given["KeyConditionExpression"]
    values = {name: it["S"] for name, it in given["ExpressionAttributeValues"].items() if "S" in it}
    match text.removeprefix("pk = :pk").split():
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
    raise NotImplementedError(text)
