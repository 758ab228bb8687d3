"""The web page."""

import hashlib
import json
import re
from base64 import b64encode
from datetime import UTC, datetime

import pytest
from flong.article import Image, Moment, Person
from flong.formats.report import report_page

from tests.formats.casting import THEME, Page, cast
from tests.make import DAY, make_tags, make_verdict

SECOND = Moment(at=datetime(2026, 3, 2, 8, 30, tzinfo=UTC), precision="second", zone="Europe/Berlin")


def page(**given) -> Page:
    return Page(cast(**given)["html"])


def described(found: Page) -> dict:
    """What a page says of its article to machines."""
    return json.loads(found.scripts[0])["@graph"][0]


def properties(found: Page) -> dict[str | None, str | None]:
    """Open Graph's and Twitter's words on a page."""
    metas = [meta for meta in found.all("meta") if "content" in meta]
    return {meta.get("property") or meta.get("name"): meta["content"] for meta in metas}


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


def test_the_way_back_from_a_note_says_which_it_is():
    note = '<section class="footnotes"><ol><li id="fn-1"><p>Note. {} {}</p></li></ol></section>'
    back = '<a href="#fnref-1{}" class="footnote-back">↩</a>'
    body = note.format(back.format(""), back.format("-2"))

    def names(variant: str, language: str = "en") -> list[str | None]:
        found = Page(cast(body=body, language=language)[variant])
        return [given["aria-label"] for given in found.all("a") if given.get("class") == "footnote-back"]

    assert names("html") == names("amp") == ["Back to the text, 1", "Back to the text, 1-2"]
    assert names("html", "ar") == ["عودة إلى النص، ١", "عودة إلى النص، ١-٢"]


@pytest.mark.parametrize("variant", ["html", "amp"])
def test_a_cell_without_words_heads_nothing(variant):
    heads = '<th scope="col"></th><th scope="col" class="left" colspan="2"></th><th></th><th scope="col">Metres</th>'
    found = Page(cast(body=f"<table><thead><tr>{heads}</tr></thead></table>")[variant])

    assert found.all("td") == [{}, {"class": "left", "colspan": "2"}, {}]
    assert found.all("th") == [{"scope": "col"}]


@pytest.mark.parametrize("variant", ["html", "amp"])
def test_what_stands_beside_a_cell_without_words_says_that_it_heads_a_column(variant):
    heads = '<th></th><th>Metres</th><th class="right">Feet</th>'
    found = Page(cast(body=f"<table><thead><tr>{heads}</tr></thead></table>")[variant])

    assert found.all("th") == [{"scope": "col"}, {"scope": "col", "class": "right"}]


def test_a_link_that_is_its_own_address_is_marked_for_print():
    body = '<p><a href="https://a.example/?b=1&amp;c=2">https://a.example/?b=1&amp;c=2</a> <a href="https://a.example/">A</a></p>'

    assert [given.get("class") for given in page(body=body).all("a") if given["href"].startswith("https://a.")] == [
        "bare",
        None,
    ]


def test_linked_data_dates_carry_a_zone():
    data = described(page(updated=SECOND))

    assert (data["datePublished"], data["dateModified"]) == ("2026-01-22T00:00:00+00:00", "2026-03-02T09:30:00+01:00")


def test_an_editorial_desk_is_an_organization_and_anybody_else_a_person():
    data = described(page(authors=(Person(name="PSEEDR Editorial"), Person(name="Ada Lindqvist"))))

    assert [author["@type"] for author in data["author"]] == ["Organization", "Person"]


def test_the_opening_picture_is_shown_once():
    hero = Image(url="https://i.example/a.jpg?w=1&h=2", alt="A quay", width=800, height=400)
    body = '<p><img src="https://i.example/a.jpg?w=1&amp;h=2" alt="A quay"></p>'

    assert len(page(hero=hero, body="<p>Text.</p>").pictures()) == 1
    assert len(page(hero=hero, body=body).pictures()) == 1


