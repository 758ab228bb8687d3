"""What an article says of itself, in any of its forms: values by field, and which of two that differ counts."""

import difflib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from flong.intake.header.front_matter import Rows, shortened
from flong.intake.header.names import FIELDS, FLAGS, TABLES, field_named, is_housekeeping, joined, rank_of, stands_apart
from flong.intake.place import Place, Scalar, Value, place_of
from flong.verdict import Finding

MAX_SUGGESTIONS = 20
"""Looking for a name that is close takes a millisecond; a header may have thousands of names."""

CURLY = re.compile(r"“[^“”„]++[”“]|„[^“”„]++[“”]|‘[^‘’]++’")

CLOSE = 0.7
"""From which likeness on (`difflib`, 0 to 1) a name is a slip of the pen; `autor` has 0.9, `cat` for `alt` 0.66."""

PARTS = re.compile(r"[\s_-]+|(?<=[a-z])(?=[A-Z])")
"""What parts the words of a name."""

FRONT, TABLE, LABEL, CODE = range(4)
"""Where a field may stand; the lower counts."""


@dataclass
class Header:
    """What an article says of itself: values by field, and where each stands."""

    values: dict[str, Value] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    title_in_body: Scalar | None = None
    inferred: dict[str, str] = field(default_factory=dict)
    """Fields that are not stated but read from something else, and from what."""
    held: dict[str, tuple[tuple[bool, int, int], Scalar]] = field(default_factory=dict)
    """Of each field the rank that its value has, and the name that it stands under."""
    unknowns: dict[str, tuple[Scalar, Value]] = field(default_factory=dict)
    """Names that mean no field, each once; what to say of one depends on the fields that are there."""

    def put(self, name: Scalar, value: Value, layer: int = FRONT) -> None:
        """Keep a value under the field that `name` means; an unknown name becomes a warning in the end."""
        if isinstance(value, dict) and joined(name) in TABLES:
            self.put_table(value)
        elif meant := field_named(name):
            self.keep(meant, name, value, layer)
        elif not is_housekeeping(name) and (value or layer == LABEL):  # without a value, nothing is lost
            # No label shows in the text, so each is told.
            place = f"{name.line}:{name.column}" if layer == LABEL else ""
            self.unknowns.setdefault(joined(name) + place, (name, value))

    def put_all(self, rows: Rows, layer: int = FRONT) -> None:
        for name, value in rows:
            self.put(name, value, layer)

    def put_table(self, table: dict[str, Value]) -> None:
        """Fields in a table of a theme's own, where every other name is the theme's business."""
        for name, value in table.items():
            if (meant := field_named(name)) and isinstance(name, Scalar):
                self.keep(meant, name, value, TABLE)

    def keep(self, meant: str, name: Scalar, value: Value, layer: int) -> None:
        if meant == "published" and isinstance(value, str) and value.strip().lower() in FLAGS:
            meant = "published_flag"
        rank = (not value, layer, rank_of(name))
        held = self.held.get(meant)
        if layer == FRONT:
            one_or_more = value if isinstance(value, list) else [value]
            curly = (it for it in one_or_more if isinstance(it, Scalar) and CURLY.fullmatch(it))
            self.findings += [in_curly_quotes(name, it) for it in islice(curly, 1)]
        wins = held is None or rank < held[0]
        if held and value and (before := self.values[meant]) and not same(value, before):
            lost, counted = ((held[1], before), (name, value)) if wins else ((name, value), (held[1], before))
            self.contradiction(lost[0], *counted, apart=bool({TABLE, CODE} & {layer, held[0][1]}))
        if wins:
            self.held[meant] = rank, name
            self.values[meant] = value
            self.places[meant] = place_of(value) or (name.line, name.column)

    def settle(self) -> None:
        """Warn of each name that means no field, unless it is an error already that it stands twice."""
        repeated = {joined(it.found or "") for it in self.findings if it.code == "front-matter-duplicate"}
        left = [row for name, row in self.unknowns.items() if name not in repeated]
        for number, (name, value) in enumerate(left):
            close = closest(name) if number < MAX_SUGGESTIONS else None
            self.findings.append(unknown(name, value, None if close and self.values.get(FIELDS[close]) else close))

    def contradiction(self, lost: Scalar, counted: Scalar, value: Value, *, apart: bool) -> None:
        """Say that one field is given twice, unless one of its names is made to differ, or stands `apart`."""
        if not apart and not stands_apart(lost) and not stands_apart(counted):
            self.findings.append(twice(lost, counted, value))


def same(one: Value, other: Value) -> bool:
    return one == other or (isinstance(one, str) and isinstance(other, str) and one.split() == other.split())


def twice(lost: Scalar, counted: Scalar, value: Value) -> Finding:
    if joined(lost) == joined(counted):
        what = f"`{lost}` differs from `{counted}` in line {counted.line}, which counts: `{shortened(shown(value))}`."
    else:
        what = f"`{lost}` and `{counted}` mean one field and differ; `{counted}` counts."
    return Finding(
        level="warning",
        code="field-twice",
        message=what,
        remedy="Keep one of the two.",
        line=lost.line,
        column=lost.column,
        found=str(lost),
    )


def in_curly_quotes(name: Scalar, value: Scalar) -> Finding:
    return Finding(
        level="warning",
        code="curly-quotes",
        message=f"The value of `{name}` stands in typographic quotes, which are part of it, and show.",
        remedy=f'If they are not meant to, write straight ones: `"{shortened(value[1:-1])}"`.',
        line=value.line,
        column=value.column,
        found=str(value)[:200],
    )


def unknown(name: Scalar, value: Value, close: str | None) -> Finding:
    remedy = f"Did you mean `{close}`?" if close else "Flong ignores it; remove it, or leave it for other tools."
    return Finding(
        level="warning",
        code="unknown-field",
        message=f"There is no field `{name[:60]}`.",
        remedy=remedy,
        line=name.line,
        column=name.column,
        found=str(name) if close else f"{name}: {shown(value)}".removesuffix(": ")[:200],
    )


def shown(value: Value) -> str:
    """A value in few words, so that nobody loses one without having seen it."""
    if isinstance(value, str):
        return " ".join(value[:200].split())
    return ", ".join(item if isinstance(item, str) else "…" for item in list(value)[:10])


@lru_cache(maxsize=512)
def closest(name: str) -> str | None:
    """The field that `name` looks like, word by word, if any: `author handle` is no slip for `author name`.

    Kept, since a site's own fields come with each of its articles.
    """
    words = PARTS.sub(" ", name[:40]).lower().split()
    for close in difflib.get_close_matches(" ".join(words), FIELDS, n=1, cutoff=CLOSE):
        parts = [close, *close.split()]
        if all(difflib.get_close_matches(word, parts, n=1, cutoff=CLOSE) for word in words):
            return close
    return None
