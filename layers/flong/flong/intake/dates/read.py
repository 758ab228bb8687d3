"""Dates as people write them: what has one meaning is read, the rest is refused with a suggestion."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flong.article import Moment, Precision
from flong.intake.dates.days import Day, day, day_of
from flong.intake.dates.refusals import Choice, NoSuchDate, Unclear
from flong.intake.dates.words import WEEKDAYS, Token, tidy, tokens
from flong.intake.dates.zones import Reading, Zone, clocks_of, instants, zones_named

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


def suggestion_for(text: str, zone: str, today: date) -> str:
    """What to write instead of a date that was refused, in a sentence; `today` is what "yesterday" counts from."""
    from flong.intake.dates.advice import advice  # what it guesses with takes 35 ms to import

    try:
        read(text, zone)
    except (Unclear, NoSuchDate) as refused:
        return advice(text, refused.choices, today)
    return advice(text, (), today)


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
    except NoSuchDate as refused:
        raise NoSuchDate(str(refused), *(at_its_time(choice, written) for choice in refused.choices)) from None
    if that.precision == "day" and written.clocks:
        return timed(written, that.first, zone)
    # A day of another zone is no day of the site's, and a month has no weekday and no clock.
    if written.zones or (that.precision != "day" and (written.weekdays or written.clocks)):
        raise Unclear(Choice(that.iso, f"the {that.precision}"))
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
    clocks, zones = clocks_of(written.clocks[0], that), zones_named(written.zones)
    if zones is None:
        raise Unclear(*(Choice(f"{that}T{clock:%H:%M}", f"{zone} time") for clock in clocks))
    on_its_weekday(written.weekdays, that, rest_of(that, clocks[0], zones))
    found = [
        reading for clock in clocks for it in zones or [Zone(ZoneInfo(zone))] for reading in instants(that, clock, it)
    ]
    if len(found) > 1:
        raise Unclear(*(reading.choice for reading in found))
    precision: Precision = "second" if WITH_SECONDS.match(written.clocks[0]) else "minute"
    return Moment(at=in_utc(found[0]), precision=precision, zone=zone)


def at_its_time(choice: Choice, written: Written) -> Choice:
    """A day that may have been meant, with the time that was written, if that is plain."""
    zones = zones_named(written.zones)
    if len(choice.iso) != len("2026-01-22") or not written.clocks or zones is None:
        return choice
    that = date.fromisoformat(choice.iso)
    try:
        return choice._replace(iso=f"{that}{rest_of(that, clocks_of(written.clocks[0], that)[0], zones)}")
    except (Unclear, NoSuchDate):
        return choice


def in_utc(reading: Reading) -> datetime:
    return reading.at.astimezone(UTC)


def rest_of(that: date, clock: time, zones: tuple[Zone, ...]) -> str:
    """What follows the day in ISO 8601, with an offset if exactly one zone was named."""
    info = zones[0].info if len(zones) == 1 else None
    return datetime.combine(that, clock, info).isoformat(timespec="minutes")[10:]


def on_its_weekday(names: list[str], that: date, rest: str) -> None:
    """Refuses a weekday that is not the day's own, and offers the nearest that is."""
    if not names or WEEKDAYS[names[0]] == that.weekday():
        return
    near = that + timedelta(days=(WEEKDAYS[names[0]] - that.weekday() + 3) % 7 - 3)
    choices = (Choice(f"{it}{rest}", f"{it:%A}, {it.day} {it:%B}") for it in (that, near))
    raise NoSuchDate(f"{that.day} {that:%B %Y} is a {that:%A} and not a {near:%A}", *choices)