def test_a_text_that_speaks_of_the_picture_that_opens_the_page_does_not_take_its_place():
    hero = Image(url="https://i.example/a.jpg", alt="A quay")
    body = '<p>&lt;img src="https://i.example/a.jpg"&gt;</p>'

    assert len(page(hero=hero, body=body).pictures()) == 1


def test_a_keyboard_reaches_what_scrolls():
    found = page()

    assert [given["tabindex"] for name, given in found.elements if name == "pre" or given.get("class") == "scroll"] == [
        "0",
        "0",
    ]


def said_in(found: Page) -> set[tuple[str | None, str | None]]:
    """The language and direction of every label in the text of a page, which is in those of the article."""
    return {(given["lang"], given["dir"]) for tag in ("bdi", "time") for given in found.all(tag) if "lang" in given}


def test_an_article_in_arabic_speaks_arabic_from_right_to_left_and_the_frame_does_not():
    found = page(language="ar", words=1_000)

    assert found.all("html") == [{"lang": "ar", "dir": "rtl"}]
    assert [header for header in found.all("header") if header] == [{"class": "masthead", "lang": "en", "dir": "ltr"}]
    assert said_in(found) == {("ar", "rtl")}
    assert "٢٢ يناير ٢٠٢٦" in found.text
    assert "قراءة في ٥ دقائق" in found.text


def test_an_article_in_a_language_without_labels_says_which_language_they_are_in():
    found = page(language="he")

    assert found.all("html") == [{"lang": "he", "dir": "rtl"}]
    assert said_in(found) == {("en", "ltr")}
    assert {} in found.all("h1")


def test_a_page_fetches_nothing_and_runs_nothing():
    found = page(body="<p>Text.</p>")

    assert [script["type"] for script in found.all("script")] == ["application/ld+json"]
    assert not [link for link in found.all("link") if link["rel"] == "stylesheet"]


@pytest.mark.parametrize("template", ["article.html", "report.html"])
def test_nothing_but_its_own_style_is_allowed_on_a_page(template):
    html = cast()["html"] if template == "article.html" else report_page(make_verdict(), THEME)
    [style] = re.findall("<style>(.*?)</style>", html, re.DOTALL)
    [policy] = [meta["content"] for meta in Page(html).all("meta") if meta.get("http-equiv")]

    assert f"style-src 'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not re.search("<[^>]* style=", html)


def test_a_picture_is_told_to_networks_with_its_size():
    hero = Image(url="/sea/tides/boat.png", alt="A boat", width=800, height=600)
    found = page(hero=hero, authors=(Person(name="Ada", url="https://ada.example/"),), language="en-GB")
    told = properties(found)

    assert told["og:image"] == told["twitter:image"] == "https://example.org/sea/tides/boat.png"
    assert (told["og:image:width"], told["og:image:height"]) == ("800", "600")
    assert told["og:image:alt"] == told["twitter:image:alt"] == "A boat"
    assert (told["og:locale"], told["article:author"]) == ("en_GB", "https://ada.example/")
    image = described(found)["image"]
    assert (image["url"], image["caption"]) == ("https://example.org/sea/tides/boat.png", "A boat")
    assert image["width"] == {"@type": "QuantitativeValue", "value": 800, "unitCode": "E37"}


def test_coverage_is_an_analysis_and_a_correction_says_what_was_wrong():
    found = described(page(coverage_of="The Tide", correction="It was six metres.", updated=SECOND))

    assert found["@type"] == "AnalysisNewsArticle"
    assert found["correction"] == {
        "@type": "CorrectionComment", "text": "It was six metres.", "datePublished": "2026-03-02T09:30:00+01:00",
    }  # fmt: skip


def test_machines_learn_the_way_to_an_article():
    crumbs = json.loads(page().scripts[0])["@graph"][1]

    assert crumbs["@type"] == "BreadcrumbList"
    assert [step["name"] for step in crumbs["itemListElement"]] == ["Flong Review", "Tides"]
