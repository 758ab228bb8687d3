"""YAML front matter, read so that nothing in it can surprise or hang: every scalar is a string.

Anchors, aliases, tags, merge keys, duplicate keys and more than eight levels are refused
where they stand: an 823-byte file of merge keys can keep a usual loader busy for ever, and
`no`, `12:30` and `2026-13-45` would become False, 750 and an exception.
"""

import re
from collections.abc import Iterator

import yaml

from flong.errors import ArticleRejected
from flong.intake.header.front_matter import MAX_DEPTH, Rows, refused, shortened, too_deep, twice, unescaped
from flong.intake.header.names import LISTS, field_named
from flong.intake.place import Place, Scalar, Value
from flong.intake.source import position
from flong.verdict import Finding

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_REPAIRS = 5

ENTRY = re.compile(r"[ ]*-[ ]+\S")

# YAML 1.1 also ends a line at the first two, which the source does not; the third looks like a space and is none to it.
OTHER_SPACES = re.compile("[\u2028\u2029\u00a0]")
HASH = re.compile(r"^[^\s#:][^:\n]{0,60}:[ \t]+(?:[^\s\"'|>#\n](?:[^\n#]|(?<![ \t])#)*[ \t])?#(?=[^\s#])", re.MULTILINE)


def read_yaml(text: str, first_line: int) -> tuple[Rows, list[Finding]]:
    """Name and value of every top field, in order, and what is wrong.

    A frequent slip is reported and read as it was meant, so that one answer tells all;
    `ArticleRejected` with what was found so far where nobody can say what was meant.
    """
    findings: list[Finding] = []
    source = text = OTHER_SPACES.sub(" ", text)
    for _ in range(MAX_REPAIRS):
        reader = Reader(text, first_line, {} if text is source else shifts(source, text))
        try:
            return reader.rows(), [*findings, *reader.findings, *comments(text, first_line)]
        except yaml.MarkedYAMLError as error:
            from flong.intake.header.yaml_repair import repair_of  # late: most front matter is whole

            repair = repair_of(text, error, mistake_in)
            if repair is None:
                raise ArticleRejected(*findings, beyond_repair(error, first_line, text)) from None
            at = first_line + repair.line, repair.column
            findings.append(refused("front-matter-broken", repair.what, repair.remedy, at, repair.found))
            text = repair.text
        except yaml.YAMLError as error:
            said = f"The front matter is not YAML: {str(error).splitlines()[0]}."
            raise ArticleRejected(*findings, broken(said, GENERAL, (first_line, 1))) from None
    raise ArticleRejected(*findings)


def shifts(source: str, repaired: str) -> dict[int, int]:
    """By how many columns a repair indented each line further; lines from 0."""
    pairs = zip(source.split("\n"), repaired.split("\n"), strict=False)
    return {n: len(now) - len(was) for n, (was, now) in enumerate(pairs) if was != now and was.lstrip() == now.lstrip()}


def mistake_in(text: str) -> yaml.MarkedYAMLError | None:
    """The first mistake that keeps `text` from being YAML."""
    try:
        Reader(text, 1, {}).rows()
    except yaml.MarkedYAMLError as error:
        return error
    except (yaml.YAMLError, ArticleRejected):
        return None
    return None


def mistake_at(event: yaml.Event, problem: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]


def beyond_repair(error: yaml.MarkedYAMLError, first_line: int, text: str) -> Finding:
    from flong.intake.header.yaml_repair import left_open

    if quote := left_open(text, error):
        at = first_line + quote[0], quote[1]
        return broken(*OPEN, at)
    mark = (error.context_mark if error.problem == NO_COLON else None) or error.problem_mark or error.context_mark
    at = (first_line + mark.line, mark.column + 1) if mark else (first_line, 1)
    if text.startswith("%"):
        return broken("A directive (`%`) is not read.", "Delete this line.", (first_line, 1))
    if known := PLAINLY.get(error.problem or ""):
        return broken(*known, at)
    return broken(f"The front matter is not YAML from here on: {error.problem or 'it cannot be read'}.", GENERAL, at)


