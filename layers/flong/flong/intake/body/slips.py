"""Slips of the hand that no parser minds: asterisks that make nothing bold, cells too many, code that never ends."""

import re
from itertools import zip_longest
from typing import NamedTuple
from unicodedata import category, east_asian_width

from flong.intake.body import kinds
from flong.intake.body.locate import Survey
from flong.intake.body.notices import Notices
from flong.intake.source import CONTROL
from flong.verdict import Finding

REFERENCE = re.compile(rb"&#(x[0-9a-f]{1,6}|[0-9]{1,7});|\xc2[\x80-\x9f]", re.IGNORECASE)
CELL = re.compile(rb"(?<!\\)\|")
RULER = re.compile(r"\n[ \t>]*+\|?[ \t]*+:?-+:?[ \t]*\|[ \t|:-]*(?=\n)")
MARGIN = b" \t>"
FENCE = re.compile(r"\n([ \t>*+\-\d.)]*)(`{3,}|~{3,})([^\n]*)")
# `Wong**,** of`: nothing but punctuation between two pairs that the parser takes for a closing and an opening one.
MARKED = re.compile(rb"[^\s*A-Za-z0-9]{1,3}")
MARKDOWN = re.compile(
    rb"(?<!\\)\[[^\[\]\n]{1,300}\]\([^\s()]{0,300}?[/.#:][^\s()]{0,300}\)|(?<!\\)\*\*[^\s*](?:[^*\n]{0,300}[^\s*])?\*\*"
)
QUIET = r"pre|code|kbd|samp|script|style|textarea|svg|math|template"
TAG = re.compile(
    rf"<(?:(?P<start>(?:{QUIET})\b[^<>]*(?<!/)>|!--)|(?P<end>/(?:{QUIET})[ \t]*>)|/?[a-z][^<>]*>)"
    r"|(?P<close>-->)".encode(),
    re.IGNORECASE,
)
OPENING = re.compile(rb"`{3,}|~{3,}")
NAMES = (
    "a|audio|b|blockquote|br|button|center|code|div|em|embed|figure|font|form|h[1-6]|hr|i|iframe|img|input|li|ol|p|pre"
    "|script|section|span|strong|style|sub|sup|svg|table|td|th|tr|u|ul|video"
)
UNCLOSED = re.compile(rf"(?<!\\)<(?:!--|(?:{NAMES})\s+[a-z-]+\s*=(?![\"']?\{{[{{%]))".encode())
SHOWN_TAG = re.compile(rf"&lt;(?:!--|(?:{NAMES})\s+[a-z-]+\s*=)")
CODE = re.compile(r"<code\b.*?</code>", re.DOTALL)


class Run(NamedTuple):
    """Asterisks in a row that make nothing bold, and the characters beside them."""

    start: int
    end: int
    before: str
    after: str

    @property
    def opens(self) -> bool:
        return self.before in ("", *" \n\t(>") and self.after.isalnum()

    @property
    def closes(self) -> bool:
        return self.before in tuple(".,;:!?)\"'") and self.after in ("", " ", "\n")

    @property
    def stuck(self) -> bool:
        """Between a sign and a letter of a script without spaces: CommonMark then takes an end for a start (6.2)."""
        if is_wide(self.after):
            return category(self.before or " ") in ("Pe", "Pf", "Po")
        return is_wide(self.before) and category(self.after or " ") in ("Ps", "Pi")


def is_wide(letter: str) -> bool:
    return letter.isalpha() and east_asian_width(letter) in "WF"


def runs(survey: Survey) -> list[Run]:
    """Two asterisks and more that stand in the text."""
    data, found, stars = survey.data, [], sorted(survey.stars)
    first = 0
    for last, at in enumerate(stars):
        if last + 1 < len(stars) and stars[last + 1] == at + 1:
            continue
        start, end, first = stars[first], at + 1, last + 1
        if end - start > 1:
            before = data[max(start - 4, 0) : start].decode(errors="ignore")[-1:]
            found.append(Run(start, end, before, data[end : end + 4].decode(errors="replace")[:1]))
    return found


def emphasis(survey: Survey, notices: Notices) -> None:
    """`**` that nothing matches; after `price**` it may stand for a note, which a line with `**` then gives."""
    found = runs(survey)
    notes = max((run.start for run in found if run.opens and run.before in ("", "\n")), default=-1)
    marked, paired = False, -1
    for run, follower in zip_longest(found, found[1:]):
        between = survey.data[run.end : follower.start] if follower else b""
        if MARKED.fullmatch(between):
            paired = follower.start
        elif run.start == paired:
            continue
        elif run.before.isalnum() and not run.after.isalnum() and not run.stuck:
            marked = True
            continue
        elif not (run.stuck or (run.opens and not marked) or (run.closes and notes < run.start)):
            continue
        if follower and b"\n" not in between:
            paired = follower.start
        end = survey.data.find(b"\n", run.start, run.start + 60)
        notices.add(kinds.EMPHASIS_UNCLOSED, run.start, end if end >= 0 else run.start + 60)


