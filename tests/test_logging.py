"""Every log line says which article it is about, and which build where there is one."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flong.mailings import mailing_id

from tests.pipeline.test_feedback import ODD


@pytest.fixture
def logged(pipeline) -> Iterator[io.StringIO]:
    """What the functions log, all of them through one handler."""
    from flong.runtime import logger  # which reads the environment that the pipeline gives

    stream, level = io.StringIO(), logger.log_level
    logger.setLevel("INFO")  # it is made once a process, perhaps for a pipeline that was to keep quiet
    before = logger.registered_handler.setStream(stream)
    yield stream
    logger.registered_handler.setStream(before)
    logger.setLevel(level)


@pytest.mark.embedded
def test_every_line_names_article_and_build(pipeline, logged):
    pipeline.subscribe("reader@example.com")
    pipeline.upload("articles/tides.md", "# Tides\n\nThe sea comes and goes.")
    pipeline.settle()

    build = pipeline.record("tides")["build"]
    kept = [line for line in lines_of(logged) if line["message"] == "kept"]  # of many articles, by their events
    assert [line["events"] for line in kept] == [["tides@1:article.published"]]
    lines = [line for line in lines_of(logged) if line["message"] not in ("collected", "kept")]
    of_a_mailing = {"mailing opened", "mailing begun", "mailing done"}  # which may be longer than a build lasts
    assert {line["message"] for line in lines} == {
        "accepted", "rendered", "committed", "published", "counted", "mailed", *of_a_mailing,
    }  # fmt: skip
    for line in lines:
        name, value = (
            ("mailing", mailing_id("article", "tides")) if line["message"] in of_a_mailing else ("build_id", build)
        )
        assert (line["message"], line.get("article_id"), line.get(name)) == (line["message"], "tides", value)


@pytest.mark.embedded
def test_no_address_of_a_reader_is_ever_logged(pipeline, logged):
    pipeline.subscribe("reader@example.com")
    pipeline.upload("articles/tides.md", "# Tides\n\nThe sea comes and goes.")
    pipeline.settle()

    assert len(pipeline.mail) == 1
    assert lines_of(logged)
    assert "reader@example.com" not in logged.getvalue()


@pytest.mark.embedded
def test_no_address_is_logged_of_what_ses_tells_which_is_full_of_them(pipeline, logged):
    for name in ("bounce", "complain", "softbounce", "denied", "virus", "away", "late"):
        pipeline.subscribe(f"{name}@people.example")
    pipeline.upload("articles/tides.md", "# Tides\n\nThe sea comes and goes.")
    pipeline.settle()
    pipeline.send("FeedbackQueue", ODD)
    pipeline.settle()

    lines = lines_of(logged)
    events = [line for line in lines if line["message"] == "mail event"]
    assert {(line["kind"], line.get("verdict")) for line in events} == {
        ("bounced", "hard"), ("bounced", "soft"), ("bounced", "blocked"), ("complained", None), ("rejected", None),
    }  # fmt: skip
    assert {line["why"] for line in lines if line["message"] == "mail event passed over"} == {
        "an automatic answer", "it is late: SES goes on trying",
    }  # fmt: skip
    assert any("mail.timestamp" in line.get("exception", "") for line in lines)
    assert "people.example" not in logged.getvalue()
    assert "b.example" not in logged.getvalue()


def lines_of(logged: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in logged.getvalue().splitlines()]
