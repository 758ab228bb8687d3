"""Feeds in every form, and the texts of articles in them."""

import json
from dataclasses import replace
from email.utils import parsedate_to_datetime
from html import unescape
from xml.etree import ElementTree

import feedparser
import pytest
from flong.article import Image, Moment, Person
from flong.events import Withdrawal
from flong.formats.feeds.feed import Gone, gone_from, item_of
from flong.formats.feeds.forms import FORMS

from tests.conformance.feeds import findings
from tests.formats.casting import THEME
from tests.formats.feeding import atom, make_entry, whole_text, written
from tests.formats.listings import make_listing
from tests.make import DAY, make_picture, make_tags

HOSTILE = '<script>alert(1)</script> ]]> & "q" \x0b\ufffe'
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
HUB = replace(
    THEME, constants={**THEME.constants, "site": THEME.site.model_copy(update={"hub": "https://hub.example/"})}
)
HUB = replace(HUB, site=HUB.constants["site"])
FORM_NAMES = [form.name for form in FORMS]
later = DAY.model_copy(update={"at": DAY.at.replace(day=25)})


def full(**given):
    """A listing with everything that one may have."""
    rich = {
        "authors": (Person(name="Ada Brenner", url="https://example.org/ada"), Person(name="Bo")),
        "tags": make_tags("Sea", "Wind & waves"),
        "updated": later,
        "hero": Image(url="/sea/tides/boat.png", alt="A boat"),
    }
    return make_listing(**{**rich, **given})


@pytest.mark.parametrize("form", FORM_NAMES)
def test_every_form_is_valid_with_everything_in_it_and_with_nothing(form):
    entries = [make_entry(full()), make_entry(make_listing(id="b", path="/sea/b/", language="ar", title=HOSTILE))]

    for found in ([], entries):
        for html in ("", whole_text()):
            assert list(findings(written(form, *found, html=html, theme=HUB).encode())) == []


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_a_reader_finds_the_same_in_atom_and_rss(form):
    [seen] = feedparser.parse(written(form, make_entry(full()), html="<p>The <em>sea</em>.</p>")).entries

    assert (seen.title, seen.link, seen.summary) == (
        "Tides",
        "https://example.org/sea/tides/",
        "The sea comes and goes.",
    )
    assert seen.id == item_of(make_entry(), THEME.site).id
    assert (seen.published_parsed[:3], seen.updated_parsed[:3]) == ((2026, 1, 22), (2026, 1, 25))
    assert [author.name for author in seen.authors] == ["Ada Brenner", "Bo"]
    assert seen.content[0].value == "<p>The <em>sea</em>.</p>"
    assert {tag.label or tag.term for tag in seen.tags} == {"Sea", "Wind & waves"}


def test_json_feed_says_all_that_it_has_a_name_for():
    feed = json.loads(
        written("json", make_entry(full(), canonical_url="https://first.example/"), html="<p>x</p>", theme=HUB)
    )
    [item] = feed["items"]

    assert feed["feed_url"] == "https://example.org/feeds/latest.json"
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert (item["content_html"], item["external_url"]) == ("<p>x</p>", "https://first.example/")
    assert (item["date_published"], item["date_modified"]) == ("2026-01-22T00:00:00Z", "2026-01-25T00:00:00Z")
    assert item["tags"] == ["Sea", "Wind & waves"]
    assert item["authors"][0] == {"name": "Ada Brenner", "url": "https://example.org/ada"}
    assert (item["image"], item["language"]) == ("https://example.org/sea/tides/boat.png", "en")


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_a_feed_names_its_own_address_and_its_hub(form):
    links = {(it.rel, it.href) for it in feedparser.parse(written(form, theme=HUB)).feed.links}

    assert {("self", f"https://example.org/feeds/latest.{form}"), ("hub", "https://hub.example/")} <= links
    assert "hub" not in {it.rel for it in feedparser.parse(written(form)).feed.links}


def test_an_entry_keeps_its_id_when_title_path_and_date_change():
    other = {"title": "Other", "path": "/other/", "published": DAY.model_copy(update={"precision": "year"})}
    before, after = make_entry(), make_entry(make_listing(**other))

    assert item_of(before, THEME.site).id == item_of(after, THEME.site).id


def test_an_entry_keeps_its_id_under_another_name():
    renamed = make_entry(make_listing(id="sea/ebb"), known_as="sea/tides")

    assert item_of(renamed, THEME.site).id == item_of(make_entry(), THEME.site).id


def test_two_articles_never_share_an_id():
    found = atom(make_entry(make_listing(id="a")), make_entry(make_listing(id="b"))).findall("{*}entry")

    assert len({entry.findtext("{*}id") for entry in found}) == 2


def test_a_feed_is_as_new_as_its_newest_entry():
    old = make_entry()
    assert atom(old).findtext("{*}updated") == "2026-01-22T00:00:00Z"
    assert atom(old, make_entry(edited="2026-02-01T00:00:00Z")).findtext("{*}updated") == "2026-02-01T00:00:00Z"
    assert atom().findtext("{*}updated") == "1970-01-01T00:00:00Z"


def test_an_entry_is_as_new_as_its_editor_says_or_as_was_noticed():
    assert make_entry().changed == "2026-01-22T00:00:00Z"
    assert make_entry(full()).changed == "2026-01-25T00:00:00Z"
    assert make_entry(full(), edited="2026-01-24T00:00:00Z").changed == "2026-01-25T00:00:00Z"
    assert make_entry(full(), edited="2026-01-26T00:00:00Z").changed == "2026-01-26T00:00:00Z"


