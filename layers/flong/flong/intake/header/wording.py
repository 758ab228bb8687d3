"""What was found in a header, in the very words of the source, so that it can be underlined there."""

import re

from flong.verdict import Finding

QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\n]|'')*+'")
REACH = 2_000
"""How far after its place a part of a value is looked for: a value may be folded over many lines."""
SHORTEST = 3
"""A shorter text may stand anywhere."""


def in_words_of(text: str, findings: list[Finding], end: int) -> list[Finding]:
    """The findings, those before the line `end` with `found` as it stands in `text` wherever that can be told."""
    if not any(finding.found and finding.line and finding.line < end for finding in findings):
        return findings
    lines = text.split("\n", end)
    return [placed(it, lines) if it.found and it.line and it.line < end else it for it in findings]


def placed(finding: Finding, lines: list[str]) -> Finding:
    line, column, found = finding.line or 1, finding.column or 1, finding.found or ""
    rest = "\n".join(lines[line - 1 : line + 40])[column - 1 : column - 1 + REACH]
    if rest.startswith(found):
        return finding
    if (quoted := QUOTED.match(rest)) and quoted[0][1:-1].startswith(found):
        return finding.model_copy(update={"found": quoted[0][:200]})
    key = found.partition(": ")[0]
    for part in (found, key):
        at = rest.find(part) if len(part) >= SHORTEST else -1
        if at >= 0:
            line += rest.count("\n", 0, at)
            column = at - rest.rfind("\n", 0, at) if "\n" in rest[:at] else column + at
            return finding.model_copy(update={"found": part, "line": line, "column": column})
    return finding
