"""What no function could do is named with its reason, and given back."""

import json

import pytest
from botocore.exceptions import ClientError

from tests.cli.test_commands import TIDES
from tests.pipeline.agreement import assert_agreement

pytestmark = pytest.mark.embedded


def failing(pipeline, function: str, action: str):
    """From now on such calls are refused, until the hook is taken away."""

    def refuse(call):
        if (call.function, call.action) == (function, action):
            raise ClientError({"Error": {"Code": "AccessDenied", "Message": "reader@example.com"}}, call.operation)

    pipeline.hooks.before.append(refuse)
    return refuse


@pytest.fixture
def at_once(monkeypatch):
    import time

    monkeypatch.setattr(time, "sleep", lambda _: None)


def test_where_there_are_none_that_is_said(pipeline, run):
    code, output = run("dead-letters")

    assert (code, "There are no dead letters." in output) == (0, True)


@pytest.mark.parametrize(
    ("function", "action", "stage"),
    [
        ("Validate", "s3.GetObject", "intake"),
        ("Render", "s3.PutObject", "render"),
        ("Index", "dynamodb.TransactWriteItems", "index"),
        ("Collect", "s3.PutObject", "collections"),
        ("Deliver", "s3.GetObject", "deliver"),
        ("Feedback", "dynamodb.UpdateItem", "feedback"),
        ("Publish", "sns.Publish", "publish"),
        ("Count", "dynamodb.TransactWriteItems", "count"),
    ],
)
def test_a_dead_letter_of_any_stage_is_named_with_its_reason_and_given_back(
    pipeline, run, at_once, function, action, stage
):
    pipeline.subscribe("reader@example.com")
    refuse = failing(pipeline, function, action)
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()

    code, output = run("dead-letters")

    words = " ".join(output.split())
    assert code == 0
    assert stage in words
    assert {"Collect": "home", "Feedback": "Delivery of mail"}.get(function, "tides") in words
    assert "AccessDenied" in words
    assert "reader@" not in words

    pipeline.hooks.before.remove(refuse)
    assert "given back" in run("dead-letters", "--give-back-all")[1]
    pipeline.settle()

    assert pipeline.dead_letters == {}
    assert b"comes and goes" in pipeline.site("/articles/tides/")
    assert len(pipeline.mail) == 1
    assert_agreement(pipeline)


def test_one_of_several_is_given_back_by_the_beginning_of_its_id(pipeline, run, at_once):
    refuse = failing(pipeline, "Render", "s3.PutObject")
    for name in ("ebb", "flow"):
        pipeline.upload(f"articles/{name}.md", TIDES.replace("Tides", name))
    pipeline.settle()
    pipeline.hooks.before.remove(refuse)

    [line] = [line for line in run("dead-letters")[1].splitlines() if line.endswith("  ebb")]
    assert run("dead-letters", "--give-back", line.split()[0])[0] == 0
    pipeline.settle()

    assert pipeline.site("/articles/ebb/")
    assert pipeline.site("/articles/flow/") is None
    assert run("dead-letters", "--give-back", "zzz")[0] == 1


def test_a_script_has_dead_letters_whole_and_a_person_no_name_in_two_pieces(pipeline, run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    name = "risk/" + "a-rather-long-name-" * 4
    failing(pipeline, "Render", "s3.PutObject")
    pipeline.upload(f"articles/{name}.md", TIDES)
    pipeline.settle()

    [letter] = json.loads(run("dead-letters", "--format", "json")[1])

    assert (letter["stage"], letter["about"], letter["why"]) == ("render", name, "PutObject: AccessDenied")
    assert json.loads(letter["message"])["article_id"] == name
    assert name in run("dead-letters")[1]


def test_a_queue_that_shows_its_messages_again_is_read_to_its_end_all_the_same(pipeline, run, monkeypatch):
    from flong_local import dead_letters

    monkeypatch.setattr(dead_letters, "HELD", 0)
    failing(pipeline, "Render", "s3.PutObject")
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()

    assert len(json.loads(run("dead-letters", "--format", "json")[1])) == 1
