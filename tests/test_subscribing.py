"""What becomes of a subscriber, step by step."""

from datetime import UTC, datetime, timedelta

import pytest
from flong.subscribers import Subscriber, lists_of, wants
from flong.subscribing import (
    MOST_TAGS,
    Choice,
    Request,
    chosen,
    confirmed,
    invitation,
    left,
    living,
    requested,
    rfc3339,
)

NOW = datetime(2026, 1, 22, 10, tzinfo=UTC)
LATER = int((NOW + timedelta(hours=48)).timestamp())
REQUEST = Request(
    id="0123456789abcdef" * 2,
    kind="subscribe",
    address="reader@example.com",
    choice=Choice(everything=False, tags=("sea",), language="ar"),
    network="n" * 32,
    asked=rfc3339(NOW),
    text="en:0",
    expires=LATER,
)
PENDING = requested(None, "a" * 32, REQUEST, NOW)
CONFIRMED = confirmed(PENDING, REQUEST.nonce, NOW)
LEFT = left(CONFIRMED, NOW, 30)


def of(state: str, reason: str = "") -> Subscriber:
    return CONFIRMED.model_copy(update={"state": state, "reason": reason})


def test_a_request_makes_somebody_pending_with_all_that_they_asked_for():
    assert (
        Subscriber(
            id="a" * 32,
            address="reader@example.com",
            state="pending",
            everything=False,
            tags=("sea",),
            language="ar",
            nonce="0123456789abcdef",
            consent={"asked": rfc3339(NOW), "text": "en:0", "source": "form", "network": "n" * 32},
            expires=LATER,
        )
        == PENDING
    )
    assert lists_of(PENDING) == frozenset()


@pytest.mark.parametrize(
    ("known", "mail"),
    [
        (None, "confirm"),
        (PENDING, "confirm"),
        (LEFT, "confirm"),
        (of("suppressed", "bounce"), "confirm"),
        (of("suppressed", "complaint"), None),
        (CONFIRMED, "preferences"),
    ],
)
def test_the_mail_that_answers_depends_on_who_asks(known, mail):
    assert invitation(known, "subscribe", NOW) == mail
    assert invitation(known, "link", NOW) == ("preferences" if mail == "preferences" else None)


def test_the_same_request_makes_the_same_subscriber_however_often_it_comes():
    assert requested(PENDING, PENDING.id, REQUEST, NOW) is PENDING


def test_confirming_puts_somebody_into_lists_and_a_second_time_changes_nothing():
    assert (CONFIRMED.state, CONFIRMED.since, CONFIRMED.expires) == ("confirmed", rfc3339(NOW), None)
    assert lists_of(CONFIRMED) == {"sea"}
    assert confirmed(CONFIRMED, REQUEST.nonce, NOW + timedelta(days=9)) is CONFIRMED


@pytest.mark.parametrize("known", [LEFT, of("unsubscribed"), of("suppressed", "bounce"), None])
def test_no_old_link_brings_anybody_back(known):
    assert confirmed(known, REQUEST.nonce, NOW) is known


@pytest.mark.parametrize("nonce", ["", "f" * 16])
def test_another_link_confirms_nothing(nonce):
    assert confirmed(PENDING, nonce, NOW) is PENDING
    assert confirmed(PENDING.model_copy(update={"nonce": ""}), nonce, NOW).state == "pending"


@pytest.mark.parametrize(("seconds", "state"), [(-1, "confirmed"), (0, "pending"), (1, "pending")])
def test_what_has_expired_cannot_be_confirmed(seconds, state):
    assert confirmed(PENDING, REQUEST.nonce, NOW + timedelta(hours=48, seconds=seconds)).state == state
    assert (living(PENDING, NOW + timedelta(hours=48, seconds=seconds)) is None) == (state == "pending")


@pytest.mark.parametrize(("pause", "days"), [("week", 7), ("month", 30), ("quarter", 91)])
def test_a_pause_holds_until_it_is_over_or_ended(pause, days):
    paused = chosen(CONFIRMED, Choice(), pause, NOW)
    end = NOW + timedelta(days=days)

    assert not wants(paused, ["sea"], rfc3339(end - timedelta(seconds=1)))
    assert wants(paused, ["sea"], rfc3339(end))
    assert chosen(paused, Choice(), "", NOW).paused_until == paused.paused_until
    assert wants(chosen(paused, Choice(), "none", NOW), ["sea"], rfc3339(NOW))


def test_whoever_gets_no_mail_chooses_nothing():
    for known in (None, PENDING, LEFT, of("suppressed", "bounce")):
        assert chosen(known, Choice(), "week", NOW) is known


def test_who_leaves_stands_in_no_list_and_is_forgotten_later():
    assert lists_of(LEFT) == frozenset()
    assert (LEFT.left, LEFT.reason, LEFT.expires) == (rfc3339(NOW), "asked", int((NOW + timedelta(30)).timestamp()))
    for known in (None, LEFT, of("suppressed", "complaint")):
        assert left(known, NOW + timedelta(9), 30) is known


def test_all_tags_may_be_left_for_as_many_others_in_one_transaction():
    assert 2 * MOST_TAGS + 1 <= 100
