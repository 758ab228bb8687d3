"""A table of contents, from the headings that a body has."""

import re
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from markupsafe import Markup

from flong.formats.body import TAG, markup
from flong.formats.lists import TAKEAWAYS_ID

LEAST, MOST = 3, 24
"""Fewer headings need no table; of more the upper ones alone are shown."""
HEADING = re.compile(r'<h([23]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)
NOTE = re.compile(r"<sup\b.*?</sup>", re.DOTALL)


class Entry(NamedTuple):
    """A heading: its level, its anchor, and its words as safe HTML without markup."""

    level: int
    id: str
    text: Markup


def contents_of(body: str) -> list[Entry]:
    """The headings of the two upper levels, in their order; none where there are too few to need a table.

    Takeaways at the top are left out: they stand right below it.
    """
    found = headings(body)
    if found and found[0].id == TAKEAWAYS_ID:
        found = found[1:]
    if len(found) > MOST:
        found = [entry for entry in found if entry.level == 2]
    return found if len(found) >= LEAST else []


def headings(body: str) -> list[Entry]:
    found = [(int(level), unescape(id), _words(inside)) for level, id, inside in HEADING.findall(body)]
    return [Entry(level, id, markup(words)) for level, id, words in found if words.strip()]


def _words(inside: str) -> str:
    return TAG.sub("", NOTE.sub("", inside)) if "<" in inside else inside


def nested(entries: Sequence[Entry]) -> list[tuple[Entry, list[Entry]]]:
    """Each upper entry with the lower ones that follow it; a lower one with nothing above it stands as an upper one."""
    groups: list[tuple[Entry, list[Entry]]] = []
    for entry in entries:
        if entry.level == 2 or not groups:
            groups.append((entry, []))
        else:
            groups[-1][1].append(entry)
    return groups
