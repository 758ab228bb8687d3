"""The main job, from upload to announcement."""

import json

import pytest

from tests.corpus import SEED, needs_corpus
from tests.pipeline.agreement import assert_agreement

TIDES = "# Tides\n\n**Category:** sea\n**Tags:** Moon, Water\n\n---\n\nThe sea comes and goes.\n"


def kinds(pipeline) -> list[str]:
    return [event["type"].partition("article.")[2].removesuffix(".v1") for event in pipeline.announcements]


@needs_corpus
@pytest.mark.parametrize("name", [SEED.name, "jan-leike.md"])
def test_the_seed_becomes_everything_it_should(pipeline, name):
    pipeline.subscribe("reader@example.com")
    pipeline.upload(f"articles/{name}", SEED)
    pipeline.settle()

    path = "/risk/jan-leike-alignment-is-not-solved-but-increasingly-looks-solvable/"
    for file in ("", "amp/", "index.txt", "index.md", "article.json"):
        assert b"Increasingly Looks Solvable" in pipeline.site(path + file)
    assert b"<title>Jan Leike" in pipeline.site(path)
    assert sorted(pipeline.tags()) == [
        "ai-alignment",
        "ai-safety",
        "jan-leike",
        "large-language-models",
        "reinforcement-learning",
    ]
    assert kinds(pipeline) == ["published"]
    assert [mail["To"] for mail in pipeline.mail] == ["reader@example.com"]
    assert_agreement(pipeline)


