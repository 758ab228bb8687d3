"""Event filtering as Lambda does it (lambda/latest/dg/invocation-eventfiltering.html)."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_ABSENT = object()


def passes(record: Mapping[str, Any], patterns: Sequence[Mapping[str, Any]]) -> bool:
    """Whether `record` matches one of `patterns`; without patterns everything passes.

    The body of a queue message is compared as JSON, if it is JSON.
    """
    if not patterns:
        return True
    seen = {**record, "body": _parsed(record["body"])} if "body" in record else record
    return any(_matches(pattern, seen) for pattern in patterns)


def _parsed(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body


def _matches(pattern: Any, value: Any) -> bool:
    if isinstance(pattern, Mapping):
        return all(_matches_member(name, rule, value) for name, rule in pattern.items())
    values = value if isinstance(value, list) else [value]
    return any(_fits(rule, each) for rule in pattern for each in values)


def _matches_member(name: str, rule: Any, value: Any) -> bool:
    if name == "$or":
        return any(_matches(each, value) for each in rule)
    inner = value.get(name, _ABSENT) if isinstance(value, Mapping) else _ABSENT
    return _matches(rule, inner)


def _fits(rule: Any, value: Any) -> bool:
    if not isinstance(rule, Mapping):
        # JSON's true is no 1, though Python's is.
        return rule == value and isinstance(rule, bool) == isinstance(value, bool)
    (operator, operand), *_ = rule.items()
    return _OPERATORS[operator](operand, value)


def _anything_but(operand: Any, value: Any) -> bool:
    if value is _ABSENT:
        return False
    rules = operand if isinstance(operand, list) else [operand]
    return not any(_fits(rule, value) for rule in rules)


def _numeric(operand: Sequence[Any], value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    pairs = zip(operand[::2], operand[1::2], strict=True)
    return all(_COMPARISONS[sign](value, bound) for sign, bound in pairs)


def _of_text(test: Callable[[str, str], bool]) -> Callable[[Any, Any], bool]:
    return lambda operand, value: isinstance(value, str) and test(value, operand)


_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "=": lambda value, bound: value == bound,
    "<": lambda value, bound: value < bound,
    "<=": lambda value, bound: value <= bound,
    ">": lambda value, bound: value > bound,
    ">=": lambda value, bound: value >= bound,
}

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "exists": lambda operand, value: (value is not _ABSENT) == operand,
    "prefix": _of_text(str.startswith),
    "suffix": _of_text(str.endswith),
    "equals-ignore-case": _of_text(lambda value, operand: value.casefold() == operand.casefold()),
    "anything-but": _anything_but,
    "numeric": _numeric,
}
