"""What stands before the text of a page: title, correction, takeaways, table of contents."""

import pytest
from flong.article import Source

from tests.formats.casting import Page, cast
from tests.formats.test_html import described, page, properties

LONG = {"class": "long"}


def test_takeaways_and_sources_in_the_text_are_told_to_machines_and_not_repeated_to_readers():
    lists = {"key_takeaways": ("Mind the tide",), "sources": (Source(url="https://s.example/"),)}
    found = page(**lists, in_text=tuple(lists), coverage_of="jan")
    data = described(found)

    assert "Mind the tide" not in found.text
    assert data["abstract"] == "Mind the tide"
    assert data["isBasedOn"] == data["citation"] == [{"@type": "CreativeWork", "url": "https://s.example/"}]


@pytest.mark.parametrize("variant", ["html", "amp"])
def test_takeaways_stand_apart_from_the_text_and_its_headings(variant):
    body = '<h3 id="s-a">Ebb</h3><p>Text.</p><h3 id="s-b">Flow</h3><p>Text.</p><h3 id="s-c">Slack</h3><p>Text.</p>'
    found = Page(cast(key_takeaways=("Mind the tide",), body=body)[variant])

    assert found.all("aside") == [{"class": "takeaways", "aria-labelledby": "takeaways"}]
    assert [given["id"] for given in found.all("h2")] == ["contents", "s-a", "s-b", "s-c"]
    assert found.text.count("Mind the tide") == found.text.count("Key takeaways") == 1


def test_takeaways_within_the_text_stay_there():
    body = '<p>Text.</p><h2 id="s-key-takeaways">Key takeaways</h2><ul><li>Mind the tide</li></ul>'
    found = page(key_takeaways=("Mind the tide",), in_text=("key_takeaways",), body=body)

    assert found.all("aside") == []
    assert {"id": "s-key-takeaways"} in found.all("h2")


def test_nothing_says_that_an_article_names_no_category():
    assert "articles" not in page(category="articles").text
    assert "article:section" not in properties(page(category="articles"))
    assert "Sea Life" in page(category="Sea-Life").text


@pytest.mark.parametrize(
    ("title", "shown"), [("a" * 120, {}), ("a" * 121, {"class": "long"}), ("潮" * 61, {"class": "long"})]
)
def test_a_title_that_would_fill_a_screen_is_set_smaller(title, shown):
    assert page(title=title).all("h1") == [shown]


def test_a_correction_stands_before_the_text():
    text = page(correction="It was six metres.", body="<p>Seven metres.</p>").text

    assert text.index("It was six metres.") < text.index("Seven metres.")


NAMES = ("ebb", "flood", "slack")
HEADINGS = "".join(f'<h2 id="s-{name}">{name} &amp; <em>more</em></h2><p>Text.</p>' for name in NAMES)


def test_a_text_of_three_headings_gets_a_table_of_contents():
    found = page(body=HEADINGS.replace("h2", "h3", 4))

    assert [a["href"] for a in found.all("a") if a["href"].startswith("#s-")] == ["#s-ebb", "#s-flood", "#s-slack"]
    assert " ".join(found.text.split()).count("ebb & more") == 2
    assert "Contents" in found.text


def test_lower_headings_stand_within_the_one_above_them():
    body = '<h2 id="s-a">A</h2><h3 id="s-b">B</h3><h3 id="s-c">C</h3><h2 id="s-d">D</h2>'

    assert (
        '<li><a href="#s-a">A</a><ol><li><a href="#s-b">B</a></li><li><a href="#s-c">C</a></li></ol></li>\n'
        '<li><a href="#s-d">D</a></li>'
    ) in cast(body=body)["html"]


def test_a_note_in_a_heading_stays_out_of_the_table_of_contents():
    note = '<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup>'

    assert '<a href="#s-ebb">ebb &amp; more</a>' in cast(body=HEADINGS.replace("</h2>", f"{note}</h2>"))["html"]


def test_a_long_table_of_contents_is_shown_to_those_who_ask():
    def listed(chapters: int) -> str:
        return cast(body="".join(f'<h2 id="s-{n}">A</h2><h3 id="s-{n}-x">B</h3>' for n in range(chapters)))["html"]

    assert "<details>" not in listed(5)
    assert '<summary><h2 id="contents">' in listed(6)
    assert "<details>" in cast(body="".join(f'<h2 id="s-{n}">A</h2>' for n in range(45)))["amp"]


def test_a_text_of_two_headings_needs_no_table_of_contents():
    assert "Contents" not in page(body='<h2 id="s-a">A</h2><h2 id="s-b">B</h2>').text


def test_of_very_many_headings_the_upper_ones_are_shown():
    body = "".join(f'<h2 id="s-{n}">A</h2>' + 5 * f'<h3 id="s-{n}-x">B</h3>' for n in range(6))

    assert [a["href"] for a in page(body=body).all("a") if a["href"].startswith("#s-")] == [f"#s-{n}" for n in range(6)]
