"""The heading that an article may open with."""

import html
import re

from flong.intake.place import Scalar
from flong.intake.source import position

BLANK = r"(?:[ \t]*+\n)*+"
ATX = re.compile(BLANK + r"[ ]{0,3}(?P<level>##?)(?:[ \t]++(?P<title>[^\n]*))?(?:\n|$)")
# CommonMark 0.31, 4.3: a paragraph of any number of lines above `===`; a title has no more than three.
SETEXT = re.compile(
    BLANK + r"[ ]{0,3}(?P<title>(?![>#<|]|[-*+][ \t]|\d+[.)][ \t]|```|~~~)[^\s][^\n]*(?:\n[^\s][^\n]*){0,2}?)"
    r"\n[ ]{0,3}=++[ \t]*+(?:\n|$)"
)
HTML = re.compile(BLANK + r"[ ]{0,3}<h1\b[^<>]*>(?P<title>(?:[^<]|<(?!/?h1\b))*+)</h1>[ \t]*(?:\n|$)", re.IGNORECASE)


def heading_at(text: str, offset: int) -> tuple[Scalar, int, int] | None:
    """The heading that `text` has at `offset`: its title as Markdown, its level, and where it ends."""
    found = ATX.match(text, offset) or SETEXT.match(text, offset) or HTML.match(text, offset)
    if not found:
        return None
    level = len(found.groupdict().get("level") or "#")
    title = without_closing(found["title"] or "") if "level" in found.groupdict() else found["title"].strip()
    start = found.start("title") if found["title"] is not None else found.end("level")
    return Scalar(" ".join(title.split()), *position(text, start)), level, found.end()


def without_closing(title: str) -> str:
    """A heading's text without the signs that may close it: `# A title ##`."""
    text = title.strip()
    bare = text.rstrip("#")
    return bare.rstrip() if bare.endswith((" ", "\t")) or not bare else text


def same_title(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def folded(title: str) -> str:
    return " ".join(html.unescape(title).split()).casefold()
