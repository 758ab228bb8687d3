"""How a language is written; no locale of the machine has a say."""

from unicodedata import east_asian_width

# Languages that are written from right to left, by the first part of their BCP 47 tag.
RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"])
LONG_TITLE = 120
"""Letters of Latin, twice as wide in Chinese, past which a title at full size leaves no room for its text."""


def direction_of(language: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute; a language may name its script, as `ks-Deva` does."""
    tongue, *others = language.lower().split("-")
    return "rtl" if tongue in RIGHT_TO_LEFT and "latn" not in others and "deva" not in others else "ltr"


def is_long(title: str) -> bool:
    """Whether a title is to be set smaller than others."""
    return len(title) * 2 > LONG_TITLE and sum(map(columns, title)) > LONG_TITLE


def columns(character: str) -> int:
    return 2 if east_asian_width(character) in "WF" else 1
