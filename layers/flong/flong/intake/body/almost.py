"""Lines that are nearly a heading, a list or a table, and show as text."""

import re
from typing import NamedTuple

from flong.intake.body import kinds
from flong.intake.body.locate import Survey
from flong.intake.body.notices import Notices
from flong.intake.body.slips import short_rulers
from flong.verdict import Finding

HEADING_SYNTAX = kinds.warning(
    Finding(
        code="heading-syntax",
        message="This is meant to be a heading and shows as text: it needs `#` with a space behind it.",
        remedy="Write a space after the last `#`, which is no `＃`; or a backslash before it if no heading is meant.",
    )
)
LIST_SYNTAX = kinds.warning(
    Finding(
        code="list-syntax",
        message="These lines are meant to be a list and run together in one paragraph.",
        remedy="Begin each with `- ` or `1. `, space included; or leave a line empty between them.",
    )
)
LIST_TASK = LIST_SYNTAX.model_copy(
    update={
        "message": "This is meant to be a task and shows its brackets.",
        "remedy": "Write `- [ ] ` or `- [x] `, spaces included.",
    }
)
LIST_CUT = LIST_SYNTAX.model_copy(
    update={
        "message": "This line ends the numbered list above it, since it is not indented as far as the text there.",
        "remedy": "Put three spaces before it, four below a number of two digits.",
    }
)
TABLE_WITHOUT_RULER = kinds.TABLE_CELLS.model_copy(
    update={
        "message": "These lines are meant to be a table and show their bars: none of hyphens is right below the first.",
        "remedy": "Write `|---|---|` below the head, with `---` for each column, and leave no line empty there.",
    }
)


class Likeness(NamedTuple):
    """What the HTML of a text shows that has some; how its source has them, from the line end before; what to tell."""

    shown: re.Pattern[str]
    written: re.Pattern[bytes]
    kind: Finding


MARGIN = rb"\n[ \t>]*+"
BULLET = rb"\xe2\x80[\x93\x94\xa2\xa3]|\xe2\x96[\xa0\xaa]|\xe2\x97[\x8b\x8f\xa6]|\xc2\xb7"
MARK = rb"(?:" + BULLET + rb"|(?:-|\d{1,3}[.)])(?=[A-Za-z]))"
ITEM = rb"(?:[*+-]|\d{1,9}[.)])"

# A hash alone may begin a hashtag; one before a capital that is a paragraph, or two of them, begin a heading.
HEADING = re.compile(
    rb"\n {0,3}(?=[#\xef])(?:#{2,6}(?=[^\s#!/\\])|\xef\xbc\x83)[^\n]+"
    rb"|(?<=\n)\n {0,3}#[A-Z\xc3-\xf4][^#\n]*(?=\n[ \t]*\n|\n?\Z)"
)

LIKENESSES = (
    Likeness(re.compile("<p>[#＃]"), HEADING, HEADING_SYNTAX),
    Likeness(re.compile("\n(?:##|＃)"), HEADING, HEADING_SYNTAX),
    Likeness(
        re.compile("\n(?:[•‣■▪○●◦·–—]|-[A-Za-z]|[0-9]{1,3}[.)][A-Za-z])"),
        re.compile(MARGIN + MARK + rb"[^\n]*+(?<!  )(?<!\\)(?:" + MARGIN + MARK + rb"[^\n]*+)+"),
        LIST_SYNTAX,
    ),
    Likeness(
        re.compile(r"<li>\s*(?:<p>)?\["),
        re.compile(MARGIN + ITEM + rb"[ \t]+(?:\[\]|\[[ xX]\](?=[^\s(\[:]))(?!\()[^\n]*"),
        LIST_TASK,
    ),
    Likeness(
        re.compile("</ul>\n<ol start="),
        re.compile(rb"\n {0,3}\d{1,9}[.)] [^\n]*\n {1,2}[*+-] [^\n]*"),
        LIST_CUT,
    ),
    Likeness(
        re.compile(r"\n\|"),
        re.compile(rb"(?:\n[ \t>]*+\|[^\n]*\|[ \t]*(?=\n|\Z)){2,}"),
        TABLE_WITHOUT_RULER,
    ),
)


def present(clean: str) -> list[Likeness]:
    """Those that the text may have: code is not left out yet."""
    return [likeness for likeness in LIKENESSES if likeness.shown.search(clean)]


def lines(survey: Survey, notices: Notices, likenesses: list[Likeness]) -> None:
    text = b"\n\n" + survey.without(survey.code, survey.html, survey.tables)
    for likeness in likenesses:
        for match in likeness.written.finditer(text):
            if likeness.kind is TABLE_WITHOUT_RULER and short_rulers(match[0].decode(errors="replace")):
                continue  # told already
            line = text.rfind(b"\n", 0, match.end()) if likeness.kind is LIST_CUT else match.start()
            start = match.end() - len(text[line : match.end()].lstrip(b" \t\n>"))
            notices.add(likeness.kind, start - 2, match.end() - 2)
