"""The header dialect: what stands between the first heading and the text.

A bold label is also how many an article opens a paragraph, so the block ends after the
last field that Flong knows, or at the rule that closes it, and everything later is body.
"""

import re
from dataclasses import dataclass, field

from flong.intake.header.front_matter import MAX_HEADER, Rows, refused
from flong.intake.header.label_lines import BYLINE, END, bare_label, coverage_in, is_marked, labels_in, nearly_label
from flong.intake.header.names import field_named
from flong.intake.place import Scalar
from flong.verdict import Finding

RULE = re.compile(r"[ ]{0,3}(?:(?:-[ \t]*+){3,}|(?:\*[ \t]*+){3,}|(?:_[ \t]*+){3,})$")
ITEM = re.compile(r"(?P<sign>[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)(?P<text>\S.*)")
QUOTE = re.compile(r"[ ]{0,3}>[ \t]?")
BLOCK = re.compile(r"\[!|[-*+][ \t]|\d+[.)][ \t]|#|>|```|~~~|!\[|<|\|")
"""What opens something else than a sentence within a quote."""

LIKELY = re.compile(r"(?:[ \t]*+\n)*+[ \t]*+(?:[>*_<+-]|[^\n:：]{1,60}+[:：])")
"""How a block of labels may begin; the text of most articles does not."""

LISTS = frozenset(("sources", "key_takeaways"))
LISTS_AT_ONCE = frozenset(("tags", "authors", "categories"))
"""Fields whose list stands right under the label; with an empty line between, it may be the text's first list."""
LONG = frozenset(("summary", "subtitle", "correction", "coverage_of", "key_takeaways"))
MAX_SUBTITLE = 200
MAX_BELOW = 100
"""What is longer, right below a label without a value, may as well be the text's first sentence."""


@dataclass
class Line:
    text: str
    number: int
    start: int
    end: int

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


@dataclass
class Labels:
    """The rows of the block, where it ends, and the quote right under the title, if that is a subtitle."""

    end: int
    rows: Rows = field(default_factory=list)
    subtitle: Scalar | None = None
    quote: tuple[int, int] = (0, 0)
    closed: bool = False
    """Whether a rule ends the block."""
    findings: list[Finding] = field(default_factory=list)


def read_labels(text: str, start: int, *, titled: bool) -> Labels:
    """Reads the block that begins at `start`; right under a title a quote may be the subtitle."""
    return Reader(text, start, titled).read() if titled or LIKELY.match(text, start) else Labels(start)


