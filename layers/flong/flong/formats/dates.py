"""Dates and names as a reader reads them; no locale of the machine has a say."""

from collections.abc import Sequence

from flong.article import Moment

MONTHS = (
    "January February March April May June July August September October November December"
).split()


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
