"""The commands that speak to a running stack; here to the embedded one, found as `flong dev`'s is."""

import json

import pytest
from typer.testing import CliRunner

from flong_local.cli import app
from flong_local.record import EVENTS

pytestmark = pytest.mark.embedded
TIDES = "# Tides\n\n**Tags:** Moon\n\n---\n\nThe sea comes and goes.\n"


def test_status_tells_where_an_article_stands(pipeline, run):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()

    code, output = run("status", "tides")

    assert code == 0
    assert "published, revision 1" in output
    assert "https://example.org/articles/tides/" in output


def test_status_of_a_rejected_article_says_what_to_mend(pipeline, run):
    pipeline.upload("articles/tides.md", "---\nlayout: page\n---\n")
    pipeline.settle()

    code, output = run("status", "articles/tides.md")

    assert code == 0
    assert "The article has no title." in output


def test_status_of_a_scheduled_article_says_when_it_goes_live(pipeline, run):
    pipeline.upload("articles/tides.md", TIDES.replace("# Tides", "---\npublish_at: 2990-01-22T09:30Z\n---\n# Tides"))
    pipeline.settle()

    assert "goes live  2990-01-22T09:30:00+00:00" in run("status", "tides")[1]


def test_status_for_a_script_is_all_that_stands_of_an_article(pipeline, run):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()

    found = json.loads(run("status", "tides", "--format", "json")[1])

    assert (found["record"]["revision"], found["announced"]["revision"]) == (1, 1)
    assert found["verdict"]["status"] == "accepted"


def test_status_of_a_draft_does_not_speak_of_announcing(pipeline, run):
    pipeline.upload("articles/tides.md", f"---\ndraft: true\n---\n{TIDES}")
    pipeline.settle()

    assert "announced" not in run("status", "tides")[1]


def test_status_of_nothing_says_so(run):
    code, output = run("status", "nowhere")

    assert code == 1
    assert "There is no article `nowhere`" in output


def test_tags_are_listed_with_counts_and_a_tag_with_its_articles(pipeline, run):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()

    assert "moon  Moon" in run("tags")[1]
    assert "Tides" in run("tags", "moon")[1]
    assert run("tags", "nothing")[0] == 1


def test_a_subscriber_who_is_added_gets_the_next_article(pipeline, run):
    assert run("subscribers", "add", "reader@example.com")[0] == 0
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()

    assert [mail["To"] for mail in pipeline.mail] == ["reader@example.com"]
    assert "confirmed     reader@example.com" in run("subscribers", "list")[1]


@pytest.mark.parametrize(
    "address", ["reader", "a@b@c", "a b@example.com", "reader@example.com\nBcc: x@example.com", "@"]
)
def test_what_is_no_address_is_refused(run, address):
    code, output = run("subscribers", "add", address)

    assert code == 2
    assert "is no mail address" in output


def test_without_a_stack_a_command_says_how_to_start_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(app, ["tags"])

    assert result.exit_code == 2
    assert "flong dev" in result.output


def test_invoke_calls_a_function_on_an_empty_stack():
    result = CliRunner().invoke(app, ["invoke", "validate", str(EVENTS / "validate.json")])

    assert result.exit_code == 0
    assert '"batchItemFailures": []' in result.output


def test_invoke_of_no_function_names_those_there_are():
    result = CliRunner().invoke(app, ["invoke", "nothing", str(EVENTS / "validate.json")])

    assert result.exit_code == 2
    assert "Validate" in result.output
