"""`!Ref`, `!Sub`, `!If` and their kin, worked out as CloudFormation would."""

import base64
import re
from collections.abc import Callable, Mapping
from typing import Any

NO_VALUE = object()
"""`AWS::NoValue`: the property that holds it is left out."""


class Resolver:
    """Resolves values of one template; `reference` and `attribute` answer for its names."""

    def __init__(
        self,
        document: Mapping[str, Any],
        reference: Callable[[str], Any],
        attribute: Callable[[str, str], Any],
    ) -> None:
        self._conditions = document.get("Conditions", {})
        self._mappings = document.get("Mappings", {})
        self._reference = reference
        self._attribute = attribute

    def resolve(self, value: Any) -> Any:
        """`value` without intrinsics; KeyError names what it refers to in vain."""
        if isinstance(value, dict):
            if len(value) == 1 and (function := _function_of(*value)):
                return function(self, next(iter(value.values())))
            resolved = {key: self.resolve(item) for key, item in value.items()}
            return {key: item for key, item in resolved.items() if item is not NO_VALUE}
        if isinstance(value, list):
            return [item for item in map(self.resolve, value) if item is not NO_VALUE]
        return value

    def holds(self, condition: str) -> bool:
        """Whether the named condition is true."""
        return bool(self.resolve(self._conditions[condition]))

    def ref(self, name: str) -> Any:
        return NO_VALUE if name == "AWS::NoValue" else self._reference(name)

    def get_att(self, value: list[str] | str) -> Any:
        name, attribute = value.split(".", 1) if isinstance(value, str) else value
        return self._attribute(name, self.resolve(attribute))

    def sub(self, value: str | list[Any]) -> str:
        text, given = (value, {}) if isinstance(value, str) else (value[0], self.resolve(value[1]))
        return re.sub(r"\$\{([^}]+)\}", lambda found: self._substitute(found[1], given), text)

    def _substitute(self, name: str, given: Mapping[str, Any]) -> str:
        if name.startswith("!"):
            return "${" + name[1:] + "}"
        if name in given:
            return str(given[name])
        return str(self.get_att(name) if "." in name else self._reference(name))

    def join(self, value: list[Any]) -> str:
        return str(value[0]).join(map(str, self.resolve(value[1])))

    def split(self, value: list[Any]) -> list[str]:
        return str(self.resolve(value[1])).split(value[0])

    def select(self, value: list[Any]) -> Any:
        return self.resolve(value[1])[int(self.resolve(value[0]))]

    def find_in_map(self, value: list[Any]) -> Any:
        name, first, second = (self.resolve(part) for part in value[:3])
        return self.resolve(self._mappings[name][first][second])

    def if_(self, value: list[Any]) -> Any:
        return self.resolve(value[1] if self.holds(value[0]) else value[2])

    def equals(self, value: list[Any]) -> bool:
        left, right = map(self.resolve, value)
        return str(left) == str(right)

    def not_(self, value: list[Any]) -> bool:
        return not self.resolve(value[0])

    def and_(self, value: list[Any]) -> bool:
        return all(map(self.resolve, value))

    def or_(self, value: list[Any]) -> bool:
        return any(map(self.resolve, value))

    def base64(self, value: Any) -> str:
        return base64.b64encode(str(self.resolve(value)).encode()).decode()


FUNCTIONS: dict[str, Callable[[Resolver, Any], Any]] = {
    "Ref": Resolver.ref,
    "Condition": Resolver.holds,
    "Fn::GetAtt": Resolver.get_att,
    "Fn::Sub": Resolver.sub,
    "Fn::Join": Resolver.join,
    "Fn::Split": Resolver.split,
    "Fn::Select": Resolver.select,
    "Fn::FindInMap": Resolver.find_in_map,
    "Fn::If": Resolver.if_,
    "Fn::Equals": Resolver.equals,
    "Fn::Not": Resolver.not_,
    "Fn::And": Resolver.and_,
    "Fn::Or": Resolver.or_,
    "Fn::Base64": Resolver.base64,
}


def _function_of(name: str) -> Callable[[Resolver, Any], Any] | None:
    if name.startswith("Fn::") and name not in FUNCTIONS:
        raise NotImplementedError(f"{name} is not understood locally")
    return FUNCTIONS.get(name)
