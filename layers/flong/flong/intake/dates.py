"""Dates as people write them: the unambiguous are read, the rest is refused with a suggestion."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flong.article import Moment, Precision

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
NAMES = "|".join(f"{month[:3]}(?:{month[3:]}|{month[3:4]})?\\.?" if month != "may" else "may" for month in MONTHS)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
WRITTEN = (
    re.compile(
        rf"{WEEKDAY}(?P<month>{NAMES})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.IGNORECASE
    ),
    re.compile(
        rf"{WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?P<month>{NAMES}),?\s+(?P<year>\d{{4}})", re.IGNORECASE
    ),
    re.compile(rf"(?P<month>{NAMES})\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?"),
)
TIMED = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)


def moment_of(text: str, zone: str) -> Moment | None:
    """The moment that `text` names, in `zone` where it names none; None if it cannot be read without guessing.

    Raises ValueError, with the reason, for a date that no calendar has.
    """
    try:
        return read(text.strip(), zone)
    except OverflowError as error:  # a time zone can push the first and the last day out of the calendar
        raise ValueError(str(error)) from error


def read(text: str, zone: str) -> Moment | None:
    if timed := TIMED.fullmatch(text):
        return timed_moment(timed, zone)
    matches = (shape.fullmatch(text) for shape in WRITTEN)
    return next((dated_moment(match.groupdict(), zone) for match in matches if match), None)


def timed_moment(match: re.Match[str], zone: str) -> Moment:
    *numbers, offset = match.groups()
    naive = datetime(*(int(number or 0) for number in numbers))  # type: ignore[arg-type]  # noqa: DTZ001
    if offset is None:
        return Moment(at=naive.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), precision="second", zone=zone)
    sign = "+00:00" if offset[0] not in "+-" else offset
    return Moment(
        at=datetime.fromisoformat(f"{naive.isoformat()}{sign}").astimezone(UTC), precision="second", zone=zone
    )


def dated_moment(parts: dict[str, str | None], zone: str) -> Moment:
    month, day = parts.get("month"), parts.get("day")
    precision: Precision = "day" if day else "month" if month else "year"
    first = datetime(int(parts["year"] or 0), month_number(month) if month else 1, int(day or 1), tzinfo=ZoneInfo(zone))
    return Moment(at=first.astimezone(UTC), precision=precision, zone=zone)


def month_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    return 1 + next(i for i, month in enumerate(MONTHS) if month.startswith(text.lower().rstrip(".")[:3]))
