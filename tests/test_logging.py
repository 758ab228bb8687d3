"""Every log line says which article it is about, and which build where there is one."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest


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
    lines = [line for line in lines_of(logged) if line["message"] != "collected"]
    assert {line["message"] for line in lines} == {
        "accepted", "rendered", "committed", "published", "counted", "mailed",
    }  # fmt: skip
    for line in lines:
        assert (line["message"], line.get("article_id"), line.get("build_id")) == (line["message"], "tides", build)


@pytest.mark.embedded
def test_no_address_of_a_reader_is_ever_logged(pipeline, logged):
    pipeline.subscribe("reader@example.com")
    pipeline.upload("articles/tides.md", "# Tides\n\nThe sea comes and goes.")
    pipeline.settle()

    assert len(pipeline.mail) == 1
    assert lines_of(logged)
    assert "reader@example.com" not in logged.getvalue()


def lines_of(logged: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in logged.getvalue().splitlines()]
