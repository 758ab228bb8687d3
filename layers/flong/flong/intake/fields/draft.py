"""An article in the making."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flong.intake.fields.markup import address_in, unwrapped, words_in
from flong.intake.fields.plain import UNSEEN, one_line, plain_text
from flong.intake.header.values import Header
from flong.intake.place import Place, Scalar, Value, place_of
from flong.theme import Site
from flong.verdict import Finding

MAX_TEXT, MAX_ITEMS = 1_000, 100
MAX_LEFT_OUT = 5
COMMA, NO_COMMA, NO_SEMICOLON = re.compile("[,，、،]"), re.compile("[^,，、،]+"), re.compile("[^;；]+")
BRACKETED = re.compile(r"\[([^\[\]()]*)\]")
HASHTAG, HASHTAGS = re.compile(r"#(\S+)"), re.compile(r"\s*#[^\s#,]+(?:\s+#[^\s#,]+)*\s*")


@dataclass
class Draft:
    """An article in the making: its header, its site, and the findings so far."""

    header: Header
    site: Site
    now: datetime
    findings: list[Finding]
    derived: dict[str, str] = field(default_factory=dict)
    mistaken: set[str] = field(default_factory=set)
    """Fields in which something is wrong, so that nobody can say what they mean."""
    path_from: str = ""
    """The field that made the path, if one did."""

    def given(self, name: str) -> Value | None:
        """A field as its header has it: a text, a list or a mapping of these."""
        return self.header.values.get(name)

    def first(self, name: str, *, of_many: bool = False) -> str | None:
        """A field's text as it stands; a list gives its first entry, with a warning of the others unless `of_many`."""
        value = self.given(name)
        if isinstance(value, list):
            value, others = first_of(value)
            if others and not of_many:
                self.leave_out(name, value, others)
        if isinstance(value, dict):
            self.wrong(name, "holds fields of its own", "Write one text.")
            return None
        return self.short(name, value) if value else None

    def text(self, name: str) -> str | None:
        """A field as one line, such as a date, with nothing decoded but the emphasis or link that it stands in."""
        value = self.first(name)
        return words_in(one_line(value)) or None if value else None

    def address(self, name: str) -> str | None:
        """A field as an address, which may stand in a link or in angle brackets."""
        value = self.first(name)
        return address_in(one_line(value)) or None if value else None

    def prose(self, name: str, *, of_many: bool = False) -> str | None:
        """A field as one line of plain words, without Markdown, HTML and entities."""
        value = self.first(name, of_many=of_many)
        return plain_text(value) or None if value else None

    def leave_out(self, name: str, kept: Value, others: Sequence[Value]) -> None:
        """Warns of what a list has beyond the one value that its field takes."""
        left = "`, `".join(shown(item) for item in others[:MAX_LEFT_OUT])
        more = f" and {len(others) - MAX_LEFT_OUT} more" if len(others) > MAX_LEFT_OUT else ""
        self.warn(
            name,
            f"takes one value, and has a list: `{shown(kept)}` counts, and this is left out: `{left}`{more}",
            "Write one text that says all of it, or keep one of them.",
            code="one-value",
            at=others[0] if isinstance(others[0], str) else None,
        )

    def texts(self, name: str, value: Value | None = None) -> list[str]:
        """A field, or what stands for it, as a list, each entry with its place; one text is split at commas."""
        value = self.given(name) if value is None else value
        if isinstance(value, dict):
            self.wrong(name, "holds fields of its own", "Write a list.")
            return []
        if any(isinstance(item, dict) for item in flat(value or [])):
            self.wrong(name, "has an entry with fields of its own", "Write a text for each entry.")
        items = entries(value)
        if len(items) > MAX_ITEMS:
            self.wrong(name, f"has {len(items):,} entries; it may have {MAX_ITEMS}", "Keep the most important.")
        return [like(item, one_line(self.short(name, item))) for item in items[:MAX_ITEMS]]

    def short(self, name: str, text: str) -> str:
        """A text of a bearable length; all that a listing shows has to fit one item of the table, and one message."""
        if len(text) > MAX_TEXT:
            self.wrong(name, f"has {len(text):,} characters; it may have {MAX_TEXT:,}", "Shorten it.", at=text)
        if not text.isprintable() and (unseen := UNSEEN.search(text, 0, MAX_TEXT)) and not unseen.group().isspace():
            self.unseen(name, text, unseen.group())
        return like(text, text[:MAX_TEXT])

    def unseen(self, name: str, text: str, char: str) -> None:
        """Warns of a character that an escape or an entity brought in; those of the source have their findings."""
        if any(finding.code == "bidi-control" for finding in self.header.findings):
            return
        self.warn(
            name,
            f"has an invisible character (U+{ord(char):04X}), which is left out",
            "Delete it; it often comes along when text is copied.",
            code="invisible-character",
            at=like(text, f"U+{ord(char):04X}"),
        )

    def named(self, name: str) -> str:
        """A field as the editor calls it: `ogImage` and not `hero`; its own name where it is not given."""
        held = self.header.held.get(name)
        return held[1][:60] if held else name.replace("_", " ")

    def derive(self, name: str, source: str) -> None:
        """Notes that a field is not given but taken from `source`."""
        self.derived[name] = source

    def wrong(self, name: str, what: str, remedy: str, *, code: str | None = None, at: str | None = None) -> None:
        """Notes what is wrong with a field, once; `at` is the very part of it, where that is not the whole."""
        self.mistaken.add(name)
        self.note(self.fault(name, what, code, at).model_copy(update={"remedy": remedy}))

    def warn(self, name: str, what: str, remedy: str, *, code: str | None = None, at: str | None = None) -> None:
        """Notes likewise what the article does not fail for."""
        self.note(self.fault(name, what, code, at).model_copy(update={"remedy": remedy, "level": "warning"}))

    def place(self, name: str) -> Place:
        """Where a field stands; the beginning of the file, if it is not given."""
        return place_of(self.given(name)) or self.header.places.get(name) or (1, 1)

    def fault(self, name: str, what: str, code: str | None, at: str | None) -> Finding:
        """An error in a field, at its place, and as yet without a remedy."""
        found = self.given(name) if at is None else at
        line, column = place_of(found) or self.place(name)
        return Finding(
            code=code or f"{name.replace('_', '-')}-invalid",
            message=f"`{self.named(name)}` {what}.",
            remedy="",
            line=line,
            column=column,
            found=found[:200] if isinstance(found, str) else None,
        )

    def note(self, finding: Finding) -> None:
        if finding not in self.findings:  # a field may be looked at more than once
            self.findings.append(finding)


