"""The description of the read API, OpenAPI 3.1: what Powertools makes of the routes, with what it leaves out."""

import inspect
import json
from typing import Any

from flong.api import queries, routes

Json = dict[str, Any]
TITLE, VERSION = "Flong read API", "1"
ABOUT = """What stands in the index of published articles, for programs. All of it is as it was a moment ago: an answer
may be kept for some seconds. Whatever goes wrong is told as problem details (RFC 9457). What is found has an ETag."""
MADE_UP = {"HTTPValidationError", "ValidationError", "ResponseValidationError"}
"""Schemas of answers that are never given: what is wrong is a problem, and has the status 400."""
QUERIES = {it.__name__: it.model_json_schema() for it in (queries.ArticlesQuery, queries.ListsQuery, queries.PageQuery)}
UNCHANGED = {"description": "The asker has it already: `If-None-Match` names its ETag."}
MOVED = {
    "description": "It has another address.",
    "headers": {"Location": {"required": True, "schema": {"type": "string", "format": "uri"}}},
}


def description() -> Json:
    """The whole document, as plain values."""
    text = routes.app.get_openapi_json_schema(title=TITLE, version=VERSION, description=ABOUT.replace("\n", " "))
    document: Json = json.loads(text)
    schemas = document["components"]["schemas"]
    document["components"]["schemas"] = {it: schemas[it] for it in sorted(schemas.keys() - MADE_UP - QUERIES.keys())}
    document["paths"] = {path: {"get": described(it["get"])} for path, it in sorted(document["paths"].items())}
    return document


def described(operation: Json) -> Json:
    """An operation with its text and the bounds of its parameters, and without answers that are never given."""
    name = operation["operationId"].partition("_api_")[0]
    answers = {status: it for status, it in operation["responses"].items() if status != "422"}
    if "308" in answers:
        answers["308"] = MOVED
    parameters = [bounded(it, QUERIES.get(query_of(name), {})) for it in operation.get("parameters", [])]
    return {
        **operation,
        "operationId": name,
        "description": inspect.getdoc(getattr(routes, name)),
        "parameters": parameters,
        "responses": dict(sorted({**answers, "304": UNCHANGED}.items())),
    }


def query_of(route: str) -> str:
    """The name of the model that a route's query is read by; empty where it has none."""
    given = inspect.signature(getattr(routes, route)).parameters.get("query")
    return given.annotation.__origin__.__name__ if given else ""


def bounded(parameter: Json, query: Json) -> Json:
    """A parameter with all that its model says of it; it may be absent, and is never null."""
    schema = {**(query["properties"][parameter["name"]] if parameter["in"] == "query" else parameter["schema"])}
    for idle in ("title", "description", *(["default"] if schema.get("default", ...) is None else [])):
        schema.pop(idle, None)
    kinds = [it for it in schema.pop("anyOf", []) if it != {"type": "null"}]
    return {**parameter, "schema": {**schema, **(kinds[0] if kinds else {})}}
