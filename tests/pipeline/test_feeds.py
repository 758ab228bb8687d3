"""What those see who follow the site: feeds through an article's life."""

import json
import shutil
from pathlib import Path

import feedparser
import pytest

from flong_local.testing import open_pipeline
from tests.conformance.feeds import findings
from tests.hubs import address, open_hub
from tests.pipeline.agreement import assert_agreement
from tests.pipeline.marking import mark

THEME = Path(__file__).parents[2] / "layers" / "theme"

TIDES = (
    "# Tides\n\n**Category:** sea\n**Tags:** Moon, Water\n**Date:** 2026-01-22\n\n---\n\nThe sea *comes* and goes.\n"
)
WHERE = ("/feeds/latest", "/tags/moon/feed", "/categories/sea/feed")
FORMS = ("atom", "rss", "json")


def text_of(pipeline, path: str) -> str:
    return pipeline.site(path).decode()


def follow(pipeline, path: str = "/feeds/latest.atom"):
    """A feed as its readers see it."""
    return feedparser.parse(pipeline.site(path))


def items(pipeline, path: str = "/feeds/latest.json"):
    return json.loads(pipeline.site(path))["items"]


def test_every_feed_has_the_whole_text_in_every_form(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()

    for where in WHERE[:2]:
        for form in FORMS:
            raw = pipeline.site(f"{where}.{form}")
            assert list(findings(raw)) == []
            assert "comes" in raw.decode()
        assert "<em>comes</em> and goes." in follow(pipeline, f"{where}.atom").entries[0].content[0].value
        assert "<em>comes</em> and goes." in follow(pipeline, f"{where}.rss").entries[0].content[0].value
        assert "<em>comes</em> and goes." in items(pipeline, f"{where}.json")[0]["content_html"]
    assert_agreement(pipeline)


def test_a_category_has_feeds_of_its_own_under_the_name_that_its_addresses_have(pipeline):
    pipeline.upload("articles/tides.md", TIDES.replace("**Category:** sea", "**Category:** Deep Sea"))
    pipeline.settle()
    mark(pipeline, "category/deep-sea")
    pipeline.settle()

    for form in FORMS:
        raw = pipeline.site(f"/categories/deep-sea/feed.{form}")
        assert list(findings(raw)) == []
        assert b"https://example.org/deep-sea/tides/" in raw
    assert follow(pipeline, "/categories/deep-sea/feed.atom").feed.title == "Deep Sea · Flong Review"


def test_a_correction_keeps_the_id_and_is_later_and_says_what_was_wrong(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    [before] = items(pipeline)
    corrected = TIDES.replace("**Date:**", "**Correction:** It was noon.\n**Date:**").replace("goes", "stays")
    pipeline.upload("articles/tides.md", corrected)
    pipeline.settle()
    [after] = items(pipeline)

    assert after["id"] == before["id"]
    assert after["date_published"] == before["date_published"]
    assert after["date_modified"] > before["date_modified"]
    assert after["content_html"].index("It was noon.") < after["content_html"].index("stays")


def test_a_minor_change_is_there_and_nobody_is_told_that_it_is_new(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    [before] = items(pipeline)
    pipeline.upload(
        "articles/tides.md", TIDES.replace("**Date:**", "**Change:** minor\n**Date:**").replace("goes", "gos")
    )
    pipeline.settle()
    [after] = items(pipeline)

    assert "gos" in after["content_html"]
    assert after["date_modified"] == before["date_modified"]


def test_what_is_withdrawn_is_gone_from_every_feed_and_atom_says_so(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.upload("articles/waves.md", "# Waves\n\n**Tags:** Moon\n\n---\n\nThey roll.\n")
    pipeline.settle()
    id_ = next(item["id"] for item in items(pipeline) if item["title"] == "Tides")
    pipeline.delete("articles/tides.md")
    pipeline.settle()

    for form in FORMS:
        for where in WHERE[:2]:
            raw = pipeline.site(f"{where}.{form}")
            assert b"comes" not in raw
            assert list(findings(raw)) == []
    assert f'<at:deleted-entry ref="{id_}"' in text_of(pipeline, "/feeds/latest.atom")
    assert f'<at:deleted-entry ref="{id_}"' in text_of(pipeline, "/tags/moon/feed.atom")
    assert_agreement(pipeline)

    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    assert "deleted-entry" not in text_of(pipeline, "/feeds/latest.atom")
    assert id_ in {item["id"] for item in items(pipeline)}


def test_a_draft_of_what_was_public_is_a_withdrawal_too(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    pipeline.upload("articles/tides.md", TIDES.replace("**Date:**", "**Status:** draft\n**Date:**"))
    pipeline.settle()

    assert "deleted-entry" in text_of(pipeline, "/feeds/latest.atom")
    assert items(pipeline) == []


def test_who_comes_back_under_other_tags_is_no_longer_told_of_as_withdrawn(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    pipeline.upload("articles/tides.md", TIDES.replace("**Date:**", "**Status:** draft\n**Date:**"))
    pipeline.settle()
    assert "deleted-entry" in text_of(pipeline, "/tags/moon/feed.atom")
    pipeline.upload("articles/tides.md", "# Tides\n\n**Tags:** Sea\n\n---\n\nBack again.\n")
    pipeline.settle()

    assert "deleted-entry" not in text_of(pipeline, "/tags/moon/feed.atom")
    assert_agreement(pipeline)


@pytest.mark.embedded
def test_a_withdrawal_is_told_for_thirty_days_and_that_it_is_no_longer_is_no_fault(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.upload("articles/waves.md", "# Waves\n\n**Tags:** Moon\n\n---\n\nThey roll.\n")
    pipeline.settle()
    pipeline.delete("articles/tides.md")
    pipeline.settle()
    for days, told in ((29, True), (2, False)):
        pipeline.clock.advance(days * 24 * 60 * 60)
        report = pipeline.invoke("Audit", {})
        pipeline.settle()

        assert report.error is None
        assert report.result["differences"] == 0
        assert ("deleted-entry" in text_of(pipeline, "/tags/moon/feed.atom")) is told
        assert ("deleted-entry" in text_of(pipeline, "/feeds/latest.atom")) is told


def test_an_article_under_another_name_keeps_its_id(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    [before] = items(pipeline)
    pipeline.upload("articles/ebb.md", TIDES)
    pipeline.settle()
    pipeline.delete("articles/tides.md")
    pipeline.settle()
    [after] = items(pipeline)

    assert after["url"] == "https://example.org/sea/ebb/"
    assert (after["id"], after["date_modified"]) == (before["id"], before["date_modified"])
    assert "deleted-entry" not in text_of(pipeline, "/feeds/latest.atom")
    assert_agreement(pipeline)


@pytest.mark.embedded
def test_a_text_past_the_room_that_a_feed_has_is_a_summary(pipeline):
    long = "# Long\n\n---\n\n" + "Word after word after word.\n\n" * 10_000
    for number in range(4):
        pipeline.upload(f"articles/long-{number}.md", long.replace("Long", f"Long {number}"))
    pipeline.settle()

    for form in FORMS:
        assert 400_000 < len(pipeline.site(f"/feeds/latest.{form}")) < 1_500_000
    texts = ["content_html" in item for item in items(pipeline)]
    assert texts == sorted(texts, reverse=True), "the newest have their text"
    assert 0 < sum(texts) < 4


@pytest.mark.embedded
def test_a_feed_does_without_a_text_whose_build_is_missing(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    bucket = pipeline.environment["FLONG_BUILDS_BUCKET"]
    for item in pipeline.clients.s3.list_objects_v2(Bucket=bucket)["Contents"]:
        pipeline.clients.s3.delete_object(Bucket=bucket, Key=item["Key"])
    pipeline.upload("articles/waves.md", "# Waves\n\n**Tags:** Moon\n\n---\n\nThey roll.\n")
    pipeline.settle()

    assert {item["title"]: item.get("content_text") for item in items(pipeline)}.keys() == {"Tides", "Waves"}
    assert pipeline.dead_letters == {}


@pytest.mark.embedded
def test_a_hub_is_told_of_every_feed_that_has_changed_and_of_no_other(tmp_path):
    theme = tmp_path / "theme"
    with open_hub() as hub:
        shutil.copytree(THEME, theme)
        site = (theme / "site.toml").read_text().replace('hub = ""', f'hub = "{address(hub)}"')
        (theme / "site.toml").write_text(site)
        with open_pipeline(environment={"FLONG_THEME": str(theme)}) as pipeline:
            pipeline.upload("articles/tides.md", TIDES)
            pipeline.settle()
            told = {url for _, _, form in hub.told for _, url in form[1:]}
            assert {f"https://example.org{where}.{form}" for where in WHERE[:2] for form in FORMS} <= told
            assert any(link.rel == "hub" and link.href == address(hub) for link in follow(pipeline).feed.links)

            hub.told.clear()
            mark(pipeline, "home")
            pipeline.settle()
            assert hub.told == [], "nothing has changed"