def test_rss_writes_times_as_rfc_822_wants_them():
    zoned = Moment(at=DAY.at, precision="minute", zone="Asia/Tokyo")
    item = ElementTree.fromstring(written("rss", make_entry(make_listing(published=zoned)))).find("channel/item")

    assert item.findtext("pubDate") == "Thu, 22 Jan 2026 00:00:00 GMT"
    assert parsedate_to_datetime(item.findtext("pubDate")) == DAY.at


def test_every_entry_has_an_author_or_the_feed_has():
    feed = atom(make_entry(make_listing(authors=(Person(name="Ada"),))))

    assert feed.findtext("{*}author/{*}name") == "Flong Review"
    assert feed.findtext("{*}entry/{*}author/{*}name") == "Ada"


@pytest.mark.parametrize("form", FORM_NAMES)
def test_nothing_of_an_authors_becomes_markup(form):
    listing = make_listing(title=HOSTILE, summary=HOSTILE, authors=(Person(name=HOSTILE),), tags=make_tags("a<b>&c"))
    feed = written(form, make_entry(listing), html="<p>a ]]&gt; b</p>")

    if form == "json":
        assert json.loads(feed)["items"][0]["title"] == HOSTILE
    else:
        root = ElementTree.fromstring(feed)
        assert root.find(".//{*}script") is None
        title = (root.find(".//{*}entry/{*}title") if form == "atom" else root.find(".//item/title")).text
        assert title == '<script>alert(1)</script> ]]> & "q" '


def test_a_character_that_xml_cannot_hold_is_left_out():
    assert atom(make_entry(make_listing(title="a\x0bb\ufffe"))).findtext("{*}entry/{*}title") == "ab"


def test_a_picture_goes_along_with_its_size_where_that_is_known():
    picture = make_picture(file="boat.png", content_type="image/png", bytes=1234)
    own = item_of(make_entry(full()), THEME.site, pictures=[picture]).picture
    other = item_of(
        make_entry(full(hero=Image(url="https://cdn.example/b.jpg"))), THEME.site, pictures=[picture]
    ).picture

    assert own == ("https://example.org/sea/tides/boat.png", "image/png", 1234, "A boat")
    assert other == ("https://cdn.example/b.jpg", "", 0, "")


# ---- the whole text


def test_every_address_in_a_text_is_absolute():
    text = whole_text()

    assert 'href="https://example.org/tags/sea/"' in text
    assert 'href="https://example.org/sea/tides/#s-moon"' in text
    assert 'href="https://example.org/sea/tides/#fn-1"' in text
    assert 'href="#' not in text


def test_a_text_is_what_the_page_says_and_has_no_controls():
    text = whole_text()

    assert "Tides <em>rise</em> &amp; <strong>fall</strong>." in text
    assert "<input" not in text
    assert "☑ " in text
    assert "if spring else" in text


def test_the_note_on_a_correction_comes_first():
    text = whole_text(correction="It was 6 m, not 60 <m>.")

    assert text.index("Correction") < text.index("It was 6 m, not 60 &lt;m&gt;.") < text.index("Tides")


def test_the_opening_picture_stands_in_a_text_that_does_not_show_it():
    boat, quay = Image(url="/sea/boat.png", alt="A boat"), Image(url="https://tides.example/quay.jpg", alt="A quay")

    assert '<img src="https://example.org/sea/boat.png" alt="A boat">' in whole_text(hero=boat)
    assert whole_text(hero=quay).count("quay.jpg") == 1


def test_a_text_from_right_to_left_says_so():
    assert whole_text(language="ar").startswith('<div dir="rtl">')
    assert "dir=" not in whole_text().partition("<p>")[0]


# ---- what has gone


def withdrawal(known_as: str = "sea/tides", day: int = 1) -> Withdrawal:
    return Withdrawal(known_as=known_as, withdrawn=f"2026-02-{day:02}T00:00:00Z")


def test_atom_says_what_has_gone_and_is_as_new_as_that():
    gone = gone_from([withdrawal()], [], THEME.site)
    feed = atom(gone=tuple(gone))
    [deleted] = feed.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")

    assert deleted.attrib == {"ref": item_of(make_entry(), THEME.site).id, "when": "2026-02-01T00:00:00Z"}
    assert feed.findtext("{*}updated") == "2026-02-01T00:00:00Z"


def test_of_what_went_twice_the_last_time_is_told_and_nothing_of_what_is_back():
    there = [item_of(make_entry(make_listing(id="back")), THEME.site)]
    told = [withdrawal("x", 1), withdrawal("x", 9), withdrawal("back", 3), withdrawal("y", 5)]

    assert [it.when for it in gone_from(told, there, THEME.site)] == ["2026-02-09T00:00:00Z", "2026-02-05T00:00:00Z"]


@pytest.mark.parametrize("form", FORM_NAMES)
def test_equal_feeds_have_equal_bytes(form):
    given = {"gone": (Gone("urn:uuid:x", "2026-02-01T00:00:00Z"),), "html": "<p>x</p>"}

    assert written(form, make_entry(full()), **given) == written(form, make_entry(full()), **given)


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_words_that_look_like_markup_are_words_in_a_summary(form):
    """RSS has HTML in a description, and who writes `<b>` there means the letters."""
    entry = make_entry(make_listing(summary="Why <b> & `<script>` matter"))

    [seen] = feedparser.parse(written(form, entry)).entries

    assert unescape(seen.summary) == "Why <b> & `<script>` matter"
