"""Which lists hold what is asked for, and where a page begins and ends."""

import pytest
from flong.finding import (
    MOST_EXAMINED,
    Asked,
    Entry,
    Span,
    beside,
    counter_key,
    fits,
    is_filtered,
    page_of,
    period,
    shortest,
    span_of,
    walk,
    ways,
)

from tests.formats.listings import make_listing
from tests.make import make_tags


@pytest.mark.parametrize(
    ("text", "begin", "over"),
    [
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2024-02", "2024-02-01", "2024-03-01"),
        ("2026-01-31", "2026-01-31", "2026-02-01"),
        ("2026-01-22T09:30Z", "2026-01-22T09:30:00Z", "2026-01-22T09:30:01Z"),
        ("2026-01-22T00:30+01:00", "2026-01-21T23:30:00Z", "2026-01-21T23:30:01Z"),
        ("2026-01-22T09:30:00.9Z", "2026-01-22T09:30:00Z", "2026-01-22T09:30:01Z"),
    ],
)
def test_a_period_begins_at_its_first_second_and_is_over_after_its_last(text, begin, over):
    assert period(text) == (begin, over)


@pytest.mark.parametrize(
    "text", ["", "26", "2026-13", "2026-02-30", "9999", "9999-12-31", "2026-01-22T09:30", "now", "٢٠٢٦"]
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        period(text)


def test_a_span_is_the_narrowest_of_all_that_bounds_it():
    asked = Asked(month="2026-01", since="2026-01-10", until="2026-03-01")

    assert span_of(asked, None) == Span("2026-01-10", "2026-02-01")
    assert span_of(asked, "2026-01-15T00:00:00Z#a") == Span("2026-01-10", "2026-01-15T00:00:00Z#a")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked(), []),
        (Asked(tags=("a",)), [("TAG#a",)]),
        (Asked(tags=("a", "b", "a")), [("TAG#a",), ("TAG#b",)]),
        (Asked(tags=("a", "b"), match="any"), [("TAG#a", "TAG#b")]),
        (Asked(tags=("a",), category="sea"), [("TAG#a",), ("CATEGORY#sea",)]),
        (Asked(author="ann", month="2026-01"), [("AUTHOR#ann",), ("LATEST#2026-01",)]),
        (Asked(since="2026"), []),
    ],
)
def test_every_list_that_all_stand_in_is_a_way_to_find_them(asked, expected):
    assert ways(asked) == expected


def test_the_way_with_the_fewest_entries_is_taken():
    counted = {"TAG#a": 100, "TAG#b": 30, "CATEGORY#sea": 120}
    counts = {counter_key(pk): count for pk, count in counted.items()}

    assert shortest([("TAG#a", "TAG#b"), ("CATEGORY#sea",)], counts) == ("CATEGORY#sea",)
    assert shortest([("TAG#a",), ("TAG#b",), ("CATEGORY#sea",)], counts) == ("TAG#b",)
    assert shortest([("TAG#a",), ("TAG#nobody",)], counts) == ("TAG#nobody",)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked(), True),
        (Asked(tags=("sea", "wind")), True),
        (Asked(tags=("sea", "moon")), False),
        (Asked(tags=("sea", "moon"), match="any"), True),
        (Asked(category="sea"), True),
        (Asked(category="land"), False),
        (Asked(author="nobody"), False),
        (Asked(month="2026-01"), True),
        (Asked(language="en"), True),
        (Asked(language="EN-gb"), True),
        (Asked(language="e"), False),
        (Asked(language="en-US"), False),
    ],
)
def test_an_article_fits_if_everything_is_true_of_it(asked, expected):
    assert fits(asked, make_listing(tags=make_tags("Sea", "Wind"), language="en-GB")) is expected


def test_only_more_than_one_condition_makes_a_list_one_in_which_some_do_not_fit():
    assert not is_filtered(Asked(tags=("a", "b"), match="any", since="2026"))
    assert is_filtered(Asked(tags=("a", "b")))
    assert is_filtered(Asked(language="en"))


def entry(number: int, **given) -> Entry:
    return Entry(f"2026-01-01T00:00:{number:02}Z#{number}", make_listing(id=str(number), **given))


def test_a_page_ends_where_it_is_full_and_says_where_to_go_on_only_if_there_is_more():
    entries = [entry(3), entry(2), entry(1)]

    assert page_of(entries, Asked(), 2).next == entry(2).sk
    assert page_of(entries, Asked(), 3).next is None
    assert page_of([], Asked(), 3).entries == ()


def test_a_page_ends_early_where_too_many_do_not_fit():
    wet = [Entry(f"{9999 - number}", make_listing(id=str(number))) for number in range(MOST_EXAMINED + 1)]
    page = page_of(wet, Asked(category="land"), 20)

    assert (page.entries, page.next) == ((), wet[MOST_EXAMINED - 1].sk)


def test_an_article_that_is_dated_anew_meanwhile_is_on_a_page_once():
    old, new = Entry("2026-01#a", make_listing(id="a")), Entry("2026-02#a", make_listing(id="a"))

    assert page_of([new, old], Asked(), 20).entries == (new,)


def test_lists_are_merged_with_every_article_once_and_none_is_read_beyond_its_end():
    lists = {"TAG#a": ["5", "4", "2"], "TAG#b": ["5", "3", "1"]}
    reads = []

    def read(pk, span, limit):
        reads.append(pk)
        within = [sk for sk in lists[pk] if span.low <= sk <= span.high]
        items = [{"sk": sk, "listing": make_listing(id=sk).model_dump(), "revision": 1} for sk in within]
        return items[:limit], len(items) <= limit

    found = [it.sk for it in walk(read, lists, Span("1", "5"), 2)]

    assert found == ["4", "3", "2", "1"]
    assert len(reads) == 4


def test_tags_beside_a_tag_are_counted_over_its_articles():
    listings = [make_listing(tags=make_tags("Sea", *others)) for others in (["Moon", "Wind"], ["Moon"], [])]

    assert [(tag.id, count) for tag, count in beside(listings, "sea")] == [("moon", 2), ("wind", 1)]
