"""YAML front matter, read so that nothing in it can surprise or hang: every scalar is a string.

Anchors, aliases, tags, merge keys, duplicate keys and more than eight levels are refused
where they stand: an 823-byte file of merge keys can keep a usual loader busy for ever, and
`no`, `12:30` and `2026-13-45` would become False, 750 and an exception.
"""

from collections.abc import Iterator

import yaml

from flong.errors import ArticleRejected
from flong.intake.place import Scalar, Value
from flong.verdict import Finding

MAX_DEPTH = 8
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Row = tuple[Scalar, Value]


def read_yaml(text: str, first_line: int) -> list[Row]:
    """Name and value of every top field, in order; `ArticleRejected` with the place of the first error."""
    try:
        return Reader(text, first_line).rows()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise ArticleRejected(broken(error.problem or "it cannot be read", first_line + line, column + 1)) from None
    except yaml.YAMLError as error:
        raise ArticleRejected(broken(str(error).splitlines()[0], first_line, 1)) from None


def broken(problem: str, line: int, column: int) -> Finding:
    return Finding(
        code="front-matter-broken",
        message=f"The front matter is not YAML from here on: {problem}.",
        remedy='Write `name: value`, and put the value in quotes if it contains `: `, `#`, `"` or begins with a sign.',
        line=line,
        column=column,
    )


def refused(code: str, what: str, remedy: str, line: int, column: int) -> ArticleRejected:
    return ArticleRejected(Finding(code=code, message=what, remedy=remedy, line=line, column=column))


class Reader:
    """Walks the parser's events; PyYAML resolves and constructs nothing."""

    def __init__(self, text: str, first_line: int) -> None:
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=LOADER)
        self.first_line = first_line

    def rows(self) -> list[Row]:
        for event in self.events:
            if isinstance(event, yaml.MappingStartEvent):
                return self.mapping(event, 1)
            if isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent):
                raise refused(
                    "front-matter-broken",
                    "The front matter has no fields.",
                    "Write `name: value` lines.",
                    *self.at(event),
                )
        return []

    def mapping(self, start: yaml.MappingStartEvent, depth: int) -> list[Row]:
        self.check(start, depth)
        rows: list[Row] = []
        seen: set[str] = set()
        for key in self.events:
            if isinstance(key, yaml.MappingEndEvent):
                return rows
            if not isinstance(key, yaml.ScalarEvent):
                raise refused(
                    "front-matter-broken", "A field's name must be plain text.", "Write `name: value`.", *self.at(key)
                )
            self.check(key, depth)
            if key.value in seen or key.value == "<<":
                raise self.twice(key)
            seen.add(key.value)
            rows.append((Scalar(key.value, *self.at(key)), self.value(next(self.events), depth)))
        return rows

    def value(self, event: yaml.Event, depth: int) -> Value:
        self.check(event, depth + 1)
        if isinstance(event, yaml.MappingStartEvent):
            return {str(name): value for name, value in self.mapping(event, depth + 1)}
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self.items(depth + 1))
        if not isinstance(event, yaml.ScalarEvent):
            raise refused("front-matter-broken", "A value is missing here.", "Write `name: value`.", *self.at(event))
        empty = event.value in ("~", "null") and event.style is None
        return Scalar("" if empty else str(event.value), *self.at(event))

    def items(self, depth: int) -> Iterator[Value]:
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.value(event, depth)

    def check(self, event: yaml.Event, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise refused(
                "front-matter-anchor",
                "Anchors (`&name`) and aliases (`*name`) are not read.",
                "Write the value out, or put it in quotes if it begins with `&` or `*`.",
                *self.at(event),
            )
        if tag := getattr(event, "tag", None):
            raise refused(
                "front-matter-tag",
                f"The type tag `{tag}` is not read.",
                "Leave it out, or put the value in quotes if it begins with `!`.",
                *self.at(event),
            )
        if depth > MAX_DEPTH:
            raise refused(
                "front-matter-depth",
                f"The front matter nests deeper than {MAX_DEPTH} levels.",
                "Write it flatter: a field holds a text or a list.",
                *self.at(event),
            )

    def twice(self, key: yaml.ScalarEvent) -> ArticleRejected:
        if key.value == "<<":
            return refused(
                "front-matter-merge", "Merge keys (`<<`) are not read.", "Write the fields out.", *self.at(key)
            )
        return refused(
            "front-matter-duplicate",
            f"The field `{key.value}` stands here a second time.",
            "Keep one of the two.",
            *self.at(key),
        )

    def at(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        return (self.first_line + mark.line, mark.column + 1) if mark else (self.first_line, 1)
