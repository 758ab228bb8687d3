"""Runs that are overtaken: each was a hole once."""

import json

import pytest
from flong.article import id_of, key_of

from flong_local.embedded import Schedule
from flong_local.testing import open_pipeline
from tests.pipeline.agreement import assert_agreement

pytestmark = pytest.mark.embedded


def text(title: str, words: str = "x", **fields: str) -> str:
    header = "\n".join(f"{name}: {value}" for name, value in fields.items())
    return f"---\ntitle: {title}\n{header}\n---\n{words}\n"


def once(pipeline, function: str, operation: str, part: str, interference) -> None:
    """Runs `interference` just before the first such call whose parameters hold `part`."""

    def hook(call):
        wanted = (call.function, call.operation) == (function, operation) and part in str(call.parameters)
        if wanted and hook in pipeline.hooks.before:
            pipeline.hooks.before.remove(hook)
            interference()

    pipeline.hooks.before.append(hook)


def test_an_object_without_an_extension_is_not_the_article_of_that_name():
    with open_pipeline() as pipeline:
        pipeline.upload("articles/tides.md", text("Tides"))
        pipeline.settle()
        pipeline.upload("articles/tides", "junk")
        pipeline.settle()
        pipeline.delete("articles/tides")
        pipeline.settle()

        assert pipeline.record("tides")["state"] == "published"
        assert pipeline.report("articles/tides.md")["status"] == "accepted"
        assert_agreement(pipeline)


@pytest.mark.parametrize("first", ["a", "a.txt", "a.markdown", "a.MD", "a.md"])
def test_two_names_that_differ_in_an_extension_are_two_articles(first):
    keys = [f"articles/{first}{more}" for more in ("", ".md", ".md.md")]

    assert len({id_of(key) for key in keys}) == 3
    assert [key_of(id_of(key)) for key in keys] == keys


def test_a_publisher_that_timed_out_leaves_no_old_page_behind():
    with open_pipeline() as pipeline:

        def overtake():
            pipeline.time_out_running()
            pipeline.upload("articles/a.md", text("A", "two"))
            pipeline.settle()

        once(pipeline, "Publish", "CopyObject", "a/index.html", overtake)
        pipeline.upload("articles/a.md", text("A", "one"))
        pipeline.settle()

        assert b"two" in pipeline.site("/articles/a/")
        assert_agreement(pipeline)


@pytest.mark.parametrize("operation", ["ListObjectsV2", "DeleteObjects"])
def test_an_article_that_goes_does_not_take_its_successor_along(operation):
    with open_pipeline(schedule=Schedule(shards=64)) as pipeline:
        pipeline.upload("articles/a.md", text("A", "one", slug="x"))
        pipeline.settle()
        pipeline.upload("articles/b.md", text("B", "bee", slug="x"))
        pipeline.settle()
        once(pipeline, "Publish", operation, "articles/x/", pipeline.settle)
        pipeline.delete("articles/a.md")
        pipeline.settle()

        assert b"bee" in pipeline.site("/articles/x/")
        assert_agreement(pipeline)


def test_a_draft_does_not_touch_the_page_that_leads_from_an_old_address():
    with open_pipeline() as pipeline:
        for slug in ("x", "y"):
            pipeline.upload("articles/a.md", text("A", slug=slug))
            pipeline.settle()
        pipeline.upload("articles/d.md", text("D", slug="x", draft="true"))
        pipeline.settle()

        assert b"/articles/y/" in pipeline.site("/articles/x/")


def test_the_address_of_a_draft_is_never_told():
    with open_pipeline() as pipeline:
        pipeline.upload("articles/d.md", text("D", slug="secret", draft="true"))
        pipeline.settle()
        pipeline.upload("articles/d.md", text("D", slug="public"))
        pipeline.settle()

        assert pipeline.site("/articles/secret/") is None
        assert "secret" not in json.dumps(pipeline.announcements)


@pytest.mark.parametrize("before", [{}, {"publish_at": "2030-01-01T00:00:00Z"}], ids=["live", "scheduled"])
def test_an_end_tells_of_what_has_ended_and_not_of_the_draft_that_it_is_now(before):
    with open_pipeline() as pipeline:
        pipeline.upload("articles/d.md", text("Known", tags="[Sea]", **before))
        pipeline.settle()
        secret = text("Secret", "Secret.", slug="secret", tags="[Secret]", correction="Secret", draft="true")
        pipeline.upload("articles/d.md", secret)
        pipeline.settle()
        pipeline.upload("articles/d.md", secret.replace("Secret.", "More secret."))
        pipeline.delete("articles/d.md")
        pipeline.settle()

        end = pipeline.announcements[-1]["data"]
        assert (end["title"], end["url"]) == ("Known", "https://example.org/articles/d/")
        assert end["tags"] == [{"id": "sea", "label": "Sea"}]
        assert "ecret" not in json.dumps(pipeline.announcements)
        assert b"ecret" not in (pipeline.site("/articles/d/") or b"")
        assert_agreement(pipeline)


