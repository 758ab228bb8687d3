"""The validators of feeds and sitemaps find what is wrong, and nothing where nothing is."""

from pathlib import Path

import pytest

from tests.conformance.feeds import findings
from tests.formats.feeding import make_entry, written
from tests.formats.listings import make_listing
from tests.make import make_tags

SAMPLES = Path(__file__).parents[1] / "conformance" / "samples"
DELETED = '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="x" when="now"/>'
FAULTS = [
    ("atom", "<updated>", "<updated>x"),
    ("atom", '<content type="html">', '<content type="html">&lt;script&gt;'),
    ("atom", '<content type="html">', '<content type="html">&lt;a href="/x"&gt;'),
    ("atom", 'rel="self"', 'rel="other"'),
    (
        "atom",
        "<entry",
        '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="x" when="now"/><entry',
    ),
    ("rss", "<pubDate>", "<pubDate>2026 "),
    ("rss", '<guid isPermaLink="false">', "<guid>"),
    ("rss", "<content:encoded>", '<content:encoded>&lt;a href="/x"&gt;'),
    ("rss", 'rel="self"', 'rel="other"'),
    ("rss", "<language>", "<summary>x</summary><language>"),
    ("rss", "<channel>\n<title>", "<channel>\n<title></title><title>"),
    ("rss", "</item>", '<enclosure url="https://example.org/a.png"/></item>'),
    ("json", '"content_html": "', '"content_html": "<script>'),
    ("json", '"version": "', '"version": "x'),
    ("json", '"date_modified": "', '"date_modified": "x'),
    ("json", '"url": "https', '"url": "x'),
    ("sitemap.xml", "<loc>https", "<loc>ftp"),
    ("sitemap.xml", "</loc>", "</loc><priority>1</priority>"),
    ("pages.xml", "<url>", "<url><priority>9</priority>"),
    ("pages.xml", "sea/tides/", ""),
    ("news.xml", "<news:language>", "<news:language>english-"),
    ("news.xml", "<news:title>Tides</news:title>", ""),
    ("news.xml", "2026-01-22", "22 January"),
    ("news.xml", "</urlset>", "<url><loc>https://example.org/</loc></url></urlset>"),
]


def good(name: str) -> str:
    if name.endswith(".xml"):
        return (SAMPLES / name).read_text(encoding="utf-8")
    return written(name, make_entry(make_listing(tags=make_tags("Sea"))), html="<p>The <em>sea</em>.</p>")


@pytest.mark.parametrize("name", dict.fromkeys(name for name, _, _ in FAULTS))
def test_what_is_right_is_passed(name):
    assert list(findings(good(name).encode())) == []


@pytest.mark.parametrize(("name", "old", "new"), FAULTS)
def test_a_fault_is_found(name, old, new):
    text = good(name)
    assert old in text

    assert list(findings(text.replace(old, new).encode()))
