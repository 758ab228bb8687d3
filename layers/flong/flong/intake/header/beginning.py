"""Takes the title and the labels off the beginning of a text, and leaves in it what stands among them."""

import re

from flong.intake.header.front_matter import Rows
from flong.intake.header.heading import heading_at, same_title
from flong.intake.header.italic_labels import is_italic, read_italic
from flong.intake.header.labels import Labels, read_labels
from flong.intake.header.lead import beyond_comments, blocks
from flong.intake.header.mdx import read_mdx
from flong.intake.header.names import field_named
from flong.intake.header.unread import TELLING, again_below, fields_of, unread
from flong.intake.header.values import CODE, LABEL, Header
from flong.intake.place import Scalar

Heading = tuple[Scalar, int, int]
"""A title as Markdown, its level, and where it ends."""

REACH, FIRST_LEVEL = 1_500, ("\n# ", "\n=", "<h1", "<H1")
"""Most texts have no heading of the first level near their top, and need no closer look for one."""
PARAGRAPH_ENDS = re.compile(r"[ \t]*(?:\n|\Z|<!--|\{/\*)")


def read_beginning(header: Header, text: str, start: int, *, opened: bool) -> tuple[str, int]:
    """What is left of the text at `start`, and the number of its first line; `opened`: below front matter."""
    beginning = Beginning(header, text, start, opened)
    beginning.read()
    body, first_line = beginning.left()
    above = "title" if beginning.titled or not opened else "front matter"
    if not beginning.told() and (found := unread(body, first_line, beginning.given(), above)):
        header.findings.append(found)
    return body, first_line


def code(header: Header, text: str, start: int) -> int:
    """Takes over what code of MDX at `start` says; where that ends."""
    found = read_mdx(text, start)
    header.findings += found.findings
    before = {*header.values}
    header.put_all(found.rows, CODE)
    header.inferred |= dict.fromkeys({*header.values} - before, "the page's metadata object")
    return found.end


