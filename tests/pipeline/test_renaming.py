"""A file under another name is the same article: alive throughout, mailed once, its old addresses leading on."""

from itertools import pairwise

import pytest

from flong_local.embedded import Schedule
from flong_local.testing import open_pipeline
from tests.pipeline.agreement import assert_agreement

pytestmark = pytest.mark.embedded

OLD, NEW = "articles/tides.md", "articles/ebb.md"
TEXT = "---\ntitle: Tides\ntags: [Sea]\n---\nThe sea comes and goes.\n"


def kinds(pipeline) -> list[tuple[str, str]]:
    found = [(event["subject"], event["type"].partition("article.")[2]) for event in pipeline.announcements]
    return [(subject, kind.removesuffix(".v1")) for subject, kind in found]


def seen_always(pipeline, *paths: str) -> list[str]:
    """What was missing at any moment of the two addresses, looked at after every call; to be read at the end."""
    missing: list[str] = []

    def look(call):
        if not any(b"comes and goes" in (pipeline.site(path) or b"") for path in paths):
            missing.append(f"{call.function} {call.action}")

    pipeline.hooks.after.append(look)
    return missing


@pytest.fixture
def published():
    with open_pipeline() as pipeline:
        pipeline.subscribe("reader@example.com")
        pipeline.upload(OLD, TEXT)
        pipeline.settle()
        yield pipeline


def test_a_copy_waits_and_says_what_it_is_a_copy_of(published):
    published.upload(NEW, TEXT)
    published.settle()

    [finding] = published.report(NEW)["findings"]
    assert (finding["code"], finding["found"]) == ("copy-of", OLD)
    assert published.site("/articles/ebb/") is None
    assert_agreement(published)


def test_an_article_that_is_copied_and_then_deleted_is_alive_throughout(published):
    missing = seen_always(published, "/articles/tides/", "/articles/ebb/")
    published.upload(NEW, TEXT)
    published.settle()
    published.delete(OLD)
    published.settle()

    assert missing == []
    assert b"comes and goes" in published.site("/articles/ebb/")
    for file in ("", "amp/", "index.md", "index.txt", "article.json"):
        assert b"https://example.org/articles/ebb/" in published.site(f"/articles/tides/{file}")
    assert published.tags() == {"sea": 1}
    assert len(published.mail) == 1
    assert set(kinds(published)[1:]) == {("ebb", "rejected"), ("tides", "withdrawn"), ("ebb", "published")}
    told = {event["subject"]: event["data"] for event in published.announcements if event["sequence"] != "0"}
    assert (told["tides"]["successor"], told["ebb"]["continues"]) == ("ebb", "tides")
    assert told["ebb"]["former_urls"] == ["https://example.org/articles/tides/"]
    assert published.report(NEW)["status"] == "accepted"
    assert_agreement(published)


def test_an_article_that_is_deleted_and_then_uploaded_again_is_the_same_too(published):
    published.delete(OLD)
    published.settle()
    published.upload(NEW, TEXT)
    published.settle()

    assert b"url=https://example.org/articles/ebb/" in published.site("/articles/tides/")
    assert len(published.mail) == 1
    assert_agreement(published)


def test_a_file_that_moves_to_another_folder_keeps_its_address(published):
    missing = seen_always(published, "/articles/tides/")
    published.upload("articles/2026/tides.md", TEXT)
    published.settle()
    published.delete(OLD)
    published.settle()

    assert missing == []
    assert published.record("2026/tides")["path"] == "/articles/tides/"
    assert len(published.mail) == 1
    assert_agreement(published)


def test_an_article_without_a_date_keeps_the_one_it_had_under_its_former_name(published):
    date = published.record("tides")["listing"]["published"]
    published.clock.advance(86_400)
    published.upload(NEW, TEXT)
    published.settle()
    published.delete(OLD)
    published.settle()
    published.upload(NEW, TEXT.replace("comes and goes", "stays"))
    published.settle()

    assert published.record("ebb")["listing"]["published"] == date
    assert published.report(NEW)["understood"]["published"].startswith(date["at"][:10])
    assert_agreement(published)


