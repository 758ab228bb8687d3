"""An archive that has been put into the index, and the read API over it."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from flong.article import State
from jsonschema import Draft202012Validator

from flong_local.embedded import EmbeddedPipeline
from flong_local.openapi import DESCRIPTION
from flong_local.testing import open_pipeline
from tests.cli.spoiling import THEME
from tests.indexed import make_indexed, put, put_all

SCHEMAS = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
TAGS = """
[machine-learning]
label = "Machine learning"
description = "How machines find patterns."
aliases = ["ML"]
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Iterator[EmbeddedPipeline]:
    theme = Path(copytree(THEME, tmp_path_factory.mktemp("theme") / "theme"))
    (theme / "tags.toml").write_text(TAGS)
    with open_pipeline(environment={"FLONG_THEME": str(theme)}) as pipeline:
        put_all(
            pipeline,
            make_indexed("moon/tides", "2026-03-05", tags=("Moon", "Sea"), correction="It was ebb."),
            make_indexed("moon/phases", "2026-02-04", tags=("Moon",), language="en-GB"),
            make_indexed("sea/waves", "2026-02-03", tags=("Sea", "Machine learning"), category="land"),
            make_indexed("قهوة", "2026-01-02", tags=("قهوة",), language="ar"),
            make_indexed("100%41.txt", "2025-12-31", tags=()),
        )
        gone = make_indexed("gone", "2026-01-01").model_copy(update={"state": State.WITHDRAWN})
        draft = make_indexed("draft", "2026-01-01").model_copy(update={"state": State.DRAFT, "first_public": ""})
        left = gone.model_copy(update={"id": "left", "successor": "moon/tides"})
        for it in (gone, draft, left):
            put(pipeline, {(f"ARTICLE#{it.id}", "ARTICLE"): it.model_dump(mode="json")})
        put(pipeline, {("PATH#/old/tides/", "PATH"): {"owner": "moon/tides", "moved_to": "/sea/other/"}})
        yield pipeline


def get(pipeline, target: str, status: int = 200) -> dict:
    answer = pipeline.request("GET", target)
    assert answer.status == status, answer.body
    return json.loads(answer.body) if answer.body else {}


def ids(found: dict) -> list[str]:
    return [it["id"] for it in found["items"]]


def holds(name: str, value: object) -> None:
    """Asserts that an answer is what docs/openapi.json says of it."""
    Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": SCHEMAS["components"]}).validate(value)
