"""What `tags.toml` has come to call otherwise is put right in every article, entry, counter and page."""

import json
from pathlib import Path

import pytest
from flong.article import Tag
from flong.intake.fields.tag_registry import load_registry

from tests.pipeline.agreement import assert_agreement

pytestmark = pytest.mark.embedded
REGISTRY = """
[oceans]
label = "Oceans"
aliases = ["Sea", "The Deep"]

[moon]
label = "The Moon"
aliases = ["Moon"]
"""
ARTICLES = {"ebb": "Sea, Wind", "flow": "Sea, Moon", "deep": "The Deep, Oceans", "sun": "Sun", "late": "Moon"}


def text(title: str, tags: str) -> str:
    return f"---\ntitle: {title}\ntags: [{tags}]\ndate: 2026-01-02\n---\nThe sea comes and goes: {title}.\n"


@pytest.fixture
def archive(pipeline, run, folder, monkeypatch):
    """Articles of a time when the site knew no tags, and a theme that knows some now."""
    import time

    for name, tags in ARTICLES.items():
        pipeline.upload(f"articles/{name}.md", text(name.capitalize(), tags))
    pipeline.settle()
    monkeypatch.setattr(time, "sleep", lambda _: pipeline.settle())
    (folder / "tags.toml").write_text(REGISTRY)
    deploy(folder, pipeline, monkeypatch)
    return pipeline


@pytest.fixture
def apply(run):
    """Runs the command as in a process of its own, which reads its settings anew."""
    from flong.settings import settings

    def command(*arguments: str) -> tuple[int, str]:
        settings.cache_clear()
        return run("tags", "apply", *arguments)

    return command


def deploy(folder: Path, pipeline, monkeypatch) -> None:
    """From now on functions and commands have the theme in `folder`."""
    import flong_local.embedded.functions as functions

    for (file, _), module in functions._loaded.items():
        if file.parent.name == "validate":
            site = module.SITE.model_copy(update={"tags": load_registry(folder)})
            monkeypatch.setattr(module, "SITE", site)
            monkeypatch.setattr(module, "FINGERPRINT", "another")
    Path(".flong/dev.json").write_text(json.dumps({**pipeline.environment, "FLONG_THEME": str(folder)}))


def bulk(pipeline) -> list[str]:
    return sorted(json.loads(body)["key"] for body in pipeline.take("BulkQueue"))


def test_a_merge_and_a_new_label_reach_entries_counters_and_pages(archive, apply):
    code, output = apply()
    archive.settle()

    assert code == 0
    assert "4 articles asked for." in output
    assert archive.tags() == {"oceans": 3, "wind": 1, "moon": 2, "sun": 1}
    assert archive.entries("sea") == archive.entries("the-deep") == []
    labels = {tag["label"] for it in archive.items("TAG#moon") for tag in it["listing"]["tags"] if tag["id"] == "moon"}
    assert labels == {"The Moon"}
    assert b"The Moon" in archive.site("/tags/moon/")
    for name in ("ebb", "flow", "deep"):
        assert f"/articles/{name}/".encode() in archive.site("/tags/oceans/")
        assert f"/articles/{name}/".encode() not in archive.site("/tags/sea/")
    assert_agreement(archive)


def test_when_all_is_applied_there_is_nothing_to_apply(archive, apply):
    apply()
    archive.settle()

    assert "as `tags.toml` has them" in apply()[1]
    assert bulk(archive) == []


def test_a_dry_run_says_what_would_happen_and_does_nothing(archive, apply):
    code, output = apply("--dry-run")

    told = " ".join(output.split())
    assert code == 0
    assert "merge sea (Sea) becomes oceans (Oceans), 2 articles" in told
    assert "label moon (Moon) becomes moon (The Moon), 2 articles" in told
    assert "4 articles in all." in output
    assert bulk(archive) == []


def test_for_a_script_each_change_is_a_row(archive, apply):
    found = json.loads(apply("--dry-run", "--format", "json")[1])

    assert found["articles"] == 4
    assert {
        "from": {"id": "the-deep", "label": "The Deep"},
        "to": {"id": "oceans", "label": "Oceans"},
        "articles": 1,
        "merge": True,
    } in found["tags"]
    assert [it["merge"] for it in found["tags"] if it["from"]["id"] == "moon"] == [False]


def test_each_article_is_asked_for_once(archive, apply):
    apply("--no-wait")

    assert bulk(archive) == [f"articles/{name}.md" for name in ("deep", "ebb", "flow", "late")]


def test_a_label_is_found_even_where_the_counter_has_the_new_one_already(archive, apply):
    archive.upload("articles/new.md", text("New", "Moon"))
    archive.settle()

    apply("--no-wait")

    assert "articles/late.md" in bulk(archive)


def test_a_run_that_was_stopped_goes_on_with_what_is_left(archive, run, apply, monkeypatch):
    from flong_local import rebuilding

    monkeypatch.setattr(rebuilding, "BATCH", 1)
    sent, send = [], rebuilding.queues.send_all

    def until_it_breaks(queue, messages, delay=0):
        if queue == archive.environment["FLONG_BULK_QUEUE"]:
            if len(sent) == 2:
                raise KeyboardInterrupt
            sent.append(messages)
        send(queue, messages, delay)

    monkeypatch.setattr(rebuilding.queues, "send_all", until_it_breaks)
    apply("--no-wait")
    monkeypatch.setattr(rebuilding.queues, "send_all", send)
    assert bulk(archive) == ["articles/deep.md", "articles/ebb.md"]

    code, output = run("rebuild", "--resume", "--no-wait")

    assert (code, "2 articles asked for" in output) == (0, True)
    assert bulk(archive) == ["articles/flow.md", "articles/late.md"]


def test_a_merged_tag_that_no_article_has_any_more_has_its_page_made_anew(archive, apply):
    archive.delete("articles/deep.md")
    archive.settle()

    apply("--no-wait")

    assert "built" not in archive.item("DIRTY#tag/the-deep", "DIRTY")


def test_tags_and_one_tag_are_still_listed(archive, run):
    assert "wind" in run("tags")[1]
    assert "Ebb" in run("tags", "wind")[1]


def test_a_tag_that_the_site_does_not_know_is_left_alone(archive):
    from flong_local.retagging import known_as

    registry = load_registry(Path("theme"))

    assert known_as(Tag(id="wind", label="wind"), registry) == Tag(id="wind", label="wind")
    assert known_as(Tag(id="sea", label="Sea"), registry) == Tag(id="oceans", label="Oceans")
