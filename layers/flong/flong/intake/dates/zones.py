"""Clocks and time zones: which instants a time of a day can mean."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flong.intake.dates.refusals import Choice, NoSuchDate, Unclear
from flong.intake.dates.words import DOUBTFUL, OFFSETS, PLACES

CLOCK = re.compile(r"T?([0-9]{1,2}):?([0-9]{2})?:?([0-9]{2})?(?:[.,][0-9]+)?\s?(?:([ap])\.?m\.?)?", re.IGNORECASE)
OFFSET = re.compile(r"(?:(?:utc|gmt)\s?)?([+-])([0-9]{1,2}):?([0-9]{2})?", re.IGNORECASE)
WIDEST = timedelta(hours=14)
"""Kiribati's; nowhere is further from UTC."""


class Zone(NamedTuple):
    """A zone, and what tells it from others of the same abbreviation."""

    info: tzinfo
    meaning: str = ""


class Reading(NamedTuple):
    """An instant that was perhaps meant, and what tells it from the others."""

    at: datetime
    meaning: str

    @property
    def choice(self) -> Choice:
        return Choice(self.at.isoformat(timespec="seconds" if self.at.second else "minutes"), self.meaning)


def clocks_of(text: str, that: date, zones: tuple[Zone, ...]) -> tuple[time, ...]:
    """The times of day that a clock can mean: one, or more if it is unclear."""
    match = CLOCK.fullmatch(text)
    if match is None:
        raise Unclear
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    half = (match[4] or "").lower()
    if (hour, minute, second) == (24, 0, 0):
        end = f"{that + timedelta(days=1)}{rest_of(that, time(), zones)}"
        raise NoSuchDate("a day ends with 23:59", Choice(end, "the end of that day"))
    if hour > 23 or minute > 59 or second > 59:
        raise NoSuchDate(f"no clock shows {text.lstrip('Tt')}", Choice(that.isoformat(), "the day"))
    if not half:
        return (time(hour, minute, second),)
    if 1 <= hour <= 12:
        return (time(hour % 12 + (12 if half == "p" else 0), minute, second),)
    # 23:26 pm says one thing twice; of 13:00 am either the hour or the letters are a slip, and nothing says which.
    return tuple(dict.fromkeys((time(hour, minute, second), time(hour % 12 + (12 if half == "p" else 0), minute))))


def rest_of(that: date, clock: time, zones: tuple[Zone, ...]) -> str:
    """What follows the day in ISO 8601: the time, with an offset if a zone was named; nothing if that is unclear."""
    if len(zones) > 1:
        return ""
    return datetime.combine(that, clock, zones[0].info if zones else None).isoformat(timespec="minutes")[10:]


def zones_named(names: list[str], that: date) -> tuple[Zone, ...] | None:
    """The zones that were named: none, one, or those that may be meant; None for what is no zone."""
    if len(names) == 2:
        return both(names, that)
    return () if not names else meanings(names[0]) if len(names) == 1 else None


def both(names: list[str], that: date) -> tuple[Zone, ...] | None:
    """The zone of an offset and a name for it, `-0500 EST`; each by itself where they differ on that day.

    A name that no table has is a label. Go has the offset once more for one: `-0300 -03`.
    """
    first, *others = sorted(names, key=lambda name: offset(name) is None)
    fixed, known = offset(first), meanings(others[0])
    if fixed is None or (known is None and "/" in others[0]):
        return None
    if known is None or any(ahead(zone.info, that) & ahead(fixed, that) for zone in known):
        return (Zone(fixed),)
    return (Zone(fixed, f"`{first}`"), *(Zone(zone.info, zone.meaning or f"`{others[0].upper()}`") for zone in known))


def ahead(info: tzinfo, that: date) -> set[timedelta | None]:
    """By how much a zone is ahead of UTC on a day: its clocks may be put forward or back then."""
    return {datetime.combine(that, clock, info).utcoffset() for clock in (time(), time(23, 59))}


def meanings(name: str) -> tuple[Zone, ...] | None:
    """The zones that one name can mean; None for what is no zone."""
    if name in DOUBTFUL:
        return tuple(Zone(info, place) for it, place in DOUBTFUL[name] if (info := offset(it)))
    info = offset(OFFSETS.get(name, name)) or of_database(PLACES.get(name, name))
    return (Zone(info),) if info else None


def offset(name: str) -> tzinfo | None:
    match = OFFSET.fullmatch(name)
    if match is None:
        return None
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if ahead > WIDEST or int(match[3] or 0) > 59:
        return None
    return timezone(ahead if match[1] == "+" else -ahead)


def of_database(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: a folder of the database, such as America/Argentina
        return None


def instants(that: date, clock: time, zone: Zone) -> list[Reading]:
    """The instants at which a zone's clocks show a time: one, or two where they are put back over it."""
    wall = datetime.combine(that, clock, zone.info)
    later = wall.replace(fold=1)
    if wall.utcoffset() == later.utcoffset():
        return [Reading(wall, zone.meaning)]
    shown = wall.astimezone(UTC).astimezone(zone.info)
    if shown.replace(tzinfo=None) == wall.replace(tzinfo=None):
        return [Reading(wall, "the first time round"), Reading(later, "after the clocks went back")]
    why = f"the clocks of {zone.info} went forward over {clock:%H:%M} on {that.day} {that:%B %Y}"
    raise NoSuchDate(why, Reading(shown, "").choice)
