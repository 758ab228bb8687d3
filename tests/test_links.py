"""Links that let a subscriber act: whatever is not exactly what we signed is nothing."""

import base64

import pytest
from flong.links import FOR_EVER, Link, opened, signed
from flong.mailings import mailing_id, whole_id
from hypothesis import given
from hypothesis import strategies as st

OLD, NEW = "yesterday's key", "today's key"
LINK = Link("unsubscribe", "0123456789abcdef" * 2, "fedcba9876543210", 1_800_000_000)
TOKEN = signed(LINK, [NEW, OLD])


def test_a_link_says_what_was_signed():
    assert opened(TOKEN, "unsubscribe", [NEW]) == LINK


def test_a_mailing_is_said_by_the_beginning_of_its_id():
    link = Link("unsubscribe", LINK.subscriber, "fedcba9876543210" * 2)

    assert opened(signed(link, [NEW]), "unsubscribe", [NEW]) == LINK._replace(expires=FOR_EVER)


def test_a_link_of_yesterdays_key_is_good_until_that_is_taken_away():
    old = signed(LINK, [OLD])

    assert opened(old, "unsubscribe", [NEW, OLD]) == LINK
    assert opened(old, "unsubscribe", [NEW]) is None


def test_from_what_a_link_says_of_a_mailing_follows_its_whole_id():
    mailing = mailing_id("correction", "tides", 3)
    link = opened(signed(Link("unsubscribe", LINK.subscriber, mailing), [NEW]), "unsubscribe", [NEW])

    assert whole_id(link.about) == mailing
    assert len({mailing, mailing_id("correction", "tides", 4), mailing_id("article", "tides")}) == 3


@pytest.mark.parametrize("purpose", ["confirm", "preferences"])
def test_a_link_is_good_for_its_own_purpose_alone(purpose):
    assert opened(TOKEN, purpose, [NEW]) is None


def test_no_bit_of_a_link_can_be_changed():
    whole = base64.urlsafe_b64decode(TOKEN + "=" * (-len(TOKEN) % 4))
    for bit in range(8 * len(whole)):
        raw = bytearray(whole)
        raw[bit // 8] ^= 1 << bit % 8
        forged = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

        assert opened(forged, "unsubscribe", [NEW, OLD]) is None, bit


@pytest.mark.parametrize("length", range(len(TOKEN)))
def test_a_link_that_was_cut_is_none(length):
    assert opened(TOKEN[:length], "unsubscribe", [NEW, OLD]) is None


@pytest.mark.parametrize(
    "text", [TOKEN + "A", TOKEN + "=", " " + TOKEN, TOKEN + "\n", TOKEN.replace("-", "+"), "é", ""]
)
def test_there_is_one_way_to_write_a_link(text):
    assert opened(text, "unsubscribe", [NEW]) is None or text == TOKEN


@given(st.text())
def test_any_text_is_read_without_a_fall(text):
    assert opened(text, "confirm", [NEW]) is None


def test_without_a_key_no_link_is_made_and_none_is_good():
    with pytest.raises(ValueError, match="key"):
        signed(LINK, [])
    assert opened(TOKEN, "unsubscribe", []) is None