def test_what_is_announced_can_be_read(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()

    [event] = pipeline.announcements
    document = json.loads(pipeline.site(event["data"]["document"]["url"]))
    assert document["title"] == "Tides"
    for variant in event["data"]["variants"].values():
        assert "url" not in variant or pipeline.site(variant["url"])


@pytest.mark.embedded
def test_an_announcement_comes_after_everything_it_speaks_of(pipeline):
    """Judged at the moment of the call: an end state could not show the order."""
    readable = []

    def look(call):
        if call.action == "sns.Publish":
            data = json.loads(call.parameters["Message"])["data"]
            readable.append(
                [
                    pipeline.site(it["url"]) is not None
                    for it in [*data["variants"].values(), data["document"]]
                    if "url" in it
                ]
            )

    pipeline.hooks.before.append(look)
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()

    assert readable == [[True] * 6]


def test_an_update_changes_everything_in_one_revision(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    pipeline.upload("articles/tides.md", TIDES.replace("Water", "Ebb").replace("comes and goes", "stays"))
    pipeline.settle()

    assert b"stays" in pipeline.site("/sea/tides/")
    assert pipeline.tags() == {"moon": 1, "ebb": 1}
    assert kinds(pipeline) == ["published", "updated"]
    assert pipeline.announcements[1]["data"]["tags_removed"] == ["water"]
    assert pipeline.record("tides")["revision"] == 2
    assert_agreement(pipeline)


def test_the_same_bytes_again_change_nothing(pipeline):
    for _ in range(3):
        pipeline.upload("articles/tides.md", TIDES)
        pipeline.settle()

    assert pipeline.record("tides")["revision"] == 1
    assert kinds(pipeline) == ["published"]


def test_a_delete_takes_everything_down_and_says_so(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    pipeline.delete("articles/tides.md")
    pipeline.settle()

    assert b"has been withdrawn" in pipeline.site("/sea/tides/")
    assert [key for key in pipeline.site_keys() if key.startswith("sea/")] == [
        "sea/index.html",  # which says that there is nothing
        "sea/tides/index.html",
    ]
    assert pipeline.tags() == {}
    assert kinds(pipeline) == ["published", "withdrawn"]
    assert pipeline.announcements[1]["data"]["former_urls"] == ["https://example.org/sea/tides/"]
    assert_agreement(pipeline)


def test_an_article_that_comes_back_goes_on_counting_its_revisions(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    pipeline.delete("articles/tides.md")
    pipeline.settle()
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()

    assert [event["sequence"] for event in pipeline.announcements] == ["1", "2", "3"]
    assert_agreement(pipeline)


def test_a_new_slug_leaves_a_way_from_the_old_address(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    pipeline.upload("articles/tides.md", TIDES.replace("**Category:** sea", "**Category:** sea\n**Slug:** ebb"))
    pipeline.settle()

    assert b'url=https://example.org/sea/ebb/"' in pipeline.site("/sea/tides/")
    assert b"https://example.org/sea/ebb/index.md" in pipeline.site("/sea/tides/index.md")
    assert b"https://example.org/sea/ebb/index.txt" in pipeline.site("/sea/tides/index.txt")
    assert json.loads(pipeline.site("/sea/tides/article.json")) == {
        "moved_to": "https://example.org/sea/ebb/article.json"
    }
    assert b'url=https://example.org/sea/ebb/"' in pipeline.site("/sea/tides/amp/")
    assert pipeline.site(pipeline.announcements[0]["data"]["document"]["url"]), "events point at it for good"
    assert_agreement(pipeline)


def test_a_draft_is_nowhere_to_be_seen(pipeline):
    pipeline.upload("articles/tides.md", f"---\nstatus: draft\ntags: [Moon]\n---\n{TIDES}")
    pipeline.settle()

    assert pipeline.record("tides")["state"] == "draft"
    assert [key for key in pipeline.site_keys() if "tides" in key] == []
    assert pipeline.announcements == []
    assert pipeline.tags() == {}


def test_a_second_claimant_of_a_path_is_told_and_takes_it_when_it_is_free(pipeline):
    pipeline.upload("articles/a/tides.md", TIDES)
    pipeline.settle()
    pipeline.upload("articles/b/tides.md", TIDES.replace("comes and goes", "is mine"))
    pipeline.settle()

    report = pipeline.report("articles/b/tides.md")
    assert report["status"] == "rejected"
    assert "a/tides" in report["findings"][0]["message"]
    assert b"comes and goes" in pipeline.site("/sea/tides/")

    pipeline.delete("articles/a/tides.md")
    pipeline.settle()

    assert b"is mine" in pipeline.site("/sea/tides/")
    assert pipeline.report("articles/b/tides.md")["status"] == "accepted"
    assert_agreement(pipeline)


@pytest.mark.parametrize(
    "name",
    [
        "a b",
        "a+b",
        "100%",
        "café",
        "it’s",
        "قهوة",
        "a%2Bb",
        "q?x=1&y",
        "quote'\"",
        "x#y",
        "深い",
        "emoji 🌊",
        "dir/deep er/z",
    ],
)
def test_any_name_of_an_object_works(pipeline, name):
    pipeline.upload(f"articles/{name}.md", f"---\nslug: odd\n---\n{TIDES}")
    pipeline.settle()

    assert pipeline.record(name)["state"] == "published"
    assert_agreement(pipeline)
    pipeline.delete(f"articles/{name}.md")
    pipeline.settle()
    assert_agreement(pipeline)


def test_an_article_too_large_for_a_message_takes_the_same_way(pipeline):
    pipeline.upload("articles/long.md", TIDES + "Word after word.\n\n" * 20_000)
    pipeline.settle()

    assert len(pipeline.site("/sea/long/")) > 300_000
    assert_agreement(pipeline)


def test_two_articles_share_a_tags_page_and_feed(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.upload("articles/waves.md", TIDES.replace("# Tides", "# Waves"))
    pipeline.settle()

    assert pipeline.tags() == {"moon": 2, "water": 2}
    assert b"Waves" in pipeline.site("/tags/moon/")
    assert b"Tides" in pipeline.site("/tags/moon/")
    assert b"Waves" in pipeline.site("/")
    assert_agreement(pipeline)


def test_an_article_that_does_without_amp_leads_from_there_to_its_page(pipeline):
    pipeline.upload("articles/tides.md", "# Tides\n\nThe sea comes and goes.")
    pipeline.settle()
    assert b"amphtml" in pipeline.site("/articles/tides/")

    pipeline.upload("articles/tides.md", "---\namp: false\n---\n# Tides\n\nThe sea comes and goes.")
    pipeline.settle()

    assert b"amphtml" not in pipeline.site("/articles/tides/")
    assert b"url=https://example.org/articles/tides/" in pipeline.site("/articles/tides/amp/")
    assert_agreement(pipeline)
