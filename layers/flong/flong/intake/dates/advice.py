"""What to write instead of a date that was refused. Here guessing is allowed: a person decides."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from dateutil import parser

from flong.intake.dates.days import day_of
from flong.intake.dates.refusals import Choice, NoSuchDate, Unclear, named
from flong.intake.dates.words import MONTHS, Token, spelt, tidy, tokens

USUAL = "Write it as `2026-01-22`, `22 January 2026` or `2026-01-22T09:30:00+01:00`."
MAX_GUESSED, MAX_CHOICES = 100, 3
RELATIVE = {"today": 0, "just now": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
AGO = re.compile(r"([0-9]{1,3}|an?|one) (minute|min|hour|day|week)s? ago", re.IGNORECASE)
DAYS = {"minute": 0, "min": 0, "hour": 0, "day": 1, "week": 7}
FULL_YEAR = r"(?<![0-9])(1[6-9][0-9]{2}|2[0-9]{3})"
NUMBER = r"(?<![0-9])[0-9]{1,2}(?:st|nd|rd|th|er)?"
SPOKEN = re.compile(
    rf"{NUMBER}(?:\.?\s(?:de\s)?)[^\W\d_]{{3,12}}\.?,?\s(?:de\s)?{FULL_YEAR}(?![0-9])"
    rf"|[^\W\d_]{{3,12}}\.?\s{NUMBER},?\s{FULL_YEAR}(?![0-9])"
    rf"|{FULL_YEAR}-[01][0-9]-[0-3][0-9](?![0-9])"
)
EPOCH = re.compile(r"[0-9]{10}(?:[0-9]{3})?")
RANGE = re.compile(r"(?<![-0-9])([0-9]{1,2})\s?[-–—]\s?([0-9]{1,2})(?=[.,]?\s[^-]*$)")
DAY = re.compile(FULL_YEAR + r"-[01][0-9]-[0-3][0-9](?![0-9])")
MONTH = re.compile(FULL_YEAR + r"[-–—/.](0?[1-9]|1[0-2])(?![0-9])")
YEAR = re.compile(FULL_YEAR + r"(?![0-9])")
WORD = re.compile(r"[^\W\d_]+")


def advice(text: str, choices: Sequence[Choice], today: date) -> str:
    """A sentence that says what to write; from the text itself as far as it goes."""
    if choices:
        return sentence(choices)
    line = tidy(text[: 2 * MAX_GUESSED])
    if len(line) > MAX_GUESSED:
        return USUAL
    if relative := related(line, today):
        return relative
    if EPOCH.fullmatch(line):
        seconds = int(line) // (1000 if len(line) == 13 else 1)
        instant = datetime.fromtimestamp(seconds, UTC)
        return sentence([Choice(f"{instant:%Y-%m-%dT%H:%M:%SZ}", "a count of seconds or milliseconds since 1970")])
    if spoken := days_in(line):
        return sentence(spoken)
    part = guess(line) or day_in(line) or month_in(line) or year_in(line)
    return sentence([part]) if part else USUAL


def sentence(choices: Sequence[Choice]) -> str:
    """ "Write `2026-01-04` for 4 January, or `2026-04-01` for 1 April." """
    *most, last = [f"`{iso}`" + (f" for {meaning}" if meaning else "") for iso, meaning in choices[:MAX_CHOICES]]
    return f"Write {', '.join(most)}, or {last}." if most else f"Write {last}."


def days_in(line: str) -> list[Choice]:
    """The days that stand in words among others, as in `Published January 22, 2026`; of `January 3–5, 2026` both."""
    lines = [RANGE.sub(number, line) for number in (r"\1", r"\2")] if RANGE.search(line) else [line]
    found: dict[str, Choice] = {}
    for match in (match for each in lines for match in SPOKEN.finditer(each)):
        try:
            choices: Sequence[Choice] = [named(day_of(*kinds_and_parts(tokens(match.group()) or [])).first)]
        except (Unclear, NoSuchDate) as refused:
            choices = refused.choices
        found |= {choice.iso: choice for choice in choices}
    return list(found.values())


def kinds_and_parts(found: list[Token]) -> tuple[str, list[str]]:
    return "".join(token.kind for token in found), [token.text for token in found]


def related(line: str, today: date) -> str | None:
    """`1 day ago` counts from the day on which it was written, which nobody can know."""
    days = RELATIVE.get(line.lower())
    if match := AGO.fullmatch(line):
        days = -(int(match[1]) if match[1].isdigit() else 1) * DAYS[match[2].lower()]
    if days is None:
        return None
    return f"Write the day itself: `{today + timedelta(days=days)}`, if it was written today."


def guess(line: str) -> Choice | None:
    """The day that dateutil reads, if it found year, month and day in the text and made up none of them."""
    # It fills what is missing from a default; what differs between two defaults was not in the text.
    defaults = (datetime(2000, 1, 1), datetime(2004, 3, 2))  # noqa: DTZ001
    try:
        one, other = (parser.parse(line, default=default, ignoretz=True).date() for default in defaults)
    except (ValueError, ArithmeticError, TypeError, LookupError, AttributeError):
        return None  # its parser is known to fail in each of these ways
    # It takes `December 12-15, 2025` for a day of 2015.
    years = YEAR.findall(line) or YEAR.findall(f"{one.year}")
    return named(one) if one == other and f"{one.year}" in years else None


def day_in(line: str) -> Choice | None:
    days = {match.group() for match in DAY.finditer(line)}
    try:
        return named(date.fromisoformat(days.pop())) if len(days) == 1 else None
    except ValueError:
        return None


def month_in(line: str) -> Choice | None:
    if match := MONTH.search(line):
        return Choice(f"{match[1]}-{int(match[2]):02}", "the month")
    months = {MONTHS[name] for name in map(spelt, WORD.findall(line)) if name in MONTHS}
    year = year_in(line)
    return Choice(f"{year.iso}-{months.pop():02}", "the month") if year and len(months) == 1 else None


def year_in(line: str) -> Choice | None:
    years = {*YEAR.findall(line)}
    return Choice(years.pop(), "the year") if len(years) == 1 else None
