"""Findings about a body, gathered: each with its place, and no more of one kind than anybody would read."""

from flong.intake.body.locate import Survey
from flong.verdict import Finding, Position

SHOWN = 3
MAX_PLACES = 50
MAX_FOUND = 200
Found = tuple[int | None, int | str]


class Notices:
    """What was found, by kind; of many of one kind the first few, the last of which names the places of the rest."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.kinds: dict[tuple[str, str], tuple[Finding, dict[Found, None]]] = {}

    def add(self, kind: Finding, start: int | None, found: int | str) -> None:
        """Notes one place, in bytes, and what is found there: a text, or where it ends."""
        self.kinds.setdefault((kind.code, kind.message), (kind, {}))[1][start, found] = None

    def findings(self) -> list[Finding]:
        return [finding for kind, places in self.kinds.values() for finding in self._of(kind, list(places))]

    def _of(self, kind: Finding, places: list[Found]) -> list[Finding]:
        places.sort(key=lambda place: (place[0] is None, place[0] or 0))
        found = [self._at(kind, offset, text) for offset, text in places[:SHOWN]]
        if len(places) > SHOWN:
            found[-1] = self._and_more(found[-1], [start for start, _ in places[SHOWN:] if start is not None])
        return found

    def _and_more(self, finding: Finding, starts: list[int]) -> Finding:
        """The finding with these further places; where they are too many to list, it says how many are left out."""
        also = tuple(Position(line=line, column=column) for line, column in map(self.survey.place, starts[:MAX_PLACES]))
        left = len(starts) - len(also)
        more = f" There {'is' if left == 1 else 'are'} {left:,} more below line {also[-1].line}." if left else ""
        return finding.model_copy(update={"also": also, "message": finding.message + more})

    def _at(self, kind: Finding, start: int | None, found: int | str) -> Finding:
        line, column = self.survey.place(start) if start is not None else (None, None)
        if isinstance(found, int):
            found = self.survey.written(start or 0, min(found, (start or 0) + 4 * MAX_FOUND))
        text = found.strip()
        return kind.model_copy(update={"line": line, "column": column, "found": text[:MAX_FOUND] or None})