@pytest.mark.parametrize("back", [NEW, OLD])
def test_another_name_or_a_return_is_no_news_to_who_subscribed_after_the_publication(published, back):
    published.clock.advance(86_400)
    published.subscribe("late@example.com")
    published.delete(OLD)
    published.settle()
    published.upload(back, TEXT)
    published.settle()
    published.upload("articles/news.md", "# News")
    published.settle()

    assert [(mail["To"], mail["Subject"]) for mail in published.mail if mail["To"] == "late@example.com"] == [
        ("late@example.com", "News")
    ]
    assert_agreement(published)


def test_names_may_change_again_and_again(published):
    names = [OLD, NEW, "articles/flow.md", "articles/spring.md"]
    for old, new in pairwise(names):
        published.upload(new, TEXT)
        published.settle()
        published.delete(old)
        published.settle()

    for path in ("tides", "ebb", "flow"):
        assert b"url=https://example.org/articles/spring/" in published.site(f"/articles/{path}/")
    assert len(published.mail) == 1
    assert_agreement(published)


def test_a_name_that_was_left_may_be_given_to_something_else(published):
    published.upload(NEW, TEXT)
    published.settle()
    published.delete(OLD)
    published.settle()
    published.upload(OLD, TEXT.replace("comes and goes", "stays"))
    published.settle()

    assert b"stays" in published.site("/articles/tides/")
    assert b"comes and goes" in published.site("/articles/ebb/")
    assert [mail["Subject"] for mail in published.mail] == ["Tides", "Tides"]
    assert_agreement(published)


def test_a_copy_that_comes_to_differ_is_an_article_of_its_own(published):
    published.upload(NEW, TEXT)
    published.settle()
    published.upload(NEW, TEXT.replace("comes and goes", "stays"))
    published.settle()

    assert b"stays" in published.site("/articles/ebb/")
    assert b"comes and goes" in published.site("/articles/tides/")
    assert_agreement(published)


def test_a_copy_of_what_comes_to_differ_is_an_article_of_its_own(published):
    published.upload(NEW, TEXT)
    published.settle()
    published.upload(OLD, TEXT.replace("comes and goes", "stays"))
    published.settle()

    assert b"stays" in published.site("/articles/tides/")
    assert b"comes and goes" in published.site("/articles/ebb/")
    assert_agreement(published)


def test_of_two_copies_one_takes_the_place_and_the_other_is_told_of_whom_it_is_one_now(published):
    copies = ("articles/2025/tides.md", "articles/2026/tides.md")
    for key in copies:
        published.upload(key, TEXT)
        published.settle()
    published.delete(OLD)
    published.settle()

    statuses = {published.report(key)["status"]: key for key in copies}
    assert sorted(statuses) == ["accepted", "rejected"]
    [finding] = published.report(statuses["rejected"])["findings"]
    assert (finding["code"], finding["found"]) == ("copy-of", statuses["accepted"])
    assert_agreement(published)


def test_a_copy_that_goes_with_its_original_is_gone_too(published):
    published.upload(NEW, TEXT)
    published.settle()
    published.delete(OLD)
    published.delete(NEW)
    published.settle()

    assert published.tags() == {}
    assert published.record("tides")["state"] == "withdrawn"
    assert_agreement(published)


@pytest.mark.parametrize("first", ["delete", "copy"])
@pytest.mark.parametrize("seed", range(6))
def test_in_any_order_and_twice_it_is_one_article_with_one_mail(seed, first):
    with open_pipeline(schedule=Schedule.random(seed, duplicates=True)) as pipeline:
        pipeline.subscribe("reader@example.com")
        pipeline.upload(OLD, TEXT)
        pipeline.settle()
        steps = [lambda: pipeline.delete(OLD), lambda: pipeline.upload(NEW, TEXT)]
        for step in steps if first == "delete" else reversed(steps):
            step()
            pipeline.steps(seed)
        pipeline.settle()

        assert b"comes and goes" in pipeline.site("/articles/ebb/")
        assert b"/articles/ebb/" in pipeline.site("/articles/tides/")
        assert len(pipeline.mail) == 1
        assert_agreement(pipeline)
