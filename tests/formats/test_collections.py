"""Pages and feeds that many articles share."""

from dataclasses import replace
from xml.etree import ElementTree

from flong.article import Person, Tag
from flong.formats.collections import home_feed, tag_feed
from flong.formats.moved import moved_page

from tests.formats.casting import THEME, Page
from tests.formats.listings import home_page, make_listing, tag_page
from tests.make import DAY, make_record

SEA = Tag(id="sea", label="Sea")
EARLY = "2020-01-01T00:00:00Z"


def entries(feed: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(feed).findall("{*}entry")


def test_the_home_page_lists_articles_and_tags_in_the_order_given():
    listings = [make_listing(id="b", title="B", path="/sea/b/"), make_listing(id="a", title="A", path="/sea/a/")]
    found = [a["href"] for a in Page(home_page(listings, [SEA], THEME)).all("a")]

    assert found.index("https://example.org/sea/b/") < found.index("https://example.org/sea/a/")
    assert "https://example.org/tags/sea/" in found


def test_authors_of_two_scripts_keep_their_order():
    page = home_page([make_listing(authors=(Person(name="ليلى حداد"), Person(name="John Smith")))], [], THEME)

    assert '%AF/"><bdi>ليلى حداد</bdi></a> and <a href="https://example.org/authors/john-smith/"><bdi>John' in page


def test_a_list_says_no_category_where_there_is_none():
    assert "<b>" not in home_page([make_listing(category="articles")], [], THEME)


def test_a_page_without_articles_says_so():
    assert "Nothing is published yet." in home_page([], [], THEME)
    assert "noindex" in tag_page(SEA, [], THEME)


def test_a_network_that_shows_a_link_learns_what_it_leads_to():
    site = THEME.site.model_copy(update={"card": "/assets/card.png"})
    theme = replace(THEME, constants={**THEME.constants, "site": site})
    for page, title in ((home_page([], [], theme), "Flong Review"), (tag_page(SEA, [make_listing()], theme), "Sea")):
        told = {meta.get("property", meta.get("name")): meta.get("content") for meta in Page(page).all("meta")}

        assert (told["og:title"], told["og:site_name"]) == (title, "Flong Review")
        assert told["og:description"] == told["description"]
        assert (told["og:image"], told["og:image:alt"]) == ("https://example.org/assets/card.png", "Flong Review")
        assert told["twitter:card"] == "summary_large_image"


def test_a_tag_page_leads_to_its_feed():
    assert "https://example.org/tags/sea/feed.atom" in tag_page(SEA, [make_listing()], THEME)


def test_an_entry_keeps_its_id_when_title_path_and_date_change():
    before = make_listing()
    after = make_listing(title="Other", path="/other/", published=DAY.model_copy(update={"precision": "year"}))

    assert entries(tag_feed(SEA, [before], EARLY, THEME))[0].findtext("{*}id") == entries(
        home_feed([after], EARLY, THEME)
    )[0].findtext("{*}id")


def test_two_articles_never_share_an_id():
    found = entries(tag_feed(SEA, [make_listing(id="a"), make_listing(id="b")], EARLY, THEME))

    assert len({entry.findtext("{*}id") for entry in found}) == 2


def test_a_feed_is_never_older_than_its_newest_entry():
    feed = ElementTree.fromstring(tag_feed(SEA, [make_listing()], EARLY, THEME))

    assert feed.findtext("{*}updated") == "2026-01-22T00:00:00Z"


def test_every_entry_has_an_author_or_the_feed_has():
    feed = ElementTree.fromstring(tag_feed(SEA, [make_listing(authors=(Person(name="Ada"),))], EARLY, THEME))

    assert feed.findtext("{*}author/{*}name") == "Flong Review"
    assert feed.findtext("{*}entry/{*}author/{*}name") == "Ada"


def test_a_character_that_xml_cannot_hold_is_left_out():
    assert entries(tag_feed(SEA, [make_listing(title="a\x0bb\ufffe")], EARLY, THEME))[0].findtext("{*}title") == "ab"


def test_a_former_address_leads_to_the_present_one():
    page = Page(moved_page(make_record(path="/sea/new/"), THEME))

    assert {"http-equiv": "refresh", "content": "0; url=https://example.org/sea/new/"} in page.all("meta")
    assert {"rel": "canonical", "href": "https://example.org/sea/new/"} in page.all("link")
