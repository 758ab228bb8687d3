"""Why a date is not read, and what to write instead."""

from datetime import date
from typing import NamedTuple


class Choice(NamedTuple):
    """What to write instead, and what it then means; nothing, where that is plain."""

    iso: str
    meaning: str = ""


class Unclear(Exception):
    """A date that cannot be read without guessing; `choices` are what it may mean."""

    def __init__(self, *choices: Choice) -> None:
        super().__init__()
        self.choices = choices


class NoSuchDate(ValueError):
    """A date that no calendar has, or that contradicts itself; `choices` are what may have been meant."""

    def __init__(self, why: str, *choices: Choice) -> None:
        super().__init__(why)
        self.choices = choices


def named(that: date) -> Choice:
    return Choice(that.isoformat(), f"{that.day} {that:%B %Y}")
