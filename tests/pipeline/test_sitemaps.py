"""What search engines are told through an article's life."""

import time
from datetime import UTC, datetime

import pytest
from lxml import etree

from tests.conformance.feeds import findings
from tests.pipeline.marking import mark

TIDES = "# Tides\n\n**Category:** sea\n**Tags:** Moon\n**Author:** Ada\n**Date:** 2026-01-22\n\n---\n\nIt comes.\n"
NOW = "# Now\n\n**Category:** sea\n\n---\n\nIt is new.\n"
SHARED = ("home", "sitemap", "month/2026-01")


def this_month() -> str:
    return f"month/{datetime.now(UTC):%Y-%m}"


def settle(pipeline) -> None:
    """Until all rests, with the collections made that its changes concern."""
    pipeline.settle()
    mark(pipeline, this_month(), "month/2026-01", "home")
    pipeline.settle()
    mark(pipeline, "sitemap")
    pipeline.settle()


def locations(pipeline, path: str) -> list[str]:
    raw = pipeline.site(path)
    assert list(findings(raw)) == []
    return [element.text.removeprefix("https://example.org") for element in etree.fromstring(raw).iter("{*}loc")]


def test_every_article_is_in_its_month_and_every_page_in_use_in_a_part_of_its_own(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    settle(pipeline)

    assert locations(pipeline, "/sitemap.xml") == ["/sitemaps/pages.xml", "/sitemaps/2026-01.xml"]
    assert locations(pipeline, "/sitemaps/2026-01.xml") == ["/months/2026-01/", "/sea/tides/"]
    fronts = ["/", "/tags/", "/authors/", "/months/", "/authors/ada/", "/sea/", "/tags/moon/"]
    assert locations(pipeline, "/sitemaps/pages.xml") == fronts
    assert b"Sitemap: https://example.org/sitemap.xml" in pipeline.site("/robots.txt")
    assert b"- [Tides](https://example.org/sea/tides/index.md)" in pipeline.site("/llms.txt")


def test_what_is_withdrawn_leaves_the_sitemap_and_a_month_without_articles_has_no_part(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.upload("articles/waves.md", TIDES.replace("# Tides", "# Waves"))
    settle(pipeline)
    pipeline.delete("articles/tides.md")
    settle(pipeline)
    assert locations(pipeline, "/sitemaps/2026-01.xml") == ["/months/2026-01/", "/sea/waves/"]

    pipeline.delete("articles/waves.md")
    settle(pipeline)
    assert pipeline.site("/sitemaps/2026-01.xml") is None
    assert locations(pipeline, "/sitemap.xml") == ["/sitemaps/pages.xml"]


def test_an_edit_is_later(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    settle(pipeline)
    assert b"<lastmod>2026-01-22T00:00:00Z</lastmod>" in pipeline.site("/sitemaps/2026-01.xml")
    pipeline.upload("articles/tides.md", TIDES.replace("comes", "goes"))
    settle(pipeline)

    assert b"<lastmod>2026-01-22T00:00:00Z</lastmod>" not in pipeline.site("/sitemaps/2026-01.xml")


def test_what_first_appeared_elsewhere_is_not_listed(pipeline):
    pipeline.upload("articles/tides.md", TIDES.replace("**Date:**", "**Canonical:** https://first.example/\n**Date:**"))
    pipeline.upload("articles/now.md", NOW.replace("\n\n---", "\n**Canonical:** https://first.example/now\n\n---"))
    settle(pipeline)

    assert locations(pipeline, "/sitemaps/2026-01.xml") == ["/months/2026-01/"]
    assert pipeline.site("/sitemaps/news.xml") is None


@pytest.mark.embedded
def test_news_are_news_for_two_days_also_if_nothing_happens(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.upload("articles/now.md", NOW)
    settle(pipeline)
    assert locations(pipeline, "/sitemaps/news.xml") == ["/sea/now/"]
    assert "/sitemaps/news.xml" in locations(pipeline, "/sitemap.xml")

    pipeline.clock.advance(2 * 86_400 + 60)
    ask_again(pipeline)
    pipeline.settle()
    assert pipeline.site("/sitemaps/news.xml") is None
    assert "/sitemaps/news.xml" not in locations(pipeline, "/sitemap.xml")


def test_without_a_change_nothing_is_made_again_unless_asked_for(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    settle(pipeline)
    before = modified(pipeline)
    time.sleep(1.1)
    ask_again(pipeline)
    pipeline.settle()

    assert modified(pipeline) == before, "what is unchanged is not written"


def ask_again(pipeline) -> None:
    """What happens every hour."""
    message = '{"collection": "sitemap", "again": true}'
    pipeline.clients.sqs.send_message(QueueUrl=pipeline.environment["FLONG_COLLECTIONS_QUEUE"], MessageBody=message)


def modified(pipeline) -> dict[str, str]:
    answer = pipeline.clients.s3.list_objects_v2(Bucket=pipeline.environment["FLONG_SITE_BUCKET"], Prefix="sitemap")
    return {it["Key"]: str(it["LastModified"]) for it in answer["Contents"]}
