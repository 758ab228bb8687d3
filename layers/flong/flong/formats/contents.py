"""A table of contents, from the headings that a body has."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from flong.formats.body import TAG, attribute, markup
from flong.formats.lists import TAKEAWAYS_ID

LEAST, MOST = 3, 24
"""Fewer headings need no table; of more the upper ones alone are shown."""
NOTE = re.compile(r"<sup\b.*?</sup>", re.DOTALL)


class Entry(NamedTuple):
    """A heading: its level, its anchor, and its words as safe HTML without markup."""

    level: int
    id: str
    text: Markup


def contents_of(tokens: Sequence[str]) -> list[Entry]:
    """The headings of the two upper levels, in their order; none where there are too few to need a table.

    Takeaways at the top are left out: they stand right below it.
    """
    found = headings(tokens)
    if found and found[0].id == TAKEAWAYS_ID:
        found = found[1:]
    if len(found) > MOST:
        found = [entry for entry in found if entry.level == 2]
    return found if len(found) >= LEAST else []


def headings(tokens: Sequence[str]) -> list[Entry]:
    starts = [place for place in range(1, len(tokens), 2) if tokens[place][:3] in ("<h2", "<h3")]
    return [entry for place in starts if (entry := heading_at(tokens, place)).id and entry.text.strip()]


def heading_at(tokens: Sequence[str], place: int) -> Entry:
    level = tokens[place][2]
    end = next(after for after in range(place, len(tokens), 2) if tokens[after].startswith(f"</h{level}"))
    words = TAG.sub("", NOTE.sub("", "".join(tokens[place + 1 : end])))
    return Entry(int(level), attribute(tokens[place], "id"), markup(words))


def nested(entries: Sequence[Entry]) -> list[tuple[Entry, list[Entry]]]:
    """Each upper entry with the lower ones that follow it; a lower one with nothing above it stands as an upper one."""
    groups: list[tuple[Entry, list[Entry]]] = []
    for entry in entries:
        if entry.level == 2 or not groups:
            groups.append((entry, []))
        else:
            groups[-1][1].append(entry)
    return groups
