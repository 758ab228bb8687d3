"""What other systems write in braces: the size of a picture is read, other attributes and comments go.

Everything is replaced in place, so that lines and columns stay those of the source.
"""

import re

from flong.intake.body import kinds
from flong.intake.body.foreign import Note
from flong.intake.body.locate import survey_of
from flong.intake.body.raw import GONE

PART = r"""(?:[.\#][\w:-]+|[\w:-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+))"""
# Kramdown's `{: .class key="value"}`, and its `{:toc}`.
ATTRIBUTES = re.compile(rf"\{{:(?<!\\\{{:)[ \t]*(?:toc|{PART}(?:[ \t]+{PART})*)[ \t]*\}}")
# The same without the colon, as Pandoc has it: right after a link, a picture or a code span.
BARE = re.compile(rf"\{{(?<=[)\]`]\{{)[ \t]*{PART}(?:[ \t]+{PART})*[ \t]*\}}")
NEAR = 500
COMMENT = re.compile(r"\{ ?/\*(.*?)\*/ ?\}", re.DOTALL)
COMMENT_END = re.compile(r"\*/ ?\}")
SIZE = re.compile(r"(?<=\S)[ \t](?==(?:\d{1,5}x\d{0,5}|x\d{1,5})[ \t]*(?:[\"'][^\n]*)?\))")
SIZE_GIVEN = re.compile(r"""\b(?:width|height)=["']?\d{1,5}(?:px)?["']?(?=[\s}])""")
SIZES = re.compile(rf"\{{:?(?:[ \t]*{SIZE_GIVEN.pattern})+[ \t]*\}}")
HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
OPENINGS = ("{:", "{/*", "{ /*", "){", "]{", "`{")
SIZED_ADDRESS = re.compile(r"=\d*x\d*[ \t\"')]")


def prepared(markdown: str) -> tuple[str, list[tuple[Note, int]]]:
    """The text, as long as it was, and what was dropped from it with its offset in characters."""
    if not (
        _may_need(markdown) and (_comments(markdown) or any(kind.search(markdown) for kind in (ATTRIBUTES, BARE, SIZE)))
    ):
        return markdown, []
    outside = _outside(markdown, survey_of(markdown).code)
    notes: list[tuple[Note, int]] = []
    out = list(markdown)
    for match in _comments(outside):
        _blank(out, match, _heading_id(match, outside))
    for match in [*ATTRIBUTES.finditer(outside), *BARE.finditer(outside)]:
        _attribute_list(match, outside, out, notes)
    for match in SIZE.finditer(outside):
        if re.search(r"!\[[^\[\]\n]*\]\([^()\s]*$", outside[max(match.start() - NEAR, 0) : match.start()]):
            out[match.start()] = "#"
    return "".join(out), notes


def _may_need(markdown: str) -> bool:
    return ("{" in markdown and any(opening in markdown for opening in OPENINGS)) or bool(
        SIZED_ADDRESS.search(markdown)
    )


def _comments(text: str) -> list[re.Match[str]]:
    ends = [match.end() for match in COMMENT_END.finditer(text)] if "*/" in text else []
    return list(COMMENT.finditer(text, 0, ends[-1])) if ends else []


def _outside(markdown: str, spans: list[tuple[int, int]]) -> str:
    """The text with code blank, character by character: the parser counts bytes."""
    data, pieces, at = markdown.encode(), [], 0
    for start, end in spans:
        if start < at:
            continue
        pieces.append(data[at:start].decode())
        pieces.append("\n".join("\0" * len(line) for line in data[start:end].decode().split("\n")))
        at = end
    return "".join([*pieces, data[at:].decode()])


def _blank(out: list[str], match: re.Match[str], instead: str) -> None:
    out[match.start() : match.end()] = [
        "\n" if char == "\n" else new
        for char, new in zip(match[0], instead.ljust(len(match[0]), instead[-1]), strict=False)
    ]


def _line(match: re.Match[str], text: str) -> tuple[str, str]:
    """What stands before and after on the same line, as far as it matters."""
    before, after = text[max(match.start() - NEAR, 0) : match.start()], text[match.end() : match.end() + NEAR]
    return before.rpartition("\n")[2], after.partition("\n")[0]


def _heading_id(match: re.Match[str], text: str) -> str:
    """`{/*name*/}` after a heading is how MDX names it; anywhere else it is a comment."""
    name = match[1].strip().removeprefix("#")
    before, after = _line(match, text)
    if HEADING.match(before) and not after.strip() and re.fullmatch(r"[\w:-]+", name):
        return f"{{#{name}}} "
    return GONE if (before + after).strip() else " "


def _attribute_list(match: re.Match[str], text: str, out: list[str], notes: list[tuple[Note, int]]) -> None:
    before, after = _line(match, text)
    if HEADING.match(before) and "#" in match[0] and not after.strip():
        return  # the heading's own name, which is read with its text
    if before.endswith(")") and "![" in before and SIZE_GIVEN.search(match[0]):
        if not SIZES.fullmatch(match[0]):
            notes.append((Note(kinds.ATTRIBUTE_LIST, match[0]), match.start()))
        return  # a picture's size, which is read with its address
    _blank(out, match, GONE if (before + after).strip() else " ")
    notes.append((Note(kinds.ATTRIBUTE_LIST, match[0]), match.start()))


EMPTY = re.compile(rf"<p>[{GONE}\s]*</p>\n?")
SIZED = re.compile(r"(<img [^<>]*?) ?/>[ \t]?(\{:?[^{}<>\n]*\})")
IN_ADDRESS = re.compile(r'(<img src="[^"#]*)#=(\d*)x(\d*)"')
DIMENSION = re.compile(r"""\b(width|height)=["'“”‘’]?(?:&quot;)?(\d{1,5})(?![\d%])""")


def finished(raw: str) -> str:
    """The parsed text with pictures in their sizes, and without what was to go."""
    if GONE in raw:
        raw = EMPTY.sub("", raw).replace(GONE, "")
    if "#=" in raw:
        raw = IN_ADDRESS.sub(_size_in_address, raw)
    if "{" in raw and ("/>{" in raw or "/> {" in raw):
        raw = SIZED.sub(_size_in_braces, raw)
    return raw


def _size_in_address(match: re.Match[str]) -> str:
    width = f' width="{match[2]}"' if match[2] else ""
    height = f' height="{match[3]}"' if match[3] else ""
    return f'{match[1]}"{width}{height}'


def _size_in_braces(match: re.Match[str]) -> str:
    sizes = "".join(f' {name}="{number}"' for name, number in DIMENSION.findall(match[2]))
    return f"{match[1]}{sizes} />" if sizes else match[0]
