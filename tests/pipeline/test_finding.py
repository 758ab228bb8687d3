"""Every question that readers ask of the index, held to a plain list of all articles."""

import os
import random
from itertools import count
from unittest.mock import patch

import pytest
from flong.article import Tag
from flong.count import counter_of
from flong.events import ArticleRecord
from flong.finding import Asked
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flong_local.testing import open_pipeline
from tests.indexed import every, expected, make_indexed, pages, put, put_all, put_entries

pytestmark = pytest.mark.embedded
TAGS = ("Moon", "Sea", "Wind", "Night Sky")
CHOSEN = random.Random(7)
EXAMPLES = count()


def some(number: int) -> ArticleRecord:
    """An article about anything, of any day of four months."""
    return make_indexed(
        f"a{number}",
        f"2026-0{CHOSEN.randint(1, 4)}-{CHOSEN.randint(1, 28):02}",
        authors=CHOSEN.sample(("Ann Ebb", "Bo Flow"), CHOSEN.randint(1, 2)),
        tags=CHOSEN.sample(TAGS, CHOSEN.randint(0, 3)),
        category=CHOSEN.choice(("sea", "land")),
        language=CHOSEN.choice(("en", "en-GB", "ar")),
    )


ARTICLES = [some(number) for number in range(60)]


@pytest.fixture(scope="module")
def archive():
    with open_pipeline() as pipeline, patch.dict(os.environ, pipeline.environment):
        put_all(pipeline, *ARTICLES)
        yield pipeline


def tags_of(it: ArticleRecord) -> set[str]:
    return {tag.id for tag in it.listing.tags}


def authors_of(it: ArticleRecord) -> set[str]:
    return {person.name for person in it.listing.authors}


def day_of(it: ArticleRecord) -> str:
    return it.listing.published.sortable[:10]


QUESTIONS = {
    "the latest of the site": (Asked(), lambda it: True),
    "a tag": (Asked(tags=("moon",)), lambda it: "moon" in tags_of(it)),
    "any of some tags": (Asked(tags=("moon", "sea"), match="any"), lambda it: {"moon", "sea"} & tags_of(it)),
    "all of some tags": (Asked(tags=("moon", "night-sky")), lambda it: {"moon", "night-sky"} <= tags_of(it)),
    "a category": (Asked(category="sea"), lambda it: it.listing.category == "sea"),
    "an author": (Asked(author="ann-ebb"), lambda it: "Ann Ebb" in authors_of(it)),
    "a month": (Asked(month="2026-02"), lambda it: day_of(it)[:7] == "2026-02"),
    "a language": (Asked(language="en"), lambda it: it.listing.language != "ar"),
    "since a day": (Asked(since="2026-03-10"), lambda it: day_of(it) >= "2026-03-10"),
    "until a day": (Asked(until="2026-02-11"), lambda it: day_of(it) <= "2026-02-10"),
    "a tag within a time": (
        Asked(tags=("sea",), since="2026-02-01", until="2026-03-15"),
        lambda it: "sea" in tags_of(it) and "2026-02-01" <= day_of(it) < "2026-03-15",
    ),
    "a tag of a month": (
        Asked(tags=("sea",), month="2026-03"),
        lambda it: "sea" in tags_of(it) and day_of(it)[:7] == "2026-03",
    ),
    "any of some tags in a category": (
        Asked(tags=("moon", "wind"), match="any", category="land"),
        lambda it: {"moon", "wind"} & tags_of(it) and it.listing.category == "land",
    ),
    "everything at once": (
        Asked(tags=("sea",), category="sea", author="bo-flow", since="2026-01-05", language="en"),
        lambda it: (
            "sea" in tags_of(it)
            and it.listing.category == "sea"
            and "Bo Flow" in authors_of(it)
            and day_of(it) >= "2026-01-05"
            and it.listing.language != "ar"
        ),
    ),
    "a tag that nobody has": (Asked(tags=("volcano",)), lambda it: False),
    "an empty time": (Asked(since="2026-03-01", until="2026-02-01"), lambda it: False),
}


@pytest.mark.parametrize("limit", [1, 3, 7, 100])
@pytest.mark.parametrize("question", QUESTIONS)
def test_pages_together_are_what_was_asked_for_newest_first(archive, question, limit):
    asked, fits = QUESTIONS[question]
    found = pages(asked, limit)

    assert every(found) == expected(ARTICLES, fits)
    assert all(len(page) <= limit for page in found)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_articles_that_come_while_somebody_turns_pages_shift_nothing(archive, data):
    """Each example has tags of its own, so that none sees another's articles."""
    mark = f"x{next(EXAMPLES)}-"
    tags = st.lists(st.sampled_from([f"{mark}a", f"{mark}b"]), min_size=1, max_size=2, unique=True)
    days = st.sampled_from([f"2025-{month:02}-{day:02}" for month in (1, 2, 3) for day in (1, 2)])
    made = iter(range(1000))

    def article(day: str, labels: list[str]) -> ArticleRecord:
        record = make_indexed(f"{mark}{next(made)}", day)
        listing = record.listing.model_copy(update={"tags": tuple(Tag(id=it, label=it) for it in labels)})
        return record.model_copy(update={"listing": listing})

    articles = [article(*it) for it in data.draw(st.lists(st.tuples(days, tags), max_size=12))]
    put_entries(archive, *articles)
    asked = Asked(tags=(f"{mark}a", f"{mark}b"), match=data.draw(st.sampled_from(["any", "all"])))
    fits = set(asked.tags).issubset if asked.match == "all" else (lambda it: True)
    coming = data.draw(st.lists(st.tuples(st.just("2025-03-03") | days, tags), max_size=6))
    late: list[ArticleRecord] = []

    def come(_: int) -> None:
        if coming:
            late.append(article(*coming.pop()))
            put_entries(archive, late[-1])

    found = every(pages(asked, data.draw(st.integers(1, 4)), come))

    assert len(found) == len(set(found))
    assert [it for it in found if it not in {new.id for new in late}] == expected(
        articles, lambda it: fits(tags_of(it))
    )


def test_lists_of_lists_come_in_pages_in_the_order_of_their_ids(archive):
    from flong.aws import finding

    first, position = finding.some_counts("TAGS", 3)
    second, last = finding.some_counts("TAGS", 3, position)
    months, _ = finding.some_counts("MONTHS", 3, newest_first=True)

    assert [it.id for it in first + second] == ["moon", "night-sky", "sea", "wind"]
    assert (position, last) == ("sea", None)
    assert [it.id for it in months] == ["2026-04", "2026-03", "2026-02"]
    assert first[0].count == len(expected(ARTICLES, lambda it: "moon" in tags_of(it)))


def test_a_list_that_has_become_empty_is_none(archive):
    from flong.aws import finding

    put(archive, {counter_of("TAGS", "ebb"): {"label": "Ebb", "count": 0}})

    assert finding.one_count("TAGS", "ebb") is None
    assert "ebb" not in [it.id for it in finding.counts("TAGS")]


def test_the_tags_beside_a_tag_are_those_of_its_articles(archive):
    from flong.aws import finding

    found = {tag.id: count for tag, count in finding.tags_beside("moon")}
    both = {
        it: len(expected(ARTICLES, lambda a, it=it: {"moon", it} <= tags_of(a))) for it in ("sea", "wind", "night-sky")
    }

    assert found == both
