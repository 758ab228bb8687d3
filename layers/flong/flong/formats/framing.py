"""The blocks of a body for a variant that can hold HTML: what lines cannot show is a block of it."""

from itertools import pairwise

from flong.formats.body import name_of
from flong.formats.cells import rows_of
from flong.formats.outline import HANDLERS, Handlers, Outlining, code


def _details(outlining: Outlining, place: int) -> int:
    """What opens a fold is a block; in a list, which empty lines in it would loosen, all of it is one."""
    if any(level.kind != "quote" for level in outlining.levels):
        return _whole(outlining, place)
    end = _end_of(outlining.tokens, place, "summary")
    outlining.add("html", (place, end + 1, ()))
    return end


def _details_end(outlining: Outlining, place: int) -> None:
    outlining.add("html", (place, place + 1, ()))


def _whole(outlining: Outlining, place: int) -> int:
    end = _end_of(outlining.tokens, place, name_of(outlining.tokens[place])[1:])
    outlining.add("html", (place, end + 1, ()))
    return end


def _definitions(outlining: Outlining, place: int) -> int | None:
    """Markdown defines at the margin alone, and one term at a time."""
    if outlining.levels or not _in_turn(outlining.tokens, place):
        return _whole(outlining, place)
    return None


def _in_turn(tokens: list[str], place: int) -> bool:
    """Whether no two terms of the list that opens at `place` share a definition."""
    names = map(name_of, tokens[place : _end_of(tokens, place, "dl") : 2])
    return ("</dt", "</dt") not in pairwise(name for name in names if name in ("</dt", "</dd"))


def _table(outlining: Outlining, place: int) -> int:
    """A table with its caption."""
    rows, caption, end = rows_of(outlining.tokens, place)
    if rows:
        outlining.add("table", (place, end + 1, ()), detail=rows)
    elif caption:
        outlining.gather(*caption)
    return end


def _marked_code(outlining: Outlining, place: int) -> int:
    """Code with more in it than code; Markdown's has no signs."""
    inside = outlining.tokens[place + 2 : _end_of(outlining.tokens, place, "pre") : 2]
    plain = all(name_of(tag) in ("<code", "</code") for tag in inside)
    return code(outlining, place) if plain else _whole(outlining, place)


def _end_of(tokens: list[str], place: int, name: str) -> int:
    """Where the element ends that opens at `place`, or the first one of that name in it."""
    depth = 0
    for at in range(place, len(tokens), 2):
        found = name_of(tokens[at])
        depth += (found == f"<{name}") - (found == f"</{name}")
        if found == f"</{name}" and depth == 0:
            return at
    return place


FRAMED: Handlers = {
    **HANDLERS,
    "<dl": _definitions,
    "<details": _details,
    "</details": _details_end,
    "<figure": _whole,
    "<table": _table,
    "<pre": _marked_code,
}
