"""After a change of theme everything is made anew, and nobody is told of what came out as it was."""

import json
from pathlib import Path

import pytest

from tests.pipeline.agreement import assert_agreement

pytestmark = pytest.mark.embedded


def text(title: str, tag: str, day: str) -> str:
    return f"---\ntitle: {title}\ntags: [{tag}]\ndate: {day}\n---\nThe sea comes and goes.\n"


@pytest.fixture
def archive(pipeline, monkeypatch):
    """Three articles, of two tags and three months; the pipeline works while a command waits."""
    import time

    pipeline.subscribe("reader@example.com")
    for title, tag, day in (("Ebb", "sea", "2026-01-02"), ("Flow", "sea", "2026-02-03"), ("Moon", "sky", "2026-03-04")):
        pipeline.upload(f"articles/{title.lower()}.md", text(title, tag, day))
    pipeline.settle()
    monkeypatch.setattr(time, "sleep", lambda _: pipeline.settle())
    return pipeline


def asked(pipeline) -> list[str]:
    return sorted(json.loads(body)["key"] for body in pipeline.take("BulkQueue"))


@pytest.mark.parametrize(
    ("scope", "keys"),
    [
        (("--all",), ["ebb", "flow", "moon"]),
        (("--tag", "sea"), ["ebb", "flow"]),
        (("--since", "2026-02-03"), ["flow", "moon"]),
        (("--since", "20260203"), ["flow", "moon"]),
    ],
)
def test_so_much_is_asked_for_as_was_said(archive, run, scope, keys):
    code, output = run("rebuild", *scope, "--no-wait")

    assert code == 0
    assert f"{len(keys)} articles asked for" in output
    assert asked(archive) == [f"articles/{key}.md" for key in keys]


def test_what_comes_out_as_it_was_is_told_to_nobody(archive, run):
    before = archive.record("ebb")

    assert run("rebuild", "--all")[0] == 0
    archive.settle()

    assert archive.record("ebb") == before
    assert len(archive.announcements) == 3


def restyled(monkeypatch, fingerprint: str, words: str | None) -> None:
    """A theme of another fingerprint, and with other words in its pages if any are given."""
    from flong.formats.templates import Theme

    import flong_local.embedded.functions as functions

    for (file, _), module in functions._loaded.items():
        if file.parent.name == "validate":
            monkeypatch.setattr(module, "FINGERPRINT", fingerprint)
        if words and file.parent.name == "render":
            theme = module.THEME
            changed = Theme(
                theme.site, theme.environment, theme.styles, {**theme.constants, "masthead": words}, theme.catalogues
            )
            monkeypatch.setattr(module, "THEME", changed)


def test_another_build_of_the_very_same_is_told_to_nobody_either(archive, run, monkeypatch):
    builds = {archive.record(name)["build"] for name in ("ebb", "flow", "moon")}
    restyled(monkeypatch, "another", None)

    assert run("rebuild", "--all")[0] == 0
    archive.settle()

    assert builds.isdisjoint(archive.record(name)["build"] for name in ("ebb", "flow", "moon"))
    assert archive.record("ebb")["revision"] == 1
    # Should its event be said once more, it says the same.
    assert archive.record("ebb")["renderer"] == archive.announcements[0]["data"]["renderer"] != "another"
    assert len(archive.announcements) == 3
    assert_agreement(archive)


def test_what_comes_out_otherwise_is_announced_as_a_change_of_rendering_and_mailed_to_nobody(archive, run, monkeypatch):
    restyled(monkeypatch, "another", "<p>A new look</p>")

    assert run("rebuild", "--all")[0] == 0
    archive.settle()

    told = archive.announcements[3:]
    assert {event["type"].rpartition("article.")[2] for event in told} == {"updated.v1"}
    assert [event["data"]["changed"] for event in told] == [["rendering"]] * 3
    assert {event["data"]["renderer"] for event in told} == {"another"}
    assert b"A new look" in archive.site("/articles/ebb/")
    assert len(archive.mail) == 3
    assert_agreement(archive)


def test_a_run_that_was_stopped_goes_on_where_it_was(archive, run, monkeypatch):
    from flong_local import rebuilding

    monkeypatch.setattr(rebuilding, "BATCH", 1)
    sent, send = [], rebuilding.queues.send_all

    def until_it_breaks(queue, messages):
        if len(sent) == 2:
            raise KeyboardInterrupt
        sent.append(messages)
        send(queue, messages)

    monkeypatch.setattr(rebuilding.queues, "send_all", until_it_breaks)
    run("rebuild", "--all", "--no-wait")
    monkeypatch.setattr(rebuilding.queues, "send_all", send)
    assert asked(archive) == ["articles/ebb.md", "articles/flow.md"]

    assert run("rebuild", "--resume", "--no-wait")[0] == 0

    assert asked(archive) == ["articles/moon.md"]
    assert not Path(".flong/rebuild.json").exists()
    assert run("rebuild", "--resume")[0] == 1


def test_a_run_of_one_stack_is_not_gone_on_with_on_another(archive, run):
    from flong_local import rebuilding

    rebuilding.keep(rebuilding.Run(after="articles/flow.md", stack="production"))

    code, output = run("rebuild", "--resume", "--no-wait")

    assert code == 1
    assert "--stack production" in output
    assert archive.take("BulkQueue") == []


@pytest.mark.parametrize("arguments", [(), ("--all", "--tag", "sea"), ("--since", "yesterday")])
def test_a_scope_is_said_once_and_in_words_that_are_understood(archive, run, arguments):
    assert run("rebuild", *arguments)[0] == 2


def test_a_tag_that_nothing_has_is_said(archive, run):
    code, output = run("rebuild", "--tag", "seaa")

    assert code == 1
    assert "No article has the tag `seaa`" in output


def test_a_queue_that_is_not_counted_yet_is_not_taken_for_an_empty_one(archive, run, monkeypatch):
    from flong_local import rebuilding

    counted = iter([0, 3, 0, 0])
    monkeypatch.setattr(rebuilding, "depth", lambda queue: next(counted))

    assert run("rebuild", "--all")[0] == 0
    assert next(counted, None) is None
