"""No change within a version takes away from consumers what they have been promised."""

import copy
import json

import pytest
from flong.contract.schemas import schemas

from flong_local.compatibility import RULE, broken
from flong_local.contract import RELEASED, SITE, breaches, promised, release

NOW = schemas(SITE)
NAME = "article.updated.v1.json"
KINDS = ["minor", "material", "correction"]


def changed(change) -> list[str]:
    """What the check says of a change to one schema."""
    new = copy.deepcopy(NOW)
    change(new[NAME])
    return broken(NOW, new)


def test_what_the_last_release_promised_is_kept():
    assert promised().keys() <= NOW.keys()
    assert breaches() == [], RULE


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda it: it["properties"].pop("title"), "title is gone"),
        (lambda it: it["required"].remove("summary"), "summary is no longer always there"),
        (lambda it: it["properties"]["url"].pop("format"), "url: format was uri and is not stated"),
        (lambda it: it["properties"]["title"].update(maxLength=80), "title: maxLength was not stated and is 80"),
        (lambda it: it["properties"]["revision"].update(type="string"), "revision: type was integer and is string"),
        (
            lambda it: it["properties"]["change_kind"]["enum"].append("huge"),
            f"change_kind: enum was {KINDS} and is {[*KINDS, 'huge']}",
        ),
        (lambda it: it["$defs"]["Tag"]["properties"].pop("label"), "tags[].label is gone"),
        (lambda it: it["$defs"]["Variant"]["required"].remove("sha256"), "variants.*.sha256 is no longer always there"),
        (lambda it: it["properties"].update(tags={"type": "string"}), "tags: type was array and is string"),
    ],
)
def test_a_break_is_found_wherever_it_is_and_said_in_words(change, said):
    assert f"{NAME}: {said}" in changed(change)


def test_a_field_may_be_added_and_be_promised_and_words_may_change():
    def add(schema):
        schema["properties"]["mood"] = {"type": "string"}
        schema["required"].append("updated")
        schema["properties"]["title"]["description"] = "Other words."

    assert changed(add) == []


def test_neither_a_schema_nor_a_type_of_event_may_go():
    fewer = copy.deepcopy(NOW)
    del fewer[NAME]
    fewer["event.v1.json"]["oneOf"].pop()

    assert broken(NOW, fewer) == [
        f"{NAME} is gone",
        r"event.v1.json: the whole: no event has the type ^.+\.article\.rejected\.v1$ any more",
    ]


def test_a_release_that_breaks_a_promise_is_refused(tmp_path):
    release(tmp_path)
    file = tmp_path / RELEASED / NAME
    schema = json.loads(file.read_text(encoding="utf-8"))
    schema["properties"]["mood"] = {"type": "string"}
    file.write_text(json.dumps(schema), encoding="utf-8")

    with pytest.raises(SystemExit, match="mood is gone"):
        release(tmp_path)
    assert "mood" in file.read_text(encoding="utf-8")
