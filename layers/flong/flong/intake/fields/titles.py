"""What an article is called: its title, the line under it, and its summary."""

import re
from typing import Any

from flong.intake.body.markdown import PARSER
from flong.intake.fields import sections
from flong.intake.fields.draft import Draft
from flong.intake.fields.plain import plain_text
from flong.intake.header.heading import same_title
from flong.intake.place import Scalar
from flong.intake.slugs import DATED
from flong.verdict import Finding

MAX_TITLE = 300
BEGINNING = 32_768
"""How many characters are looked through for a heading."""
MAX_HEADING = 2_000

HEADING_ATTRIBUTES = re.compile(r"\s*\{\s*[#.][^{}]*\}\s*$")
HEADING = re.compile(r"^[ ]{0,3}(?:##?[ \t]|={1,}[ \t]*$|-{2,}[ \t]*$)", re.MULTILINE)
MARKS = re.compile(r"^\s{0,3}#{1,6}[ \t]+|[ \t]+#+[ \t]*$|\n[ ]{0,3}(?:=+|-+)[ \t]*\s*$")
NOT_WORDS = re.compile(r"[-_.+\s]+")
MORE = re.compile(r"<!--\s*(?:more|truncate|read more)\s*-->|\{/\*\s*truncate\s*\*/\}", re.IGNORECASE)
BEFORE = "the text before the `more` mark"


TITLED = "Begin the file with `# The title`, or put `title: The title` into the front matter."
NO_TITLE = Finding(code="no-title", message="The article has no title.", remedy=TITLED, line=1, column=1)


def title_of(draft: Draft, markdown: str, file: str) -> tuple[str, str]:
    """The title, and the Markdown without the heading it was taken from; `file` is the name to fall back on."""
    title = draft.prose("title")
    if not title and draft.header.title_in_body:
        title = without_attributes(draft, draft.header.title_in_body)
    if not title:
        title, markdown = from_heading(draft, markdown)
    title = title or from_file(draft, markdown, file)
    if len(title) > MAX_TITLE:
        what = f"has {len(title)} characters; it may have {MAX_TITLE}"
        draft.wrong("title", what, "Shorten it.", code="title-too-long", at=draft.header.title_in_body)
    return title, markdown


def without_attributes(draft: Draft, heading: str) -> str:
    """A heading's words, without the `{#id}` that may end it."""
    return plain_text(HEADING_ATTRIBUTES.sub("", draft.short("title", heading)))


def from_heading(draft: Draft, markdown: str) -> tuple[str, str]:
    """The text's first heading if it is of the first level, or of the second and opens the text."""
    found = first_heading(markdown[:BEGINNING]) if HEADING.search(markdown, 0, BEGINNING) else None
    if found is None:
        return "", markdown
    start, end, level = found
    if level > 1 and (level > 2 or markdown[:start].strip()):
        return "", markdown
    title = without_attributes(draft, MARKS.sub("", markdown[start:end][:MAX_HEADING]))
    if not title:
        return "", markdown
    draft.derive("title", "the first heading")
    # Its lines stay, empty, so that every later line keeps its number.
    return title, markdown[:start] + "\n" * markdown.count("\n", start, end) + markdown[end:]


def first_heading(markdown: str) -> tuple[int, int, int] | None:
    """Start, end and level of the first heading outside quotes and lists."""
    depth = 0
    for event, at in PARSER.events_with_range(markdown):
        if isinstance(event, dict) and "Start" in event:
            level = heading_level(event["Start"])
            if level and not depth:
                data = markdown.encode()
                return len(data[: at["start"]].decode()), len(data[: at["end"]].decode()), level
            depth += 1
        elif isinstance(event, dict) and "End" in event:
            depth -= 1
    return None


def heading_level(start: Any) -> int:
    return int(start["Heading"]["level"][1]) if isinstance(start, dict) and "Heading" in start else 0


def from_file(draft: Draft, markdown: str, file: str) -> str:
    """The file's name made readable, with a warning; empty if there is nothing that it could be the title of."""
    title = readable(file)
    if not title or not (markdown.strip() or any(map(draft.given, ("summary", "subtitle", "canonical_url")))):
        if "title" not in draft.mistaken:
            draft.note(NO_TITLE)
        draft.mistaken.add("title")
        return ""
    draft.derive("title", "the file name")
    if any(it.level == "error" and it.code.startswith("front-matter") for it in draft.findings):
        return title  # who mends that may find the title in it
    given = draft.header.title_in_body or draft.first("title")
    what, at = (f"has no words, only `{given[:80]}`", given) if given else ("is not given", Scalar("", 1, 1))
    draft.warn(
        "title",
        f"{what}; the file's name makes it `{title}`",
        TITLED,
        code="title-from-file-name",
        at=at,
    )
    return title


def readable(file: str) -> str:
    """`2026-01-22-high_tides` is «High tides»."""
    words = NOT_WORDS.sub(" ", DATED.sub("", file)).strip()
    return words[:1].upper() + words[1:] if any(char.isalpha() for char in words) else ""


def summary_of(draft: Draft, markdown: str, body: str, title: str) -> str:
    """The summary given, else what the text itself offers for one, else the subtitle or the title.

    One that says but the title again counts only where there is no other.
    """
    given = draft.prose("summary")
    if given and not same_title(given, title):
        return given
    for source, found in (
        (BEFORE, before_more(markdown)),
        ("the section Summary", sections.summary_section(body)),
        ("the first paragraph", sections.first_paragraph(body)),
        ("the subtitle", draft.prose("subtitle")),
    ):
        if found:
            draft.derive("summary", source)
            return found
    if not given:
        draft.derive("summary", "the title")
    return given or title


LONGEST_EXCERPT = 8_192
"""Characters of an excerpt that are looked at: a summary is a few hundred."""


def before_more(markdown: str) -> str:
    """The paragraphs before the mark that many site builders end an excerpt at, as plain text."""
    if "<!--" not in markdown and "{/*" not in markdown:
        return ""
    mark = MORE.search(markdown)
    return sections.paragraphs(PARSER.html(markdown[: min(mark.start(), LONGEST_EXCERPT)])) if mark else ""
