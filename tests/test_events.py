"""The recorded events are real: each still does to the stack what it did when it was recorded."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flong_local.embedded import EmbeddedPipeline
from flong_local.record import ARTICLE, KEY, READER, click, record, upload_pictures
from flong_local.testing import open_pipeline

ROOT = Path(__file__).parents[1]
EVENTS = ROOT / "events"
ASKED = ("subscribers", "read", "audit")
TO_THE_END = ("validate", "render", "index", "publish", "archive", "count", "collect", "deliver", "feedback", "invite")
ORDER = (*TO_THE_END, *ASKED)
PATH = "/technology/one-mould-many-presses/"


@pytest.fixture
def replayed() -> Iterator[EmbeddedPipeline]:
    """A stack in which nothing moves but by the recorded events."""
    with open_pipeline() as pipeline:
        pipeline.subscribe(READER)
        upload_pictures(pipeline)
        pipeline.upload(KEY, ARTICLE)
        yield pipeline


def replay(pipeline: EmbeddedPipeline, name: str) -> object:
    event = json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))
    if name == "subscribers":  # a token is drawn anew for every subscriber
        event |= {part: click(pipeline)[part] for part in ("rawPath", "requestContext", "headers")}
    invocation = pipeline.invoke(name.capitalize(), event)
    assert invocation.error is None
    return invocation.result


def test_each_function_has_a_recorded_event():
    assert sorted(path.stem for path in EVENTS.glob("*.json")) == sorted(ORDER)
    assert sorted(path.name for path in (ROOT / "functions").iterdir() if path.is_dir()) == sorted(ORDER)


def test_the_recorded_events_take_an_article_all_the_way(replayed):
    results = {name: replay(replayed, name) for name in ORDER}

    assert all(results[name] == {"batchItemFailures": []} for name in TO_THE_END)
    assert results["subscribers"]["statusCode"] == 200
    assert [it["id"] for it in json.loads(results["read"]["body"])["items"]] == ["one-mould-many-presses"]
    assert results["audit"]["differences"] == 0
    assert b"One mould, many presses" in replayed.site(PATH)
    assert replayed.tags()["printing"] == 1
    assert b"One mould, many presses" in replayed.site("/")
    assert [event["subject"] for event in replayed.announcements] == ["one-mould-many-presses"]
    assert [mail["To"] for mail in replayed.mail] == [READER]


def test_recording_again_gives_the_same_kind_of_events(tmp_path):
    """Fields that come and go with the code would make the samples lie."""
    for name, event in record(tmp_path).items():
        recorded = json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))
        assert shape(event) == shape(recorded), f"events/{name}.json is old: run python -m flong_local.record"


def shape(value: object) -> object:
    """The fields of a value, without what stands in them; bodies are looked into."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    if isinstance(value, str) and value.startswith('{"'):
        return shape(json.loads(value))
    return type(value).__name__
