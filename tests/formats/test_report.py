"""The pages for editors and for leaving subscribers."""

from flong.formats.report import report_page
from flong.formats.subscriptions import unsubscribe_page
from flong.verdict import Finding

from tests.formats.casting import THEME, Page
from tests.make import make_verdict

FINDING = Finding(code="no-title", message="There is no `title`.", remedy="Write `# Title`.", line=3, found="title")
WARNING = Finding(level="warning", code="unknown-field", message="`sumary` is no field.", remedy="Write `summary`.")


def test_a_rejection_tells_where_what_and_what_instead():
    text = " ".join(Page(report_page(make_verdict(status="rejected", findings=(FINDING, WARNING)), THEME)).text.split())

    assert "Line 3 no-title There is no title . title Instead: Write # Title ." in text
    assert text.index("There is no") < text.index("sumary")
    assert "Nothing that readers see has changed." in text


def test_an_accepted_article_is_linked_with_what_was_understood():
    page = Page(report_page(make_verdict(url="https://example.org/sea/", understood={"coverage_of": "jan"}), THEME))

    assert "https://example.org/sea/" in [a["href"] for a in page.all("a")]
    assert "Coverage of" in page.text


def test_a_report_is_for_editors_and_not_for_search_engines():
    assert {"name": "robots", "content": "noindex"} in Page(report_page(make_verdict(), THEME)).all("meta")


def test_to_unsubscribe_takes_one_button_that_posts():
    page = Page(unsubscribe_page("ask", "/subscriptions/unsubscribe/1/t", THEME))

    assert page.all("form") == [{"method": "post", "action": "/subscriptions/unsubscribe/1/t"}]
    assert len(page.all("button")) == 1


def test_done_and_unknown_ask_nothing_more():
    assert not Page(unsubscribe_page("done", "/x", THEME)).all("form")
    assert not Page(unsubscribe_page("unknown", "/x", THEME)).all("form")
