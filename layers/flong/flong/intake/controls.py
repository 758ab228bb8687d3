"""Control characters of a source: each is told, and the rest is read as if they had been mended."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import islice

from flong.errors import ArticleRejected
from flong.intake.source import CONTROL
from flong.verdict import Finding, Position

MAX_CONTROLS = 1_000
"""A file with more of them is no text, and nothing else in it is worth a word."""
MAX_PLACES = 50


class Mended:
    """A text without its control characters, and how its places become those of the source.

    `ArticleRejected` where there are too many of them. Those of Windows-1252 that were taken for Latin-1 become what
    they were; the others are left out, so that they change nothing that is found besides.
    """

    def __init__(self, source: str) -> None:
        found = list(islice(CONTROL.finditer(source), MAX_CONTROLS + 1))
        places = places_of(source, found)
        self.findings = list(told(found, places))
        if len(found) > MAX_CONTROLS:
            raise ArticleRejected(*self.findings)
        self.text = CONTROL.sub(lambda match: meant(match[0]), source) if found else source
        self.gone: dict[int, list[int]] = {}
        for match, place in zip(found, places, strict=True):
            if not meant(match[0]):
                columns = self.gone.setdefault(place.line, [])
                columns.append(place.column - len(columns))

    def in_source(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings in the text, at their places in the source."""
        return tuple(map(self.shifted, findings) if self.gone else findings)

    def shifted(self, finding: Finding) -> Finding:
        also = tuple(Position(line=at.line, column=self.column(at.line, at.column)) for at in finding.also)
        if finding.line and finding.column:
            finding = finding.model_copy(update={"column": self.column(finding.line, finding.column)})
        return finding.model_copy(update={"also": also}) if also else finding

    def column(self, line: int, column: int) -> int:
        return column + bisect_right(self.gone.get(line, ()), column)


def places_of(text: str, found: Iterable[re.Match[str]]) -> list[Position]:
    places, line, start, seen = list[Position](), 1, 0, 0
    for match in found:
        if ends := text.count("\n", seen, match.start()):
            line, start = line + ends, text.rfind("\n", 0, match.start()) + 1
        seen = match.start()
        places.append(Position(line=line, column=seen - start + 1))
    return places


def told(found: list[re.Match[str]], places: list[Position]) -> Iterable[Finding]:
    """A finding for every character there is of them, at its first place, with the others."""
    by_character: dict[str, list[Position]] = {}
    for match, place in zip(found, places, strict=True):
        by_character.setdefault(match[0], []).append(place)
    return (control_character(*it) for it in by_character.items())


def control_character(character: str, places: list[Position]) -> Finding:
    first, *others = places
    number = f"U+{ord(character):04X}"
    count = f", the first of {len(places):,}" if others else ""
    return Finding(
        code="control-character",
        message=f"There is an invisible control character here ({number}){count}.",
        remedy=remedy(meant(character)),
        line=first.line,
        column=first.column,
        found=number,
        also=tuple(others[:MAX_PLACES]),
    )


def remedy(letter: str) -> str:
    if letter:
        return f"Write `{letter}`, which it was in Windows-1252, or delete it."
    return "Delete it; it often comes along when text is copied from a PDF, a terminal or an old file."


def meant(character: str) -> str:
    """The character that a byte of Windows-1252 was before it was taken for Latin-1, if any."""
    if not "\x80" <= character <= "\x9f":
        return ""
    return character.encode("latin-1").decode("windows-1252", "ignore")
