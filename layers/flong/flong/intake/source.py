"""Bytes to text: what must be true before anything can be read."""

import re
import unicodedata

from flong.errors import ArticleRejected
from flong.verdict import Finding

MAX_BYTES = 1024 * 1024

# C0 controls but for tab, newline and return; DEL; and the code points that Unicode promises
# never to assign: HTML forbids them, and of the first two XML 1.0 has no way to write them.
# C1 controls are commands to a terminal (U+009B) or line ends to some programs (U+0085); in
# a text they are what is left of Windows-1252 that was taken for Latin-1.
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
UNASSIGNED = "".join(chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
# `re` compares a character with each of the UNASSIGNED in turn, so it does that only with what stands as far behind.
CONTROL = re.compile(f"[{CONTROLS}{UNASSIGNED[0]}-{UNASSIGNED[-1]}](?<=[{CONTROLS}{UNASSIGNED}])")

# They can make a line read otherwise than it is stored (Unicode TR 36, 3.1; CVE-2021-42574), and are rarely typed.
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

NOTHING_SEEN = "\\s\u200b-\u200f\u2060\ufeff\u00ad"
"""Spaces and what has no width, for a class of characters."""
BLANK = re.compile(f"[{NOTHING_SEEN}]*")


def is_blank(text: str) -> bool:
    """Whether nothing in a text can be seen or heard."""
    return BLANK.fullmatch(text) is not None


def text_of(data: bytes) -> str:
    """The source as text in NFC with `\\n` line ends, without a byte order mark; `ArticleRejected` if it is none.

    It may still have control characters.
    """
    if len(data) > MAX_BYTES:
        raise ArticleRejected(too_large(len(data)))
    text = decoded(data).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ArticleRejected(EMPTY)
    # File systems and PDFs write é as two characters; tags, slugs and searches take it for another word than one.
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def too_large(size: int) -> Finding:
    return Finding(
        code="too-large",
        message=f"The file has {size:,} bytes; an article may have {MAX_BYTES:,}.",
        remedy="Split the article, or move data and pictures that are written into the text to files of their own.",
        line=1,
        column=1,
    )


EMPTY = Finding(
    code="empty",
    message="The file is empty.",
    remedy="Upload the article again; the first line should be its title, `# Like this`.",
    line=1,
    column=1,
)


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ArticleRejected(not_utf8(data, error.start)) from None


def not_utf8(data: bytes, start: int) -> Finding:
    before = data[:start]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        guess = "The file looks like UTF-16."
    else:
        guess = "The file may be in an older encoding such as Windows-1252."
    return Finding(
        code="not-utf8",
        message=f"The byte 0x{data[start]:02x} is not UTF-8. {guess}",
        remedy="Save the file with the encoding UTF-8 and upload it again.",
        line=before.count(b"\n") + 1,
        column=len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1,
        found=f"0x{data[start]:02x}",
    )


def bidi_controls(text: str) -> list[Finding]:
    """A warning of the characters that turn the direction of writing, at the first of them."""
    # One character is searched for much more quickly than a class of them.
    there = [] if text.isascii() else [sign for sign in BIDI if sign in text]
    if not there:
        return []
    first = min(map(text.index, there))
    line, column = position(text, first)
    count = sum(map(text.count, there))
    return [
        Finding(
            level="warning",
            code="bidi-control",
            message=f"There is an invisible character here (U+{ord(text[first]):04X}) that turns the direction of"
            f" writing, so that text may read otherwise than it is stored; {count} in all.",
            remedy="Delete it, unless it was put there on purpose.",
            line=line,
            column=column,
            found=f"U+{ord(text[first]):04X}",
        )
    ]


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
