from datetime import UTC, datetime
from typing import Any

import pytest
from flong.article import Moment, State
from flong.events import ArticleAccepted, ArticleGone, ArticleRecord, SourceChanged
from flong.formats.rendering import variant_failed
from flong.intake.judge import concerns, hinted_keys, is_companion, judge, sighted
from flong.verdict import SourceVersion, Verdict, with_findings

from tests.make import SITE, VERSION, make_record, make_verdict

NOW = datetime(2026, 1, 22, 12, tzinfo=UTC)
GOOD = b"# Tides\n\nThe sea comes and goes."


def look(data: bytes | None = GOOD, before: ArticleRecord | None = None, last: Verdict | None = None, **given: Any):
    key = given.pop("key", "articles/sea/tides.md")
    version = SourceVersion(**{**VERSION.model_dump(), "sha256": f"{hash(data) % 16**64:064x}", **given})
    seen = None if data is None else sighted(key, (version, len(data), data), before, SITE)
    return judge(SourceChanged(key=key), before, last, seen, SITE, "fingerprint", NOW)


def committed(accepted: ArticleAccepted) -> ArticleRecord:
    return make_record(build=accepted.build, published=accepted.article.published)


def test_a_good_article_is_accepted():
    outcome = look()

    assert isinstance(outcome, ArticleAccepted)
    assert outcome.verdict.status == "accepted"
    assert outcome.verdict.url == "https://site.example/articles/tides/"


def test_the_same_work_has_the_same_build():
    assert look().build == look().build
    assert look().build != look(GOOD + b"!").build


def test_what_is_committed_already_is_nothing_new():
    first = look()

    assert look(before=committed(first), last=first.verdict) is None


def test_what_rendering_found_stays_said_of_the_same_build():
    first = look()
    warned = with_findings(first.verdict, (variant_failed("amp"),))

    assert look(before=committed(first), last=warned) is None


def test_an_edit_that_is_taken_back_clears_the_bad_verdict():
    first = look()
    bad = make_verdict(status="rejected", number=2)

    outcome = look(before=committed(first), last=bad)

    assert isinstance(outcome, Verdict)
    assert (outcome.status, outcome.number) == ("accepted", 3)


def test_a_bad_article_gets_a_verdict():
    outcome = look(b"---\nlayout: page\n---\n")

    assert isinstance(outcome, Verdict)
    assert outcome.status == "rejected"


def test_the_same_bad_article_is_not_judged_twice():
    assert look(b"---\nlayout: page\n---\n", last=look(b"---\nlayout: page\n---\n")) is None


def test_a_deleted_article_is_gone():
    assert isinstance(look(None, before=make_record()), ArticleGone)


def test_a_deletion_of_what_never_was_is_nothing():
    assert look(None) is None


def test_a_rejected_file_that_is_deleted_loses_its_bad_verdict():
    assert look(None, last=make_verdict(status="rejected")).status == "removed"


def test_an_article_without_a_date_keeps_the_time_of_its_first_upload():
    first = Moment(at=datetime(2020, 5, 1, 9, 30, tzinfo=UTC), precision="second")

    assert look(before=make_record().model_copy(update={"received": first})).article.published == first


def test_a_date_that_its_editor_took_out_is_not_kept():
    first = Moment(at=datetime(2020, 5, 1, 9, 30, tzinfo=UTC), precision="second")
    record = make_record().model_copy(update={"received": first})

    assert look(before=record).article.published != record.listing.published


def test_an_article_that_was_held_back_goes_live_though_its_bytes_are_the_same():
    held = make_record().model_copy(update={"state": State.DRAFT, "build": look().build})

    assert isinstance(look(before=held), ArticleAccepted)


def test_another_kind_of_file_is_told_from_an_article():
    assert look(key="articles/report.docx").findings[0].code == "no-article"


@pytest.mark.parametrize("name", ["../tides", "./tides", "a\rb", "a\x1b[31m", "\u202esedit"])
def test_a_key_that_deceives_or_climbs_is_refused(name):
    assert look(key=f"articles/{name}.md").findings[0].code == "key-unusable"


def test_a_key_with_dots_in_a_name_is_fine():
    assert isinstance(look(key="articles/v1.2/..tides...md"), ArticleAccepted)


def test_a_key_that_is_too_long_is_refused():
    assert look(key=f"articles/{'a' * 512}.md").findings[0].code == "key-too-long"


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("articles/a.md", True),
        ("articles/a.docx", True),
        ("articles/a.PNG", True),
        ("articles/", False),
        ("reports/a.md", False),
    ],
)
def test_all_that_lies_among_articles_but_folders_deserves_a_look(key, answer):
    assert concerns(key) is answer


@pytest.mark.parametrize(("key", "answer"), [("articles/a.PNG", True), ("articles/png.md", False)])
def test_a_picture_deserves_no_verdict(key, answer):
    assert is_companion(key) is answer


@pytest.mark.parametrize(
    ("encoded", "key"),
    [
        ("articles/a+b.md", "articles/a b.md"),
        ("articles/a%2Bb.md", "articles/a+b.md"),
        ("articles/100%25.md", "articles/100%.md"),
        ("articles/caf%C3%A9.md", "articles/café.md"),
        ("articles/%D9%82%D9%87%D9%88%D8%A9.md", "articles/قهوة.md"),
    ],
)
def test_a_key_in_a_notification_is_decoded_once(encoded, key):
    assert hinted_keys({"Records": [{"s3": {"object": {"key": encoded}}}]}) == [SourceChanged(key=key)]


def test_our_own_hint_is_not_encoded():
    assert hinted_keys({"key": "articles/a+b.md", "attempt": 2}) == [SourceChanged(key="articles/a+b.md", attempt=2)]


def test_the_test_event_of_a_new_notification_is_ignored():
    assert hinted_keys({"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "b"}) == []


def test_a_message_that_is_no_hint_is_an_error():
    with pytest.raises(ValueError, match="JSON object"):
        hinted_keys(None)


def test_a_date_of_receipt_is_that_of_the_object():
    moment = look().article.published

    assert moment == Moment(at=moment.at, precision="second")
    assert moment.sortable == VERSION.modified
