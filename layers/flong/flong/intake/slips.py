"""Slips of the hand that no parser minds: dashes without a space, asterisks that make nothing bold, cells too many."""

import re
from itertools import accumulate

from flong.intake import kinds
from flong.intake.locate import Survey
from flong.intake.notices import Notices

# "Pre- and post-war", "Vor- und Nachteile": a hyphen that leaves a word out is followed by one of these.
JOINING = "and|or|to|nor|but|as|und|oder|bis|et|ou|y|e|o|u|och|og|en|of|ja|sowie|through|versus|vs"
HYPHEN = re.compile(rf"- (?<=[a-z]{{2}}- )(?!(?:{JOINING})\b)(?=[a-z]{{2}})")
DASH = re.compile(r"[–—](?:(?<=[^\W_].) (?=[^\W_])|(?<=[^\W_] .)(?=[^\W\d_]))")
DASHES = {sign: re.compile(DASH.pattern.replace("[–—]", sign)) for sign in "–—"}
"""One sign is searched for more quickly than any of several."""
AFTER, BEFORE = re.compile(r"(?<=[^\W_])[–—] "), re.compile(r"(?<=[^\W_]) [–—](?=[^\W\d_])")
CONTROL = re.compile(rb"&#(x[0-9a-f]{1,6}|[0-9]{1,7});|\xc2[\x80-\x9f]", re.IGNORECASE)
CELL = re.compile(rb"(?<!\\)\|")
RULER = re.compile(r"\n[ \t>]*\|?[ \t]*:?-+:?[ \t]*\|[ \t|:-]*(?=\n)")
MARGIN = b" \t>"
FENCE = re.compile(r"\n[ \t>*+\-\d.)]*(`{3,}|~{3,})")
OPENING = re.compile(rb"`{3,}|~{3,}")


def has_dash(markdown: str) -> bool:
    return any(sign in markdown and of_sign.search(markdown) for sign, of_sign in DASHES.items()) or bool(
        HYPHEN.search(markdown)
    )


def dashes(survey: Survey, notices: Notices) -> None:
    """Dashes with a space on one side; a pair round an aside, as Spanish sets it, is right."""
    prose = survey.without(survey.code, survey.html, [(target.start, target.end) for target in survey.targets])
    start = 0
    for line in prose.split(b"\n"):
        if b"\xe2\x80" in line or b"- " in line:
            for place in lone_dashes(line):
                notices.add(kinds.DASH_SPACES, start + place, min(start + place + 40, start + len(line)))
        start += len(line) + 1


def lone_dashes(line: bytes) -> list[int]:
    """Where they stand in a line, in bytes."""
    text = line.decode(errors="replace")
    paired = AFTER.search(text) and BEFORE.search(text)
    found = sorted(match.start() for match in [*([] if paired else DASH.finditer(text)), *HYPHEN.finditer(text)])
    lengths = [len(text[start:end].encode()) for start, end in zip([0, *found], found, strict=False)]
    return list(accumulate(lengths))


def emphasis(survey: Survey, notices: Notices) -> None:
    """`**` that opens at the start of a word and is never matched; after `price**` it may open a note on that mark."""
    data, stars = survey.data, set(survey.stars)
    marked = False
    for at in sorted(stars):
        if at + 1 not in stars or at - 1 in stars or at + 2 in stars:
            continue
        before, after = data[at - 1 : at].decode(errors="replace"), data[at + 2 : at + 6].decode(errors="replace")[:1]
        if before.isalnum() and not after.isalnum():
            marked = True
        elif not marked and (not before or before in " \n\t(>") and (after.isalnum()):
            end = data.find(b"\n", at, at + 60)
            notices.add(kinds.EMPHASIS_UNCLOSED, at, end if end >= 0 else at + 60)


def controls(survey: Survey, notices: Notices) -> None:
    """Control characters, most of them written as references."""
    for match in CONTROL.finditer(survey.without(survey.code)):
        if match[1] is None or is_control(match[1].decode()):
            notices.add(kinds.CONTROL_CHARACTER, match.start(), match.end())


def is_control(reference: str) -> bool:
    number = int(reference[1:], 16) if reference[0] in "xX" else int(reference)
    return number not in (9, 10) and (number < 32 or 127 <= number < 160)


def cells(line: bytes) -> int:
    """How many cells a row has: bars part them in code spans, too (GFM 4.10)."""
    line = line.strip(MARGIN)
    bars = len(CELL.findall(line))
    return bars + 1 - line.startswith(b"|") - (line.endswith(b"|") and not line.endswith(b"\\|"))


def has_long_row(markdown: str) -> bool:
    """Whether a line after a table's ruler has more bars than the ruler."""
    at = 0
    while ruler := RULER.search(markdown, at):
        at = markdown.find("\n\n", ruler.end())
        at = at if at >= 0 else len(markdown)
        rows = markdown[ruler.end() : at].encode().split(b"\n")
        if max(map(cells, rows)) > cells(ruler[0].strip("\n").encode()):
            return True
    return False


def tables(survey: Survey, notices: Notices) -> None:
    for start, end in survey.tables:
        head, *rows = survey.data[start:end].split(b"\n")
        columns, at = cells(head), start + len(head) + 1
        for row in rows:
            if row.strip(MARGIN) and cells(row) > columns:
                notices.add(kinds.TABLE_CELLS, at + len(row) - len(row.lstrip(MARGIN)), at + len(row))
            at += len(row) + 1


def has_odd_fence(markdown: str) -> bool:
    fences = FENCE.findall("\n" + markdown)
    return len(fences) % 2 == 1 or len(set(fences)) > 1


def fences(survey: Survey, notices: Notices) -> None:
    """Blocks of code that the end of the text, or of the quote or list that they stand in, had to close."""
    for start, end in survey.fences:
        opening = OPENING.search(survey.data, start, end)
        first, _, rest = survey.data[start:end].rstrip(b"\n").partition(b"\n")
        last = rest.rpartition(b"\n")[2].strip(MARGIN)
        if opening and not (last.startswith(opening[0]) and not last.strip(opening[0][:1])):
            notices.add(kinds.FENCE_UNCLOSED, start, start + len(first))