def entries(value: Value | None) -> list[str]:
    """The texts of a list; of one text the parts between commas, else between semicolons, or its `#hashtags`."""
    if not isinstance(value, str):
        return [item for item in flat(value or []) if isinstance(item, str) and item.strip()]
    value = bare(value)
    if HASHTAGS.fullmatch(value):
        return [within(value, part.start(1), part[1]) for part in HASHTAG.finditer(value)]
    parts = NO_COMMA if COMMA.search(value) else NO_SEMICOLON
    return [within(value, part.start(), part.group()) for part in parts.finditer(value) if part.group().strip()]


def shown(value: Value | None) -> str:
    """A value in few words, within a message."""
    while isinstance(value, dict):
        value = next((item for item in value.values() if item), None)
    return one_line(value[:80]) if isinstance(value, str) else "…"


def first_of(value: list[Value]) -> tuple[str | dict[str, Value], list[str | dict[str, Value]]]:
    """The first entry that says something, an empty text if none does; and those after it."""
    first, *others = [item for item in flat(value) if item and not isinstance(item, list)] or [""]
    return first, others


def bare(value: str) -> str:
    """A text without the emphasis about it, or the brackets of a list that YAML would have read."""
    text = unwrapped(value.strip())
    if found := BRACKETED.fullmatch(text):
        text = found[1]
    return within(value, value.index(text), text) if text != value else value


def flat(value: Value) -> Iterator[Value]:
    """The entries of a list and of lists in it."""
    for item in value if isinstance(value, list) else ():
        if isinstance(item, list):
            yield from flat(item)
        else:
            yield item


def within(whole: str, offset: int, part: str) -> str:
    """A part of a text, at its own place where that can be told."""
    offset += len(part) - len(part.lstrip())
    return whole.part(offset, part.strip()) if isinstance(whole, Scalar) else part.strip()


def like(given: str, text: str) -> str:
    """`text`, at the place of what was given."""
    if not isinstance(given, Scalar):
        return text
    return Scalar(text, given.line, given.column, given.plain and given.startswith(text))
