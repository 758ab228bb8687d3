"""Pages that many articles share."""

from dataclasses import replace

from flong.article import Person, Tag
from flong.formats.moved import moved_page

from tests.formats.casting import THEME, Page
from tests.formats.listings import home_page, make_listing, tag_page
from tests.make import make_record

SEA = Tag(id="sea", label="Sea")


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


def test_a_former_address_leads_to_the_present_one():
    page = Page(moved_page(make_record(path="/sea/new/"), THEME))

    assert {"http-equiv": "refresh", "content": "0; url=https://example.org/sea/new/"} in page.all("meta")
    assert {"rel": "canonical", "href": "https://example.org/sea/new/"} in page.all("link")
