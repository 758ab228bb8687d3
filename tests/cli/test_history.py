"""What an article was, and how to have that again."""

import json

import pytest

from tests.cli.test_commands import TIDES
from tests.pipeline.agreement import assert_agreement

pytestmark = pytest.mark.embedded
KEY = "articles/tides.md"


def kinds(pipeline) -> list[str]:
    return [event["type"].partition("article.")[2].removesuffix(".v1") for event in pipeline.announcements]


@pytest.fixture
def edited(pipeline):
    """An article of three revisions."""
    for words in ("one", "two", "three"):
        pipeline.upload(KEY, TIDES.replace("comes and goes", words))
        pipeline.settle()
    return pipeline


@pytest.fixture
def at_once(edited, monkeypatch):
    """The pipeline does its work while a command waits for it."""
    import time

    monkeypatch.setattr(time, "sleep", lambda _: edited.settle())


def test_history_lists_every_revision_with_its_verdict_and_build(edited, run):
    code, output = run("history", "tides", "--format", "json")

    revisions = json.loads(output)
    assert code == 0
    assert [it["revision"] for it in revisions] == [1, 2, 3]
    assert {it["state"] for it in revisions} == {"published"}
    assert len({it["build"] for it in revisions}) == 3
    assert "accepted" in run("history", KEY)[1]


def test_history_has_the_end_of_an_article_too(edited, run):
    edited.delete(KEY)
    edited.settle()

    assert "removed" in run("history", "tides")[1]
    assert run("history", "nowhere")[0] == 1


def test_the_text_before_comes_back_as_a_new_revision_and_the_event_says_so(at_once, edited, run):
    code, output = run("rollback", "tides")

    assert code == 0, output
    assert b"The sea two" in edited.site("/articles/tides/")
    assert edited.record("tides")["revision"] == 4
    assert (edited.announcements[-1]["sequence"], edited.announcements[-1]["data"]["restored_revision"]) == ("4", 2)
    assert "restores 2" in run("history", "tides")[1]
    assert_agreement(edited)


def test_any_revision_may_be_gone_back_to_and_none_is_lost(at_once, edited, run):
    assert run("rollback", "tides", "--to", "1")[0] == 0
    assert b"The sea one" in edited.site("/articles/tides/")
    assert run("rollback", "tides", "--to", "3")[0] == 0
    assert b"The sea three" in edited.site("/articles/tides/")
    assert_agreement(edited)


def test_a_deleted_article_comes_back(at_once, edited, run):
    edited.delete(KEY)
    edited.settle()

    assert run("rollback", "tides")[0] == 0
    assert b"The sea three" in edited.site("/articles/tides/")
    assert kinds(edited)[-2:] == ["withdrawn", "published"]


def test_where_the_last_upload_was_rejected_what_is_live_comes_back_into_the_bucket(at_once, edited, run):
    edited.upload(KEY, "---\npublished: someday\n---\n")
    edited.settle()
    told = len(edited.announcements)
    assert "was rejected, and is no revision" in run("history", "tides")[1]

    code, output = run("rollback", "tides")

    assert code == 0, output
    assert "The text of revision 3" in output
    assert edited.report(KEY)["status"] == "accepted"
    assert (edited.record("tides")["revision"], len(edited.announcements)) == (3, told)
    assert_agreement(edited)


def test_history_fits_into_80_columns_with_nothing_cut_off(edited, run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    lines = run("history", "tides")[1].splitlines()

    assert max(map(len, lines)) <= 80
    assert not any("…" in line for line in lines)
    assert edited.record("tides")["build"][:8] in lines[1]


def test_history_says_what_an_article_was_called_before_and_is_called_now(edited, run):
    edited.upload("articles/ebb.md", TIDES.replace("comes and goes", "three"))
    edited.settle()
    edited.delete(KEY)
    edited.settle()

    assert "It goes on as `ebb`" in run("history", "tides")[1]
    assert "Before, it was `tides`" in run("history", "ebb")[1]
    assert "goes on as ebb" in run("status", "tides")[1]


def test_what_was_never_taken_has_no_history_and_one_is_told_where_to_look(pipeline, run):
    pipeline.upload(KEY, "---\npublished: someday\n---\n")
    pipeline.settle()

    code, output = run("history", "tides")

    assert code == 1
    assert "`flong status tides` says why" in output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "9"), "has no revision 9"),
        (("--to", "3"), "has the text of revision 3 already"),
    ],
)
def test_what_cannot_be_gone_back_to_is_said(edited, run, arguments, said):
    code, output = run("rollback", "tides", *arguments)

    assert code == 1
    assert said in " ".join(output.split())


def test_a_version_that_the_bucket_no_longer_keeps_is_said(edited, run):
    bucket = edited.environment["FLONG_SOURCE_BUCKET"]
    [oldest] = [it for it in edited.clients.s3.list_object_versions(Bucket=bucket)["Versions"] if it["Key"] == KEY][-1:]
    edited.clients.s3.delete_object(Bucket=bucket, Key=KEY, VersionId=oldest["VersionId"])

    code, output = run("rollback", "tides", "--to", "1")

    assert code == 1
    assert "no longer keeps" in output
