"""Sitemaps, and what programs that come by themselves are told."""

from datetime import UTC, datetime
from urllib.robotparser import RobotFileParser

import pytest
from flong.article import Moment
from flong.formats.crawling import llms, robots
from flong.formats.sitemaps import PART, Address, news_sitemap, parts, sitemap_index, urlset
from lxml import etree

from tests.conformance.feeds import MOST_BYTES, findings
from tests.formats.casting import THEME
from tests.formats.feeding import make_entry
from tests.formats.listings import make_listing
from tests.make import DAY

SITE = THEME.site
NOON = Moment(at=datetime(2026, 1, 22, 12, tzinfo=UTC), precision="minute", zone="Asia/Tokyo")


def texts(xml: str, tag: str) -> list[str]:
    return [element.text for element in etree.fromstring(xml.encode()).iter(f"{{*}}{tag}")]


def test_a_part_names_pages_in_full_with_their_times():
    part = urlset([Address("/sea/قهوة/", "2026-01-22T00:00:00Z"), Address("/")], SITE)

    assert list(findings(part.encode())) == []
    assert texts(part, "loc") == ["https://example.org/sea/%D9%82%D9%87%D9%88%D8%A9/", "https://example.org/"]
    assert texts(part, "lastmod") == ["2026-01-22T00:00:00Z"]


def test_an_index_names_every_part():
    index = sitemap_index(
        [Address("/sitemaps/pages.xml"), Address("/sitemaps/2026-01.xml", "2026-01-22T00:00:00Z")], SITE
    )

    assert list(findings(index.encode())) == []
    assert texts(index, "loc") == ["https://example.org/sitemaps/pages.xml", "https://example.org/sitemaps/2026-01.xml"]


def test_a_part_is_never_past_what_the_protocol_allows_however_long_its_addresses():
    longest = Address("/" + "a" * (2047 - len("https://example.org/")), "2026-01-22T00:00:00Z")

    assert [len(part) for part in parts([longest] * (PART + 1))] == [PART, 1]
    assert len(urlset([longest] * PART, SITE)) < MOST_BYTES


def test_news_has_the_name_the_language_the_date_and_the_title_that_google_asks_for():
    news = news_sitemap([make_entry(make_listing(title="A & <b>", published=NOON, language="en-GB"))], SITE)

    assert list(findings(news.encode())) == []
    assert texts(news, "name") == ["Flong Review"]
    assert texts(news, "language") == ["en"]
    assert texts(news, "publication_date") == ["2026-01-22T21:00:00+09:00"]
    assert texts(news, "title") == ["A & <b>"]


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "en"), ("pt-BR", "pt"), ("zh", "zh-cn"), ("zh-Hans-SG", "zh-cn"), ("zh-Hant", "zh-tw"), ("zh-TW", "zh-tw")],
)
def test_a_language_is_one_that_google_news_knows(language, told):
    assert texts(news_sitemap([make_entry(make_listing(language=language))], SITE), "language") == [told]


def test_a_day_is_no_more_than_a_day_in_its_own_zone():
    day = DAY.model_copy(update={"at": datetime(2026, 1, 21, 15, tzinfo=UTC), "zone": "Asia/Tokyo"})

    assert texts(news_sitemap([make_entry(make_listing(published=day))], SITE), "publication_date") == ["2026-01-22"]


def test_news_are_a_thousand_at_most():
    entry = make_entry()

    assert len(texts(news_sitemap([entry] * 1_001, SITE), "loc")) == 1_000


def test_robots_may_read_everything_but_what_is_private_and_find_the_sitemap():
    rules = RobotFileParser()
    rules.parse(robots(SITE).splitlines())

    assert rules.can_fetch("any", "https://example.org/sea/tides/")
    assert not rules.can_fetch("any", "https://example.org/subscriptions/confirm")
    assert rules.site_maps() == ["https://example.org/sitemap.xml"]


def test_llms_are_told_the_name_the_latest_articles_as_markdown_topics_and_feeds():
    told = llms([make_listing(summary="It comes\nand goes.")], [("/tags/sea/", "Sea")], SITE)

    assert told.startswith(f"# Flong Review\n\n> {SITE.tagline}\n\n## Latest articles\n\n")
    assert "- [Tides](https://example.org/sea/tides/index.md): It comes and goes.\n" in told
    assert "## Topics\n\n- [Sea](https://example.org/tags/sea/)\n" in told
    assert "- [JSON Feed](https://example.org/feeds/latest.json)\n" in told
    assert "## Latest" not in llms([], [], SITE)


def test_a_title_means_nothing_in_markdown():
    told = llms([make_listing(title="[x](javascript:a) <b>\n# y", summary="`a`")], [], SITE)

    assert r"- [\[x\](javascript:a) \<b\> \# y](https://example.org/sea/tides/index.md): \`a\`" in told
