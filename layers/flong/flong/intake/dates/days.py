"""Years, months and days from the parts of a written date."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from flong.article import Precision
from flong.intake.dates.refusals import Choice, NoSuchDate, Unclear, named
from flong.intake.dates.words import MONTHS

FIRST_YEAR, LAST_YEAR = 1583, 2999
"""From the first whole year of the Gregorian calendar, as ISO 8601 has it, to what can only be a slip of the hand."""

LAYOUT = re.compile(r"(?:d|p|mny|nmy|ymn|my|ym|y|nny|ynn)y?")
"""Kinds of tokens that make a day, in order; the year may stand once more at the end, as in `2023-01-29 … 2023`."""


@dataclass(frozen=True)
class Day:
    """A day, or the month or year that was meant, by its first day."""

    first: date
    precision: Precision = "day"

    @property
    def iso(self) -> str:
        return self.first.isoformat()[: {"year": 4, "month": 7}.get(self.precision, 10)]


def day_of(kinds: str, parts: list[str]) -> Day:
    """The day that parts of these kinds name; Unclear where their order is none of the layouts."""
    if not LAYOUT.fullmatch(kinds):
        raise Unclear
    if kinds in READERS:
        return READERS[kinds](parts)
    that, repeated = READERS[kinds[:-1]](parts[:-1]), int(parts[-1])
    if repeated != that.first.year:
        raise NoSuchDate(f"it names the years {that.first.year} and {repeated}", Choice(that.iso))
    return that


def day(year: int, month: int, number: int) -> date:
    in_bounds(year)
    if not 1 <= month <= 12:
        swapped = [named(date(year, number, month))] if valid(year, number, month) else []
        raise NoSuchDate(f"there is no month {month}", *swapped)
    if not valid(year, month, number):
        first = date(year, month, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        choice = Choice(last.isoformat(), "the last day of the month") if number else Choice(f"{first:%Y-%m}")
        raise NoSuchDate(f"{last:%B %Y} has {last.day} days, and no day {number}", choice)
    return date(year, month, number)


def in_bounds(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchDate(f"the year {year} is not between {FIRST_YEAR} and {LAST_YEAR}")


def valid(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return FIRST_YEAR <= year <= LAST_YEAR


def of_year(parts: list[str]) -> Day:
    in_bounds(int(parts[0]))
    return Day(date(int(parts[0]), 1, 1), "year")


def of_month(year: int, month: int) -> Day:
    in_bounds(year)
    if not 1 <= month <= 12:
        raise NoSuchDate(f"there is no month {month}", Choice(f"{year}", "the year"))
    return Day(date(year, month, 1), "month")


def of_pair(parts: list[str]) -> Day:
    """`2025-12`, `12/2025`."""
    one, other = re.split("[-/.]", parts[0])
    if len(other) == 4 and len(one) <= 2:
        one, other = other, one
    if len(one) != 4 or len(other) > 2:
        raise Unclear
    return of_month(int(one), int(other))


def of_digits(parts: list[str]) -> Day:
    """`2026-01-22`, `22.1.2026`, `20260122`, `2026-W04-4`, `2026-022`."""
    text = parts[0].upper()
    if "W" in text:
        return of_week(*text.replace("-", "").split("W"))
    numbers = re.split("[-/.]", text)
    if len(numbers) == 3:
        return of_numbers(numbers)
    if len(numbers) == 2:
        return of_ordinal(int(numbers[0]), int(numbers[1]))
    return Day(day(int(text[:4]), int(text[4:6]), int(text[6:])))


def of_week(year: str, rest: str) -> Day:
    in_bounds(int(year))
    try:
        that = date.fromisocalendar(int(year), int(rest[:2]), int(rest[2:] or 1))
    except ValueError as error:
        raise NoSuchDate(f"{year} has no week {rest[:2]} with a day {rest[2:] or 1}") from error
    if len(rest) == 2:
        raise Unclear(Choice(that.isoformat(), "the Monday of that week"), why="it names a week, and no day of it")
    return Day(that)


def of_ordinal(year: int, number: int) -> Day:
    in_bounds(year)
    that = date(year, 1, 1) + timedelta(days=number - 1)
    if that.year != year:
        raise NoSuchDate(f"{year} has no day {number}")
    return Day(that)


def of_numbers(numbers: list[str]) -> Day:
    """Three numbers: the year first, or else last, with day and month in an order that has to be plain."""
    lengths = [len(number) for number in numbers]
    one, two, three = map(int, numbers)
    if lengths[0] == 4 and max(lengths[1:]) <= 2:
        return Day(day(one, two, three))
    if lengths[2] == 4 and max(lengths[:2]) <= 2:
        return Day(day_or_month_first(one, two, three))
    if max(lengths) <= 2:
        raise Unclear(*short_years(one, two, three), why="its year has no more than two digits")
    raise Unclear(*([Choice(f"{one}-{two:02}", "the month")] if lengths[0] == 4 and 1 <= two <= 12 else []))


def day_or_month_first(one: int, two: int, year: int) -> date:
    if one > 12 or one == two or 0 in (one, two):
        return day(year, two, one)
    if two > 12:
        return day(year, one, two)
    why = "which number is the day and which the month differs between countries"
    raise Unclear(named(day(year, two, one)), named(day(year, one, two)), why=why)


def short_years(one: int, two: int, three: int) -> list[Choice]:
    orders = ((2000 + three, two, one), (2000 + three, one, two), (2000 + one, two, three))
    return [named(date(*order)) for order in dict.fromkeys(orders) if valid(*order)]


def of_words(order: str, parts: list[str]) -> Day:
    """A month's name with a year, and a day where one is given; `order` says which part is which."""
    given = dict(zip(order, parts, strict=True))
    if "n" not in given:
        return of_month(int(given["y"]), MONTHS[given["m"]])
    return Day(day(int(given["y"]), MONTHS[given["m"]], int(given["n"])))


READERS: dict[str, Callable[[list[str]], Day]] = {
    "d": of_digits,
    "p": of_pair,
    "y": of_year,
    "nny": of_numbers,
    "ynn": of_numbers,
    **{order: partial(of_words, order) for order in ("mny", "nmy", "ymn", "my", "ym")},
}
