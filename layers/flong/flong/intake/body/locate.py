"""Where the parts of a body stand in its source. Slow, so asked only when something is wrong."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from flong.intake.body.dialect import PARSER, events_of
from flong.intake.place import Place
from flong.intake.source import is_blank

BLANK = bytes(10 if byte == 10 else 0 for byte in range(256))
"""Everything but the line end becomes NUL, which no source can hold."""
Span = tuple[int, int]
# What stands before an address: in a link, and where a name is given to one (CommonMark 6.3 and 4.7).
IN_LINK = re.compile(rb"\]\([ \t\n>]*+<?")
IN_DEFINITION = re.compile(rb"\[(?:\\.|[^\\\]])*+\]:[ \t\n>]*+<?", re.DOTALL)
NESTING = ("BlockQuote", "List", "Item", "FootnoteDefinition", "DefinitionListDefinition")


@dataclass
class Target:
    """A link or picture: `kind` is `Link` or `Image`; `text` whether anything shows in it.

    `form` is how it is written, `Inline`, `Reference` and so on; `name` what it calls its address, if it does.
    """

    kind: str
    address: str
    form: str
    name: str
    start: int
    end: int
    text: bool = False
    text_end: int = 0


@dataclass
class Heading:
    level: int
    start: int
    end: int
    text: bool = False


@dataclass
class Survey:
    """What a source holds, and where: all offsets are of bytes in UTF-8, as the parser counts."""

    data: bytes
    first_line: int
    source: str = ""
    """What `data` was made of, sign for sign, if not of itself."""
    code: list[Span] = field(default_factory=list)
    fences: list[Span] = field(default_factory=list)
    html: list[Span] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    tables: list[Span] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)
    mentions: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    """Names of addresses that links use."""
    blocks: list[Span] = field(default_factory=list)
    """Blocks of HTML, in which no Markdown is read."""
    stars: list[int] = field(default_factory=list)
    """Asterisks that stand in the text because nothing matched them."""

    def place(self, offset: int) -> Place:
        """Line and column in the source file, both from 1; a column is a character."""
        start = self.data.rfind(b"\n", 0, offset) + 1
        line = self.first_line + self.data.count(b"\n", 0, offset)
        return line, len(self.data[start:offset].decode(errors="replace")) + 1

    @cached_property
    def definitions(self) -> Mapping[str, Any]:
        """Addresses that have names, by name as the first one is written; each with its `span`."""
        return PARSER.reference_definitions(self.data.decode())

    @cached_property
    def _starts(self) -> dict[str, int]:
        return {normal(name): found["span"]["start"] for name, found in self.definitions.items()}

    def address_start(self, target: Target) -> int:
        """Where the address of a link or picture stands; of one that is named, where it has its name."""
        if target.form in ("Autolink", "Email"):
            return target.start + 1
        if target.form == "Inline":
            match = IN_LINK.search(self.data, target.text_end, target.end)
        else:
            match = IN_DEFINITION.match(self.data, self._starts.get(normal(target.name), len(self.data)))
        return match.end() if match else target.start

    def written(self, start: int, end: int) -> str:
        """The source as its author wrote it, from one offset to another."""
        text = self.data[start:end].decode(errors="ignore")
        if not self.source:
            return text
        first = len(self.data[:start].decode())
        return self.source[first : first + len(text)]

    def without(self, *spans: list[Span]) -> bytes:
        """The source with these parts blank, so that what is found in it stands elsewhere."""
        data = bytearray(self.data)
        for start, end in (span for some in spans for span in some):
            data[start:end] = data[start:end].translate(BLANK)
        return bytes(data)


def normal(name: str) -> str:
    """The name of an address or note as Markdown compares it."""
    return " ".join(name.casefold().split())


def survey_of(markdown: str, first_line: int = 1) -> Survey:
    survey = Survey(markdown.encode(), first_line)
    open_targets: list[Target] = []
    heading: Heading | None = None
    last_end = 0
    for event, span in events_of(markdown):
        if type(event) is str:
            continue
        ((kind, value),) = event.items()
        start, end = span["start"], span["end"]
        if kind == "Start":
            name, detail = _tag(value)
            if name in ("Link", "Image"):
                open_targets.append(_target(name, detail, start, end))
                survey.targets.append(open_targets[-1])
                survey.names.add(detail["id"])
                end = start  # where nothing stands in it, its text ends
            elif name == "Heading":
                heading = Heading(int(detail["level"][1]), start, end)
                survey.headings.append(heading)
            else:
                _block(survey, name, detail, (start, end))
        elif kind == "End":
            if value in ("Link", "Image"):
                ended = open_targets.pop()
                ended.text_end = last_end
                _shown(open_targets, heading, ended.kind == "Image" or ended.text)
            elif heading and "Heading" in value:
                heading = None
        else:
            _inline(survey, kind, value, (start, end))
            if open_targets or heading:
                shows = kind in ("Code", "FootnoteReference", "InlineHtml") or (kind == "Text" and not is_blank(value))
                _shown(open_targets, heading, shows)
        last_end = end
    return survey


def _target(kind: str, detail: dict[str, str], start: int, end: int) -> Target:
    return Target(kind, detail["dest_url"], detail["link_type"], detail["id"], start, end)


def _tag(value: Any) -> tuple[str, Any]:
    return (value, None) if isinstance(value, str) else next(iter(value.items()))


def _shown(targets: list[Target], heading: Heading | None, shows: bool) -> None:
    if shows and targets:
        targets[-1].text = True
    if shows and heading:
        heading.text = True


def _block(survey: Survey, name: str, detail: Any, span: Span) -> None:
    if name == "CodeBlock":
        survey.code.append(span)
        if detail != "Indented":
            survey.fences.append(span)
    elif name == "HtmlBlock":
        survey.blocks.append(span)
    elif name == "Table":
        survey.tables.append(span)
    elif name == "FootnoteDefinition":
        survey.notes.append((detail, span[0]))


def _inline(survey: Survey, kind: str, value: Any, span: Span) -> None:
    if kind == "Code":
        survey.code.append(span)
    elif kind in ("Html", "InlineHtml"):
        survey.html.append(span)
    elif kind == "FootnoteReference":
        survey.mentions.add(value)
    elif kind == "Text" and value == "*":
        survey.stars.append(span[0])


def deeper_than(markdown: str, limit: int) -> int | None:
    """Where quotes and lists are nested deeper than `limit` elements, if they are."""
    depth = 0
    for step, start in _steps(markdown):
        depth += step
        if depth > limit:
            return start
    return None


def _steps(markdown: str) -> Iterator[tuple[int, int]]:
    for event, span in events_of(markdown):
        if isinstance(event, str) or not ("Start" in event or "End" in event):
            continue
        ((kind, value),) = event.items()
        if _tag(value)[0] in NESTING:
            yield 1 if kind == "Start" else -1, span["start"]


def nth(markdown: str, names: tuple[str, ...], number: int, written: re.Pattern[str]) -> int | None:
    """Where the `number`-th part of these names stands, from 1; where not all are Markdown, by how they are written."""
    found = (span["start"] for event, span in events_of(markdown) if _name(event) in names)
    start = next(islice(found, number - 1, None), None)
    if start is None and (match := next(islice(written.finditer(markdown), number - 1, None), None)):
        start = len(markdown[: match.start()].encode())
    return start


def _name(event: Any) -> str:
    """What an event is, or begins."""
    if isinstance(event, str):
        return event
    kind, value = next(iter(event.items()))
    return _tag(value)[0] if kind == "Start" else "" if kind == "End" else str(kind)


def outgrown(markdown: str, limit: int) -> int:
    """The paragraph, list, table or other block in which the HTML grows past `limit` characters, by estimate.

    Where an estimate stays below, as it does for what browsers add, the block in which half of it is reached.
    """
    depth = size = block = 0
    sizes: list[tuple[int, int]] = []
    for event, span in events_of(markdown):
        step = 0 if isinstance(event, str) else ("Start" in event) - ("End" in event)
        block = span["start"] if depth == 0 and step >= 0 else block
        depth += step
        size += _size(event)
        if step >= 0:
            sizes.append((size, block))
    return next((start for grown, start in sizes if grown > min(limit, size // 2)), 0)


def _size(event: Any) -> int:
    """How long the HTML of an event is, about."""
    if isinstance(event, str):
        return 6
    kind, value = next(iter(event.items()))
    if kind not in ("Start", "End"):
        return len(html.escape(str(value)))
    name, detail = _tag(value)
    return 20 + len(detail["dest_url"]) if detail and name in ("Link", "Image") else 10


def nth_part(markdown: str, number: int) -> int:
    """Where the `number`-th element begins, by estimate: the parser writes some that the text does not name."""
    count = start = 0
    for event, span in events_of(markdown):
        start = span["start"]
        count += _parts(event)
        if count >= number:
            break
    return start


def _parts(event: Any) -> int:
    """How many elements an event begins."""
    if isinstance(event, str):
        return event != "SoftBreak"
    kind, value = next(iter(event.items()))
    if kind in ("Html", "InlineHtml"):
        return str(value).count("<") - str(value).count("</")
    return kind in ("Start", "Code", "FootnoteReference", "TaskListMarker") and value != "HtmlBlock"


def place_at(markdown: str, offset: int | None, first_line: int) -> Place | None:
    """Line and column of an offset in bytes, if there is one."""
    return None if offset is None else Survey(markdown.encode(), first_line).place(offset)
