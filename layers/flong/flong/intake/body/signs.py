"""Signs that mean something in other Markdowns and show as they are written: `==marked==`, `H~2~O`, `^[a note]`."""

import re
from typing import NamedTuple

from flong.intake.body import kinds
from flong.intake.body.locate import Survey
from flong.intake.body.notices import Notices
from flong.verdict import Finding

MARKUP_UNKNOWN = kinds.warning(
    Finding(
        code="markup-unknown",
        message="These signs {} in another Markdown, and show here as they are written.",
        remedy="Remove it, or put it between backticks if readers are to see it.",
    )
)


def markup(meaning: str, instead: str = "") -> Finding:
    """The finding on signs that have a meaning elsewhere; `instead` is what they would be here."""
    remedy = f"Write `{instead}`." if instead else MARKUP_UNKNOWN.remedy
    return MARKUP_UNKNOWN.model_copy(update={"message": MARKUP_UNKNOWN.message.format(meaning), "remedy": remedy})


TEX_BRACKETS = MARKUP_UNKNOWN.model_copy(
    update={
        "message": "These are TeX's brackets, whose backslashes Markdown takes away; the formula shows without them.",
        "remedy": "Write the formula between dollar signs or backticks: `$…$`.",
    }
)
# Two signs with spaces on both sides open and end nothing (CommonMark 6.2); between numbers they may be a power.
APART = rb"##(?<!\S##)(?=[ \t][^#\n]{0,200}(?:[A-Za-z]{2}|[\xc3-\xf4]))[^#\n]{1,300}(?<=[ \t])##(?![^\s.,;:!?)])"


class Sign(NamedTuple):
    """What must show in the text for a look to be worth its time; how it is written; what to tell."""

    mark: str
    pattern: re.Pattern[bytes]
    kind: Finding


SIGNS = (
    Sign(
        "** ",
        re.compile(APART.replace(b"#", rb"\*")),
        kinds.EMPHASIS_UNCLOSED,
    ),
    Sign(
        "~~ ",
        re.compile(APART.replace(b"#", b"~")),
        kinds.STRIKE_UNCLOSED,
    ),
    Sign(
        "==",
        re.compile(rb"==(?<![=\w]==)(?=[^\s=])[^=\n]{1,200}(?<=[^\s=])==(?![=\w])"),
        markup("mark text", "<mark>the text</mark>"),
    ),
    Sign(
        "++",
        re.compile(rb"\+\+(?<![+\w]\+\+)(?=[^\s+])[^+\n]{1,200}(?<=[^\s+])\+\+(?![+\w])"),
        markup("underline text", "<ins>the text</ins>"),
    ),
    Sign(
        "^",
        re.compile(rb"\^(?<=[A-Za-z0-9]\^)[A-Za-z0-9+-]{1,20}\^(?![\w^])"),
        markup("raise text", "<sup>2</sup>"),
    ),
    Sign(
        "~",
        re.compile(rb"~(?<=[A-Za-z]~)[A-Za-z0-9+-]{1,20}~(?!~)"),
        markup("lower text", "<sub>2</sub>"),
    ),
    Sign(
        "%%",
        re.compile(rb"%%(?<!%%%)(?=[^%\n]{0,500}[^\s%])[^%\n]{1,500}%%(?!%)"),
        markup("hide a comment", "<!-- the comment -->"),
    ),
    Sign(
        "^[",
        re.compile(rb"\^\[(?=[^\[\]\n]{0,500}[A-Za-z]{2} )[^\[\]\n]{3,1000}\]"),
        markup("hold a footnote", "[^name]` here, and the note on a line of its own: `[^name]: The note."),
    ),
    Sign(
        "*[",
        re.compile(rb"^\*\[[^\[\]\n]{1,60}\]:[ \t]", re.MULTILINE),
        markup("explain an abbreviation", '<abbr title="what it means">abbreviation</abbr>'),
    ),
    Sign(
        "<p>[",
        re.compile(rb"^[ \t]*\[{1,2}_?(?:toc|TOC)_?\]{1,2}[ \t]*$", re.MULTILINE),
        markup("stand for a table of contents"),
    ),
    Sign(
        "\\(",
        re.compile(
            rb"\\\((?<!\\\\\()(?:[^\n\\_^=]|\\(?![()A-Za-z]))*+(?:[_^=]|\\[A-Za-z])(?:[^\n\\]|\\(?![()]))*+\\\)"
        ),
        TEX_BRACKETS,
    ),
    Sign(
        "o:p&gt;",
        re.compile(rb"</?o:p>"),
        markup("are HTML of a word processor's, and no tag"),
    ),
)


def present(clean: str, markdown: str) -> list[Sign]:
    """Those that the text may have, by its HTML or, of TeX's, by its source: code is not left out yet."""
    found = [sign for sign in SIGNS if shows(sign.mark, markdown if sign.mark[0] == "\\" else clean)]
    data = markdown.encode() if found else b""
    return [sign for sign in found if sign.pattern.search(data)]


def shows(mark: str, text: str) -> bool:
    # One letter is searched for much more quickly than two.
    return mark[0] in text and mark in text


def unknown_markup(survey: Survey, notices: Notices, signs: list[Sign]) -> None:
    text = survey.without(survey.code, survey.html, [(target.start, target.end) for target in survey.targets])
    for sign in signs:
        for match in sign.pattern.finditer(text):
            notices.add(sign.kind, match.start(), match.end())