class Beginning:
    """Goes through a text from its `start`; `at` is where that stands, `cuts` what is header."""

    def __init__(self, header: Header, text: str, start: int, opened: bool) -> None:
        self.header, self.text, self.opened = header, text, opened
        self.start = self.at = start
        self.titled = self.labelled = False
        self.cuts: list[tuple[int, int]] = []

    def read(self) -> None:
        if not self.title() and (self.italics() or self.told()):
            return
        if not self.labels():
            self.labels_further_down()
        if self.titled:
            self.cut(self.at, code(self.header, self.text, self.at))

    def left(self) -> tuple[str, int]:
        """The text without the cuts, each of which leaves its lines, empty: every later line keeps its number."""
        kept: list[str] = []
        first = at = self.start
        for start, end in self.cuts:
            if kept or self.text[at:start].strip():
                kept += [self.text[at:start], "\n" * self.text.count("\n", start, end)]
            else:
                first = end
            at = end
        return "".join([*kept, self.text[at:]]), self.text.count("\n", 0, first) + 1

    def cut(self, start: int, end: int) -> None:
        self.cuts += [(start, end)] if end > start else []
        self.at = end

    def given(self) -> set[str]:
        return {name for name, value in self.header.values.items() if value}

    def told(self) -> bool:
        """Whether a label is reported already."""
        return any(finding.code == "label-unread" for finding in self.header.findings)

    # ---- the title

    def title(self) -> bool:
        """The heading that is the title: at once, below labels, or below comments, pictures and one short line."""
        start = beyond_comments(self.text, self.at)
        if found := heading_at(self.text, start) or below_rule(self.text, start):
            return self.take_title(start, found)
        if not any(self.text.find(sign, start, start + REACH) >= 0 for sign in FIRST_LEVEL):
            return False
        labels = read_labels(self.text, start, titled=False)
        below = beyond_comments(self.text, labels.end)
        if labels.rows and (found := first_level_at(self.text, below)) and self.is_title(found):
            self.take(labels, start)
            return self.take_title(below, found)
        lower = ((end, first_level_at(self.text, end)) for end, _ in blocks(self.text, start, line=True))
        return any(self.take_title(end, found) for end, found in lower if found)

    def is_title(self, heading: Heading) -> bool:
        """One that says something else than the title given stays in the text."""
        title, level, _ = heading
        given = self.header.values.get("title")
        if not title or (level == 2 and (given or self.opened)):
            return False  # a part of the text
        return not given or (isinstance(given, str) and same_title(given, title))

    def take_title(self, start: int, heading: Heading) -> bool:
        if not self.is_title(heading):
            return False
        title, level, end = heading
        self.header.title_in_body, self.titled = title, True
        if (level == 2 or self.text[self.start : start].strip()) and not self.header.values.get("title"):
            self.header.inferred["title"] = "the first heading"
        self.header.places.setdefault("title", (title.line, title.column))
        self.cut(start, end)
        return True

    # ---- the labels

    def italics(self) -> bool:
        """Labels in italics right under front matter that names no author."""
        if not self.opened or self.header.values.get("authors"):
            return False
        rows, cuts = read_italic(self.text, self.at)
        self.header.put_all([row for row in rows if not self.header.values.get(field_named(row[0]) or "")], LABEL)
        self.cuts += cuts
        return bool(rows)

    def labels(self) -> bool:
        """Labels right here; whether a rule closes them, so that there are no others."""
        start = beyond_comments(self.text, self.at)
        labels = read_labels(self.text, start, titled=self.titled)
        if self.titled or self.is_header(labels, 1 if self.opened and not is_italic(self.text, start) else 2):
            self.take(labels, start)
        return labels.closed

    def labels_further_down(self) -> None:
        """Labels below comments, pictures and, where there were none above, one short line."""
        for start, sure in blocks(self.text, self.at, line=not self.labelled):
            labels = read_labels(self.text, start, titled=False)
            if labels.rows and self.is_header(labels, 1 if sure and (self.titled or self.opened) else 2):
                self.take(labels, start)
                return

    def is_header(self, labels: Labels, count: int) -> bool:
        """Whether labels that do not stand right under a title speak of the article, and not of what follows.

        There are `count` that say so, one of them new; they end their paragraph, and do not come again.
        """
        known = fields_of(labels.rows)
        telling = known & (TELLING if self.titled or self.opened else TELLING | {"title"})
        if len(telling) < count or telling <= self.given() or ("title" in known and self.has_title()):
            return False
        ends = labels.closed or PARAGRAPH_ENDS.match(self.text, labels.end)
        return bool(ends) and begins_known(labels.rows) and not again_below(self.text, labels.rows, labels.end)

    def has_title(self) -> bool:
        return self.titled or bool(self.header.values.get("title"))

    def take(self, labels: Labels, start: int) -> None:
        """Takes labels over; a quote that cannot be the subtitle, as one is given, stays in the text."""
        self.header.put_all(labels.rows, LABEL)
        self.header.findings += labels.findings
        self.labelled |= not TELLING.isdisjoint(fields_of(labels.rows))
        quote, subtitle = labels.quote, labels.subtitle
        if subtitle and self.header.values.get("subtitle"):
            self.cut(start, quote[0])
            start = quote[1]
        elif subtitle:
            self.header.values["subtitle"] = subtitle
            self.header.places["subtitle"] = subtitle.line, subtitle.column
            self.header.inferred["subtitle"] = "the quote under the title"
        self.cut(start, labels.end)


def first_level_at(text: str, offset: int) -> Heading | None:
    found = heading_at(text, offset)
    return found if found and found[1] == 1 else None


def begins_known(rows: Rows) -> bool:
    """Whether the first label is one that Flong knows, or is of one paragraph with it."""
    first = next(number for number, (name, _) in enumerate(rows) if field_named(name))
    return rows[first][0].line <= rows[0][0].line + first


def below_rule(text: str, start: int) -> Heading | None:
    """The heading under a rule at the very top, which is no fence."""
    stripped = text[start : start + 200].lstrip()
    if start or not stripped.startswith("---"):
        return None
    line_end = text.find("\n", text.index("---"))
    return heading_at(text, line_end + 1) if line_end >= 0 else None
