"""What is committed of the contract is what the models say, and what is sent keeps to it."""

import ast
import json
from pathlib import Path
from typing import Any, get_args

import pytest
from flong.announce import announcements
from flong.article import ChangeKind, State
from flong.contract import document, models
from flong.contract.fitting import encoded
from flong.contract.models import EVENTS, kind_of
from flong.contract.schemas import schemas
from flong.events import ArticleGone, EventType
from flong.publish import Standing
from flong.record import tombstone
from flong.verdict import Finding
from jsonschema import Draft202012Validator

from flong_local.contract import SITE as EXAMPLES
from flong_local.contract import files
from flong_local.engines import ROOT
from flong_local.record_public import PUBLIC, record
from tests.contract.keeping import faults
from tests.make import SITE, make_record, make_verdict
from tests.test_events import shape
from tests.test_publish import PREFIX, updated

FILES = files()
OLD = make_record()
LEFT = make_verdict(status="removed", source=None)
GONE = tombstone(ArticleGone(key=OLD.key, article_id=OLD.id, before=OLD, verdict=LEFT))
LATER = make_record(status=State.SCHEDULED, publish_at=OLD.listing.published)
NOTE = {"change_kind": ChangeKind.CORRECTION, "correction": "It said otherwise."}
UNTITLED = Finding(code="no-title", message="The article has no title.", remedy="Write one.", line=1)
DUE: dict[str, Standing] = {
    "article.published": Standing(OLD),
    "article.updated": updated(OLD, make_record(before=OLD, tags=["Wind"], build="build2")),
    "article.corrected": updated(OLD, make_record(before=OLD, body="<p>Right.</p>", **NOTE)),
    "article.withdrawn": updated(OLD, GONE.model_copy(update={"committed": OLD.committed})),
    "article.scheduled": Standing(LATER),
    "article.unscheduled": updated(LATER, make_record(before=LATER, status=State.DRAFT)),
    "article.rejected": Standing(verdict=make_verdict(status="rejected", findings=(UNTITLED,))),
}


@pytest.mark.parametrize("path", FILES, ids=str)
def test_what_is_made_of_the_models_is_committed(path):
    assert (ROOT / path).read_text(encoding="utf-8") == FILES[path], f"{path} is old: run make schemas"


def test_nothing_else_lies_among_the_schemas():
    assert {it.name for it in (ROOT / "events/schemas").glob("*.json")} == {
        it.name for it in FILES if "schemas" in it.parts
    }


@pytest.mark.parametrize("name", schemas(EXAMPLES))
def test_a_schema_is_one_and_has_the_address_that_it_lies_at(name):
    schema = schemas(EXAMPLES)[name]
    Draft202012Validator.check_schema(schema)

    assert schema["$id"] == f"https://example.org/schemas/{name}"


def test_every_kind_of_event_has_a_model():
    assert EVENTS.keys() == {*get_args(EventType)} == DUE.keys()


@pytest.mark.parametrize("kind", DUE)
def test_every_kind_of_event_keeps_to_the_schemas_and_comes_back_as_it_was(kind):
    [found] = [it for it in announcements(DUE[kind], SITE, PREFIX) if kind_of(it.event.type) == kind]
    sent = encoded(found.event)

    assert faults(json.loads(sent)) == []
    assert encoded(EVENTS[kind].model_validate_json(sent)) == sent
    assert found.event.dataschema == f"https://site.example/schemas/{kind}.v1.json"


@pytest.mark.parametrize("kind", EVENTS)
def test_a_recorded_event_keeps_to_the_schemas_and_comes_back_as_it_was(kind):
    event = json.loads((PUBLIC / f"{kind}.json").read_text(encoding="utf-8"))

    assert kind_of(event["type"]) == kind
    assert faults(event) == []
    assert json.loads(encoded(EVENTS[kind].model_validate(event))) == event


@pytest.mark.parametrize(
    ("field", "value"),
    [("revision", 0), ("published", "2026-02-02"), ("change_kind", "huge"), ("document", None), ("tags", ["sea"])],
)
def test_the_schema_and_the_model_notice_the_same_faults(field, value):
    event = json.loads((PUBLIC / "article.published.json").read_text(encoding="utf-8"))
    wrong = {**event, "data": {**event["data"], field: value}}

    assert faults(wrong)
    with pytest.raises(ValueError, match=field):
        EVENTS["article.published"].model_validate(wrong)


def test_a_field_of_tomorrow_is_passed_over():
    event = json.loads((PUBLIC / "article.published.json").read_text(encoding="utf-8"))
    newer = {**event, "new": 1, "data": {**event["data"], "new": {"a": 1}}}

    assert faults(newer) == []
    assert EVENTS["article.published"].model_validate(newer) == EVENTS["article.published"].model_validate(event)


@pytest.mark.embedded
def test_recording_again_gives_the_same_kind_of_events(tmp_path):
    for kind, event in record(tmp_path).items():
        recorded = json.loads((PUBLIC / f"{kind}.json").read_text(encoding="utf-8"))
        assert shape(event) == shape(recorded), f"{kind} is old: run python -m flong_local.record_public"


@pytest.mark.parametrize("module", [models, document], ids=lambda it: it.__name__)
def test_what_consumers_share_needs_pydantic_alone(module):
    tree: Any = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    imported = {it.module for it in ast.walk(tree) if isinstance(it, ast.ImportFrom)}

    assert imported <= {"typing", "pydantic", "models"}
