"""JSON front matter, in Hugo's way: a leading object, and the body after its closing brace.

Read by hand, for three things that `json` does not give: the place of every value, numbers as
they are written, and a depth that is bounded before it is a RecursionError.
"""

import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from flong.errors import ArticleRejected
from flong.intake.header.front_matter import MAX_DEPTH, MAX_HEADER, Rows, refused, too_deep, too_large, twice, unescaped
from flong.intake.place import Place, Scalar, Value
from flong.intake.source import position
from flong.verdict import Finding

# What else begins with a brace is text: template code, an attribute list, a word in braces.
OPENING = re.compile(r'\s*+\{\s*+(?:"[^"\n]{0,200}"\s*+:|\}[ \t]*+(?:\n|$))')
SPACE = re.compile(r"[ \t\n]*+")
REST = re.compile(r"[ \t]*+(?:\n|$)")
UNTERMINATED = "a closing quote"
WORD = re.compile(r"-?[0-9][0-9.eE+-]{0,60}|true|false|null")


def read_json(text: str) -> tuple[Rows, list[Finding], int] | None:
    """Name and value of every field, what is wrong, and where the body starts; None if `text` opens with none."""
    if not OPENING.match(text):
        return None
    start = text.index("{")
    reader = Reader(text, start + MAX_HEADER)
    rows = reader.object(start, 1)
    rest = REST.match(text, reader.offset)
    return (rows, reader.findings, rest.end()) if rest else None


def read_fenced_json(text: str, start: int, end: int) -> tuple[Rows, list[Finding]]:
    """The same of an object between fences, whose braces Middleman leaves out."""
    bare = not text[start:end].lstrip().startswith("{")
    reader = Reader(text[:end] + "}" * bare, end + 1)
    reader.ending = "the closing fence"
    rows = reader.object(start - 1 if bare else text.index("{", start), 1)
    if reader.peek():
        raise reader.broken(reader.ending)
    return rows, reader.findings


class Reader:
    """Goes through a text by `offset`."""

    def __init__(self, text: str, limit: int) -> None:
        self.text, self.offset = text[:limit], 0
        self.cut = len(text) > limit
        self.findings: list[Finding] = []
        self.line, self.counted = 1, 0
        self.ending = "the end of the file"

    def at(self, offset: int) -> Place:
        self.line += self.text.count("\n", self.counted, offset)
        self.counted = offset
        return self.line, offset - self.text.rfind("\n", 0, offset)

    def object(self, start: int, depth: int) -> Rows:
        rows: Rows = []
        seen: dict[str, Value] = {}
        self.enter(start, depth)
        while not self.closed("}", first=not seen):
            name = self.string("a name in double quotes")
            self.expect(":", f'a colon after "{name[:60]}"')
            value = self.value(depth)
            if name in seen:
                self.findings.append(twice(name, (name.line, name.column), alike=value == seen[name]))
            else:
                rows.append((name, value))
            seen.setdefault(name, value)
        return rows

    def array(self, start: int, depth: int) -> list[Value]:
        items: list[Value] = []
        self.enter(start, depth)
        while not self.closed("]", first=not items):
            items.append(self.value(depth))
        return items

    def enter(self, start: int, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise ArticleRejected(*self.findings, too_deep(self.at(start)))
        self.offset = start + 1

    def closed(self, sign: str, *, first: bool) -> bool:
        """Whether `sign` closes what is being read; before a further entry there is a comma."""
        found = self.peek()
        if found == sign:
            self.offset += 1
            return True
        if first:
            return False
        comma = self.offset
        self.expect(",", f"a comma, or `{sign}`")
        if self.peek() == sign:
            raise self.trailing(comma)
        return False

    def trailing(self, comma: int) -> ArticleRejected:
        what = "A comma stands after the last entry, which JSON does not allow."
        at = position(self.text, comma)
        return ArticleRejected(*self.findings, refused("front-matter-broken", what, "Delete the comma.", at, ","))

    def peek(self) -> str:
        """The next sign that is no space."""
        space = SPACE.match(self.text, self.offset)
        self.offset = space.end() if space else self.offset
        return self.text[self.offset : self.offset + 1]

    def expect(self, sign: str, what: str) -> None:
        if self.peek() != sign:
            raise self.broken(what)
        self.offset += 1

    def value(self, depth: int) -> Value:
        sign, start = self.peek(), self.offset
        if sign == "{":
            return dict(self.object(start, depth + 1))
        if sign == "[":
            return self.array(start, depth + 1)
        if sign == '"':
            return self.string("a value")
        if not (word := WORD.match(self.text, start)):
            raise self.broken("a value; text stands in double quotes")
        self.offset = word.end()
        return Scalar("" if word[0] == "null" else word[0], *self.at(start))

    def string(self, what: str) -> Scalar:
        if self.peek() != '"':
            raise self.broken(what)
        start = self.offset
        try:
            found, self.offset = scanstring(self.text, start + 1, False)
        except JSONDecodeError as error:
            self.offset = start if error.msg.startswith("Unterminated") else error.pos
            raise self.broken(UNTERMINATED if self.offset == start else "another character after `\\`") from None
        return unescaped(found, self.at(start), self.findings)

    def broken(self, expected: str) -> ArticleRejected:
        if self.cut and (self.offset >= len(self.text) or expected == UNTERMINATED):
            return ArticleRejected(*self.findings, too_large(self.text, 0, MAX_HEADER + 1))
        line, column = position(self.text, self.offset)
        found = self.text[self.offset : self.offset + 1]
        named = f"`{found}`" if found.strip() else "the end of the line" if found else self.ending
        remedy = f"Expected is {expected}."
        return ArticleRejected(
            *self.findings,
            refused(
                "front-matter-broken",
                f"The front matter is not JSON from here on: {named}.",
                remedy,
                (line, column),
                found.strip() or None,
            ),
        )
