"""The web page."""

import json
from datetime import UTC, datetime

import pytest
from flong.article import Image, Moment, Person, Source

from tests.formats.casting import Page, cast
from tests.make import DAY, make_tags

SECOND = Moment(at=datetime(2026, 3, 2, 8, 30, tzinfo=UTC), precision="second", zone="Europe/Berlin")


def page(**given) -> Page:
    return Page(cast(**given)["html"])


def links(found: Page, rel: str) -> list[str | None]:
    return [link["href"] for link in found.all("link") if link["rel"] == rel]


def test_an_article_of_our_own_names_its_own_address_as_canonical():
    assert links(page(), "canonical") == ["https://example.org/sea/tides/"]


def test_an_article_from_elsewhere_names_its_first_address_as_canonical():
    assert links(page(canonical_url="https://first.example/tides"), "canonical") == ["https://first.example/tides"]


def test_a_page_leads_to_its_other_formats():
    found = page()

    assert links(found, "amphtml") == ["https://example.org/sea/tides/amp/"]
    assert set(links(found, "alternate")) == {
        "https://example.org/sea/tides/index.md",
        "https://example.org/sea/tides/article.json",
        "https://example.org/feeds/latest.atom",
    }


def test_a_path_in_another_script_is_written_so_that_every_reader_takes_it():
    assert links(page(path="/تاريخ/flong/"), "canonical") == [
        "https://example.org/%D8%AA%D8%A7%D8%B1%D9%8A%D8%AE/flong/"
    ]


@pytest.mark.parametrize(
    ("moment", "machine", "written"),
    [
        (DAY, "2026-01-22", "22 January 2026"),
        (DAY.model_copy(update={"precision": "month"}), "2026-01", "January 2026"),
        (DAY.model_copy(update={"precision": "year"}), "2026", "2026"),
        (SECOND, "2026-03-02T09:30:00+01:00", "2 March 2026, 09:30 CET"),
    ],
)
def test_a_date_is_shown_no_more_precisely_than_it_was_given(moment, machine, written):
    found = page(published=moment)

    assert [time["datetime"] for time in found.all("time")] == [machine]
    assert written in found.text


def test_tags_lead_to_their_pages_in_their_order():
    found = page(tags=("Sea", "Wind & rain"))

    assert [a["href"] for a in found.all("a") if a.get("rel") == "tag"] == [
        f"https://example.org/tags/{tag.id}/" for tag in make_tags("Sea", "Wind & rain")
    ]


def test_takeaways_and_sources_in_the_text_are_told_to_machines_and_not_repeated_to_readers():
    lists = {"key_takeaways": ("Mind the tide",), "sources": (Source(url="https://s.example/"),)}
    found = page(**lists, in_text=tuple(lists), coverage_of="jan")
    data = json.loads(found.scripts[0])

    assert "Mind the tide" not in found.text
    assert data["abstract"] == "Mind the tide"
    assert data["isBasedOn"] == data["citation"] == [{"@type": "CreativeWork", "url": "https://s.example/"}]


def test_linked_data_dates_carry_a_zone():
    data = json.loads(page(updated=SECOND).scripts[0])

    assert (data["datePublished"], data["dateModified"]) == ("2026-01-22T00:00:00+00:00", "2026-03-02T09:30:00+01:00")


def test_an_editorial_desk_is_an_organization_and_anybody_else_a_person():
    data = json.loads(page(authors=(Person(name="PSEEDR Editorial"), Person(name="Ada Lindqvist"))).scripts[0])

    assert [author["@type"] for author in data["author"]] == ["Organization", "Person"]


def test_a_correction_stands_before_the_text():
    text = page(correction="It was six metres.", body="<p>Seven metres.</p>").text

    assert text.index("It was six metres.") < text.index("Seven metres.")


def test_the_opening_picture_is_shown_once():
    hero = Image(url="https://i.example/a.jpg?w=1&h=2", alt="A quay", width=800, height=400)
    body = '<p><img src="https://i.example/a.jpg?w=1&amp;h=2" alt="A quay"></p>'

    assert len(page(hero=hero, body="<p>Text.</p>").all("img")) == 1
    assert len(page(hero=hero, body=body).all("img")) == 1


def test_a_keyboard_reaches_what_scrolls():
    found = page()

    assert [given["tabindex"] for name, given in found.elements if name == "pre" or given.get("class") == "scroll"] == [
        "0",
        "0",
    ]


def test_an_article_in_arabic_speaks_arabic_from_right_to_left_and_the_frame_does_not():
    found = page(language="ar", words=1_000)

    assert found.all("html") == [{"lang": "ar", "dir": "rtl"}]
    assert [(header["lang"], header["dir"]) for header in found.all("header")] == [("en", "ltr"), ("ar", "rtl")]
    assert "٢٢ يناير ٢٠٢٦" in found.text
    assert "قراءة في ٥ دقائق" in found.text


def test_an_article_in_a_language_without_labels_says_which_language_they_are_in():
    found = page(language="he")

    assert found.all("html") == [{"lang": "he", "dir": "rtl"}]
    assert [(header["lang"], header["dir"]) for header in found.all("header")] == [("en", "ltr"), ("en", "ltr")]
    assert {"lang": "he", "dir": "rtl"} in found.all("h1")


def test_a_page_fetches_nothing_and_runs_nothing():
    found = page(body="<p>Text.</p>")

    assert [script["type"] for script in found.all("script")] == ["application/ld+json"]
    assert not [link for link in found.all("link") if link["rel"] == "stylesheet"]
