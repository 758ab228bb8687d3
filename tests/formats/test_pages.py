"""The pages of lists, of their months, and of all that there is."""

import json
from dataclasses import replace

import pytest
from flong.article import Person, Tag
from flong.formats import pages
from flong.formats.directory import Entry, by_initial, by_year, initial, most_used
from flong.formats.pages import Index, List, Month
from flong.intake.fields.tag_registry import KnownTag

from tests.formats.casting import THEME, Page
from tests.formats.listings import entries_of, home_page, make_listing, tag_page

SEA = Tag(id="sea", label="Sea")
EN = THEME.labels("en")


def in_language(language: str):
    """The theme of a site in another language."""
    from flong.formats.wording import direction_of

    site = THEME.site.model_copy(update={"language": language})
    labels = {"labels": THEME.labels(language), "site_direction": direction_of(language)}
    return replace(THEME, site=site, constants={**THEME.constants, "site": site, **labels})


def month(**given) -> Month:
    shown = {"list": List("tag", "sea", "Sea"), "month": "2026-01", "listings": [make_listing()], "total": 1}
    return Month(**{**shown, **given})


def links(page: str, rel: str) -> list[str]:
    found = [*Page(page).all("link"), *Page(page).all("a")]
    return [it["href"].removeprefix("https://example.org") for it in found if it.get("rel") == rel]


def data(page: str) -> list[dict]:
    [script] = Page(page).scripts
    return json.loads(script)["@graph"]


def robots(page: str) -> str:
    return next(it["content"] for it in Page(page).all("meta") if it.get("name") == "robots")


# ---- fronts


def test_a_front_page_counts_the_whole_list_and_not_what_it_shows():
    assert "1,234" not in tag_page(SEA, [make_listing()], THEME, total=1234)
    assert "1234 articles" in tag_page(SEA, [make_listing()], THEME, total=1234)


def test_a_front_page_offers_a_feed_in_every_form():
    found = [(it["type"], it["href"]) for it in Page(tag_page(SEA, [], THEME)).all("link") if it["rel"] == "alternate"]

    assert found == [
        ("application/atom+xml", "https://example.org/tags/sea/feed.atom"),
        ("application/rss+xml", "https://example.org/tags/sea/feed.rss"),
        ("application/feed+json", "https://example.org/tags/sea/feed.json"),
    ]


def test_search_engines_are_kept_from_an_empty_list_alone():
    assert robots(tag_page(SEA, [], THEME)) == "noindex"
    assert robots(tag_page(SEA, [make_listing()], THEME)) != "noindex"


def test_search_engines_learn_what_a_page_lists_and_the_way_to_it():
    page, trail = data(tag_page(SEA, [make_listing()], THEME))

    assert (page["@type"], page["name"], page["url"]) == ("CollectionPage", "Sea", "https://example.org/tags/sea/")
    assert [it["url"] for it in page["mainEntity"]["itemListElement"]] == ["https://example.org/sea/tides/"]
    assert [it["name"] for it in trail["itemListElement"]] == ["Flong Review", "Topics", "Sea"]


def test_a_list_names_what_it_is_about_once_described():
    described = tag_page(SEA, [], THEME, list=List("tag", "sea", "Sea", "Salt water."))

    assert described.count("Salt water.") == 3  # in its head, for those who share it, and for readers
    assert 'content="Articles on Sea in Flong Review"' in tag_page(SEA, [], THEME)


def test_a_section_has_a_capital_and_does_not_repeat_itself():
    front = pages.Front(List("category", "ai-news", pages.label_of("category", Entry("ai-news", "ai-news", 1))), [], 0)
    shown = pages.front_page(replace(front, listings=[make_listing(category="ai-news")]), THEME)

    assert "<bdi>Ai news</bdi></h1>" in shown
    assert "ai news</bdi></a></b>" not in shown


def test_the_section_of_articles_without_one_has_a_name_and_the_home_page_does_not_lead_there():
    front = pages.front_page(pages.Front(List("category", "articles", "Articles"), [], 0), THEME)
    index = Index(categories=[Entry("articles", "articles", 5), Entry("sea", "sea", 1)])

    assert "<bdi>Other articles</bdi></h1>" in front
    assert "https://example.org/articles/" not in pages.home_page([], index, THEME)


def test_a_story_leads_to_its_section_and_to_who_signs_it():
    page = tag_page(SEA, [make_listing(authors=(Person(name="Ada Brenner"), Person(name="\u200b")))], THEME)
    found = [it["href"].removeprefix("https://example.org") for it in Page(page).all("a")]

    assert {"/sea/", "/authors/ada-brenner/"} <= set(found)
    assert "/authors//" not in found


def test_the_home_page_names_the_most_used_topics_and_leads_to_all():
    tags = [Tag(id=f"t{number:02}", label=f"T{number}") for number in range(40)]
    entries = [entry._replace(articles=number) for number, entry in enumerate(entries_of(tags))]
    shown = pages.home_page([], Index(tags=entries), THEME)
    topics = [it["href"] for it in Page(shown).all("a") if "/tags/t" in it["href"]]

    assert topics == [f"https://example.org/tags/t{number}/" for number in range(39, 9, -1)]
    assert "https://example.org/tags/" in [it["href"] for it in Page(shown).all("a")]
    assert "https://example.org/authors/" not in shown  # nobody signs anything


