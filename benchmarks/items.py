"""`python -m benchmarks.items [ARTICLE …]`: how many bytes every kind of item takes in the article table."""

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.report import table
from flong_local.beside import pictures_of
from flong_local.engines import ROOT, open_pipeline
from flong_local.pipeline import Pipeline

EXAMPLES = sorted((ROOT / "examples").glob("*.md"))


def size_of(item: dict[str, Any]) -> int:
    """Bytes of an item, names and all (amazondynamodb/latest/developerguide/CapacityUnitCalculations.html)."""
    return sum(len(name.encode()) + size_of_value(value) for name, value in item.items())


def size_of_value(attribute: dict[str, Any]) -> int:
    ((kind, value),) = attribute.items()
    match kind:
        case "S":
            return len(value.encode())
        case "N":
            return len(value.lstrip("-")) // 2 + 2  # two digits a byte, and one
        case "M":
            return 3 + sum(len(name.encode()) + size_of_value(inner) + 1 for name, inner in value.items())
        case "L":
            return 3 + sum(size_of_value(inner) + 1 for inner in value)
        case _:
            return 1


def kind_of(item: dict[str, Any]) -> str:
    pk, sk = item["pk"]["S"], item["sk"]["S"]
    kind, named, _ = pk.partition("#")
    return f"{kind} {sk.partition('#')[0]}" if kind in ("ARTICLE", "PATH", "PICTURE") else kind + "#" * bool(named)


def sizes(pipeline: Pipeline) -> dict[str, list[int]]:
    """Bytes of every item, by its kind, in the order of size."""
    found = defaultdict(list)
    for page in pipeline.clients.dynamodb.get_paginator("scan").paginate(
        TableName=pipeline.environment["FLONG_ARTICLE_TABLE"]
    ):
        for item in page["Items"]:
            found[kind_of(item)].append(size_of(item))
    return {kind: sorted(found[kind]) for kind in sorted(found)}


def main(files: list[Path]) -> None:
    with open_pipeline("embedded", quiet=True) as pipeline:
        for file in files:
            key = f"articles/{file.parent.name}/{file.name}"
            for picture, path in pictures_of(key, file).items():
                pipeline.upload(picture, path)
            pipeline.upload(key, file)
        pipeline.settle()
        shown = table("kind of item", "items", "median bytes", "most bytes")
        for kind, found in sizes(pipeline).items():
            shown.add_row(kind, str(len(found)), str(found[len(found) // 2]), str(found[-1]))
    Console().print(shown)


if __name__ == "__main__":
    main([*map(Path, sys.argv[1:])] or EXAMPLES)
