"""Takes an article's source apart: what it says of itself, and its body.

Front matter (YAML, TOML, JSON, or lines without fences), then code of MDX, then a heading, then
the labels of the header dialect; any of these may be missing.
"""

import difflib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from flong.errors import ArticleRejected
from flong.intake.header.bare_header import cut_off, read_bare
from flong.intake.header.fences import Fenced, fenced, shorter
from flong.intake.header.front_matter import Rows, shortened
from flong.intake.header.heading import heading_at, same_title
from flong.intake.header.italic_labels import read_italic
from flong.intake.header.json_header import read_fenced_json, read_json
from flong.intake.header.labels import Labels, read_labels
from flong.intake.header.lookalike import lookalike
from flong.intake.header.mdx import read_mdx
from flong.intake.header.names import FIELDS, FLAGS, TABLES, field_named, is_housekeeping, joined, rank_of, stands_apart
from flong.intake.header.yaml_header import read_yaml
from flong.intake.place import Place, Scalar, Value, place_of
from flong.intake.source import bidi_controls
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
            self.unknowns.setdefault(joined(name), (name, value))

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
        if held and value and self.values[meant] and not same(value, self.values[meant]):
            self.contradiction((held[1], name) if wins else (name, held[1]), meant, layer)
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

    def contradiction(self, names: tuple[Scalar, Scalar], meant: str, layer: int) -> None:
        """Say that one field is given twice, unless one of its names is made to differ."""
        apart = {TABLE, CODE} & {layer, self.held[meant][0][1]} or any(map(stands_apart, names))
        if not apart:
            self.findings.append(twice(*names))


def same(one: Value, other: Value) -> bool:
    return one == other or (isinstance(one, str) and isinstance(other, str) and one.split() == other.split())


def twice(lost: Scalar, counted: Scalar) -> Finding:
    return Finding(
        level="warning",
        code="field-twice",
        message=f"`{lost}` and `{counted}` mean one field and differ; `{counted}` counts.",
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


def split(text: str) -> tuple[Header, str, int]:
    """Header, body as Markdown, and the number of the body's first line."""
    header, body, line = parted(text)
    header.settle()
    return header, body, line


def parted(text: str) -> tuple[Header, str, int]:
    header = Header(findings=bidi_controls(text))
    end, opened = front_matter(header, text)
    end = code(header, text, end)
    if heading := opening(header, text, end, titled=opened):
        header.title_in_body, level, end = heading
        if level == 2:
            header.inferred["title"] = "the first heading"
        header.places.setdefault("title", (header.title_in_body.line, header.title_in_body.column))
        return labelled(header, text, read_labels(text, end))
    number = text.count("\n", 0, end) + 1
    if not opened or header.values.get("authors"):
        return header, text[end:], number
    rows, body = read_italic(text, end)
    header.put_all([row for row in rows if not header.values.get(field_named(row[0]) or "")], LABEL)
    return header, body, number


def front_matter(header: Header, text: str) -> tuple[int, bool]:
    """Reads what stands at the very top; where it ends, and whether there was any."""
    if found := fenced(text):
        return read_fenced(header, text, found), True
    if json := read_json(text):
        rows, findings, end = json
        header.findings += findings
        header.put_all(rows)
        return end, True
    if not heading_at(text, 0) and (bare := read_bare(text)):
        header.put_all(bare[0])
        header.findings += cut_off(text, bare[1])
        return bare[1], True
    if meant := lookalike(text):
        header.findings.append(meant)
    return 0, False


def read_fenced(header: Header, text: str, found: Fenced) -> int:
    """Reads front matter between fences; where that goes wrong, perhaps a fence was indented by mistake."""
    try:
        rows, findings = rows_of(text, found)
    except ArticleRejected:
        if not (again := shorter(text, found)):
            raise
        found = again
        rows, findings = rows_of(text, found)
    if any(finding.level == "error" for finding in findings) and (again := shorter(text, found)):
        found = again
        rows, findings = rows_of(text, found)
    header.findings += findings
    header.put_all(rows)
    return found.end


def rows_of(text: str, found: Fenced) -> tuple[Rows, list[Finding]]:
    first_line = text.count("\n", 0, found.start) + 1
    if found.form == "yaml":
        return read_yaml(found.text, first_line)
    if found.form == "json":
        return read_fenced_json(text, found.start, found.start + len(found.text))
    from flong.intake.header.toml_header import read_toml  # late: few articles have any TOML

    return read_toml(found.text, first_line)


def code(header: Header, text: str, start: int) -> int:
    found = read_mdx(text, start)
    header.findings += found.findings
    before = {*header.values}
    header.put_all(found.rows, CODE)
    header.inferred |= dict.fromkeys({*header.values} - before, "the page's metadata object")
    return found.end


def opening(header: Header, text: str, start: int, *, titled: bool) -> tuple[Scalar, int, int] | None:
    """The heading that is the title; one that says something else than the title given stays in the body."""
    heading = heading_at(text, start) or below_rule(text, start)
    if not heading or not heading[0]:
        return None
    title, level, _ = heading
    given = header.values.get("title")
    if level == 2 and (given or titled):
        return None  # a part of the text, not its title
    if given and not (isinstance(given, str) and same_title(given, title)):
        return None
    return heading


def below_rule(text: str, start: int) -> tuple[Scalar, int, int] | None:
    """The heading under a rule at the very top, which is no fence."""
    stripped = text[start : start + 200].lstrip()
    if start or not stripped.startswith("---"):
        return None
    line_end = text.find("\n", text.index("---"))
    return heading_at(text, line_end + 1) if line_end >= 0 else None


def labelled(header: Header, text: str, labels: Labels) -> tuple[Header, str, int]:
    """Takes the labels over; a quote that cannot be the subtitle, as one is given, goes back into the body."""
    header.put_all(labels.rows, LABEL)
    header.findings += labels.findings
    start, end = labels.quote
    number = text.count("\n", 0, labels.end) + 1
    if labels.subtitle and header.values.get("subtitle"):
        kept = text[start:end] + "\n" * text.count("\n", end, labels.end)
        return header, kept + text[labels.end :], text.count("\n", 0, start) + 1
    if labels.subtitle:
        header.values["subtitle"] = labels.subtitle
        header.places["subtitle"] = labels.subtitle.line, labels.subtitle.column
        header.inferred["subtitle"] = "the quote under the title"
    body = code(header, text, labels.end)
    return header, text[body:], number + text.count("\n", labels.end, body)
