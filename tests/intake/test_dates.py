"""What has one meaning is read as that; what has two, or none, is refused with what to write instead."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from flong.intake.dates.read import moment_of, refusal_of
from flong.intake.dates.words import OFFSETS

TODAY = date(2026, 1, 22)
NOON = datetime(2026, 1, 22, 12, tzinfo=UTC)
READ = {
    # ISO 8601
    "2026-01-22": "2026-01-22",
    "2026-1-2": "2026-01-02",
    "2026/1/2": "2026-01-02",
    "2025/12/15": "2025-12-15",
    "2026.01.22": "2026-01-22",
    "20260122": "2026-01-22",
    "2026-W04-4": "2026-01-22",
    "2026W044": "2026-01-22",
    "2026-022": "2026-01-22",
    "2024-366": "2024-12-31",
    "2025-12": "2025-12",
    "2025/12": "2025-12",
    "12/2025": "2025-12",
    "2025": "2025",
    "2026-01-22T09:30:00Z": "2026-01-22T10:30:00+01:00",
    "2026-01-22t09:30:00z": "2026-01-22T10:30:00+01:00",
    "2023-10-11T17:00:00.000Z": "2023-10-11T19:00:00+02:00",
    "2023-10-11T17:00:00,123456789Z": "2023-10-11T19:00:00+02:00",
    "2026-01-22T09:30+01": "2026-01-22T09:30+01:00",
    "2026-01-22T09:30:15+05:30": "2026-01-22T05:00:15+01:00",
    "20260122T093000Z": "2026-01-22T10:30:00+01:00",
    "20260122T0930": "2026-01-22T09:30+01:00",
    "2026-01-22 9:30": "2026-01-22T09:30+01:00",
    "2019-05-07 10:00:00": "2019-05-07T10:00:00+02:00",
    "2013-05-31 9:00:00 -0400": "2013-05-31T15:00:00+02:00",
    "2013-05-31 09:00 UTC": "2013-05-31T11:00+02:00",
    "2013-05-31 09:00 UTC+2": "2013-05-31T09:00+02:00",
    "2026-01-22T09:30+01:00 (CET)": "2026-01-22T09:30+01:00",
    # Hyphens, minus signs and dashes that text editors put between numbers
    "2026\u201001\u201022": "2026-01-22",
    "2026\u201101\u201122": "2026-01-22",
    "2026\u201301\u201322": "2026-01-22",
    "2026\u221201\u221222": "2026-01-22",
    "22\u2013Jan\u20132026": "2026-01-22",
    "2026-01-22T09:30\u221205:00": "2026-01-22T15:30+01:00",
    # An offset with its name
    "2026-01-22 00:00:00 -0500 EST": "2026-01-22T06:00:00+01:00",
    "2026-01-22 00:00:00 +0000 UTC": "2026-01-22T01:00:00+01:00",
    "2026-01-22 00:00:00 -0300 -03": "2026-01-22T04:00:00+01:00",
    "2026-01-22 00:00:00 -0300 BRT": "2026-01-22T04:00:00+01:00",
    "2026-01-22 00:00:00 +0530 IST": "2026-01-21T19:30:00+01:00",
    "2026-07-22 00:00:00 -0400 ET": "2026-07-22T06:00:00+02:00",
    "2026-01-22 00:00:00 Europe/Berlin +0100": "2026-01-22T00:00:00+01:00",
    "2026-01-22 09:30 GMT -0500": "2026-01-22T15:30+01:00",
    # Abbreviations
    "2026-01-22 9:30 JST": "2026-01-22T01:30+01:00",
    "2026-01-22 9:30 kst": "2026-01-22T01:30+01:00",
    "2026-01-22 9:30 HKT": "2026-01-22T02:30+01:00",
    "2026-01-22 9:30 AEDT": "2026-01-21T23:30+01:00",
    "2026-01-22 9:30 NZDT": "2026-01-21T21:30+01:00",
    "2013-01-22 9:30 MSK": "2013-01-22T06:30+01:00",
    "2026-01-22 9:30 MSK": "2026-01-22T07:30+01:00",
    # Programs: RFC 5322, JavaScript, C, git with the year twice
    "Sat, 01 May 2021 00:00:00 GMT": "2021-05-01T02:00:00+02:00",
    "1 May 2021 00:00:00 EST": "2021-05-01T07:00:00+02:00",
    "Sun Oct 31 2021 21:07:27 GMT+0000 (Coordinated Universal Time)": "2021-10-31T22:07:27+01:00",
    "Sun Oct 31 21:07:27 2021 +0000": "2021-10-31T22:07:27+01:00",
    "Sun Jan 29 18:30:22 2023": "2023-01-29T18:30:22+01:00",
    "2023-01-29 18:30:22 2023 -0800": "2023-01-30T03:30:22+01:00",
    # People
    "December 15, 2025": "2025-12-15",
    "December 15 2025": "2025-12-15",
    "December 15,2025": "2025-12-15",
    "december 15, 2025": "2025-12-15",
    "DECEMBER 15, 2025": "2025-12-15",
    "Dec 15, 2025": "2025-12-15",
    "Dec. 12, 2025": "2025-12-12",
    "Sept. 3, 2025": "2025-09-03",
    "May 1, 2026": "2026-05-01",
    "January 22, 2026.": "2026-01-22",
    "January  22,\t2026": "2026-01-22",
    "Jan 22nd 2026": "2026-01-22",
    "22nd of January 2026": "2026-01-22",
    "the 1st of May, 2026": "2026-05-01",
    "27 November 2025": "2025-11-27",
    "27. November 2025": "2025-11-27",
    "27-Nov-2025": "2025-11-27",
    "27Nov2025": "2025-11-27",
    "2025 December 15": "2025-12-15",
    "December 2025": "2025-12",
    "Dec. 2025": "2025-12",
    "2025 December": "2025-12",
    "Friday December 12, 2025": "2025-12-12",
    "Fri, Dec 12, 2025": "2025-12-12",
    "12 December 2025 - Friday": "2025-12-12",
    "12/15/2025": "2025-12-15",
    "15/12/2025": "2025-12-15",
    "15-12-2025": "2025-12-15",
    "15.12.2025": "2025-12-15",
    "15. 12. 2025": "2025-12-15",
    "4/4/2026": "2026-04-04",
    "December 16, 2025, 4:27 PM ET": "2025-12-16T22:27+01:00",
    "July 16, 2025, 4:27 p.m. ET": "2025-07-16T22:27+02:00",
    "December 16, 2025 at 4pm PT": "2025-12-17T01:00+01:00",
    "December 16, 2025 12:05 AM": "2025-12-16T00:05+01:00",
    "December 16, 2025 12:05 PM": "2025-12-16T12:05+01:00",
    "Dec 26, 2025 23:26 pm": "2025-12-26T23:26+01:00",
    "Jan 22 2026 9:30 Asia/Tokyo": "2026-01-22T01:30+01:00",
    # Other languages
    "15 décembre 2025": "2025-12-15",
    "15 DECEMBRE 2025": "2025-12-15",
    "1er mai 2026": "2026-05-01",
    "vendredi 12 décembre 2025": "2025-12-12",
    "Freitag, den 12. Dezember 2025": "2025-12-12",
    "3. März 2026, 14:05 Uhr": "2026-03-03T14:05+01:00",
    "15 de diciembre de 2025": "2025-12-15",
    "1º de enero de 2026": "2026-01-01",
    "sexta-feira, 12 de dezembro de 2025": "2025-12-12",
    "venerdì 12 dicembre 2025": "2025-12-12",
    "2025年12月15日": "2025-12-15",
    "2025年12月15日 10:30": "2025-12-15T10:30+01:00",
    "2025年12月": "2025-12",
    "2025년 12월 15일": "2025-12-15",
    "２０２５-１２-１５": "2025-12-15",
    "22. Jänner 2026": "2026-01-22",
    "22 января 2026 г.": "2026-01-22",
    "٢٢ يناير ٢٠٢٦": "2026-01-22",
    "٢٠٢٦-٠١-٢٢": "2026-01-22",
}

NO_ZONE = (
    "Write the offset from UTC in its place, as in `2026-01-22T09:30+08:00` for half past nine in Singapore; "
    "or the day alone, `2026-01-22`."
)

UNCLEAR = {
    "1/4/2026": "Write `2026-04-01` for 1 April 2026, or `2026-01-04` for 4 January 2026.",
    "1.4.2026": "Write `2026-04-01` for 1 April 2026, or `2026-01-04` for 4 January 2026.",
    "01-04-2026": "Write `2026-04-01` for 1 April 2026, or `2026-01-04` for 4 January 2026.",
    "01/02/03": "Write `2003-02-01` for 1 February 2003, `2003-01-02` for 2 January 2003, "
    "or `2001-02-03` for 3 February 2001.",
    "12-15-25": "Write `2025-12-15` for 15 December 2025.",
    "2025-12-XX": "Write `2025-12` for the month.",
    "2025-12-??": "Write `2025-12` for the month.",
    "December XX, 2025": "Write `2025-12` for the month.",
    "early December 2025": "Write `2025-12` for the month.",
    "December 12-15, 2025": "Write `2025-12-12` for 12 December 2025, or `2025-12-15` for 15 December 2025.",
    "January 3–5, 2026": "Write `2026-01-03` for 3 January 2026, or `2026-01-05` for 5 January 2026.",
    "2026-01-03/2026-01-05": "Write `2026-01-03` for 3 January 2026, or `2026-01-05` for 5 January 2026.",
    "January 22, 2026 · 5 min read": "Write `2026-01-22` for 22 January 2026.",
    "Published January 22, 2026": "Write `2026-01-22` for 22 January 2026.",
    "22 janvier 2026 à 9h30": "Write `2026-01-22` for 22 January 2026.",
    "[2026-02-30](https://a.example)": "Write `2026-02-28` for the last day of the month.",
    "1769074200": "Write `2026-01-22T09:30:00Z` for a count of seconds or milliseconds since 1970.",
    "1769074200000": "Write `2026-01-22T09:30:00Z` for a count of seconds or milliseconds since 1970.",
    "2025-12-2025": "Write `2025-12` for the month.",
    "2026 (recent)": "Write `2026` for the year.",
    "Q1 2026": "Write `2026` for the year.",
    "2026-W04": "Write `2026-01-19` for the Monday of that week.",
    "2026-01-22 EST": "Write `2026-01-22` for the day.",
    "December 2025, 9:30": "Write `2025-12` for the month.",
    "Friday, December 2025": "Write `2025-12` for the month.",
    "2026-01-22 (updated)": "Write `2026-01-22` for 22 January 2026.",
    "Dec 26, 2025 23:26 pm IST": "Write `2025-12-26T23:26+05:30` for India, `2025-12-26T23:26+02:00` for Israel, "
    "or `2025-12-26T23:26+01:00` for Ireland.",
    "2026-01-22 9:30 CST": "Write `2026-01-22T09:30-06:00` for the middle of North America, "
    "or `2026-01-22T09:30+08:00` for China.",
    "2026-01-22 9:30 Mars/Olympus": NO_ZONE,
    "2026-01-22 9:30 America/Argentina": NO_ZONE,
    "2026-01-22 9:30 +15:00": NO_ZONE,
    "2026-01-22 9:30 SGT": NO_ZONE,
    "2026-01-22 00:00 -0400 EST": "Write `2026-01-22T00:00-04:00` for `-0400`, or `2026-01-22T00:00-05:00` for `EST`.",
    "2026-01-22 00:00 +0900 CST": "Write `2026-01-22T00:00+09:00` for `+0900`, "
    "`2026-01-22T00:00-06:00` for the middle of North America, or `2026-01-22T00:00+08:00` for China.",
    "2026-01-22 9:30 EST PST": "Write `2026-01-22` for 22 January 2026.",
    "2026-01-22 9:30 -0500 PM": "Write `2026-01-22` for 22 January 2026.",
    "22 January 2026 9:30\u201310:30": "Write `2026-01-22` for 22 January 2026.",
    "2026\u201301": "Write `2026-01` for the month.",
    "2026-01-03\u20132026-01-05": "Write `2026-01-03` for 3 January 2026, or `2026-01-05` for 5 January 2026.",
    "1/4/2026 9:30 EST": "Write `2026-04-01T09:30-05:00` for 1 April 2026, "
    "or `2026-01-04T09:30-05:00` for 4 January 2026.",
    "2026-01-22 13:00 am": "Write `2026-01-22T13:00+01:00`, or `2026-01-22T01:00+01:00`.",
    "2026-10-25 02:30": "Write `2026-10-25T02:30+02:00` for the first time round, "
    "or `2026-10-25T02:30+01:00` for after the clocks went back.",
    "yesterday": "Write the day itself: `2026-01-21`, if it was written today.",
    "1 day ago": "Write the day itself: `2026-01-21`, if it was written today.",
    "2 weeks ago": "Write the day itself: `2026-01-08`, if it was written today.",
    **dict.fromkeys(
        [
            "",
            "  ",
            "soon",
            "12",
            "May",
            "3 May",
            "Friday",
            "12:30",
            "20226-01-01",
            "n/a",
        ],
        "Write it as `2026-01-22`, `22 January 2026` or `2026-01-22T09:30:00+01:00`.",
    ),
}

ZONED = re.compile(r"[A-Z]{3}$|[+-]\d\d:?\d\d|/[A-Z]")

IMPOSSIBLE = {
    "2017-02-29": ("February 2017 has 28 days, and no day 29", "`2017-02-28` for the last day of the month"),
    "2021-02-29": ("February 2021 has 28 days, and no day 29", "`2021-02-28`"),
    "31 February 2026": ("February 2026 has 28 days, and no day 31", "`2026-02-28`"),
    "31/02/2026": ("February 2026 has 28 days, and no day 31", "`2026-02-28`"),
    "2026-01-00": ("January 2026 has 31 days, and no day 0", "`2026-01`"),
    "2025-13-01": ("there is no month 13", "`2025-01-13` for 13 January 2025"),
    "2025-13": ("there is no month 13", "`2025` for the year"),
    "13/13/2025": ("there is no month 13", "`2025` for the year"),
    "2025-366": ("2025 has no day 366", "`2025`"),
    "2025-W53-1": ("2025 has no week 53", "`2025`"),
    "2026-01-22 25:00": ("no clock shows 25:00", "`2026-01-22` for the day"),
    "2016-12-31T23:59:60Z": ("no clock shows 23:59:60", "`2016-12-31` for the day"),
    "2026-01-22T24:00": ("a day ends with 23:59", "`2026-01-23T00:00`"),
    "2026-01-22T24:00 EST": ("a day ends with 23:59", "`2026-01-23T00:00-05:00` for the end of that day"),
    "2026-01-22T24:00 IST": ("a day ends with 23:59", "`2026-01-23` for the end of that day"),
    "Friday, 22 January 2026 9:30 IST": ("is a Thursday and not a Friday", "`2026-01-22` for Thursday, 22 January"),
    "2026-03-29 02:30": ("the clocks of Europe/Berlin went forward over 02:30", "`2026-03-29T03:30+02:00`"),
    "March 8, 2026 2:30 AM ET": ("the clocks of America/New_York went forward", "`2026-03-08T03:30-04:00`"),
    "Friday December 11, 2025": (
        "11 December 2025 is a Thursday and not a Friday",
        "`2025-12-11` for Thursday, 11 December, or `2025-12-12` for Friday, 12 December",
    ),
    "Tue, 01 May 2021 00:00:00 GMT": (
        "1 May 2021 is a Saturday and not a Tuesday",
        "`2021-05-01T00:00+00:00` for Saturday, 1 May, or `2021-05-04T00:00+00:00` for Tuesday, 4 May",
    ),
    "2023-01-29 18:30:22 2024 -0800": ("it names the years 2023 and 2024", "`2023-01-29T18:30-08:00`"),
    "0226-01-02": ("the year 226 is not between 1583 and 2999", "`2026-01-22`"),
    "1582": ("the year 1582 is not between 1583 and 2999", "`2026-01-22`"),
    "3000-01-01": ("the year 3000 is not between 1583 and 2999", "`2026-01-22`"),
}


def iso(text: str, zone: str = "Europe/Berlin") -> str | None:
    moment = moment_of(text, zone)
    return moment and moment.iso


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_what_has_one_meaning_is_read_as_precisely_as_it_was_written(text, expected):
    assert iso(text) == expected


@pytest.mark.parametrize(("text", "suggestion"), UNCLEAR.items())
def test_what_is_unclear_is_refused_with_its_readings(text, suggestion):
    assert moment_of(text, "Europe/Berlin") is None
    assert refusal_of(text, "Europe/Berlin", TODAY).remedy == suggestion


@pytest.mark.parametrize(("text", "why", "instead"), [(text, *rest) for text, rest in IMPOSSIBLE.items()])
def test_what_no_calendar_has_is_an_error_that_says_why(text, why, instead):
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - what it says is asserted below
        moment_of(text, "Europe/Berlin")

    assert why in str(raised.value)
    assert instead in refusal_of(text, "Europe/Berlin", TODAY).remedy


SUGGESTED = re.compile(r"(?:Write|,|, or|as in) `([^`]+)`")


@pytest.mark.parametrize("text", UNCLEAR | IMPOSSIBLE)
def test_what_a_suggestion_says_to_write_can_be_read(text):
    for written in SUGGESTED.findall(refusal_of(text, "Europe/Berlin", TODAY).remedy):
        assert moment_of(written, "Europe/Berlin")


@pytest.mark.parametrize("text", [it for it in UNCLEAR | IMPOSSIBLE if ":" in it and ZONED.search(it)])
def test_a_time_in_another_zone_is_never_suggested_in_the_sites_own(text):
    remedy = refusal_of(text, "Europe/Berlin", TODAY).remedy

    assert "Berlin" not in remedy
    assert not re.search(r"`[^`]*T[0-9:]+`", remedy)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("1/4/2026", "cannot be read without guessing: which number is the day and which the month differs"),
        ("1/4/26", "cannot be read without guessing: its year has no more than two digits"),
        ("2026-01-22 9:30 SGT", "cannot be read without guessing: `SGT` is no time zone that Flong knows"),
        ("2026-01-22 9:30 CST", "cannot be read without guessing: more than one place calls its time `CST`"),
        ("2026-01-22 9:30 -0400 EST", "cannot be read without guessing: its offset and its time zone contradict"),
        ("2026-01-22 EST", "cannot be read without guessing: it names a time zone, and no time of day"),
        ("2026-02-30", "cannot be right: February 2026 has 28 days, and no day 30"),
        ("soon", "cannot be read without guessing"),
    ],
)
def test_a_refusal_says_what_is_wrong(text, what):
    assert refusal_of(text, "Europe/Berlin", TODAY).what.startswith(what)


def test_every_abbreviation_that_is_read_has_one_meaning_since_2000():
    found: dict[str, set[timedelta]] = {}
    days = [datetime(year, month, 1, tzinfo=UTC) for year in range(2000, 2027) for month in (1, 7)]
    for info in map(ZoneInfo, available_timezones()):
        for local in (day.astimezone(info) for day in days):
            found.setdefault(local.tzname().lower(), set()).add(local.utcoffset())
    several = {name for name, offsets in found.items() if len(offsets) > 1} & {*OFFSETS}

    # Of Cuba, of North Korea from 2015 to 2018, and of the Philippines: RFC 5322 or far more readers have the other.
    assert several <= {"cdt", "kst", "pst"}
    for name in {*OFFSETS} & {*found}:
        assert NOON - moment_of(f"2026-01-22 12:00 {name}", "UTC").at in found[name]
