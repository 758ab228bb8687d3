"""The JSON Schemas of the public events and of `article.json`, made from their models (draft 2020-12). Pure."""

import json
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from .document import ArticleDocument
from .models import EVENTS, VERSION

Json = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas"
"""Where on the site they lie."""
MEDIA_TYPE = "application/schema+json"
ADDED = "Within version 1 fields may be added; ignore those that you do not know."


@cache
def schemas(site_url: str) -> dict[str, Json]:
    """Every schema by its file's name, as the site at `site_url` has it; of each event's data, and of whole events."""
    data = {kind: schema_of(model.model_fields["data"].annotation) for kind, model in EVENTS.items()}
    found = {**data, "event": any_event(), "article": schema_of(ArticleDocument)}
    named = {f"{name}.v{VERSION}.json": schema for name, schema in found.items()}
    return {name: addressed(schema, f"{site_url}/{FOLDER}/{name}") for name, schema in named.items()}


def text_of(schema: Json) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def addressed(schema: Json, address: str) -> Json:
    said = f"{schema['description']}\n\n{ADDED}"
    return {"$schema": DIALECT, "$id": address, "title": schema["title"], **schema, "description": said}


def schema_of(model: Any) -> Json:
    found = plain(model.model_json_schema())
    return {"title": model.__name__, "description": found["description"], **found}


def any_event() -> Json:
    """Of a whole event, whatever its type."""
    refs, parts = models_json_schema([(model, "validation") for model in EVENTS.values()])
    kinds = [refs[model, "validation"] for model in EVENTS.values()]
    said = "A public event: CloudEvents 1.0 in structured JSON."
    return {"title": "Event", "description": said, "oneOf": kinds, **plain(parts)}


def components(models: list[type[BaseModel]], template: str) -> Json:
    """The schemas of models and of all that they are made of, by name; `template` says how they name each other."""
    found = models_json_schema([(model, "validation") for model in models], ref_template=template)[1]
    return dict(plain(found)["$defs"])


def plain(schema: Any, named: bool = False) -> Any:
    """A schema as others would write it: without titles that say the name once more, and without null.

    What may be None is left out of the JSON, so it is no null there; and all else is always there. `named` says that
    the keys are names of fields or models, and no words of JSON Schema.
    """
    if isinstance(schema, list):
        return [plain(it) for it in schema]
    if not isinstance(schema, dict):
        return schema
    if named:
        return {name: plain(it) for name, it in schema.items()}
    kept = {word: plain(it, word in ("properties", "$defs")) for word, it in schema.items() if word not in IDLE}
    if kinds := [it for it in kept.pop("anyOf", []) if it != {"type": "null"}]:
        kept = {**kept, **kinds[0]} if len(kinds) == 1 else {**kept, "anyOf": kinds}
    if "properties" in schema:
        kept["required"] = [name for name, it in schema["properties"].items() if not optional(it)]
    return kept


IDLE = ("title", "default")


def optional(schema: Json) -> bool:
    return {"type": "null"} in schema.get("anyOf", ())
