"""Findings as good compilers print them: where, what, the line itself, and what to write instead."""

import re
import textwrap
from dataclasses import dataclass, field
from functools import lru_cache

from flong.verdict import Finding
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style

from flong_local.cli.excerpt import Excerpt, excerpt, lines_of, printable, span_of, word_at
from flong_local.cli.judging import Checked

GUTTER = 4
MARGIN = GUTTER + 5
ROOM = 120
"""Cells of a source line that are shown where there is no terminal to fit."""
LONGEST_FOUND = 160
CODE = re.compile("`[^`]+`")
"""What is to be written as it stands, and is not broken where it fits a line."""

DIM, BOLD, PLAIN = Style(dim=True), Style(bold=True), Style()
COLOURS = {"error": "red", "warning": "yellow"}
GOOD, BAD = Style(color="green", bold=True), Style(color="red", bold=True)


@dataclass(frozen=True)
class Paper:
    """Where text goes: its width, None where lines are not to be broken; and whether it takes colours and links."""

    width: int | None = None
    colours: ColorSystem | None = None

    @classmethod
    def of(cls, console: Console) -> "Paper":
        coloured = console.color_system is not None and not console.no_color
        return cls(console.width if console.is_terminal else None, ColorSystem.STANDARD if coloured else None)

    def ink(self, text: str, style: Style) -> str:
        return style.render(text, color_system=self.colours)

    def lines(self, text: str, indent: int, first: int | None = None) -> list[str]:
        """The text broken into lines that fit; `first` is how much of the first one is taken, if not the indent."""
        if self.width is None:
            return [text]
        width, taken = max(self.width, indent + 20), indent if first is None else first
        lines = textwrap.wrap(
            CODE.sub(lambda code: code[0].replace(" ", "\1") if len(code[0]) <= width - indent else code[0], text),
            width,
            initial_indent="\0" * taken,
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return [line.replace("\0", "").replace("\1", " ") for line in lines] or [text]


@lru_cache
def label_style(level: str, docs: str | None) -> Style:
    return Style(color=COLOURS[level], bold=True, link=docs)


@dataclass
class Telling:
    """Prints what was found in one run; each code's page, and what to do in a file, is said once."""

    paper: Paper
    linked: set[str] = field(default_factory=set)

    def findings(self, checked: Checked) -> list[str]:
        """The lines that tell the findings of one file."""
        findings = checked.verdict.findings
        source, said, told = lines_of(checked.data) if findings else [], set(), []
        for finding in findings:
            advised = (finding.code, finding.remedy) in said and finding.level == "warning"
            said.add((finding.code, finding.remedy))
            told += self.headline(checked.source.label, finding)
            told += self.place(finding, source)
            told += self.advice(f"also on {finding.also_on}") if finding.also else []
            told += [] if advised else [*self.advice(finding.remedy), *self.explanation(finding)]
            told.append("")
        return told

    def headline(self, label: str, finding: Finding) -> list[str]:
        ink = self.paper.ink
        place = printable(":".join(str(part) for part in (label, finding.line, finding.column) if part))
        kind, message = f"{finding.level}[{finding.code}]", printable(finding.message)
        lines = self.paper.lines(message, 4, len(place) + len(kind) + 3)
        head = f"{ink(place, BOLD)}: {ink(kind, label_style(finding.level, finding.docs))}"
        return [f"{head} {lines[0]}".rstrip(), *lines[1:]]

    def place(self, finding: Finding, source: list[str]) -> list[str]:
        """The line that a finding is about, underlined; and the one before an error, which often explains it."""
        number, found = finding.line, finding.found
        if not number or number > len(source):
            return [] if not found or found in finding.message else [self.note(f"found: {shortened(found)}")]
        line = source[number - 1]
        span = span_of(line, finding.column, found)
        told = []
        if finding.level == "error" and number > 1 and source[number - 2].strip():
            told.append(self.source_line(number - 1, excerpt(source[number - 2], (0, 0), self.room)))
        part = excerpt(line, span, self.room)
        told.append(self.source_line(number, part, finding.level))
        if part.carets:
            carets = self.paper.ink(part.carets.lstrip(), Style(color=COLOURS[finding.level], bold=True))
            told.append(f"{self.gutter('', '|')} {' ' * (len(part.carets) - len(part.carets.lstrip()))}{carets}")
        elif part.mark:
            told.append(self.note(f"found: {shortened(found or word_at(line, span[0]))}"))
        return told

    @property
    def room(self) -> int:
        return max(self.paper.width - MARGIN, 20) if self.paper.width else ROOM

    def gutter(self, number: object, mark: str) -> str:
        return self.paper.ink(f"  {number:>{GUTTER}} {mark}", DIM)

    def source_line(self, number: int, part: Excerpt, level: str | None = None) -> str:
        style = Style(color=COLOURS[level], bold=True) if level and part.mark.strip() else PLAIN
        ink = self.paper.ink if level else lambda text, _: self.paper.ink(text, DIM)
        return f"{self.gutter(number, '|')} {part.before}{ink(part.mark, style)}{part.after}".rstrip()

    def note(self, text: str) -> str:
        return f"{self.gutter('', '=')} {text}"

    def advice(self, text: str) -> list[str]:
        told: list[str] = []
        for line in printable_lines(text):
            first, *others = self.paper.lines(line, MARGIN)
            told += [f"{self.gutter('', '=' if not told else ' ')} {first}", *others]
        return told

    def explanation(self, finding: Finding) -> list[str]:
        """Where the code itself is no link, its page is named, once."""
        if not finding.docs or finding.docs in self.linked or self.paper.colours is not None:
            return []
        self.linked.add(finding.docs)
        return [self.note(f"see {finding.docs}")]


def shortened(text: str) -> str:
    text = printable(text)
    return text if len(text) <= LONGEST_FOUND else text[: LONGEST_FOUND - 1] + "…"


def printable_lines(text: str) -> list[str]:
    return [printable(line) for line in text.split("\n")]
