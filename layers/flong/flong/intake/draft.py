"""An article in the making."""

import unicodedata
from dataclasses import dataclass, field

from flong.intake.header import Header
from flong.theme import Site
from flong.verdict import Finding


@dataclass
class Draft:
    """An article in the making: its header, its site, and the findings so far."""

    header: Header
    site: Site
    findings: list[Finding]
    derived: list[str] = field(default_factory=list)

    def text(self, name: str) -> str | None:
        """A field as one line of plain text; a list gives its first entry."""
        value = self.header.values.get(name)
        while isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            self.wrong(name, "holds fields of its own", "Write one text.")
            return None
        return " ".join(unicodedata.normalize("NFC", value).split()) or None if value else None

    def texts(self, name: str) -> list[str]:
        """A field as a list; one text is split at commas."""
        value = self.header.values.get(name)
        if isinstance(value, str):
            value = list(value.replace("，", ",").replace("、", ",").split(","))
        if isinstance(value, dict):
            self.wrong(name, "holds fields of its own", "Write a list.")
            value = []
        return [
            " ".join(unicodedata.normalize("NFC", item).split())
            for item in value or []
            if isinstance(item, str) and item.strip()
        ]

    def wrong(self, name: str, what: str, remedy: str, *, code: str | None = None) -> None:
        """Notes an error in a field, once."""
        found = self.header.values.get(name)
        finding = Finding(
            code=code or f"{name.replace('_', '-')}-invalid",
            message=f"`{name.replace('_', ' ')}` {what}.",
            remedy=remedy,
            line=self.header.lines.get(name),
            found=found if isinstance(found, str) else None,
        )
        if finding not in self.findings:  # a field may be looked at more than once
            self.findings.append(finding)
