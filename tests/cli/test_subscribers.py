"""`flong subscribers`: counts, and what is known of somebody."""

import json

import pytest

from tests.pipeline.signing_up import ask, preferences_of, sign_up

pytestmark = pytest.mark.embedded

TIDES = "# Tides\n\n**Tags:** Sea\n\n---\n\nThe sea comes and goes.\n"


@pytest.fixture
def known(pipeline):
    """One who gets everything, one with a tag, one who has not confirmed, one who has left."""
    pipeline.subscribe("reader@example.com")
    sign_up(pipeline, "tagged@example.com", ("what", "topics"), ("tag", "sea"))
    ask(pipeline, "pending@example.com")
    sign_up(pipeline, "gone@example.com")
    pipeline.request("POST", preferences_of(pipeline, "gone@example.com") + "/stop")


@pytest.mark.usefixtures("known")
def test_subscribers_are_counted_by_state_and_by_what_they_get(run):
    code, output = run("subscribers")
    counts = json.loads(run("subscribers", "--format", "json")[1])

    assert code == 0
    assert [line.split(maxsplit=1) for line in output.splitlines()] == [
        ["2", "confirmed"],
        ["1", "pending"],
        ["1", "unsubscribed"],
        ["0", "suppressed"],
        ["1", "get everything"],
        ["1", "get the tag sea"],
    ]
    assert counts == {
        "states": {"confirmed": 2, "pending": 1, "unsubscribed": 1, "suppressed": 0},
        "everything": 1,
        "tags": {"sea": 1},
    }


@pytest.mark.usefixtures("known")
def test_subscribers_are_listed_with_what_they_get(run):
    lines = set(run("subscribers", "list")[1].splitlines())

    assert "confirmed     tagged@example.com  sea" in lines
    assert "unsubscribed  gone@example.com" in lines
    assert len(json.loads(run("subscribers", "list", "--format", "json")[1])) == 4


@pytest.mark.usefixtures("known")
def test_all_that_is_known_of_somebody_can_be_shown(pipeline, run):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    code, output = run("subscribers", "show", "tagged@EXAMPLE.com")
    found = json.loads(run("subscribers", "show", "tagged@example.com", "--format", "json")[1])

    assert code == 0
    assert "tagged@example.com" in output
    assert "consent, source: form" in output
    assert found["subscriber"]["tags"] == ["sea"]
    assert {it["pk"].partition("#")[0] for it in found["items"]} == {"AUDIENCE", "LEDGER"}
    assert run("subscribers", "show", "nobody@example.com")[0] == 1


@pytest.mark.usefixtures("known")
def test_somebody_can_be_removed_or_erased_for_them(pipeline, run):
    assert run("subscribers", "remove", "reader@example.com")[0] == 0
    assert run("subscribers", "erase", "tagged@example.com", "--yes")[0] == 0
    assert run("subscribers", "erase", "pending@example.com")[0] == 1  # nobody says yes
    assert run("subscribers", "erase", "nobody@example.com", "--yes")[0] == 1

    states = {it["address"].partition("@")[0]: it["state"] for it in pipeline.subscribers()}
    assert states == {"reader": "unsubscribed", "pending": "pending", "gone": "unsubscribed"}