def test_every_old_address_leads_to_the_present_one():
    with open_pipeline() as pipeline:
        for slug in ("x", "y", "z"):
            pipeline.upload("articles/a.md", text("A", slug=slug))
            pipeline.settle()
        pipeline.upload("articles/b.md", text("B", "bee", slug="y"))
        pipeline.settle()

        assert b"/articles/z/" in pipeline.site("/articles/x/")
        assert b"bee" in pipeline.site("/articles/y/")


def test_a_rejection_that_comes_after_the_mending_is_taken_back():
    with open_pipeline() as pipeline:
        pipeline.upload("articles/a.md", text("A"))
        pipeline.settle()

        def mend():
            pipeline.upload("articles/a.md", text("A"))
            pipeline.settle()

        once(pipeline, "Validate", "PutItem", "VERDICT", mend)
        pipeline.upload("articles/a.md", "---\nlayout: page\n---\n")
        pipeline.settle()

        assert pipeline.report("articles/a.md")["status"] == "accepted"


def test_one_who_waits_again_for_a_path_is_not_forgotten():
    with open_pipeline() as pipeline:
        for name in ("a", "b"):
            pipeline.upload(f"articles/{name}.md", text(name, name * 3, slug="x"))
            pipeline.settle()

        def claim_first():
            held = pipeline.take("IntakeQueue")
            pipeline.upload("articles/c.md", text("c", "ccc", slug="x"))
            pipeline.settle()
            for message in held:
                pipeline.send("IntakeQueue", message)
            pipeline.settle()

        once(pipeline, "Index", "HeadObject", "articles/a.md", claim_first)
        pipeline.delete("articles/a.md")
        pipeline.settle()
        pipeline.delete("articles/c.md")
        pipeline.settle()

        assert b"bbb" in pipeline.site("/articles/x/")
        assert_agreement(pipeline)


def test_a_change_repeated_during_a_rebuild_does_not_hide_another():
    with open_pipeline(schedule=Schedule(shards=64)) as pipeline:

        def another():
            pipeline.upload("articles/b.md", text("B", tags="[sea]"))
            while not any("ARTICLE#b" in json.dumps(it.event) for it in counted(pipeline)):
                assert pipeline.steps(1)
            pipeline.invoke("Count", counted(pipeline)[0].event)

        once(pipeline, "Collect", "UpdateItem", "tag/sea", another)
        pipeline.upload("articles/a.md", text("A", tags="[sea]"))
        pipeline.settle()

        assert b"/articles/b/" in pipeline.site("/tags/sea/")
        assert_agreement(pipeline)


def counted(pipeline) -> list:
    return [it for it in pipeline.invocations if it.function == "Count"]


def test_the_latest_revision_is_announced_even_if_it_differs_in_nothing():
    with open_pipeline() as pipeline:

        def away_and_back():
            pipeline.delete("articles/a.md")
            pipeline.settle()
            pipeline.upload("articles/a.md", text("A"))
            pipeline.settle()

        once(pipeline, "Publish", "Publish", "article.published", away_and_back)
        pipeline.upload("articles/a.md", text("A"))
        pipeline.settle()

        assert_agreement(pipeline)


def test_nothing_is_said_of_a_second_claimant_that_was_deleted_while_it_was_on_its_way():
    with open_pipeline() as pipeline:
        pipeline.upload("articles/a.md", text("A", slug="same"))
        pipeline.settle()

        def go():
            pipeline.delete("articles/b.md")
            pipeline.settle()

        once(pipeline, "Index", "TransactWriteItems", "b.md", go)
        pipeline.upload("articles/b.md", text("B", slug="same"))
        pipeline.settle()

        assert pipeline.report("articles/b.md")["status"] == "removed"
        assert_agreement(pipeline)


def test_the_note_on_what_was_a_draft_when_it_was_deleted_has_the_title_that_readers_knew():
    with open_pipeline() as pipeline:
        for content in (text("Known"), text("Secret", draft="true")):
            pipeline.upload("articles/d.md", content)
            pipeline.settle()
        pipeline.delete("articles/d.md")
        pipeline.settle()

        assert b"Known" in pipeline.site("/articles/d/")
        assert b"Secret" not in pipeline.site("/articles/d/")
        assert_agreement(pipeline)
