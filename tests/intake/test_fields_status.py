"""What keeps an article back."""

import pytest
from flong.article import State

from tests.intake.reading import article, codes, read


@pytest.mark.parametrize(
    ("header", "state"),
    [
        ("draft: 'false'", State.PUBLISHED),
        ("draft: 'yes'", State.DRAFT),
        ("hidden: true", State.DRAFT),
        ("listed: 'true'", State.PUBLISHED),
        ("listed: 'false'", State.DRAFT),
        ("status: Published", State.PUBLISHED),
        ("status: private", State.DRAFT),
        ("status: withdrawn\ndraft: true", State.WITHDRAWN),
        ("status: published\ndraft: true", State.DRAFT),
    ],
)
def test_whatever_keeps_an_article_back_does(header, state):
    assert article(f"title: A\n{header}").status is state


@pytest.mark.parametrize("field", ["draft", "hidden", "listed"])
def test_a_flag_is_yes_or_no(field):
    assert codes(read(f"title: A\n{field}: maybe")) == [f"{field}-invalid"]


@pytest.mark.parametrize("written", ["embargoed", "retracte", "delete", "remove", "withdrawal", "inactive"])
def test_no_suggestion_takes_an_article_down(written):
    [finding] = read(f"title: A\nstatus: {written}").findings

    assert finding.code == "status-invalid"
    assert finding.remedy == "Write `status: draft` or `status: published`."


def test_a_status_that_is_nearly_one_is_refused_with_the_one():
    [finding] = read("title: A\nstatus: publishd").findings

    assert finding.code == "status-invalid"
    assert "`published`" in finding.remedy
