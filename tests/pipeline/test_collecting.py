"""What stands on the site of a collection, whatever comes in between."""

import os
import re
import shutil
from collections import Counter
from unittest.mock import patch

import pytest
from flong.article import Moment, Tag

from flong_local.embedded.calls import Crash
from flong_local.testing import open_pipeline
from tests.formats.casting import FOLDER
from tests.pipeline.agreement import assert_agreement
from tests.pipeline.marking import drop_article, list_article, mark

pytestmark = pytest.mark.embedded


def text(title: str, day: str = "2026-01-22", tags: str = "Sea", **fields: str) -> str:
    header = "\n".join(f"{name}: {value}" for name, value in fields.items())
    return f"---\ntitle: {title}\ndate: {day}\ntags: [{tags}]\n{header}\n---\n\nWords.\n"


def upload(pipeline, *titles: str, **given: str) -> None:
    for title in titles:
        pipeline.upload(f"articles/{title.lower()}.md", text(title, **given))


def titles(pipeline, path: str) -> list[str]:
    return re.findall(r"<h2><a[^>]*>([^<]*)</a>", (pipeline.site(path) or b"").decode())


def writes(pipeline) -> list[str]:
    return [call.parameters["Key"] for call in pipeline.call_log if call.function == "Collect" and is_write(call)]


def is_write(call) -> bool:
    return call.action in ("s3.PutObject", "s3.DeleteObject")


# ---- two rebuilds at once


def overtake(pipeline, at: int, title: str) -> list[int]:
    """Just before that call of Collect its invocation counts as lost, and another article is built to the end.

    What was lost goes on, and dies with its next write. What it was about is in the list that is returned.
    """
    seen: list[int] = []

    def hook(call) -> None:
        if call.function != "Collect" or len(seen) > at:
            return
        seen.append(call.number)
        if len(seen) > at:
            pipeline.time_out_running()
            upload(pipeline, title)
            pipeline.settle()
            pipeline.hooks.after.append(die)

    def die(call) -> None:
        if call.function == "Collect" and is_write(call):
            pipeline.hooks.after.remove(die)
            raise Crash("the lost invocation ends")

    pipeline.hooks.before.append(hook)
    return seen


@pytest.mark.parametrize("at", range(0, 33, 2))
def test_a_rebuild_that_is_overtaken_never_writes_over_what_is_newer(at):
    with open_pipeline() as pipeline:
        upload(pipeline, "One")
        pipeline.settle()
        upload(pipeline, "Two")
        reached = overtake(pipeline, at, "Three")
        pipeline.settle()

        assert len(reached) > at, "there is no such call any more"
        assert titles(pipeline, "/tags/sea/") == titles(pipeline, "/") == ["Two", "Three", "One"]
        assert_agreement(pipeline)


# ---- as little as possible is written


def test_a_burst_of_articles_of_one_tag_rebuilds_its_page_a_few_times():
    with open_pipeline() as pipeline:
        for number in range(200):
            list_article(pipeline, **numbered(number))
            mark(pipeline, "tag/sea")
        pipeline.settle()

        assert Counter(writes(pipeline))["tags/sea/index.html"] <= 2
        assert b"200 articles" in pipeline.site("/tags/sea/")


def test_what_has_not_changed_is_not_written():
    with open_pipeline() as pipeline:
        upload(pipeline, "One")
        pipeline.settle()
        before = len(writes(pipeline))
        mark(pipeline, "home", "tag/sea", "category/articles")
        pipeline.settle()
        once = len(writes(pipeline))
        mark(pipeline, "home", "tag/sea", "category/articles")
        pipeline.settle()

        assert once - before <= 4  # the category's page and feeds, if nobody had asked for them yet
        assert len(writes(pipeline)) == once


# ---- months


def months(pipeline) -> list[str]:
    return [key for key in pipeline.site_keys() if key.startswith("tags/sea/20")]


def test_a_month_has_as_many_pages_as_it_needs():
    with open_pipeline() as pipeline:
        for number in range(101):
            list_article(pipeline, **numbered(number))
        mark(pipeline, "tag/sea/2026-01")
        pipeline.settle()
        assert months(pipeline) == [f"tags/sea/2026-01/{number}index.html" for number in ("2/", "3/", "")]
        assert len({it for page in ("", "2/", "3/") for it in titles(pipeline, f"/tags/sea/2026-01/{page}")}) == 101

        for left, pages in ((41, ["tags/sea/2026-01/index.html"]), (0, [])):
            for number in range(left, 101):
                drop_article(pipeline, **numbered(number))
            mark(pipeline, "tag/sea/2026-01")
            pipeline.settle()
            assert months(pipeline) == pages


def numbered(number: int, **given) -> dict:
    return {"id": f"a{number}", "title": f"A{number}", "tags": (Tag(id="sea", label="Sea"),), **given}


def test_months_lead_to_the_nearest_that_have_articles():
    with open_pipeline() as pipeline:
        days = {"One": "2025-11-03", "Two": "2026-01-22", "Three": "2026-04-05"}
        for title, day in days.items():
            upload(pipeline, title, day=day, author="Ada")
        pipeline.settle()

        for path in ("/months/", "/tags/sea/", "/authors/ada/", "/categories/articles/"):
            page = pipeline.site(f"{path}2026-01/").decode()
            assert f'<link rel="next" href="https://example.org{path}2025-11/">' in page
            assert f'<link rel="prev" href="https://example.org{path}2026-04/">' in page
            assert titles(pipeline, f"{path}2026-01/") == ["Two"]