def broken(what: str, remedy: str, at: Place) -> Finding:
    return refused("front-matter-broken", what, remedy, at)


NO_FIELDS, NO_NAME = "no fields", "a field's name must be plain text"
OPEN = "The quote that opens here is not closed.", "Write it once more, behind the value's last word."
LISTED = "The front matter is a list.", "Write a field on each line, `name: value`, with no `- ` before it."
NO_COLON = "could not find expected ':'"
PLAINLY = {
    NO_COLON: (
        "This line is no field, and no part of one.",
        "Write `name: value`; an entry of a list begins with `- `; a further line of a value with two spaces.",
    ),
    NO_FIELDS: ("The front matter has no fields.", "Write `name: value` lines."),
    NO_NAME: ("This is no name for a field.", "Write `name: value`; the name is a word, without brackets or a `?`."),
}
GENERAL = 'Write `name: value`, and put the value in quotes if it contains `: `, `#`, `"` or begins with a sign.'


def comments(text: str, first_line: int) -> Iterator[Finding]:
    """What was lost to `#`, which opens a comment in YAML but a hashtag or a number for people."""
    for match in HASH.finditer(text):
        line, column = position(text, match.end() - 1)
        lost = text[match.end() - 1 :].partition("\n")[0].strip()
        yield Finding(
            level="warning",
            code="front-matter-comment",
            message=f"`{lost[:60]}` is a comment in YAML, and no part of the value.",
            remedy="Put the whole value in quotes if it belongs to it.",
            line=first_line + line - 1,
            column=column,
            found=lost[:200],
        )


def folded(event: yaml.Event) -> tuple[int, int, int] | None:
    """First line, column and last line, from 0, of a text without quotes that stands on several lines."""
    begun, ended = event.start_mark, event.end_mark
    if not isinstance(event, yaml.ScalarEvent) or event.style or not begun or not ended or begun.line == ended.line:
        return None
    return begun.line, begun.column, ended.line


def swallowed(line: str, number: int, remedy: str) -> Finding:
    entry = line.strip()
    return Finding(
        level="warning",
        code="front-matter-indent",
        message=f"`{shortened(entry)}` is indented further than the line above it, so that YAML takes it for a part of"
        " that. It is read as an entry of its own.",
        remedy=remedy,
        line=number,
        column=len(line) - len(line.lstrip()) + 1,
        found=entry[:200],
    )


