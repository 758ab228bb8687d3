"""A line of a source as a terminal can show it, and where in it something was found."""

import re
from dataclasses import dataclass

from flong.formats.visible import visible
from rich.cells import cell_len, get_character_cell_size

TAB = "    "
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
WORD = re.compile(r"\S*")
JOINER = "\u200d"
SURE = 3
"""Fewer characters than these are looked for only where the finding says; elsewhere they may be anything."""


@dataclass(frozen=True)
class Excerpt:
    """What is shown of a line: before, in and after the mark; `…` stands where it goes on."""

    before: str
    mark: str
    after: str

    @property
    def carets(self) -> str:
        """What underlines the mark, indented; nothing where there is no mark, or nobody knows where it appears."""
        # A terminal may or may not reorder a line that is written from right to left.
        if not self.mark or RIGHT_TO_LEFT.search(self.before + self.mark + self.after):
            return ""
        return " " * cell_len(self.before) + "^" + "~" * (cell_len(self.mark) - 1)


def lines_of(data: bytes) -> list[str]:
    """The lines as findings count them."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def printable(text: str) -> str:
    """The text on one line of a terminal, each of its characters visible."""
    return visible(text.replace("\t", TAB).replace("\n", "\u240a"))


def span_of(line: str, column: int | None, found: str | None) -> tuple[int, int]:
    """Start and end, from 0, of what was found; of one character where only its column is known; else nothing."""
    what = (found or "").partition("\n")[0].rstrip("… ")
    start = min(column - 1, len(line)) if column else 0
    if what:
        last = start + len(what) + 1 if column and len(what) < SURE else len(line)
        at = line.find(what, start, last)
        if at >= 0:
            return at, at + len(what)
    return (start, end_of_character(line, start)) if column else (0, 0)


def end_of_character(line: str, start: int) -> int:
    """Where the character that a reader sees at `start` ends: marks and joined emoji belong to it."""
    end = start + 1
    while end < len(line) and (line[end - 1] == JOINER or (not get_character_cell_size(line[end]) and line[end] > " ")):
        end += 1
    return end


def excerpt(line: str, span: tuple[int, int], room: int) -> Excerpt:
    """The part of a line round a span that fits into `room` cells."""
    start, end = span
    # A line may be a megabyte, and no character of what is left out can matter.
    before, mark, after = line[max(0, start - room) : start], line[start:end][: room + 1], line[end : end + room]
    before, mark, after = printable(before), printable(mark) or " " * (end > start), printable(after)
    if start <= room and end + room >= len(line) and cell_len(before + mark + after) <= room:
        return Excerpt(before, mark, after)
    before = tail(before, max(room // 2, room - cell_len(mark) - cell_len(after)), cut=start > room)
    mark = head(mark, room - cell_len(before), cut=False)
    after = head(after, room - cell_len(before) - cell_len(mark), cut=len(line) > end + room)
    return Excerpt(before, mark, after)


def head(text: str, room: int, *, cut: bool) -> str:
    """As much of the beginning as fits; `cut` if more follows than is given."""
    if not cut and cell_len(text) <= room:
        return text
    end = fitting(text, room - 1)
    return text[:end] + "…" if room > 0 else ""


def tail(text: str, room: int, *, cut: bool) -> str:
    """As much of the end as fits; `cut` if more came before than is given."""
    if not cut and cell_len(text) <= room:
        return text
    end = fitting(text[::-1], room - 1)
    return "…" + text[len(text) - end :] if room > 0 else ""


def fitting(text: str, room: int) -> int:
    """How many characters fit into `room` cells."""
    for place, character in enumerate(text):
        room -= get_character_cell_size(character)
        if room < 0:
            return place
    return len(text)


def word_at(line: str, start: int) -> str:
    match = WORD.match(line, start)
    return match[0] if match else ""
