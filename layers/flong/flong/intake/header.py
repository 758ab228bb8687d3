"""Takes an article's source apart: what it says of itself, and its body.

Three containers: YAML between `---` fences; the header dialect (an H1, `> Coverage of X`, then
`**Label:** value` lines, closed by `---`); or nothing but an H1.
"""

import difflib
import re
from dataclasses import dataclass, field
from functools import lru_cache

from flong.errors import ArticleRejected
from flong.intake.names import FIELDS, field_named
from flong.intake.place import Place, Scalar, Value, place_of
from flong.intake.source import position
from flong.intake.yaml_header import read_yaml
from flong.verdict import Finding

MAX_HEADER = 64 * 1024

FENCE = re.compile(r"\s*---[ \t]*\n")
CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
H1 = re.compile(r"(?:[ \t]*\n)*[ ]{0,3}#[ \t]+(?P<title>[^\n]*)(?:\n|$)")
LABEL = re.compile(r"\*\*(?P<name>[^*:\n]{1,40}?)\s*(?::\*\*|\*\*\s*:)[ \t]*(?P<value>[^\n]*)$")
COVERAGE = re.compile(r">\s*Coverage of\s+(?P<value>.+)", re.IGNORECASE)
RULE = re.compile(r"[ ]{0,3}(?:-[ \t]*){3,}$")


@dataclass
class Header:
    """What an article says of itself: values by field, and where each stands."""

    values: dict[str, Value] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    title_in_body: str | None = None

    def put(self, name: Scalar, value: Value) -> None:
        """Keep a value under the field that `name` means; an unknown name becomes a warning."""
        meant = field_named(name)
        if meant is None:
            self.findings.append(unknown(name))
        elif meant not in self.values:
            self.values[meant] = value
            self.places[meant] = place_of(value) or (name.line, name.column)


def unknown(name: Scalar) -> Finding:
    close = closest(name.lower())
    remedy = f"Did you mean `{close}`?" if close else "Flong ignores it; remove it, or leave it for other tools."
    return Finding(
        level="warning",
        code="unknown-field",
        message=f"There is no field `{name}`.",
        remedy=remedy,
        line=name.line,
        column=name.column,
        found=str(name),
    )


@lru_cache(maxsize=512)
def closest(name: str) -> str | None:
    """The field that `name` looks like, if any. Kept, since a site's own fields come with each of its articles."""
    return next(iter(difflib.get_close_matches(name, FIELDS, n=1)), None)


def heading_text(heading: re.Match[str]) -> str:
    """A heading's text without the signs that may close it: `# A title ##`."""
    text = heading["title"].strip()
    bare = text.rstrip("#")
    return bare.rstrip() if bare.endswith((" ", "\t")) else text


def split(text: str) -> tuple[Header, str, int]:
    """Header, body as Markdown, and the number of the body's first line."""
    if fence := FENCE.match(text):
        return front_matter(text, fence.end())
    header = Header()
    if not (heading := H1.match(text)):
        return header, text, 1
    header.title_in_body = heading_text(heading)
    header.places["title"] = position(text, heading.start("title"))
    body = dialect(header, text, heading.end())
    return header, text[body:], text.count("\n", 0, body) + 1


def front_matter(text: str, start: int) -> tuple[Header, str, int]:
    close = CLOSE.search(text, start)
    if not close:
        raise ArticleRejected(unclosed(text))
    if close.start() - start > MAX_HEADER:
        raise ArticleRejected(header_too_large(close.start() - start))
    header = Header()
    for name, value in read_yaml(text[start : close.start()], text.count("\n", 0, start) + 1):
        header.put(name, value)
    body = close.end() + 1
    if heading := H1.match(text, body):
        return with_heading(header, text, body, heading)
    return header, text[body:], text.count("\n", 0, body) + 1


def with_heading(header: Header, text: str, body: int, heading: re.Match[str]) -> tuple[Header, str, int]:
    """An H1 that repeats the title goes; one that differs stays, as a heading of the body."""
    title = header.values.get("title")
    if title is None or (isinstance(title, str) and title.strip().casefold() == heading_text(heading).casefold()):
        header.title_in_body = heading_text(heading)
        header.places.setdefault("title", position(text, heading.start("title")))
        body = heading.end()
    return header, text[body:], text.count("\n", 0, body) + 1


def unclosed(text: str) -> Finding:
    return Finding(
        code="front-matter-unclosed",
        message="The front matter starts with `---` but nothing closes it.",
        remedy="Write a line `---` between the last field and the text of the article.",
        line=text.count("\n", 0, len(text) - len(text.lstrip())) + 1,
        column=1,
    )


def header_too_large(size: int) -> Finding:
    return Finding(
        code="front-matter-too-large",
        message=f"The front matter has {size:,} characters; it may have {MAX_HEADER:,}.",
        remedy="Move what belongs to the text below the closing `---`.",
        line=1,
    )


def dialect(header: Header, text: str, start: int) -> int:
    """Reads the label lines after an H1; the offset at which the body starts.

    A bold label is also how many an article opens a paragraph, so the block ends after the
    last field that Flong knows, or at the rule that closes it, and everything later is body.
    """
    found: list[tuple[Scalar, Scalar]] = []
    end, known, offset = start, 0, start
    while offset < min(len(text), start + MAX_HEADER):
        stop = text.find("\n", offset)
        stop = len(text) if stop < 0 else stop
        row = text[offset:stop].strip()
        left = offset + len(text[offset:stop]) - len(text[offset:stop].lstrip())
        offset = min(stop + 1, len(text))
        if match := COVERAGE.match(row):
            found.append(row_at(text, left, "coverage of", match))
        elif match := LABEL.match(row):
            found.append(row_at(text, left, match["name"], match))
        elif RULE.match(row) and known:
            end, known = offset, len(found)
            break
        elif row:
            break
        if match and field_named(found[-1][0]):
            end, known = offset, len(found)
    for name, value in found[:known]:
        header.put(name, value)
    return end


def row_at(text: str, offset: int, name: str, match: re.Match[str]) -> tuple[Scalar, Scalar]:
    """A label and its value, with their places; `offset` is where the matched row begins in `text`."""
    value = match["value"].strip()
    return Scalar(name, *position(text, offset)), Scalar(value, *position(text, offset + match.start("value")))
