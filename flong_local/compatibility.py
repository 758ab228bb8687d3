"""Whether the JSON Schemas of today keep what those of the last release promise to readers. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]
SILENT = {"$schema", "$id", "$defs", "title", "description", "examples"}
"""Words that promise nothing."""
RULE = (
    "Within a version fields are only added. Keep what is there, or make another version of the event beside this one."
)


def broken(old: Mapping[str, Json], new: Mapping[str, Json]) -> list[str]:
    """What readers of the old schemas would miss or could not read, in words; schemas are named by their files."""
    found = [f"{name} is gone" for name in old if name not in new]
    for name, schema in old.items():
        if name in new:
            found += [
                f"{name}: {it}" for it in differences("", resolved(schema, schema), resolved(new[name], new[name]))
            ]
    return found


def resolved(schema: Any, root: Json) -> Any:
    """The schema with every `$ref` replaced by what it names."""
    if isinstance(schema, list):
        return [resolved(it, root) for it in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        named = root["$defs"][schema["$ref"].rpartition("/")[2]]
        return resolved({**named, **{word: it for word, it in schema.items() if word != "$ref"}}, root)
    return {word: it if word == "$defs" else resolved(it, root) for word, it in schema.items()}


def differences(place: str, old: Json, new: Json) -> Iterator[str]:
    """What is gone, looser or stricter; both hurt: readers trust what a schema rules out, and send what it allows."""
    where = place or "the whole"
    for name, it in old.get("properties", {}).items():
        inner = f"{place}.{name}".lstrip(".")
        if name not in new.get("properties", {}):
            yield f"{inner} is gone"
        else:
            yield from differences(inner, it, new["properties"][name])
    for name in set(old.get("required", ())) - set(new.get("required", ())):
        if name in new.get("properties", {}):
            yield f"{place}.{name}".lstrip(".") + " is no longer always there"
    for word, inner in (("items", "[]"), ("additionalProperties", ".*")):
        if isinstance(old.get(word), dict) and isinstance(new.get(word), dict):
            yield from differences(f"{place}{inner}", old[word], new[word])
    yield from kinds_gone(where, old, new)
    for word in sorted((old.keys() | new.keys()) - SILENT - {"properties", "required", "oneOf"}):
        if isinstance(old.get(word), dict) and isinstance(new.get(word), dict):
            continue
        if old.get(word) != new.get(word):
            yield f"{where}: {word} was {old.get(word, 'not stated')} and is {new.get(word, 'not stated')}"


def kinds_gone(where: str, old: Json, new: Json) -> Iterator[str]:
    """Of alternatives, as there are of whole events, each is known by the pattern of its type."""
    now = {type_of(it): it for it in new.get("oneOf", ())}
    for it in old.get("oneOf", ()):
        if type_of(it) not in now:
            yield f"{where}: no event has the type {type_of(it)} any more"
        else:
            yield from differences(type_of(it), it, now[type_of(it)])


def type_of(event: Json) -> str:
    return str(event["properties"]["type"]["pattern"])
