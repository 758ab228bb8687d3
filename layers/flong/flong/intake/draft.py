"""An article in the making."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from flong.intake.header import Header
from flong.intake.place import place_of
from flong.theme import Site
from flong.verdict import Finding, Level

MAX_TEXT, MAX_ITEMS = 1_000, 100


def one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass
class Draft:
    """An article in the making: its header, its site, and the findings so far."""

    header: Header
    site: Site
    now: datetime
    findings: list[Finding]
    derived: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """A field as one line of plain text; a list gives its first entry."""
        value = self.header.values.get(name)
        while isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            self.wrong(name, "holds fields of its own", "Write one text.")
            return None
        return one_line(self.short(name, value)) or None if value else None

    def texts(self, name: str) -> list[str]:
        """A field as a list; one text is split at commas."""
        value = self.header.values.get(name)
        if isinstance(value, str):
            value = list(value.replace("，", ",").replace("、", ",").split(","))
        if isinstance(value, dict):
            self.wrong(name, "holds fields of its own", "Write a list.")
            value = []
        items = [item for item in value or [] if isinstance(item, str) and item.strip()]
        if len(items) > MAX_ITEMS:
            self.wrong(name, f"has {len(items):,} entries; it may have {MAX_ITEMS}", "Keep the most important.")
        return [one_line(self.short(name, item)) for item in items[:MAX_ITEMS]]

    def short(self, name: str, text: str) -> str:
        """A text of a bearable length; all that a listing shows has to fit one item of the table, and one message."""
        if len(text) > MAX_TEXT:
            self.wrong(name, f"has {len(text):,} characters; it may have {MAX_TEXT:,}", "Shorten it.")
        return text[:MAX_TEXT]

    def wrong(
        self,
        name: str,
        what: str,
        remedy: str,
        *,
        code: str | None = None,
        at: str | None = None,
        level: Level = "error",
    ) -> None:
        """Notes what is wrong with a field, once; `at` is the very part of it, where that is not the whole."""
        found = self.header.values.get(name) if at is None else at
        line, column = place_of(found) or self.header.places.get(name) or (None, None)
        finding = Finding(
            code=code or f"{name.replace('_', '-')}-invalid",
            message=f"`{name.replace('_', ' ')}` {what}.",
            remedy=remedy,
            line=line,
            column=column,
            level=level,
            found=found[:200] if isinstance(found, str) else None,
        )
        if finding not in self.findings:  # a field may be looked at more than once
            self.findings.append(finding)
