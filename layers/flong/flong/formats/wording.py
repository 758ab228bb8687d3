"""Dates, names and scripts as a reader reads them; no locale of the machine has a say."""

from collections.abc import Sequence

from flong.article import Moment

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Languages that are written from right to left, by the first part of their BCP 47 tag.
RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"])


def written(moment: Moment) -> str:
    """`22 January 2026`, `January 2026`, `2026` or `22 January 2026, 09:30 UTC`: no more than was given."""
    local = moment.local
    month = f"{MONTHS[local.month - 1]} {local.year}"
    shapes = {"year": str(local.year), "month": month, "day": f"{local.day} {month}"}
    return shapes.get(moment.precision) or f"{local.day} {month}, {local:%H:%M} {local.tzname()}"


def enumerated(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *others, last = names or [""]
    return f"{', '.join(others)} and {last}" if others else last


def direction_of(language: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute; a language may name its script, as `ks-Deva` does."""
    tongue, *others = language.lower().split("-")
    return "rtl" if tongue in RIGHT_TO_LEFT and "latn" not in others and "deva" not in others else "ltr"
