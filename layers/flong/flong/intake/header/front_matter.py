"""What YAML, TOML and JSON front matter have in common: rows of fields, limits, refusals."""

import re

from flong.intake.place import Place, Scalar, Value
from flong.intake.source import CONTROL, position
from flong.verdict import Finding

MAX_HEADER = 64 * 1024
MAX_DEPTH = 8
SHOWN = 100

Row = tuple[Scalar, Value]
Rows = list[Row]

SURROGATE = re.compile("[\ud800-\udfff]")


def refused(code: str, what: str, remedy: str, at: Place, found: str | None = None) -> Finding:
    """A finding at a place; `found` is what stands there."""
    return Finding(code=code, message=what, remedy=remedy, line=at[0], column=at[1], found=found and found[:200])


def too_deep(at: Place) -> Finding:
    return refused(
        "front-matter-depth",
        f"The front matter nests deeper than {MAX_DEPTH} levels.",
        "Write it flatter: a field holds a text or a list.",
        at,
    )


def twice(name: str, at: Place, *, alike: bool = False) -> Finding:
    """A field that stands a second time: with another value nobody can say which counts."""
    what = f"The field `{name[:SHOWN]}` stands here a second time{', with the same value' if alike else ''}."
    found = refused("front-matter-duplicate", what, "Keep one of the two.", at, name)
    return found.model_copy(update={"level": "warning"}) if alike else found


def too_large(text: str, start: int, size: int) -> Finding:
    return refused(
        "front-matter-too-large",
        f"The front matter has {size:,} characters or more; it may have {MAX_HEADER:,}.",
        "Move what belongs to the text below the end of the front matter.",
        position(text, start),
    )


def unescaped(text: str, at: Place, findings: list[Finding]) -> Scalar:
    """A text whose escapes have been read; what they must not stand for is taken out, and reported."""
    if bad := CONTROL.search(text) or SURROGATE.search(text):
        findings.append(
            refused(
                "control-character",
                f"An escape in this text stands for a character that no text may have (U+{ord(bad.group()):04X}).",
                "Delete the escape.",
                at,
            )
        )
        text = SURROGATE.sub("", CONTROL.sub("", text))
    return Scalar(text, *at)


def shortened(line: str) -> str:
    """A line to show within a message: its beginning and its end."""
    line = line.rstrip()
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 30]} … {line[-25:]}"