def markdown_in_html(survey: Survey, notices: Notices) -> None:
    """The first link or bold text in Markdown that stands in a block of HTML, not in code there."""
    for start, end in survey.blocks:
        block, quiet, last = survey.data[start:end], 0, 0
        for tag in [*TAG.finditer(block), None]:
            text_end = tag.start() if tag else len(block)
            if not quiet and (match := MARKDOWN.search(block, last, text_end)):
                notices.add(kinds.MARKDOWN_IN_HTML, start + match.start(), start + match.end())
                return
            if tag:
                last = tag.end()
                quiet += -1 if tag["end"] or tag["close"] else 1 if tag["start"] else 0


def shows_tag(clean: str) -> bool:
    """Whether the start of a tag or comment shows as text, outside code."""
    return bool(SHOWN_TAG.search(clean)) and bool(SHOWN_TAG.search(CODE.sub("", clean)))


def unclosed_html(survey: Survey, notices: Notices) -> None:
    """Comments and tags within a paragraph that no `>` or quotation mark ends, so that they are text."""
    for match in UNCLOSED.finditer(survey.without(survey.code, survey.html)):
        end = survey.data.find(b"\n", match.start())
        notices.add(kinds.HTML_UNCLOSED, match.start(), end if end >= 0 else len(survey.data))


def controls(survey: Survey, notices: Notices) -> None:
    """Control characters, most of them written as references."""
    for match in REFERENCE.finditer(survey.without(survey.code)):
        if match[1] is None or is_control(match[1].decode()):
            notices.add(kinds.CONTROL_CHARACTER, match.start(), match.end())


def is_control(reference: str) -> bool:
    number = int(reference[1:], 16) if reference[0] in "xX" else int(reference)
    return number < 0x110000 and bool(CONTROL.match(chr(number)))


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


def short_rulers(markdown: str) -> list[re.Match[str]]:
    """Rulers with another number of cells than the line above, which make no table (GFM 4.10)."""
    found = []
    for ruler in RULER.finditer(markdown):
        head = markdown[markdown.rfind("\n", 0, ruler.start()) + 1 : ruler.start()]
        if "|" in head and cells(head.encode()) != cells(ruler[0].strip("\n").encode()):
            found.append(ruler)
    return found


def rulers(survey: Survey, notices: Notices) -> None:
    text = survey.without(survey.code, survey.html, survey.tables).decode(errors="replace")
    at = start = 0
    for ruler in short_rulers(text):
        start += len(text[at : ruler.start() + 1].encode())
        at = ruler.start() + 1
        notices.add(kinds.TABLE_RULER, start, start + len(ruler[0].encode()) - 1)


def has_odd_fence(markdown: str) -> bool:
    """Whether the fences may not be in pairs; those that are indented otherwise than their pair may not."""
    fences = FENCE.findall("\n" + markdown)
    if len(fences) % 2 or len({sign for _, sign, _ in fences}) > 1:
        return True
    return any(
        len(opening.expandtabs(4)) != len(closing.expandtabs(4)) or rest.strip()
        for (opening, _, _), (closing, _, rest) in zip(fences[::2], fences[1::2], strict=True)
    )


def is_closed(block: bytes, sign: bytes) -> bool:
    last = block.rstrip(b"\n").partition(b"\n")[2].rpartition(b"\n")[2].strip(MARGIN)
    return last.startswith(sign) and not last.strip(sign[:1])


def fences(survey: Survey, notices: Notices) -> None:
    """Blocks of code that the end of the text, or of the quote or list that they stand in, had to close."""
    told = -1
    for (start, end), follower in zip_longest(survey.fences, survey.fences[1:]):
        opening, block = OPENING.search(survey.data, start, end), survey.data[start:end]
        if start == told or not opening or is_closed(block, opening[0]):
            continue
        kind = kinds.FENCE_CUT_OFF if survey.data[end:].strip() else unclosed(survey, start, opening[0])
        if told < 0 and follower and swallows(survey.data[slice(*follower)], opening[0]):
            told = follower[0]
            kind = cut_off(survey, follower, opening[0])
        notices.add(kind, start, start + len(block.partition(b"\n")[0]))


def unclosed(survey: Survey, start: int, sign: bytes) -> Finding:
    """The finding with the line that would close it, which in a list or quote begins as the others there."""
    before = survey.data[survey.data.rfind(b"\n", 0, start) + 1 : start]
    closer = re.sub(rb"[^\s>]", b" ", before) + sign
    kind = kinds.FENCE_UNCLOSED
    return kind.model_copy(update={"remedy": f"{kind.remedy} {closer.decode()}"})


def swallows(block: bytes, sign: bytes) -> bool:
    """Whether a block of code begins as if it were to end one, and has text."""
    first, _, rest = block.partition(b"\n")
    return first.strip() == sign and bool(rest.strip(b"`~ \t\n"))


def cut_off(survey: Survey, follower: tuple[int, int], sign: bytes) -> Finding:
    """The finding that also says what shows as code for it."""
    start, end = follower
    block = survey.data[start:end].rstrip()
    first = survey.place(start)[0]
    last = first + block.count(b"\n") - is_closed(block, sign)
    kind = kinds.FENCE_CUT_OFF
    message = (
        f"{kind.message} If line {first} was to close it, that line opens another: it shows as code to line {last}."
    )
    return kind.model_copy(update={"message": message})
