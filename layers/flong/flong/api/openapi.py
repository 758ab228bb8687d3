"""The description of the read API, OpenAPI 3.1: what Powertools makes of the routes, with what it leaves out."""

import json
from typing import Any

from flong import api
from flong.api import queries
from flong.api.routes import app

Json = dict[str, Any]
TITLE, VERSION = "Flong read API", "1"
MADE_UP = ("HTTPValidationError", "ValidationError", "ResponseValidationError")
"""Schemas of answers that are never given: what is wrong is a problem, and has the status 400."""
QUERIES = {it.__name__: it.model_json_schema() for it in (queries.ArticlesQuery, queries.ListsQuery, queries.PageQuery)}


def description() -> Json:
    """The whole document, as plain values."""
    text = app.get_openapi_json_schema(title=TITLE, version=VERSION, description=str(api.__doc__))
    document: Json = json.loads(text)
    schemas = document["components"]["schemas"]
    document["components"]["schemas"] = {name: it for name, it in sorted(schemas.items()) if is_answered(name)}
    for path, operations in document["paths"].items():
        operations["get"] = described(operations["get"], path)
    return document


def is_answered(schema: str) -> bool:
    return schema not in MADE_UP and schema not in QUERIES


def described(operation: Json, path: str) -> Json:
    """An operation with the bounds of its parameters, and without answers that are never given."""
    operation["responses"].pop("422", None)
    operation["operationId"] = operation["operationId"].partition("_api_")[0]
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "query":
            schema = dict(query_of(operation["operationId"])["properties"][parameter["name"]])
            schema.pop("description", None)
            parameter["schema"] = plain(schema)
    return operation


def query_of(operation_id: str) -> Json:
    routes = {"list_articles": "ArticlesQuery", "list_tag": "PageQuery"}
    return QUERIES[routes.get(operation_id, "ListsQuery")]


def plain(schema: Json) -> Json:
    """A parameter is absent, and never null."""
    kinds = [it for it in schema.pop("anyOf", []) if it != {"type": "null"}]
    if schema.get("default", ...) is None:
        del schema["default"]
    return {**schema, **(kinds[0] if kinds else {})}
