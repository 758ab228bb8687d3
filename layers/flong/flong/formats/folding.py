"""Texts as they are compared: without white space, ASCII punctuation and what stands for it in HTML.

Every variant may set these in its own way.
"""

import re
from string import punctuation, whitespace

# Case matters and the first character is fixed, or the search would stop at every letter.
ENTITY = re.compile(r"&(?:amp;)*(?:lt|gt|amp|quot|nbsp|apos|#\d+|#[xX][\da-fA-F]+);")
SPACES_AND_PUNCTUATION = (punctuation + whitespace).encode()

# What stands for a tag while a body is folded, as no text can: for one that ends a text, for one that changes no word
# of it, and for those of tables.
PART, INLINE, ROW, TABLE, TABLE_END, CELL = "\0", "\1", "\2", "\3", "\4", "\5"
PARTING = (
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "td", "th", "tr", "table", "blockquote", "dt", "dd", "dl",
    "div", "figure", "figcaption", "caption", "summary", "details", "section", "ol", "ul", "a", "sup", "img", "br",
    "hr", "input",
)  # fmt: skip
MARKS = {f"<{slash}{name}": PART for name in PARTING for slash in ("", "/")}
MARKS |= {"<tr": ROW, "<table": TABLE, "</table": TABLE_END, "<td": CELL}


def folded(text: str) -> bytes:
    """What is compared of a text, or of HTML without its tags."""
    if "&" in text:
        text = ENTITY.sub("", text)
    if "\xa0" in text:
        text = text.replace("\xa0", "")
    return text.encode(errors="replace").translate(None, SPACES_AND_PUNCTUATION)


def end_of(runs: list[bytes], content: bytes, place: int, end: int) -> int:
    """Where the last run ends of those that follow one another from `place`; -1 if one does not."""
    for run in runs:
        found = content.find(run, place, end)
        if found < 0:
            return -1
        place = found + len(run)
    return place