def test_a_category_is_listed_in_the_folder_of_its_articles_and_called_as_they_call_it():
    with open_pipeline() as pipeline:
        upload(pipeline, "One", category="AI & Risk")
        pipeline.settle()
        mark(pipeline, "category/ai-risk", "category/ai-risk/2026-01")
        pipeline.settle()

        assert pipeline.site("/ai-risk/one/")
        assert "<bdi>AI &amp; Risk</bdi></h1>" in pipeline.site("/ai-risk/").decode()
        assert titles(pipeline, "/categories/ai-risk/2026-01/") == titles(pipeline, "/ai-risk/") == ["One"]
        assert b'href="https://example.org/ai-risk/"' in pipeline.site("/")


def test_a_month_that_comes_or_goes_is_led_to_or_past_by_those_beside_it():
    newer, older = b'rel="prev" href="https://example.org/tags/sea/', b'rel="next" href="https://example.org/tags/sea/'
    with open_pipeline() as pipeline:
        for title, day in (("One", "2025-11-03"), ("Three", "2026-04-05")):
            upload(pipeline, title, day=day)
            pipeline.settle()
        assert newer + b"2026-04/" in pipeline.site("/tags/sea/2025-11/")
        assert older + b"2025-11/" in pipeline.site("/tags/sea/2026-04/")

        upload(pipeline, "Two")
        pipeline.settle()
        assert newer + b"2026-01/" in pipeline.site("/tags/sea/2025-11/")
        assert older + b"2026-01/" in pipeline.site("/tags/sea/2026-04/")

        pipeline.delete("articles/two.md")
        pipeline.settle()
        assert newer + b"2026-04/" in pipeline.site("/tags/sea/2025-11/")
        assert older + b"2025-11/" in pipeline.site("/tags/sea/2026-04/")
        assert pipeline.site("/tags/sea/2026-01/") is None


def test_a_month_calls_its_list_as_its_own_articles_do():
    """So that an article of another month changes nothing of it."""
    with open_pipeline() as pipeline:
        upload(pipeline, "One", tags="Sea Level", author="Ann Ebb")
        pipeline.settle()
        upload(pipeline, "Two", day="2025-12-03", tags="sea level", author="ann ebb")
        pipeline.settle()

        assert b"Sea Level" in pipeline.site("/tags/sea-level/2026-01/")
        assert b"Ann Ebb" in pipeline.site("/authors/ann-ebb/2026-01/")
        assert_agreement(pipeline)
        pipeline.clock.advance(3600)
        assert pipeline.invoke("Audit", {}).result["differences"] == 0


def test_a_collection_that_keeps_changing_is_rebuilt_again_later_and_is_no_dead_letter():
    with open_pipeline() as pipeline:
        upload(pipeline, "One")
        pipeline.settle()
        marked: list[int] = []

        def change(call) -> None:
            if call.function == "Collect" and call.action == "dynamodb.UpdateItem" and len(marked) < 20:
                marked.append(call.number)
                mark(pipeline, "home")

        pipeline.hooks.before.append(change)
        mark(pipeline, "home")
        pipeline.settle()

        assert len(marked) == 20
        assert pipeline.queues["CollectionsDeadLetters"] == 0
        assert pipeline.item("DIRTY#home", "DIRTY")["mark"] == pipeline.item("DIRTY#home", "DIRTY")["built"]


def test_the_front_of_a_list_leads_on_to_the_month_that_it_ends_in():
    old = Moment(at="2019-05-01T00:00:00Z", precision="day")
    with open_pipeline() as pipeline:
        for number in range(50):
            list_article(pipeline, **numbered(number))
        mark(pipeline, "tag/sea")
        pipeline.settle()
        assert b"Older articles" not in pipeline.site("/tags/sea/")

        list_article(pipeline, **numbered(50, published=old))
        mark(pipeline, "tag/sea", "home")
        pipeline.settle()
        assert b'href="https://example.org/tags/sea/2019-05/">Older articles' in pipeline.site("/tags/sea/")
        assert b'href="https://example.org/months/2019-05/">Older articles' in pipeline.site("/")
        assert b"51 articles" in pipeline.site("/tags/sea/")


# ---- tags with another name


def merged_theme(tmp_path):
    theme = tmp_path / "theme"
    shutil.copytree(FOLDER, theme)
    (theme / "tags.toml").write_text('[sea]\nlabel = "The sea"\ndescription = "Salt water."\naliases = ["Ocean"]\n')
    return theme


def test_a_tag_that_was_given_another_name_leads_there_and_its_feeds_go_on(tmp_path):
    with open_pipeline() as pipeline:
        upload(pipeline, "One", tags="Ocean")
        upload(pipeline, "Two", tags="Sea")
        pipeline.settle()
        mark(pipeline, "tag/ocean/2026-01")
        pipeline.settle()
        assert titles(pipeline, "/tags/ocean/2026-01/") == ["One"]
        again(pipeline, str(merged_theme(tmp_path)))

        for path in ("/tags/ocean/", "/tags/ocean/2026-01/"):
            assert b'<link rel="canonical" href="https://example.org/tags/sea/">' in pipeline.site(path)
        assert b"Salt water." in pipeline.site("/tags/sea/")
        assert b"<title>Two</title>" in pipeline.site("/tags/ocean/feed.atom")
        assert pipeline.site("/tags/ocean/feed.atom") == pipeline.site("/tags/sea/feed.atom")
        assert b"/tags/ocean/" not in pipeline.site("/tags/")


def again(pipeline, theme: str) -> None:
    """Rebuilds everything of these tags by another theme, as a deployment with it does."""
    from flong.aws import collecting
    from flong.formats.templates import Theme

    names = ("tag/sea", "tag/ocean", "tag/ocean/2026-01", "home")
    with patch.dict(os.environ, pipeline.environment):
        for name in names:
            assert collecting.bring(name, Theme.load(theme))
