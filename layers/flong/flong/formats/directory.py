"""Many names in an order in which one is found: by the letter that they begin with, or by year."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from flong.formats.labels import Labels

SCRIPTS = (("CJK", "文"), ("HIRAGANA", "あ"), ("KATAKANA", "あ"), ("HANGUL", "가"))
"""Scripts whose names begin with too many different signs, by how Unicode calls these, and what stands for them all."""
DIGITS, OTHERS = "0–9", "#"


class Entry(NamedTuple):
    """A tag, category, author or month: how many articles it has, and the date of the one that came last, UTC."""

    id: str
    label: str
    articles: int
    last: str = ""
    path: str = ""


class Group(NamedTuple):
    """Entries under one heading; `id` is the heading's in its page."""

    id: str
    heading: str
    entries: list[Entry]


def most_used(entries: Iterable[Entry], count: int) -> list[Entry]:
    """So many of the entries that have the most articles, those first that have more."""
    return sorted(entries, key=lambda it: (-it.articles, it.id))[:count]


def by_initial(entries: Sequence[Entry], labels: Labels) -> list[Group]:
    """The entries in the order of their labels, with a heading for each first letter; accents make no difference."""
    found = sorted(entries, key=lambda it: (order_of(initial(it.label)), plain(it.label), it.id))
    groups = groupby(found, key=lambda it: initial(it.label))
    return [
        Group(f"g{number}", labels.number(heading), list(under)) for number, (heading, under) in enumerate(groups, 1)
    ]


def by_year(entries: Iterable[Entry], labels: Labels) -> list[Group]:
    """Months, the newest first, with a heading for each year."""
    found = sorted(entries, key=lambda it: it.id, reverse=True)
    years = groupby(found, key=lambda it: it.id[:4])
    return [Group(f"y{year}", labels.number(year), list(under)) for year, under in years]


def initial(label: str) -> str:
    """The letter under which a label is looked for."""
    first = next((char for char in plain(label) if char.isalnum()), "")
    if first.isdigit():
        return DIGITS
    name = unicodedata.name(first, "") if first else ""
    return next((sign for script, sign in SCRIPTS if name.startswith(script)), first.upper()[:1] or OTHERS)


def order_of(heading: str) -> tuple[int, str]:
    return ((OTHERS, DIGITS).index(heading) if heading in (OTHERS, DIGITS) else 2, heading)


def plain(label: str) -> str:
    """A label without case and accents; what is composed of parts in other scripts stays so."""
    parts = unicodedata.normalize("NFKD", label.casefold())
    return unicodedata.normalize("NFC", "".join(char for char in parts if not unicodedata.combining(char)))
