"""Dates of every day, zone and spelling there is: what is read is what was written."""

import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

import pytest
from flong.intake.dates.read import moment_of, refusal_of
from flong.intake.dates.words import MONTH_NAMES, MONTHS, WEEKDAY_NAMES, WEEKDAYS
from hypothesis import example, given
from hypothesis import strategies as st

from tests.intake.test_dates import iso

TODAY = date(2026, 1, 22)
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 30))
DE = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Asia/Kathmandu", "America/Sao_Paulo"]
)


def test_a_day_begins_in_the_sites_zone():
    assert moment_of("2026-01-22", "Asia/Tokyo").sortable == "2026-01-21T15:00:00Z"


def test_a_day_without_midnight_begins_with_its_first_instant():
    assert moment_of("2018-11-04", "America/Sao_Paulo").rfc3339 == "2018-11-04T01:00:00-02:00"


def test_a_day_that_a_zone_left_out_is_an_error_there():
    assert iso("2011-12-30", "Europe/Berlin") == "2011-12-30"
    with pytest.raises(ValueError, match="left out in Pacific/Apia"):
        moment_of("2011-12-30", "Pacific/Apia")


@pytest.mark.parametrize("names", [MONTH_NAMES, WEEKDAY_NAMES])
def test_no_name_is_of_two_months_or_of_two_weekdays(names):
    assert sum(len(set(line.split())) for line in names) == len({*MONTHS} if names is MONTH_NAMES else {*WEEKDAYS})


@given(DAYS)
def test_a_day_in_iso_8601_comes_back(day):
    week = day.isocalendar()
    shapes = [day.isoformat(), f"{day:%Y%m%d}", f"{day:%Y-%j}", f"{week.year}-W{week.week:02}-{week.weekday}"]

    assert {iso(shape) for shape in shapes if week.year < 3_000} == {day.isoformat()}


@given(DAYS, st.times(), st.integers(-14 * 4, 14 * 4), ZONES)
def test_an_instant_in_iso_8601_comes_back(day, at, quarters, zone):
    offset = timedelta(minutes=15 * quarters)
    written = datetime.combine(day, at, ZoneInfo("UTC")).replace(microsecond=0)
    sign = "-" if quarters < 0 else "+"
    text = f"{written:%Y-%m-%dT%H:%M:%S}{sign}{clock(abs(quarters) // 4, abs(quarters) % 4 * 15):%H:%M}"

    assert moment_of(text, zone).at == written - offset


@given(DAYS, ZONES)
def test_what_is_read_is_the_very_day_that_was_written(day, zone):
    english, german = f"{day:%B} {day.day}, {day.year}", f"{day.day}. {DE[day.month - 1]} {day.year}"
    formats = [english, german, f"{day:%A}, {day.day} {day:%b} {day.year}", f"{day.year}/{day.month}/{day.day}"]
    formats += [f"{day.year}年{day.month}月{day.day}日", f"{day:%a, %d %b %Y}"]

    for text in formats:
        moment = moment_of(text, zone)
        assert (moment.local.date(), moment.precision) == (day, "day")
        assert (moment.at - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date() < day


@given(DAYS)
def test_numbers_are_read_only_where_no_other_reading_is(day):
    moment = moment_of(f"{day.day}/{day.month}/{day.year}", "UTC")

    assert moment is None if day.day <= 12 and day.day != day.month else moment.iso == day.isoformat()


PIECES = st.sampled_from([
    "2026", "12", "31", "0", "-", "/", ".", ":", " ", ",", "T", "Z", "pm", "+01:00", "-0400", "GMT", "IST", "XX", "W04",
    "January", "mar", "Friday", "ago", "a/b", "年", "٣", "\0", "\ud800", "1e9999", "9" * 30, "q", "24:00", "0001-01-01",
])  # fmt: skip


@given(st.text(max_size=200) | st.lists(PIECES, max_size=12).map("".join))
@example("1 day agoof999999999999999999999999999999")
@example("99:99:99.9999999999999999999999999999999999")
def test_no_text_whatever_does_anything_but_give_a_moment_or_none_or_a_value_error(text):
    with suppress(ValueError):
        moment_of(text, "Pacific/Apia")
    suggestion = refusal_of(text, "Pacific/Apia", TODAY).remedy
    assert suggestion.startswith("Write ")
    assert suggestion.endswith(".")


@pytest.mark.parametrize("piece", ["1", "1 ", "a ", "(", "+", "12:", "December ", "1-", "٣", "ﷺ", "ago ", "2026-01-"])
def test_a_long_text_is_refused_at_once(piece):
    text = (piece * 1_000)[:1_000]
    started = time.process_time()
    assert moment_of(text, "UTC") is None
    assert refusal_of(text, "UTC", TODAY).remedy

    assert time.process_time() - started < 0.5  # a thousand times what it takes


def test_the_time_of_day_is_utc_within():
    assert moment_of("2026-01-22T09:30+01:00", "Asia/Tokyo").at.tzinfo == UTC
