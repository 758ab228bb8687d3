"""Bad input gets a clear answer, and what was live stays live."""

import pytest

from tests.pipeline.agreement import assert_agreement

GOOD = "# Tides\n\nThe sea comes and goes.\n"
BAD = {
    "not-utf8": b"# Caf\xe9\n\nText.",
    "empty": b"",
    "too-large": b"# A\n\n" + b"x" * 1_048_576,
    "no-title": b"---\nlayout: page\n---\n",
    "front-matter-broken": b"---\ntitle: [a\n---\nText.",
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_article_gets_a_report_and_an_event(pipeline, code):
    pipeline.upload("articles/tides.md", BAD[code])
    pipeline.settle()

    report = pipeline.report("articles/tides.md")
    assert [report["status"], report["findings"][0]["code"]] == ["rejected", code]
    assert "<h1" in pipeline.report_file("articles/tides.md", "html").decode()
    [event] = pipeline.announcements
    assert event["type"].endswith("article.rejected.v1")
    assert event["data"]["findings"][0]["code"] == code
    assert pipeline.record("tides") is None


@pytest.mark.parametrize("code", BAD)
def test_a_bad_edit_never_takes_down_a_good_article(pipeline, code):
    pipeline.upload("articles/tides.md", GOOD)
    pipeline.settle()
    page = pipeline.site("/articles/tides/")
    pipeline.upload("articles/tides.md", BAD[code])
    pipeline.settle()

    assert pipeline.site("/articles/tides/") == page
    assert pipeline.report("articles/tides.md")["status"] == "rejected"
    assert_agreement(pipeline)


def test_a_bad_edit_that_is_taken_back_is_forgiven(pipeline):
    for content in (GOOD, BAD["no-title"], GOOD):
        pipeline.upload("articles/tides.md", content)
        pipeline.settle()

    assert pipeline.report("articles/tides.md")["status"] == "accepted"
    assert pipeline.record("tides")["revision"] == 1


def test_an_object_that_is_no_article_is_told_so(pipeline):
    pipeline.upload("articles/report.docx", b"PK")
    pipeline.settle()

    assert pipeline.report("articles/report.docx")["findings"][0]["code"] == "no-article"


def test_a_picture_beside_an_article_is_nobodys_business(pipeline):
    pipeline.upload("articles/tides.png", b"\x89PNG")
    pipeline.settle()

    assert pipeline.report("articles/tides.png") is None
    assert pipeline.announcements == []


def test_a_warning_does_not_keep_an_article_back(pipeline):
    pipeline.upload("articles/tides.md", "---\ntitle: Tides\nsumary: x\n---\nText.")
    pipeline.settle()

    report = pipeline.report("articles/tides.md")
    assert [report["status"], report["findings"][0]["level"]] == ["accepted", "warning"]
    assert report["url"] == "https://example.org/articles/tides/"


@pytest.mark.embedded
def test_the_test_event_of_s3_is_ignored(pipeline):
    pipeline.send("IntakeQueue", {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "b"})
    pipeline.settle()

    assert pipeline.dead_letters == {}


@pytest.mark.embedded
def test_a_message_that_cannot_be_read_ends_as_a_dead_letter_and_alone(pipeline):
    pipeline.upload("articles/tides.md", GOOD)
    pipeline.send("IntakeQueue", "no json")
    pipeline.settle()

    assert pipeline.dead_letters == {"IntakeDeadLetters": ["no json"]}
    assert pipeline.record("tides")["revision"] == 1
