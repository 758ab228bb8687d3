"""Dates and times: given, in names and addresses, compared with one another, and still to come."""

import pytest
from flong.article import State

from tests.intake.reading import article, codes, read
from tests.make import DAY


@pytest.mark.parametrize(
    ("header", "key", "day", "source"),
    [
        ("", "articles/2025-1-2-note.md", "2025-01-02", "the file name"),
        ("", "articles/250102-note.md", "2025-01-02", "the file name"),
        ("", "articles/ja-2025-01-02-note.md", "2025-01-02", "the file name"),
        ("", "articles/2025-01-02-note/index.md", "2025-01-02", "the file name"),
        ("path: 2025/01/02/note\n", "articles/note.md", "2025-01-02", "the permalink"),
        ("slug: 2025-01-02-note\n", "articles/note.md", "2025-01-02", "the slug"),
        ("", "articles/2025-02-30-note.md", "2026-01-22", "the time of the first upload"),
        ("", "articles/998877-note.md", "2026-01-22", "the time of the first upload"),
        ("", "articles/06-04-2021-note.md", "2026-01-22", "the time of the first upload"),
    ],
)
def test_a_date_that_is_not_given_is_in_the_name_or_the_address(header, key, day, source):
    found = article(f"title: A\n{header}", key=key)

    assert (found.published.iso, found.derived["published"]) == (day, source)


def test_a_time_joins_a_date():
    found = article("title: A\ndate: 2026-01-20\ntime: 09:30")

    assert found.published.iso == "2026-01-20T09:30+00:00"


@pytest.mark.parametrize("header", ["time: 09:30", "date: 2026-01-20\ntime: noonish"])
def test_a_time_that_belongs_to_no_date_is_told(header):
    assert codes(read(f"title: A\n{header}")) == ["time-invalid"]


def test_published_may_be_a_status_and_no_date():
    assert article("title: A\npublished: false\ndate: 2026-01-20").status is State.DRAFT
    assert article("title: A\npublished: true\ndate: 2026-01-20").published.iso == "2026-01-20"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("date: 2026-01-23", "published-in-future"),
        ("date: 2026-01-20\nupdated: 2026-01-19", "updated-before-published"),
        ("date: 2026-01-20T10:00Z\nupdated: 2026-01-20T09:00Z", "updated-before-published"),
    ],
)
def test_dates_that_cannot_both_be_meant_are_told(header, code):
    found = read(f"title: A\n{header}")

    assert found.article
    assert codes(found) == [code]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("updated: 2025-12-31", "articles/2026-01-02-note.md"),
        ("updated: 2025-12-31", "articles/note.md"),
        ("permalink: /2026/01/02/note/\nupdated: 2025-12-31", "articles/note.md"),
    ],
)
def test_a_date_that_is_not_given_is_compared_too(header, key):
    [finding] = read(f"title: A\n{header}", key=key).findings

    assert (finding.code, finding.remedy) == (
        "updated-before-published",
        "Say when it was published: `date: 2025-12-31`.",
    )
    assert codes(read(f"title: A\n{header}\ndate: 2025-12-31", key=key)) == []


def test_a_draft_may_have_been_updated_before_it_is_published():
    assert codes(read("title: A\ndraft: true\nupdated: 2025-12-31")) == []


@pytest.mark.parametrize("held", ["draft: true", "status: draft", "hidden: true", "status: withdrawn"])
def test_a_date_that_is_still_to_come_is_fine_where_nobody_sees_it(held):
    later = "date: 2026-01-23\nupdated: 2026-01-24"

    assert codes(read(f"title: A\n{held}\n{later}", key="articles/2026-01-23-note.md")) == []


def test_whoever_says_when_an_article_goes_live_need_not_be_told_that_its_date_is_to_come():
    assert codes(read("title: A\npublish at: 2026-01-23\ndate: 2026-01-23")) == []


def test_an_update_that_is_still_to_come_is_told():
    [finding] = read("title: A\nlastmod: 2027-01-22").findings

    assert (finding.code, finding.level, finding.line, finding.column) == ("updated-in-future", "warning", 3, 10)
    assert "`lastmod: 2026-01-22`" in finding.remedy


@pytest.mark.parametrize(
    ("key", "written", "why"),
    [
        ("articles/2027-02-03-note.md", "2027-02-03", "that is still to come"),
        ("articles/2026-1-23-note/index.md", "2026-1-23", "that is still to come"),
        ("articles/270203-note.md", "270203", "that is still to come"),
        ("articles/2026-02-30-note.md", "2026-02-30", "February 2026 has 28 days, and no day 30"),
        ("articles/2025-13-01-note.md", "2025-13-01", "there is no month 13"),
    ],
)
def test_a_file_name_with_a_day_that_cannot_be_meant_is_told(key, written, why):
    found = read("title: A", key=key)
    [finding] = found.findings

    assert (finding.code, finding.level, finding.line, finding.column) == ("date-in-name", "warning", 1, 1)
    assert f"`{written}`" in finding.message
    assert why in finding.message
    assert "The article gets the time of its first upload instead." in finding.message
    assert found.article.published == DAY
    assert codes(read("title: A\ndate: 2026-01-22", key=key)) == []


@pytest.mark.parametrize("key", ["articles/998877-note.md", "articles/991231-note.md", "articles/1812-13-45-note.md"])
def test_a_number_in_a_file_name_is_no_day(key):
    assert codes(read("title: A", key=key)) == []


def test_a_permalink_with_a_day_that_cannot_be_meant_is_told_where_it_stands():
    [finding] = read("title: A\npermalink: /2026/02/30/note/").findings

    assert (finding.code, finding.line, finding.column) == ("date-in-name", 3, 12)
    assert codes(read("title: A\npermalink: /2026/02/30/note/", key="articles/2026-01-02-note.md")) == []


@pytest.mark.parametrize(
    "header", ["date: 2026-01-22", "date: 2026-01-20T10:00Z\nupdated: 2026-01-20", "date: 2026-01-20\nupdated: 2026-01"]
)
def test_dates_are_compared_as_precisely_as_they_are(header):
    assert codes(read(f"title: A\n{header}")) == []


@pytest.mark.parametrize("status", ["", "status: published\n"])
def test_what_is_to_go_live_later_is_scheduled(status):
    found = read(f"title: A\n{status}publish at: 2026-01-23 09:30")

    assert codes(found) == []
    assert found.article.status is State.SCHEDULED
    assert found.article.publish_at.iso == "2026-01-23T09:30+00:00"


def test_a_date_of_publication_to_come_is_when_the_article_goes_live():
    found = article("title: A\ndate: 2026-01-23")

    assert (found.status, found.publish_at) == (State.SCHEDULED, found.published)
    assert found.derived["publish_at"] == "`date`"


def test_an_article_that_waits_for_more_than_its_time_is_a_draft():
    assert article("title: A\ndraft: true\npublish at: 2026-01-23").status is State.DRAFT
    assert article("title: A\nstatus: draft\npublish at: 2026-01-23").status is State.DRAFT


def test_what_was_to_go_live_before_is_public():
    assert article("title: A\npublish at: 2026-01-21").status is State.PUBLISHED