class Reader:
    def __init__(self, text: str, start: int, titled: bool) -> None:
        self.text, self.offset, self.titled = text, start, titled
        self.limit = min(len(text), start + MAX_HEADER)
        self.number = text.count("\n", 0, start) + 1
        self.found = Labels(start)
        self.known = 0
        self.open, self.ruled, self.adjacent = False, False, False

    def read(self) -> Labels:
        while (line := self.line_at(self.offset)) and self.take(line):
            pass
        del self.found.rows[self.known :]
        return self.found

    def line_at(self, offset: int) -> Line | None:
        if offset >= self.limit:
            return None
        stop = self.text.find("\n", offset)
        stop = len(self.text) if stop < 0 else stop
        return Line(self.text[offset:stop], self.number, offset, min(stop + 1, len(self.text)))

    def step(self, line: Line) -> bool:
        self.offset, self.number = line.end, line.number + 1
        return True

    def take(self, line: Line) -> bool:
        """Whether a line belongs to the block so far."""
        if not line.text.strip():
            self.adjacent = False
            return self.step(line)
        if RULE.match(line.text):
            return self.rule(line)
        if QUOTE.match(line.text):
            return self.take_quote()
        return self.labels(line) or self.bare(line) or self.item(line) or self.continued(line)

    def rule(self, line: Line) -> bool:
        """The rule that closes the block; before the first label it may also open it."""
        if self.known:
            self.keep(line)
            self.found.closed = True
            return False
        allowed = not self.ruled and not self.found.rows
        self.ruled = True
        return allowed and self.step(line)

    def keep(self, line: Line) -> None:
        """Everything up to the end of `line` is header."""
        self.found.end, self.known = line.end, len(self.found.rows)

    def labels(self, line: Line) -> bool:
        rows = labels_in(line.text.strip(), line.number, line.indent + 1)
        if not rows or (self.open and ITEM.match(line.text) and not field_named(rows[0][0])):
            return False
        if not is_marked(line.text.strip()) and self.runs_on(line):
            return False
        self.found.rows += rows
        self.adjacent = True
        self.open = not rows[-1][1]
        if any(field_named(name) for name, _ in rows):
            self.keep(line)
        return self.step(line)

    def bare(self, line: Line) -> bool:
        """A label without a colon, which is one only if its value stands on the next line."""
        name = bare_label(line.text.strip(), line.number, line.indent + 1)
        if not name:
            if meant := nearly_label(line.text.strip(), line.number, line.indent + 1):
                self.found.findings.append(not_as_one(*meant))
            return False
        below = self.line_at(line.end)
        if not below or not self.is_value(below, name):
            self.found.findings.append(without_value(name))
            return False
        self.found.rows.append((name, Scalar("", line.number, line.indent + 1)))
        self.open = self.adjacent = True
        return self.step(line)

    def is_value(self, line: Line, name: str) -> bool:
        """Whether a line below a label can be nothing but its value: a short one that ends its paragraph."""
        text = line.text.strip()
        if ITEM.match(line.text):
            return field_named(name) in LISTS_AT_ONCE
        return 0 < len(text) <= MAX_BELOW and not BLOCK.match(text) and not self.runs_on(line)

    def runs_on(self, line: Line) -> bool:
        """Whether a line without emphasis is the beginning of a paragraph, and no label after all."""
        self.number += 1
        following = self.line_at(line.end)
        self.number -= 1
        if not following or not following.text.strip():
            return False
        stripped = following.text.strip()
        return not (
            RULE.match(following.text)
            or QUOTE.match(following.text)
            or ITEM.match(following.text)
            or labels_in(stripped, following.number, 1)
            or bare_label(stripped, following.number, 1)
        )

    def item(self, line: Line) -> bool:
        """An entry of the list under a label without a value."""
        match = ITEM.match(line.text)
        if not match or not self.open or not self.found.rows:
            return False
        name, value = self.found.rows[-1]
        meant = field_named(name)
        if meant in LISTS_AT_ONCE and not self.adjacent and not isinstance(value, list):
            return False
        if meant and meant not in LISTS | LISTS_AT_ONCE:
            return False
        entry = Scalar(END.sub("", match["text"]), line.number, match.start("text") + 1, plain=True)
        self.found.rows[-1] = (name, [*value, entry] if isinstance(value, list) else [entry])
        return self.kept(name, line)

    def continued(self, line: Line) -> bool:
        """A further line of a value: of a long text, of a list that ends in a comma, of an indented entry."""
        if not self.found.rows or not self.adjacent:
            return False
        name, value = self.found.rows[-1]
        meant = field_named(name)
        text = END.sub("", line.text.strip())
        if isinstance(value, list) and line.indent >= 2 and isinstance(last := value[-1], Scalar):
            self.found.rows[-1] = (name, [*value[:-1], Scalar(f"{last} {text}", last.line, last.column)])
        elif isinstance(value, Scalar) and meant and self.goes_on(name, value, line):
            own = Scalar(text, line.number, line.indent + 1, plain=True)
            self.found.rows[-1] = (name, Scalar(f"{value} {text}", value.line, value.column) if value else own)
        else:
            return False
        return self.kept(name, line)

    def goes_on(self, name: Scalar, value: Scalar, line: Line) -> bool:
        meant = field_named(name)
        if value or meant not in BYLINE:
            return meant in LONG or value.endswith((",", "，"))
        if not (below := self.is_value(line, name)) and not BLOCK.match(line.text.strip()):
            self.found.findings.append(without_value(name))
        return below

    def kept(self, name: Scalar, line: Line) -> bool:
        self.adjacent = True
        if field_named(name):
            self.keep(line)
        return self.step(line)

    def take_quote(self) -> bool:
        """A quote of labels, or the short one that is the subtitle."""
        group = []
        while (line := self.line_at(self.offset)) and QUOTE.match(line.text):
            group.append(line)
            self.step(line)
        rows, words = quoted_rows(group)
        if any(field_named(name) for name, _ in rows):
            self.found.rows += rows
        elif rows or not self.is_subtitle(words, line):
            return False
        if words and self.is_subtitle(words, line):
            self.found.subtitle = Scalar(" ".join(words), words[0].line, words[0].column)
            self.found.quote = group[0].start, group[-1].end
        elif words:
            return False
        self.open = self.adjacent = False
        self.keep(group[-1])
        return True

    def is_subtitle(self, words: list[Scalar], following: Line | None) -> bool:
        """Whether a quote is one short paragraph right under the title."""
        first = self.titled and not self.found.subtitle and self.known == 0 and not self.ruled
        lazy = following is not None and bool(following.text.strip())
        short = 0 < sum(map(len, words)) <= MAX_SUBTITLE
        return first and short and not lazy and all(words) and not any(BLOCK.match(word) for word in words)


def without_value(name: Scalar) -> Finding:
    what = f"`{name}` has no value on its line, and Flong cannot tell whether the text below is one."
    return unread_label(name, what, f"If it is, write both on one line: `**{name}:** …`.")


def not_as_one(name: Scalar, value: str) -> Finding:
    what = f"`{name}` looks like a label, but is not written as one, and shows as text."
    return unread_label(name, what, f"If it is one, write `**{name}:** {value}`.")


def unread_label(name: Scalar, what: str, remedy: str) -> Finding:
    found = refused("label-unread", what, remedy, (name.line, name.column), name)
    return found.model_copy(update={"level": "warning"})


def quoted_rows(group: list[Line]) -> tuple[Rows, list[Scalar]]:
    """The labels in a quote, and its other lines; a line under a label goes on with its value."""
    rows: Rows = []
    words: list[Scalar] = []
    for line in group:
        sign = QUOTE.match(line.text)
        start = sign.end() if sign else 0
        text = line.text[start:].strip()
        column = start + len(line.text[start:]) - len(line.text[start:].lstrip()) + 1
        coverage = coverage_in(text, line.number, column)
        if labels := [coverage] if coverage else labels_in(text, line.number, column):
            rows += labels
        elif rows and text and isinstance(value := rows[-1][1], Scalar):
            rows[-1] = (rows[-1][0], Scalar(f"{value} {END.sub('', text)}".strip(), value.line, value.column))
        elif text or words:
            words.append(Scalar(text, line.number, column))
    while words and not words[-1]:
        words.pop()
    return rows, words
