"""docs/openapi.json is true, and is what OpenAPI 3.1 wants."""

import json

import pytest
from jsonschema import Draft202012Validator

from flong_local.openapi import DESCRIPTION, write
from tests.template.stack import ROOT

pytestmark = pytest.mark.embedded
DOCUMENT = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
PARAMETERS = {it["name"]: it for it in DOCUMENT["paths"]["/api/articles"]["get"]["parameters"]}


def test_the_description_is_that_of_the_function(tmp_path):
    write(tmp_path / "openapi.json")

    now = json.loads((tmp_path / "openapi.json").read_text(encoding="utf-8"))
    assert now == DOCUMENT, "docs/openapi.json is old: run make openapi"


def test_the_description_is_openapi_3_1():
    """The official schema, https://spec.openapis.org/oas/3.1/schema/2022-10-07."""
    schema = json.loads((ROOT / "tests/conformance/schema/openapi-3.1.json").read_text(encoding="utf-8"))

    assert [error.message for error in Draft202012Validator(schema).iter_errors(DOCUMENT)] == []
    assert [*Draft202012Validator(schema).iter_errors({**DOCUMENT, "paths": {"x": 1}})]


def test_every_schema_that_is_named_is_there_and_is_one():
    named = {it.split('"')[0] for it in json.dumps(DOCUMENT).split("#/components/schemas/")[1:]}

    assert named <= DOCUMENT["components"]["schemas"].keys()
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_parameters_have_their_bounds():
    assert PARAMETERS["limit"]["schema"] == {"default": 20, "maximum": 100, "minimum": 1, "type": "integer"}
    assert PARAMETERS["tag"]["schema"]["type"] == "array"
    assert PARAMETERS["match"]["schema"]["enum"] == ["all", "any"]
    assert not any(it["required"] for it in PARAMETERS.values())


def test_every_operation_has_its_words_and_no_answer_that_is_never_given():
    for path in DOCUMENT["paths"].values():
        assert path["get"]["summary"]
        assert path["get"]["description"]
        assert {"200", "304"} <= path["get"]["responses"].keys()
        assert "422" not in path["get"]["responses"]
