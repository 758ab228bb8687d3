"""Dates as people write them: what has one meaning is read, the rest is refused with a suggestion."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flong.article import Moment, Precision
from flong.intake.dates.days import Day, day, day_of
from flong.intake.dates.refusals import Choice, NoSuchDate, Unclear
from flong.intake.dates.words import WEEKDAYS, Token, tidy, tokens
from flong.intake.dates.zones import Reading, Zone, clocks_of, instants, rest_of, zones_named

MAX_DATE = 100
WITH_SECONDS = re.compile(r"T?[0-9]{1,2}:[0-9]{2}:|T[0-9]{6}", re.IGNORECASE)
PLAIN = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@dataclass
class Written:
    """The parts of a date in the order in which they stand: of what kinds those of the day are, and the rest."""

    kinds: str = ""
    parts: list[str] = field(default_factory=list)
    weekdays: list[str] = field(default_factory=list)
    clocks: list[str] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)


def moment_of(text: str, zone: str) -> Moment | None:
    """The moment that `text` names, in `zone` where it names none; None if it cannot be read without guessing.

    Reads ISO 8601, RFC 5322, JavaScript's form, and what people write in English, German, French, Spanish,
    Portuguese, Italian, Chinese, Japanese and Korean. A fraction of a second is dropped. Raises ValueError, with the
    reason as a clause, for a date that no calendar has, or that contradicts itself.
    """
    try:
        return read(text, zone)
    except Unclear:
        return None


class Refusal(NamedTuple):
    """What is wrong with a date, as the end of a sentence, and what to write instead, as a sentence."""

    what: str
    remedy: str


def refusal_of(text: str, zone: str, today: date) -> Refusal:
    """Why a date is refused; `today` is what "yesterday" counts from."""
    from flong.intake.dates.advice import advice  # what it guesses with takes 35 ms to import

    try:
        read(text, zone)
    except NoSuchDate as refused:
        return Refusal(f"cannot be right: {refused}", advice(text, refused.choices, today))
    except Unclear as refused:
        why = f": {refused.why}" if refused.why else ""
        return Refusal(f"cannot be read without guessing{why}", refused.remedy or advice(text, refused.choices, today))
    return Refusal("is refused", advice(text, (), today))


def read(text: str, zone: str) -> Moment:
    if plain := PLAIN.fullmatch(text):
        return whole(Day(day(*map(int, plain.groups()))), zone)
    line = tidy(text[: 2 * MAX_DATE])
    found = tokens(line) if 0 < len(line) <= MAX_DATE else None
    if not found:
        raise Unclear
    return moment(sorted_out(found), zone)


def sorted_out(found: Iterable[Token]) -> Written:
    written = Written()
    others = {"w": written.weekdays, "c": written.clocks, "z": written.zones}
    for kind, text in found:
        others.get(kind, written.parts).append(text)
        if kind not in others:
            written.kinds += kind
    return written


def moment(written: Written, zone: str) -> Moment:
    if max(len(written.weekdays), len(written.clocks)) > 1:
        raise Unclear
    try:
        that = day_of(written.kinds, written.parts)
    except (NoSuchDate, Unclear) as refused:
        raise refused.at(*(at_its_time(choice, written) for choice in refused.choices)) from None
    if that.precision == "day" and written.clocks:
        return timed(written, that.first, zone)
    if zones_named(written.zones, that.first) is None:
        raise Unclear
    # A day of another zone is no day of the site's, and a month has no weekday and no clock.
    if written.zones:
        raise Unclear(Choice(that.iso, f"the {that.precision}"), why="it names a time zone, and no time of day")
    if that.precision != "day" and (written.weekdays or written.clocks):
        raise Unclear(Choice(that.iso, f"the {that.precision}"), why=f"it names no day, only a {that.precision}")
    on_its_weekday(written.weekdays, that.first, "")
    return whole(that, zone)


def whole(that: Day, zone: str) -> Moment:
    """The first instant of a day, month or year, which is not midnight where the clocks go forward then."""
    info = ZoneInfo(zone)
    start = datetime.combine(that.first, time(), info).astimezone(UTC)
    if start.astimezone(info).date() != that.first:
        raise NoSuchDate(f"{that.first} was left out in {zone}, which changed sides of the date line")
    return Moment(at=start, precision=that.precision, zone=zone)


def timed(written: Written, that: date, zone: str) -> Moment:
    zones = zones_named(written.zones, that)
    if zones is None:
        raise no_zone(written, that)
    clocks = clocks_of(written.clocks[0], that, zones)
    on_its_weekday(written.weekdays, that, rest_of(that, clocks[0], zones))
    found = [
        reading for clock in clocks for it in zones or [Zone(ZoneInfo(zone))] for reading in instants(that, clock, it)
    ]
    if len(found) > 1:
        raise Unclear(*(reading.choice for reading in found), why=doubt(written, len(clocks), len(zones)))
    precision: Precision = "second" if WITH_SECONDS.match(written.clocks[0]) else "minute"
    return Moment(at=in_utc(found[0]), precision=precision, zone=zone)


def no_zone(written: Written, that: date) -> Unclear:
    """The refusal of a time whose zone nobody knows: the site's own would be another time."""
    if len(written.zones) > 1:
        return Unclear(why="it names more than one time zone")
    name = written.zones[0]
    what = "no offset from UTC that any place has" if name[0] in "+-" else "no time zone that Flong knows"
    return Unclear(
        why=f"`{name}` is {what}",
        remedy=f"Write the offset from UTC in its place, as in `{that}T09:30+08:00` for half past nine in Singapore; "
        f"or the day alone, `{that}`.",
    )


def doubt(written: Written, clocks: int, zones: int) -> str:
    """Why a time of day may be one of several."""
    if zones > 1 and len(written.zones) > 1:
        return "its offset and its time zone contradict each other"
    if zones > 1:
        return f"more than one place calls its time `{written.zones[0].upper()}`"
    return "its hour and its am or pm contradict each other" if clocks > 1 else "the clocks show that time twice"


def at_its_time(choice: Choice, written: Written) -> Choice:
    """A day that may have been meant, with the time that was written, if that is plain."""
    if len(choice.iso) != len("2026-01-22") or not written.clocks:
        return choice
    that = date.fromisoformat(choice.iso)
    zones = zones_named(written.zones, that)
    try:
        clocks = clocks_of(written.clocks[0], that, zones or ())
    except (Unclear, NoSuchDate):
        return choice
    return choice if zones is None else choice._replace(iso=f"{that}{rest_of(that, clocks[0], zones)}")


def in_utc(reading: Reading) -> datetime:
    return reading.at.astimezone(UTC)


def on_its_weekday(names: list[str], that: date, rest: str) -> None:
    """Refuses a weekday that is not the day's own, and offers the nearest that is."""
    if not names or WEEKDAYS[names[0]] == that.weekday():
        return
    near = that + timedelta(days=(WEEKDAYS[names[0]] - that.weekday() + 3) % 7 - 3)
    choices = (Choice(f"{it}{rest}", f"{it:%A}, {it.day} {it:%B}") for it in (that, near))
    raise NoSuchDate(f"{that.day} {that:%B %Y} is a {that:%A} and not a {near:%A}", *choices)
