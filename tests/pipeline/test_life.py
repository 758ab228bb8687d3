"""What becomes of an article that is edited, corrected, moved and withdrawn, as its editor knows it."""

import shutil
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from flong.formats.registry import PUBLIC

from flong_local.testing import open_pipeline
from tests.pipeline.agreement import assert_agreement

THEME = Path(__file__).parents[2] / "layers" / "theme"
KEY = "articles/tides.md"


def text(words: str = "The sea comes and goes.", **fields: str) -> str:
    header = "\n".join(f"{name}: {value}" for name, value in {"title": "Tides", "tags": "[Sea]", **fields}.items())
    return f"---\n{header}\n---\n{words}\n"


def put(pipeline, content: str) -> None:
    pipeline.upload(KEY, content)
    pipeline.settle()


def kinds(pipeline) -> list[str]:
    return [event["type"].partition("article.")[2].removesuffix(".v1") for event in pipeline.announcements]


def test_a_minor_edit_changes_every_variant_and_is_mailed_to_nobody(pipeline):
    pipeline.subscribe("reader@example.com")
    put(pipeline, text())
    put(pipeline, text("The sea comes, and goes.", change="minor"))

    assert kinds(pipeline) == ["published", "updated"]
    assert pipeline.announcements[-1]["data"]["change_kind"] == "minor"
    assert all(b"comes, and goes" in pipeline.site(f"/articles/tides/{file}") for file in PUBLIC.values())
    assert len(pipeline.mail) == 1


@pytest.mark.embedded
def test_a_minor_edit_of_what_was_never_announced_does_not_cost_the_first_mail(pipeline):
    def refuse(call):
        if (call.function, call.action) == ("Publish", "s3.CopyObject"):
            if pipeline.record("tides")["revision"] == 1:
                raise ClientError({"Error": {"Code": "SlowDown"}}, call.operation)
            pipeline.hooks.before.remove(refuse)

    pipeline.subscribe("reader@example.com")
    pipeline.hooks.before.append(refuse)
    pipeline.upload(KEY, text())
    while pipeline.record("tides") is None:
        pipeline.steps(1)
    put(pipeline, text("The sea comes, and goes.", change="minor"))

    assert [(event["sequence"], kind) for event, kind in zip(pipeline.announcements, kinds(pipeline), strict=True)] == [
        ("2", "published")
    ]
    assert len(pipeline.mail) == 1
    assert_agreement(pipeline)


def test_a_correction_is_announced_as_one_and_stands_in_every_variant(pipeline):
    note = "An earlier version spoke of ten o'clock."
    pipeline.subscribe("reader@example.com")
    put(pipeline, text("At ten."))
    put(pipeline, text("At noon.", correction=note))

    assert kinds(pipeline) == ["published", "corrected"]
    assert pipeline.announcements[-1]["data"]["correction"] == note
    page = pipeline.site("/articles/tides/")
    assert b'"CorrectionComment"' in page
    for file in PUBLIC.values():
        assert b"spoke of ten" in pipeline.site(f"/articles/tides/{file}")
    assert len(pipeline.mail) == 1


@pytest.mark.parametrize("end", ["delete", "withdrawn"])
def test_a_withdrawal_leaves_a_note_and_names_every_address_that_there_was(pipeline, end):
    put(pipeline, text(slug="ebb"))
    put(pipeline, text())
    if end == "delete":
        pipeline.delete(KEY)
        pipeline.settle()
    else:
        put(pipeline, text(status="withdrawn"))

    for path in ("/articles/tides/", "/articles/ebb/"):
        assert b"has been withdrawn" in pipeline.site(path)
        assert b"comes and goes" not in pipeline.site(path)
    assert pipeline.tags() == {}
    assert pipeline.announcements[-1]["type"].endswith("withdrawn.v1")
    assert set(pipeline.announcements[-1]["data"]["former_urls"]) == {
        "https://example.org/articles/tides/",
        "https://example.org/articles/ebb/",
    }
    assert_agreement(pipeline)


@pytest.mark.parametrize("end", ["delete", "withdrawn", "draft"])
def test_what_comes_back_is_led_to_from_every_address_that_it_had_before(pipeline, end):
    put(pipeline, text(slug="ebb"))
    put(pipeline, text())
    if end == "delete":
        pipeline.delete(KEY)
        pipeline.settle()
    else:
        put(pipeline, text(status=end))
    put(pipeline, text("It is back."))

    assert b"It is back." in pipeline.site("/articles/tides/")
    for file in PUBLIC.values():
        assert b"https://example.org/articles/tides/" in pipeline.site(f"/articles/ebb/{file}")
    assert_agreement(pipeline)


@pytest.mark.embedded
def test_a_site_that_wants_it_leaves_nothing_where_an_article_was(tmp_path):
    theme = Path(shutil.copytree(THEME, tmp_path / "theme"))
    settings = theme / "site.toml"
    settings.write_text(settings.read_text().replace('withdrawn = "note"', 'withdrawn = "gone"'))
    with open_pipeline(environment={"FLONG_THEME": str(theme)}) as pipeline:
        put(pipeline, text())
        pipeline.delete(KEY)
        pipeline.settle()

        assert pipeline.site("/articles/tides/") is None


def test_a_new_category_leaves_a_way_from_the_old_address_for_every_format(pipeline):
    put(pipeline, text())
    put(pipeline, text(category="Ocean"))

    assert b"comes and goes" in pipeline.site("/ocean/tides/")
    for file in PUBLIC.values():
        assert b"https://example.org/ocean/tides/" in pipeline.site(f"/articles/tides/{file}")
    assert pipeline.announcements[-1]["data"]["changed"] == ["metadata", "path"]
    assert_agreement(pipeline)
