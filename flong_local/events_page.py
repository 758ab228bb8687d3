"""`docs/events.md`: the AsyncAPI document, rendered for people."""

from collections.abc import Iterator
from typing import Any

from flong.contract.fitting import CUTS

Json = dict[str, Any]
HEAD = """# Events

Every event that Flong sends, field by field. This page is made by `make schemas` of the same models as the
[AsyncAPI document](asyncapi.json) and the JSON Schemas in [events/schemas](../events/schemas); those lie on the site,
too, under `/schemas/`. [Consumers](consumers.md) says how to receive events, and what you are promised.
"""
TRIMMED = """## What is cut

An event has at most 32 KiB. One that would have more is cut, field by field in this order, until it fits: {cuts}.
Lists lose entries from their end, `former_urls` the oldest, texts their ends, and `canonical_url` goes whole. The names
of the fields that were cut stand in `trimmed`; what an article's event lacks is in the document.
"""


def page(described: Json) -> str:
    """The page of an AsyncAPI document, as Markdown."""
    schemas, messages = described["components"]["schemas"], described["components"]["messages"]
    events = {name: schemas[name] for name in messages}
    data = {name: schemas[name_in(it["properties"]["data"])] for name, it in events.items()}
    articles = {name: it for name, it in data.items() if "revision" in it["properties"]}
    parts = [
        HEAD,
        "## The types\n",
        *(type_of(messages[name], data[name], common(articles), name in articles) for name in events),
        "## The envelope\n\nOf every event.\n",
        table(without(common(events), "type", "data")),
        "## The data of an article\n\nOf every type but the rejection; what differs in one stands there.\n",
        table(common(articles)),
        "## The data of a rejection\n",
        table(fields(data["ArticleRejected"])),
        "## What data is made of\n",
        *(f"### {name}\n\n{it['description']}\n\n{table(fields(it))}" for name, it in parts_of(schemas, events, data)),
        "## The attributes\n\nOf a message on the topic, for filter policies.\n",
        table(fields(schemas["Attributes"])),
        TRIMMED.format(cuts=", ".join(f"`{name}`" for name in CUTS)),
    ]
    return "\n".join(parts)


def type_of(message: Json, data: Json, shared: dict[str, Json], is_article: bool) -> str:
    """What there is to say of one type: when it is sent, and what of its data is its own."""
    kind = message["title"]
    own = {name: it for name, it in fields(data).items() if shared.get(name) != it} if is_article else {}
    sample = kind.removesuffix(".v1")
    links = (
        f"[The schema of its data](../events/schemas/{kind}.json), [one that was sent](../events/public/{sample}.json)."
    )
    return f"### {kind}\n\n{message['summary']}\n\n{links}\n" + (f"\n{table(own)}" if own else "")


def fields(schema: Json) -> dict[str, Json]:
    """The fields of an object, each with whether it is always there."""
    needed = schema.get("required", ())
    return {name: {**it, "always": name in needed} for name, it in schema["properties"].items()}


def common(schemas: dict[str, Json]) -> dict[str, Json]:
    """The fields that several objects have, each as most of them have it."""
    found: dict[str, list[Json]] = {}
    for schema in schemas.values():
        for name, it in fields(schema).items():
            found.setdefault(name, []).append(it)
    return {name: max(them, key=them.count) for name, them in found.items() if len(them) == len(schemas)}


def without(rows: dict[str, Json], *names: str) -> dict[str, Json]:
    return {name: it for name, it in rows.items() if name not in names}


def parts_of(schemas: Json, events: Json, data: Json) -> Iterator[tuple[str, Json]]:
    used = [*events, *(name_in(it["properties"]["data"]) for it in events.values()), "Attributes"]
    return ((name, it) for name, it in schemas.items() if name not in used)


def table(rows: dict[str, Json]) -> str:
    lines = ["| field | kind | holds |", "|---|---|---|"]
    lines += [f"| `{name}` | {kind_of(it)} | {said(it)} |" for name, it in rows.items()]
    return "\n".join(lines) + "\n"


def said(field: Json) -> str:
    text = field.get("description", "").replace("|", "\\|")
    return text if field["always"] else f"{text} *May be absent.*".strip()


def kind_of(schema: Json) -> str:
    """What a value is, in a word or two."""
    if "$ref" in schema:
        return f"[{name_in(schema)}](#{name_in(schema).lower()})"
    if "enum" in schema:
        return ", ".join(f"`{it}`" for it in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema["type"] == "array":
        return f"list of {kind_of(schema['items'])}"
    if schema["type"] == "object":
        return f"object of {kind_of(schema['additionalProperties'])}"
    return {"date-time": "time, RFC 3339", "uri": "URL"}.get(schema.get("format", ""), WORDS[schema["type"]])


WORDS = {"string": "text", "integer": "number", "boolean": "true or false"}


def name_in(schema: Json) -> str:
    return str(schema["$ref"]).rpartition("/")[2]
