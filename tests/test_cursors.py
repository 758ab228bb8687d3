"""A cursor is taken back as it was given out, for the query that it was given out for, and in no other way."""

import pytest
from flong.cursors import LONGEST, BadCursor, key_of, read_cursor, write_cursor
from hypothesis import given
from hypothesis import strategies as st

KEY = key_of("a secret")
QUERY = {"tags": ["moon"]}
POSITION = "2026-01-22T00:00:00Z#sea/tides"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_a_cursor_stands_for_its_position(position):
    assert read_cursor(write_cursor(position, QUERY, KEY), QUERY, KEY) == position


def test_the_longest_position_has_a_cursor():
    longest = f"2026-01-22T00:00:00Z#{'x' * 512}"

    assert read_cursor(write_cursor(longest, QUERY, KEY), QUERY, KEY) == longest


@pytest.mark.parametrize("place", range(len(write_cursor(POSITION, QUERY, KEY))))
def test_no_letter_of_it_can_be_another(place):
    cursor = write_cursor(POSITION, QUERY, KEY)
    for letter in "AQgw_-9é=":
        forged = cursor[:place] + letter + cursor[place + 1 :]
        if forged != cursor:
            with pytest.raises(BadCursor, match="none that was given out"):
                read_cursor(forged, QUERY, KEY)


@given(st.text(max_size=100) | st.binary(max_size=100).map(lambda it: it.hex()))
def test_garbage_is_no_cursor(text):
    with pytest.raises(BadCursor):
        read_cursor(text, QUERY, KEY)


def test_what_is_too_long_is_none_either():
    cursor = write_cursor("x" * LONGEST, QUERY, KEY)

    with pytest.raises(BadCursor):
        read_cursor(cursor, QUERY, KEY)


def test_a_cursor_of_another_query_says_so():
    with pytest.raises(BadCursor, match="another query"):
        read_cursor(write_cursor(POSITION, QUERY, KEY), {"tags": ["sea"]}, KEY)


def test_a_cursor_of_another_stack_is_none():
    with pytest.raises(BadCursor, match="none that was given out"):
        read_cursor(write_cursor(POSITION, QUERY, key_of("another secret")), QUERY, KEY)


def test_the_key_is_not_the_secret_itself():
    assert b"a secret" not in KEY
