"""What was meant as front matter and is not read as such, since the line above it is no fence."""

import re

from flong.intake.header.front_matter import refused
from flong.intake.source import position
from flong.verdict import Finding

# Word makes a dash of two hyphens; who copies front matter from a manual often copies its code block too.
ABOVE = re.compile(
    r"\s*+(?P<sign>[-–—−]{1,5}[ \t]*+(?:\n|(?=(?i:title)\b))|(?:-{3}|\+{3}|;{3})[ \t]*+\w*+[ \t]*+\n"
    r"|(?P<code>`{3,}|~{3,})[ \t]*+\w*+[ \t]*+\n|(?P<json>\{)|(?P<comment><!--)(?:[^-]|-(?!->))*+-->\s*+---[ \t]*+\n)"
)
TITLE = re.compile(r"^[ \t]*[\"'“]?title[\"'”]?[ \t]*[:=：]", re.IGNORECASE | re.MULTILINE)
REACH = 2_000
FENCE = "Write three hyphens, `---`, on a line of their own above the first field and below the last."
REMEDIES = {
    "json": 'Write names and texts in straight double quotes, as in `"title": "Tides"`; the text begins on a new line.',
    "code": "Write `---` in place of this line and of the one that closes the code block.",
    "comment": "Begin the file with the line `---`; a comment may stand below the front matter.",
}


def lookalike(text: str) -> Finding | None:
    """The finding, if there is a `title` in the paragraph below such a line at the very top."""
    above = ABOVE.match(text)
    if not above or not TITLE.search(text[above.end() : above.end() + REACH].partition("\n\n")[0]):
        return None
    sign = above["sign"][:20].split("\n")[0].strip()
    what = f"This looks like front matter, but does not begin like any: `{sign.replace('`', '')}`."
    remedy = next((remedy for kind, remedy in REMEDIES.items() if above[kind]), FENCE)
    if above["code"]:
        what = "This looks like front matter, but is a block of code."
    return refused("front-matter-broken", what, remedy, position(text, above.start("sign")), sign)
