"""Every log line says which article it is about, and which build where there is one."""

import json

from flong_local.testing import open_pipeline


def test_every_line_names_article_and_build(capfd):
    with open_pipeline() as pipeline:
        pipeline.subscribe("reader@example.com")
        pipeline.upload("articles/tides.md", "# Tides\n\nThe sea comes and goes.")
        pipeline.settle()
        build = pipeline.record("tides")["build"]

    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines() if line.startswith("{")]
    logged = [line for line in lines if "level" in line and line["message"] != "collected"]
    assert {line["message"] for line in logged} == {"accepted", "rendered", "committed", "published", "counted", "mailed"}
    for line in logged:
        assert (line["message"], line.get("article_id"), line.get("build_id")) == (line["message"], "tides", build)


def test_no_address_of_a_reader_is_ever_logged(capfd):
    with open_pipeline() as pipeline:
        pipeline.subscribe("reader@example.com")
        pipeline.upload("articles/tides.md", "# Tides\n\nThe sea comes and goes.")
        pipeline.settle()
        assert len(pipeline.mail) == 1

    assert "reader@example.com" not in capfd.readouterr().out
