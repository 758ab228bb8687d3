"""The texts of a body in their order, and whether they stand so in a variant."""

import re
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from flong.formats.body import kinds_in
from flong.formats.folding import INLINE, MARKS, end_of, folded
from flong.formats.search import LONG, MOST, NEAR, Missing, Search, Text, texts_of

PARTED = re.compile(b"[^\0\1][^\0]*")
TABLES = re.compile(b"([\3\4])")
TO_PARTS = bytes.maketrans(b"\2\5", b"\0\0")


class Strand(NamedTuple):
    """Texts that follow one another, whole and with marks between their runs.

    `again` tells a table's rows below its head: they may begin where that does, as a variant may write the name of a
    column before each of its cells.
    """

    texts: list[bytes]
    marked: list[bytes]
    again: bool = False


class Texts:
    """The texts of a body."""

    def __init__(self, tokens: list[str]) -> None:
        """`tokens` are its texts and tags by turns."""
        self.tokens = tokens
        self.complete: bytes | None = None
        """How a variant begins that has all of them, up to their end; another may begin so as well."""

    def missing_in(self, content: bytes, cut: bool = False) -> list[Missing]:
        """Those that a folded variant lacks; where more than `MOST` do, the first ones.

        Of one that is `cut` the first one alone, if nothing after it is there.
        """
        if self.complete is not None and content.startswith(self.complete):
            return []
        walk = Walk(content)
        if walk.through(self.strands):
            self.complete = content[: walk.place]
            return []
        if not cut and Walk(content, by_runs=True).through(self.strands):
            return []
        if cut and self.end_at(walk.number, walk.place, content):
            first = next(islice(texts_of(self.tokens), walk.number, None))
            return [Missing(first.kind, first.words, followed=False)]
        return Search(content).missing(self.each)

    def end_at(self, number: int, place: int, content: bytes) -> bool:
        """Whether none of the next texts that say enough stands after `place`."""
        after = islice((text for strand in self.strands for text in strand.texts), number, None)
        telling = islice((text for text in after if len(text) >= LONG), MOST)
        return all(content.find(text, place) < 0 for text in telling)

    @cached_property
    def each(self) -> list[Text]:
        return list(texts_of(self.tokens))

    @cached_property
    def strands(self) -> list[Strand]:
        marks: dict[str, str] = {}
        for name, tags in kinds_in(self.tokens).items():
            marks |= dict.fromkeys(tags, MARKS.get(name, INLINE))
        marked = list(self.tokens)
        marked[1::2] = map(marks.__getitem__, self.tokens[1::2])
        return _strands(folded("".join(marked)))


def _strands(body: bytes) -> list[Strand]:
    strands: list[Strand] = []
    depth = 0
    for piece in TABLES.split(body) if b"\3" in body else [body]:
        if piece in (b"\3", b"\4"):
            depth += 1 if piece == b"\3" else -1
        elif depth:
            first = piece.find(b"\5")
            rest = piece.rfind(b"\2", 0, first) if first >= 0 else len(piece)
            strands += [_strand(piece[: max(rest, 0)]), _strand(piece[max(rest, 0) :], again=True)]
        else:
            strands.append(_strand(piece))
    return strands


def _strand(piece: bytes, again: bool = False) -> Strand:
    marked = PARTED.findall(piece.translate(TO_PARTS))
    texts = b"\0".join(marked).replace(b"\1", b"").split(b"\0") if marked and b"\1" in piece else marked
    return Strand(texts, marked, again)


class Walk:
    """Where the walk through a variant stands."""

    def __init__(self, content: bytes, by_runs: bool = False) -> None:
        self.content, self.by_runs = content, by_runs
        """Whether a text of several runs is looked for by these alone; the name of a heading has it in one."""
        self.number = 0
        """How many texts have been found."""
        self.place = 0
        """Where they end."""

    def through(self, strands: list[Strand]) -> bool:
        """Whether all texts stand in their order somewhere in the variant."""
        start = 0
        for strand in strands:
            start = start if strand.again else self.place
            end = self.along(strand, start)
            self.place = max(self.place, end)
            if end < 0:
                return False
        return True

    def along(self, strand: Strand, place: int) -> int:
        """Where the texts of a strand end; -1 if one does not follow the others."""
        find, near = self.content.find, NEAR
        for number, text in enumerate(strand.texts):
            end = len(text)
            in_one = not (self.by_runs and b"\1" in strand.marked[number])
            found = find(text, place, place + near + end) if in_one else -1
            if found >= 0:
                place = found + end
                continue
            end = end_of(strand.marked[number].split(b"\1"), self.content, place, len(self.content))
            if end < 0:
                self.number, self.place = self.number + number, max(self.place, place)
                return -1
            place = end
        self.number += len(strand.texts)
        return place
