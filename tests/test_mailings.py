"""What is mailed, to whom and when: decided from values alone."""

import pytest
from flong.article import State
from flong.events import CloudEvent
from flong.intake.fields.tag_registry import registry_of
from flong.mailings import (
    BACK_AGAIN,
    CALLED_BACK,
    Mailing,
    is_late,
    kind_of,
    lists_for,
    mailing_of,
    obstacle_to,
    once_each,
    opened,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.make import make_record

NOW = "2026-05-04T03:02:01Z"
LATER = "2026-05-04T04:00:00Z"
KINDS = ("published", "updated", "corrected", "withdrawn", "scheduled", "unscheduled", "rejected")


def event(kind: str, **data) -> CloudEvent:
    return CloudEvent(
        id=f"tides@1:article.{kind}",
        source="https://example.org",
        type=f"com.example.flong.article.{kind}.v1",
        subject="tides",
        time=NOW,
        dataschema="x",
        sequence="1",
        data=data,
    )


def mailing(**given) -> Mailing:
    return mailing_of("article", make_record(), NOW, 300).model_copy(update=given)


@pytest.mark.parametrize(
    ("notices", "mailed"),
    [
        ("none", {"published": "article"}),
        ("corrections", {"published": "article", "corrected": "correction"}),
        (
            "corrections-and-withdrawals",
            {"published": "article", "corrected": "correction", "withdrawn": "withdrawal"},
        ),
    ],
)
def test_an_update_is_never_mailed_and_notices_are_as_the_setting_says(notices, mailed):
    found = {kind: kind_of(event(kind), notices) for kind in KINDS}

    assert {kind: it for kind, it in found.items() if it} == mailed


def test_what_goes_on_under_another_name_is_no_withdrawal_to_its_readers():
    assert kind_of(event("withdrawn", successor="ebb"), "corrections-and-withdrawals") is None


def test_the_first_mail_is_due_when_there_has_been_time_to_take_it_back():
    assert (mailing().opened, mailing().due) == (NOW, "2026-05-04T03:07:01Z")


def test_an_article_is_one_mailing_whatever_its_revision_and_each_notice_is_one_of_its_own():
    first, second = make_record(), make_record().model_copy(update={"revision": 2})

    assert mailing_of("article", first, NOW, 0).id == mailing_of("article", second, NOW, 0).id
    notices = {mailing_of(kind, it, NOW, 0).id for kind in ("correction", "withdrawal") for it in (first, second)}
    assert len(notices | {mailing().id}) == 5


def test_an_article_under_another_name_is_the_same_mailing():
    moved = make_record(id="ebb").model_copy(update={"origin": make_record().id})

    assert mailing_of("article", moved, NOW, 0).id == mailing().id


@pytest.mark.parametrize("state", ["waiting", "sending", "done", "cancelled", "stopped"])
def test_an_announcement_that_comes_twice_opens_nothing_anew(state):
    known = mailing(state=state)

    assert opened(known, mailing(due=LATER)) == known


def test_what_was_stopped_goes_on_when_its_article_is_public_anew_with_time_to_take_it_back():
    known = mailing(state="stopped", why=CALLED_BACK)
    anew = opened(known, mailing(revision=3, due=LATER))

    assert (anew.state, anew.due, anew.why, anew.revision) == ("waiting", LATER, "", 3)


@pytest.mark.parametrize("state", ["waiting", "sending", "done", "cancelled"])
def test_nothing_else_changes_its_state_when_its_article_is_public_anew(state):
    anew = opened(mailing(state=state), mailing(revision=3, due=LATER))

    assert (anew.state, anew.due, anew.revision) == (state, mailing().due, 3)


@pytest.mark.parametrize("state", State)
def test_an_article_is_mailed_while_it_is_public_and_its_withdrawal_while_it_is_not(state):
    record = make_record().model_copy(update={"state": state})
    public = state is State.PUBLISHED

    assert obstacle_to("article", record) == obstacle_to("correction", record) == ("" if public else CALLED_BACK)
    assert obstacle_to("withdrawal", record) == (BACK_AGAIN if public else "")


def test_what_is_no_longer_there_is_not_mailed():
    assert obstacle_to("article", None) == CALLED_BACK


def test_an_announcement_of_last_week_is_no_news():
    assert not is_late(NOW, "2026-05-11T03:02:01Z", 7 * 86_400)
    assert is_late(NOW, "2026-05-11T03:02:02Z", 7 * 86_400)


def test_an_article_goes_to_everything_its_tags_and_what_these_were_called_before():
    registry = registry_of({"ai": {"label": "AI", "aliases": ["Machine learning"]}, "sea": {"label": "Sea"}})
    record = make_record(tags=["AI", "Moon"])

    assert lists_for(record, registry) == ("*", "ai", "moon", "machine-learning")


@given(st.lists(st.text("abc", min_size=1, max_size=3)))
def test_ids_in_order_are_each_given_once(ids):
    assert list(once_each(sorted(ids))) == sorted(set(ids))