class Reader:
    """Walks the parser's events; PyYAML resolves and constructs nothing."""

    def __init__(self, text: str, first_line: int, shifts: dict[int, int]) -> None:
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=LOADER)
        self.text, self.first_line, self.shifts = text, first_line, shifts
        self.findings: list[Finding] = []

    def rows(self) -> Rows:
        for event in self.events:
            if isinstance(event, yaml.MappingStartEvent):
                self.check(event, 1)
                return self.ended(self.mapping(1))
            if isinstance(event, yaml.SequenceStartEvent) and not event.flow_style:
                raise ArticleRejected(broken(*LISTED, self.at(event)))
            if isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent):
                self.ended([])
                raise mistake_at(event, NO_FIELDS)
        return []

    def ended(self, rows: Rows) -> Rows:
        """`rows`, once it is sure that nothing broken follows them."""
        for _ in self.events:
            pass
        return rows

    def mapping(self, depth: int) -> Rows:
        rows: Rows = []
        seen: dict[str, Value] = {}
        for key in self.events:
            if isinstance(key, yaml.MappingEndEvent):
                return rows
            if not isinstance(key, yaml.ScalarEvent):
                raise mistake_at(key, NO_NAME)
            self.check(key, depth)
            name, event = self.scalar(key), next(self.events)
            value = self.value(event, depth)
            if folded(event) and field_named(name) in LISTS:
                entries = self.entries(event, of_field=True)
                value = entries if len(entries) > 1 else value
            if name == "<<":
                self.findings.append(self.merge(name))
            elif name in seen:
                self.findings.append(twice(name, (name.line, name.column), alike=value == seen[name]))
            else:
                rows.append((name, value))
            seen.setdefault(name, value)
        return rows

    def value(self, event: yaml.Event, depth: int) -> Value:
        self.check(event, depth + 1)
        if isinstance(event, yaml.MappingStartEvent):
            return dict(self.mapping(depth + 1))
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self.items(depth + 1))
        if isinstance(event, yaml.AliasEvent):
            return Scalar(f"*{event.anchor}", *self.at(event))
        if not isinstance(event, yaml.ScalarEvent):
            raise ArticleRejected(broken("A value is missing here.", "Write `name: value`.", self.at(event)))
        return self.scalar(event)

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        if event.style == '"':
            return unescaped(str(event.value), self.at(event), self.findings)
        if event.style:
            return Scalar(str(event.value), *self.at(event))
        text = "" if event.value in ("~", "null") else str(event.value)
        begun, ended = event.start_mark, event.end_mark
        return Scalar(text, *self.at(event), plain=bool(begun and ended and begun.line == ended.line))

    def items(self, depth: int) -> Iterator[Value]:
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield from self.entries(event) if folded(event) else [self.value(event, depth)]

    def entries(self, event: yaml.Event, *, of_field: bool = False) -> list[Value]:
        """A text, or the entries that it has swallowed since they are indented further than the first."""
        span = folded(event)
        begun, column, ended = span or (0, 0, 0)
        lines = self.text.split("\n")[begun : ended + 1] if span else []
        starts = [number for number, line in enumerate(lines) if number and ENTRY.match(line)]
        if not starts:
            return [self.value(event, 0)]
        found: list[Value] = []
        for start, end in zip((0, *starts), (*starts, len(lines)), strict=True):
            column = len(lines[start]) - len(lines[start].lstrip(" -")) if start else column
            words = " ".join([lines[start][column:].strip(), *map(str.strip, lines[start + 1 : end])])
            shift = self.shifts.get(begun + start, 0)
            found.append(Scalar(words, self.first_line + begun + start, column + 1 - shift, start + 1 == end))
        entry = shortened(lines[starts[0]].strip())
        remedy = f"Write `{entry}` as far to the left as the entry above it."
        if of_field:
            remedy = f"Write `- {shortened(str(found[0]))}` on a line of its own above it, indented like it."
        self.findings.append(swallowed(lines[starts[0]], self.first_line + begun + starts[0], remedy))
        return found

    def check(self, event: yaml.Event, depth: int) -> None:
        if anchor := getattr(event, "anchor", None):
            self.findings.append(
                refused(
                    "front-matter-anchor",
                    "Anchors (`&name`) and aliases (`*name`) are not read.",
                    "Write the value out, or put it in quotes if it begins with `&` or `*`.",
                    self.at(event),
                    f"{'*' if isinstance(event, yaml.AliasEvent) else '&'}{anchor}",
                )
            )
        if tag := getattr(event, "tag", None):
            self.findings.append(
                refused(
                    "front-matter-tag",
                    f"The type tag `{tag[:60]}` is not read.",
                    "Leave it out, or put the value in quotes if it begins with `!`.",
                    self.at(event),
                    tag,
                )
            )
        if depth > MAX_DEPTH:
            raise ArticleRejected(*self.findings, too_deep(self.at(event)))

    def merge(self, name: Scalar) -> Finding:
        return refused(
            "front-matter-merge",
            "Merge keys (`<<`) are not read.",
            "Write the fields out.",
            (name.line, name.column),
            name,
        )

    def at(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        if not mark:
            return self.first_line, 1
        return self.first_line + mark.line, mark.column + 1 - self.shifts.get(mark.line, 0)
