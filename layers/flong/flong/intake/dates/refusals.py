"""Why a date is not read, and what to write instead."""

from datetime import date
from typing import NamedTuple


class Choice(NamedTuple):
    """What to write instead, and what it then means; nothing, where that is plain."""

    iso: str
    meaning: str = ""


class Unclear(Exception):
    """A date that cannot be read without guessing; `choices` are what it may mean.

    `why` says as a clause what there is to guess, and `remedy` in a sentence what to do, where no choice can.
    """

    def __init__(self, *choices: Choice, why: str = "", remedy: str = "") -> None:
        super().__init__(why)
        self.choices, self.why, self.remedy = choices, why, remedy

    def at(self, *choices: Choice) -> "Unclear":
        """The same with other choices."""
        return Unclear(*choices, why=self.why, remedy=self.remedy)


class NoSuchDate(ValueError):
    """A date that no calendar has, or that contradicts itself; `choices` are what may have been meant."""

    def __init__(self, why: str, *choices: Choice) -> None:
        super().__init__(why)
        self.choices = choices

    def at(self, *choices: Choice) -> "NoSuchDate":
        """The same with other choices."""
        return NoSuchDate(str(self), *choices)


def named(that: date) -> Choice:
    return Choice(that.isoformat(), f"{that.day} {that:%B %Y}")