# ---- months


def test_a_page_of_a_month_leads_on_within_the_month_and_then_to_the_months_beside_it():
    first = pages.month_page(month(number=1, pages=3, older="2025-11", newer="2026-03"), THEME)
    second = pages.month_page(month(number=2, pages=3, older="2025-11", newer="2026-03"), THEME)
    last = pages.month_page(month(number=3, pages=3, older="2025-11", newer="2026-03"), THEME)

    assert links(first, "prev") == ["/tags/sea/2026-03/"] * 2  # in its head and for readers
    assert links(first, "next") == ["/tags/sea/2026-01/2/"] * 2
    assert links(second, "prev") == ["/tags/sea/2026-01/"] * 2
    assert links(second, "next") == ["/tags/sea/2026-01/3/"] * 2
    assert links(last, "next") == ["/tags/sea/2025-11/"] * 2


def test_each_page_of_a_month_is_its_own():
    first, second = (pages.month_page(month(number=number, pages=2), THEME) for number in (1, 2))

    assert links(second, "canonical") == ["/tags/sea/2026-01/2/"]
    assert "<title>Sea, January 2026 · Flong Review</title>" in first
    assert "<title>Sea, January 2026 · Page 2 of 2 · Flong Review</title>" in second


def test_a_month_of_the_whole_site_leads_back_to_all_months():
    shown = pages.month_page(month(list=List("month")), THEME)

    assert links(shown, "canonical") == ["/months/2026-01/"]
    assert "https://example.org/months/" in [it["href"] for it in Page(shown).all("a")]
    assert links(shown, "next") == links(shown, "prev") == []


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("ar", "rtl", ["يناير ٢٠٢٦", "الصفحة ١ من ٢", "مقالات أقدم"]),
        ("zh", "ltr", ["2026年1月", "第 1 页，共 2 页", "较早的文章"]),
    ],
)
def test_a_page_of_a_month_speaks_the_language_of_the_site(language, direction, words):
    shown = pages.month_page(month(pages=2), in_language(language))

    assert f'<html lang="{language}" dir="{direction}">' in shown
    assert [word for word in words if word not in shown] == []


# ---- everything of a kind


@pytest.mark.parametrize(
    ("label", "letter"),
    [
        ("sea", "S"),
        ("Évaluation", "E"),
        ("3D", "0–9"),
        ("٣", "0–9"),
        ("أخلاق", "ا"),
        ("人工智能", "文"),
        ("カメラ", "あ"),
        ("ひらがな", "あ"),
        ("한국", "가"),
        ("“Quoted”", "Q"),
        ("ß", "S"),
        ("😀", "#"),
    ],
)
def test_a_label_is_looked_for_under_its_first_letter(label, letter):
    assert initial(label) == letter


def test_labels_stand_in_the_order_of_a_dictionary():
    entries = [Entry(label, label, 1) for label in ("zebra", "Émile", "eagle", "Ebb", "7", "海")]
    found = [(group.heading, [it.label for it in group.entries]) for group in by_initial(entries, EN)]

    assert found == [("0–9", ["7"]), ("E", ["eagle", "Ebb", "Émile"]), ("Z", ["zebra"]), ("文", ["海"])]


def test_months_stand_under_their_years_the_newest_first():
    groups = by_year([Entry(month, month, 1) for month in ("2025-12", "2026-02", "2026-01")], EN)

    assert [(it.heading, [entry.id for entry in it.entries]) for it in groups] == [
        ("2026", ["2026-02", "2026-01"]),
        ("2025", ["2025-12"]),
    ]


def test_of_two_that_are_used_as_often_the_order_never_changes():
    entries = [Entry("b", "B", 1), Entry("a", "A", 1), Entry("c", "C", 2)]

    assert [it.id for it in most_used(entries, 2)] == ["c", "a"]


def test_two_thousand_topics_make_one_page_that_can_be_read():
    tags = [Tag(id=f"t-{number}", label=f"{chr(65 + number % 26)} topic {number}") for number in range(2000)]
    shown = pages.tags_page(Index(tags=entries_of(tags)), THEME)

    assert len([it for it in Page(shown).all("a") if it["href"].startswith("#g")]) == 26
    assert len(shown) < 600_000


def test_a_topic_is_called_in_lists_as_the_site_calls_it():
    known = THEME.site.tags.model_copy(update={"tags": {"sea": KnownTag(label="The sea")}})
    theme = replace(THEME, site=THEME.site.model_copy(update={"tags": known}))

    assert "<bdi>The sea</bdi>" in pages.tags_page(Index(tags=entries_of([SEA])), theme)
    assert "<bdi>The sea</bdi>" in home_page([], [SEA], theme)
