"""Which texts of a body a variant lacks, told one by one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape
from string import punctuation, whitespace
from typing import NamedTuple

from flong.formats.body import name_of
from flong.formats.folding import MARKS, end_of, folded

MOST = 20
"""Missing texts of one variant after which nobody counts on; each costs a search to the end."""
LONG = 24
"""Bytes from which a text says enough to tell where in a variant it stands."""
NEAR = 2_000
"""Bytes within which a text is looked for as a whole; past them its runs will do, which costs no search to the end."""
PATIENCE = 20_000_000
"""Bytes to look through, in a variant that lacks something, for cells that do not follow one another."""

WORD = re.compile(f"[^\xa0{re.escape(whitespace + punctuation)}]")
KINDS = {"<pre": "code block", "</pre": "paragraph"}
KINDS |= {f"<h{level}": "heading" for level in range(1, 7)} | {f"</h{level}": "paragraph" for level in range(1, 7)}


@dataclass(frozen=True)
class Text:
    """One text: its number and kind, its runs and the tags between them, its table, and whether that begins with it."""

    number: int
    kind: str
    tokens: list[str]
    table: int
    heads: bool

    @cached_property
    def runs(self) -> list[bytes]:
        return [run for text in self.tokens[::2] if (run := folded(text))]

    @cached_property
    def words(self) -> str:
        """How a reader sees it, as far as is needed to find it."""
        return " ".join(unescape("".join(self.tokens[::2])).split())[:80]

    @cached_property
    def parts(self) -> list["Text"]:
        """Each run as a text."""
        return [replace(self, tokens=[text]) for text in self.tokens[::2] if folded(text)]


class Missing(NamedTuple):
    """A text that a variant lacks; `followed` if it has one that comes later."""

    kind: str
    what: str
    followed: bool


def texts_of(tokens: list[str]) -> Iterator[Text]:
    """Each text of a body, in its order; as many as its strands have."""
    reading, start, told = Reading(), 0, False
    for place in range(0, len(tokens), 2):
        told = told or _tells(tokens[place])
        name = name_of(tokens[place + 1]) if place + 1 < len(tokens) else "</p"
        if name not in MARKS:
            continue
        if told:
            yield reading.text(tokens[start : place + 1])
        start, told = place + 2, False
        reading.enter(name)


def _tells(text: str) -> bool:
    """Whether anything is left of a text when it is folded."""
    return bool(WORD.search(text)) and ("&" not in text or bool(folded(text)))


class Reading:
    """Where the reading of a body stands."""

    def __init__(self) -> None:
        self.kind = "paragraph"
        self.number = 0
        self.depth = self.tables = 0
        """How many tables are open, and how many have been opened."""
        self.heads = True
        """Whether the outermost one has had nothing but headings."""

    def text(self, tokens: list[str]) -> Text:
        self.number += 1
        if not self.depth:
            return Text(self.number, self.kind, tokens, 0, False)
        return Text(self.number, "table", tokens, self.tables, self.heads)

    def enter(self, name: str) -> None:
        if name == "<table":
            if self.depth == 0:
                self.tables, self.heads = self.tables + 1, True
            self.depth += 1
        elif name == "</table":
            self.depth -= 1
        elif name == "<td":
            self.heads = False
        elif name in KINDS:
            self.kind = KINDS[name]


class Search:
    """Where the search for the texts of a body in a variant stands that lacks some of them.

    A long text tells where it is. Those before it are looked for between it and the long one before.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.place = 0
        """Where the last long text ends that has been found."""
        self.waiting: list[Text] = []
        self.strays = 0
        """How many of the long ones were not found."""
        self.lost: list[Text] = []
        self.followed = 0
        """How many of them a long text follows."""
        self.patience = PATIENCE

    def missing(self, texts: Iterable[Text]) -> list[Missing]:
        for text in texts:
            self.take(text)
            if self.strays + len(self.lost) >= MOST:
                break
        self.settle(len(self.content))
        return [Missing(text.kind, text.words, place < self.followed) for place, text in enumerate(self.lost[:MOST])]

    def take(self, text: Text) -> None:
        """Finds a long text, and keeps any other until one has been found."""
        runs = text.runs
        whole = b"".join(runs)
        if text.table or len(whole) < LONG or whole.startswith(b"http"):  # addresses may be listed at the end
            self.waiting.append(text)
            return
        near = self.place + NEAR + len(whole) if len(runs) > 1 else len(self.content)
        found = self.content.find(whole, self.place, near)
        if found >= 0:
            self.settle(found)
            self.place, self.followed = found + len(whole), len(self.lost)
        elif len(runs) > 1:
            for part in text.parts:
                self.take(part)
        else:
            self.waiting.append(text)
            self.strays += 1

    def settle(self, end: int) -> None:
        """Looks for the texts that wait, before `end`."""
        start = place = furthest = self.place
        before = None
        for text in self.waiting:
            if before is None or text.table != before.table:
                start = place = furthest
            elif before.heads and not text.heads:
                place = start
            found = self.found(text, start, place, end)
            if found >= 0:
                place, furthest = found, max(furthest, found)
            elif not self.lost or self.lost[-1].number != text.number:
                self.lost.append(text)
                if len(self.lost) >= MOST:
                    break
            before = text
        self.waiting = []

    def found(self, text: Text, start: int, place: int, end: int) -> int:
        """Where a text ends that stands after `place`, or anywhere in its table from `start`; -1 if it does not."""
        after = self.next(text, place, end)
        if after < 0 and text.table and self.patience > 0:
            after = self.next(text, start, end)
            self.patience -= (after if after >= 0 else end) - start
        return after

    def next(self, text: Text, place: int, end: int) -> int:
        whole = b"".join(text.runs)
        after = end_of([whole], self.content, place, min(end, place + NEAR + len(whole)))
        return after if after >= 0 else end_of(text.runs, self.content, place, end)
