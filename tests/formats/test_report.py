"""The pages for editors and for leaving subscribers."""

from flong.formats.report import report_page
from flong.formats.subscriptions import speech, unsubscribe_page
from flong.verdict import Finding, Position

from tests.formats.casting import THEME, Page
from tests.make import make_verdict

FINDING = Finding(code="no-title", message="There is no `title`.", remedy="Write `# Title`.", line=3, found="title")
WARNING = Finding(level="warning", code="unknown-field", message="`sumary` is no field.", remedy="Write `summary`.")


def test_a_rejection_tells_where_what_and_what_instead():
    text = " ".join(Page(report_page(make_verdict(status="rejected", findings=(FINDING, WARNING)), THEME)).text.split())

    assert "Line 3 no-title There is no title . What to do: Write # Title ." in text
    assert text.index("There is no") < text.index("sumary")
    assert "Nothing that readers see has changed." in text


def test_an_accepted_article_is_linked_with_what_was_understood():
    page = Page(report_page(make_verdict(url="https://example.org/sea/", understood={"coverage_of": "jan"}), THEME))

    assert "https://example.org/sea/" in [a["href"] for a in page.all("a")]
    assert "Coverage of" in page.text


def text_of(**given: object) -> str:
    return " ".join(Page(report_page(make_verdict(**given), THEME)).text.split())


def test_what_was_found_is_shown_where_the_message_does_not_say_it():
    shown = FINDING.model_copy(update={"found": "ttle: Tides"})

    assert "Found: ttle: Tides What to do:" in text_of(status="rejected", findings=(shown,))
    assert "Found:" not in text_of(status="rejected", findings=(FINDING,))


def test_further_places_of_a_finding_are_named():
    finding = FINDING.model_copy(update={"also": tuple(Position(line=line, column=1) for line in (5, 5, 9, 12))})

    assert "Also on lines 5, 9 and 12 What to do:" in text_of(status="rejected", findings=(finding,))


def test_a_code_leads_to_its_explanation():
    finding = FINDING.model_copy(update={"docs": "https://flong.dev/findings#no-title"})

    page = Page(report_page(make_verdict(status="rejected", findings=(finding,)), THEME))

    assert "https://flong.dev/findings#no-title" in [a["href"] for a in page.all("a")]


def test_findings_are_counted_and_the_counts_lead_to_them():
    page = Page(report_page(make_verdict(status="rejected", findings=(FINDING, FINDING, WARNING)), THEME))

    assert "2 errors 1 warning" in " ".join(page.text.split())
    assert {a["href"][1:] for a in page.all("a") if a["href"] in ("#errors", "#warnings")} <= {
        heading["id"] for heading in page.all("h2")
    }


def test_warnings_alone_ask_for_nothing():
    text = text_of(findings=(WARNING,))

    assert "Your article is accepted" in text
    assert "1 warning Nothing has to be mended." in text


def test_what_is_derived_says_from_what():
    text = text_of(
        understood={"canonical_url": "https://a.example/", "title": "Tides"}, derived={"title": "its heading"}
    )

    assert "Canonical URL https://a.example/ Title Tides taken from its heading" in text


def test_what_is_derived_and_not_shown_is_told_too():
    assert "Slug taken from the file's name" in text_of(derived={"slug": "the file's name"})


def test_what_nothing_says_is_so_by_default():
    assert "Status published by default" in text_of(
        understood={"status": "published"}, derived={"status": "the default"}
    )


def test_a_rejected_article_is_told_what_was_understood():
    text = text_of(status="rejected", findings=(FINDING,), understood={"author": "Ada"}, derived={"author": "the site"})

    assert "What was understood Without the fields that have an error. Author Ada taken from the site" in text


def test_where_nothing_was_understood_the_page_says_so():
    assert "What was understood Nothing yet: the file could not be read." in text_of(status="rejected")
    assert "What was understood" not in text_of(status="removed", source=None)


def test_a_draft_says_that_nobody_sees_it_and_why():
    text = text_of(understood={"status": "draft"})
    held = text_of(understood={"status": "draft"}, derived={"status": "`publish at`"})

    assert "Your draft is accepted" in text
    assert "No reader sees it until its status is published ." in text
    assert "No reader sees it as long as publish at holds it back." in held


def test_an_article_that_is_taken_down_says_so():
    text = text_of(understood={"status": "withdrawn"})

    assert "Your article is taken down" in text
    assert "Write status: published to bring it back." in text


def test_a_removed_article_says_how_to_bring_it_back():
    assert "Upload it again under the same name" in text_of(status="removed", source=None)


def test_the_upload_is_told_in_the_zone_of_the_site():
    assert "Uploaded 22 January 2026, 10:00 UTC Version v1" in text_of()


def test_text_that_is_found_cannot_turn_the_page_round():
    page = report_page(
        make_verdict(status="rejected", findings=(FINDING.model_copy(update={"found": "a\u202eb\x00"}),)), THEME
    )

    assert "<bdi>a&lt;U+202E&gt;b\u2400</bdi>" in page


def test_a_report_is_for_editors_and_not_for_search_engines():
    assert {"name": "robots", "content": "noindex"} in Page(report_page(make_verdict(), THEME)).all("meta")


def test_to_unsubscribe_takes_one_button_that_posts():
    page = Page(unsubscribe_page("ask", "/subscriptions/unsubscribe/1/t", speech(THEME)))

    assert page.all("form") == [{"method": "post", "action": "/subscriptions/unsubscribe/1/t"}]
    assert len(page.all("button")) == 1


def test_done_and_unknown_ask_nothing_more():
    assert not Page(unsubscribe_page("done", "/x", speech(THEME))).all("form")
    assert not Page(unsubscribe_page("unknown", "/x", speech(THEME))).all("form")
