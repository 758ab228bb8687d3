"""A template at a place: resources with every intrinsic resolved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from flong_local.template.intrinsics import Resolver
from flong_local.template.names import NAME_PROPERTIES, Identity, Place, default_name, generated_types
from flong_local.template.reading import read_template

HERE = Place()


@dataclass(frozen=True)
class Resource:
    """One resource of the template, its properties resolved."""

    logical_id: str
    type: str
    identity: Identity
    properties: Mapping[str, Any]

    @property
    def name(self) -> str:
        return self.identity.name

    @property
    def arn(self) -> str:
        return self.identity.arn


class Template:
    """`document` as it would be deployed at `place` with `parameters`.

    `root` is the folder that CodeUri and ContentUri are relative to.
    """

    def __init__(
        self,
        document: Mapping[str, Any],
        root: Path,
        parameters: Mapping[str, str] | None = None,
        place: Place = HERE,
    ) -> None:
        self.document, self.root, self.place = document, root, place
        self.parameters = self._parameters(parameters or {})
        self._types = {name: it["Type"] for name, it in document["Resources"].items()}
        self._types |= generated_types(document["Resources"])
        self._resolver = Resolver(document, self._reference, self._attribute)

    @classmethod
    def read(cls, path: Path, parameters: Mapping[str, str] | None = None, place: Place = HERE) -> "Template":
        """The template in the file at `path`."""
        return cls(read_template(path), path.resolve().parent, parameters, place)

    @cached_property
    def resources(self) -> dict[str, Resource]:
        """Every resource whose condition holds, by logical id, in the order of the template."""
        found = self.document["Resources"].items()
        return {name: self._resource(name, it) for name, it in found if self._exists(it)}

    def of_type(self, type: str) -> Iterator[Resource]:
        """The resources of `type`, in the order of the template."""
        return (it for it in self.resources.values() if it.type == type)

    def globals(self, kind: str) -> dict[str, Any]:
        """The resolved `Globals` section for `kind`, such as `Function`."""
        return dict(self.resolve(self.document.get("Globals", {}).get(kind, {})))

    def resolve(self, value: Any) -> Any:
        """`value` without intrinsics; KeyError names what it refers to in vain."""
        return self._resolver.resolve(value)

    def identity(self, logical_id: str) -> Identity:
        """The names of the resource `logical_id`, one that SAM adds included."""
        type = self._types[logical_id]
        properties = self.document["Resources"].get(logical_id, {}).get("Properties") or {}
        given = properties.get(NAME_PROPERTIES.get(type, ""))
        name = self.resolve(given) if given else default_name(logical_id, type, self.place)
        return Identity(type, name, self.place)

    def _resource(self, logical_id: str, it: Mapping[str, Any]) -> Resource:
        properties = self.resolve(it.get("Properties") or {})
        return Resource(logical_id, it["Type"], self.identity(logical_id), properties)

    def _exists(self, it: Mapping[str, Any]) -> bool:
        return "Condition" not in it or self._resolver.holds(it["Condition"])

    def _parameters(self, given: Mapping[str, str]) -> dict[str, Any]:
        declared = self.document.get("Parameters", {})
        if unknown := given.keys() - declared.keys():
            raise KeyError(f"the template has no parameter {', '.join(sorted(unknown))}")
        values = {name: given.get(name, it.get("Default")) for name, it in declared.items()}
        return {name: _typed(declared[name]["Type"], value) for name, value in values.items()}

    def _reference(self, name: str) -> Any:
        if name in self.parameters:
            return self._parameter(name)
        if name in self._types:
            return self.identity(name).reference()
        return self._pseudo_parameters()[name]

    def _parameter(self, name: str) -> Any:
        if self.parameters[name] is None:
            raise KeyError(f"parameter {name} has neither a value nor a default")
        return self.parameters[name]

    def _pseudo_parameters(self) -> dict[str, str]:
        place = self.place
        return {
            "AWS::AccountId": place.account,
            "AWS::Region": place.region,
            "AWS::StackName": place.stack,
            "AWS::StackId": f"arn:aws:cloudformation:{place.region}:{place.account}:stack/{place.stack}/local",
            "AWS::Partition": "aws",
            "AWS::URLSuffix": "amazonaws.com",
        }

    def _attribute(self, logical_id: str, attribute: str) -> str:
        return self.identity(logical_id).attribute(attribute)


def _typed(type: str, value: Any) -> Any:
    if value is None:
        return None
    if "List" in type:
        return [part.strip() for part in str(value).split(",")]
    return str(value)
