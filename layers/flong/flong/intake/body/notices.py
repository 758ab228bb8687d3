"""Findings about a body, gathered: each with its place, and no more of one kind than anybody would read."""

from flong.intake.body.locate import Survey
from flong.verdict import Finding

SHOWN = 3
MAX_FOUND = 200
Found = tuple[int | None, int | str]


class Notices:
    """What was found, by kind; of many of one kind the first few, and how many more there are."""

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
        more = len(places) - SHOWN
        found = [self._at(kind, offset, text) for offset, text in places[:SHOWN]]
        if more > 0:
            message = f"{found[-1].message} There {'is' if more == 1 else 'are'} {more:,} more of these."
            found[-1] = found[-1].model_copy(update={"message": message})
        return found

    def _at(self, kind: Finding, start: int | None, found: int | str) -> Finding:
        line, column = self.survey.place(start) if start is not None else (None, None)
        if isinstance(found, int):
            found = self.survey.written(start or 0, min(found, (start or 0) + 4 * MAX_FOUND))
        text = found.strip()
        return kind.model_copy(update={"line": line, "column": column, "found": text[:MAX_FOUND] or None})
