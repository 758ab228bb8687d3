"""Whether everything agrees, asked by a person or a script."""

import json

import pytest

from tests.cli.test_commands import TIDES

pytestmark = pytest.mark.embedded
NAME = "a-rather-long-name-" * 3 + "for-an-article"
PAGE = f"articles/{NAME}/index.html"


@pytest.fixture
def spoilt(pipeline):
    """An article whose page is gone, long after it was published."""
    pipeline.upload(f"articles/{NAME}.md", TIDES)
    pipeline.settle()
    pipeline.clients.s3.delete_object(Bucket=pipeline.environment["FLONG_SITE_BUCKET"], Key=PAGE)
    pipeline.clock.advance(3600)
    return pipeline


def test_where_all_agrees_that_is_said(pipeline, run):
    assert run("audit") == (0, "Everything agrees.\n")
    assert run("audit", "--format", "json") == (0, "[]\n")


def test_a_difference_is_named_with_what_puts_it_right_and_no_key_in_two_pieces(spoilt, run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    code, output = run("audit")

    assert code == 1
    assert [line.strip() for line in output.splitlines()[:3]] == [
        f"missing     {NAME}",
        f"`{PAGE}` of the site",
        "→ it is published again",
    ]
    assert "1 difference." in output


def test_a_script_gets_what_differs_and_nothing_else(spoilt, run):
    code, output = run("audit", "--format", "json")

    said = {"kind": "missing", "about": NAME, "what": f"`{PAGE}` of the site", "remedy": "it is published again"}
    assert (code, json.loads(output)) == (1, [said])


def test_what_differs_is_put_right_when_one_asks_for_it(spoilt, run):
    code, output = run("audit", "--repair")
    spoilt.settle()
    spoilt.clock.advance(3600)

    assert code == 1
    assert "1 repair is under way" in output
    assert spoilt.site(f"/articles/{NAME}/")
    assert run("audit")[0] == 0
