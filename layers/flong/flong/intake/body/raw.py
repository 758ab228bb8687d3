"""Whether a source has raw HTML, by its text alone: cheap, and so sure that what has none needs no look."""

import re

from flong.intake.body.elements import ELEMENTS

GONE = "\x01"
"""Stands for what is dropped within a line until the text has been parsed; no source can hold it."""
SPACE = "\ufdd3"
"""A noncharacter of Unicode: stands for a space in an address that is code, so that the parser takes it for one."""

RAW = re.compile(r"<(?!https?:|mailto:)[a-zA-Z/!?]")
"""What in a source may be raw HTML."""
NAMED = re.compile(r"<(?!https?:|mailto:)(?:/?([a-zA-Z][^\s/<>]*)|[/!?])")
OFFICE = re.compile(r"[ovw]:\w+|st1:\w+")
"""What word processors put between words, and round them."""


def has_elements(source: str) -> bool:
    """Whether raw HTML in a source may be more than text in angle brackets, as `Vec<u8>` and `<your name>` are."""
    if GONE in source or SPACE in source:  # they may stand in a name until they go
        return True
    return any(not name or name.lower() in ELEMENTS or OFFICE.fullmatch(name) for name in set(NAMED.findall(source)))
