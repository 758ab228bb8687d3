"""Where front matter between fences begins and ends, and whether it is any."""

import re
from dataclasses import dataclass

from flong.errors import ArticleRejected
from flong.intake.header.front_matter import MAX_HEADER, refused, shortened, too_large
from flong.intake.header.heading import heading_at
from flong.intake.header.names import field_named, is_housekeeping
from flong.intake.source import position
from flong.verdict import Finding

OPENING = re.compile(r"\s*+(?P<sign>-{3,}|\+{3,})[ \t]*+(?:ya?ml[ \t]*+)?(?:\n|$)")
CLOSING = {
    "-": re.compile(r"^(?:-{3,}|\.\.\.)[ \t]*$", re.MULTILINE),
    "+": re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE),
}
# YAML reads an indented `---` as part of a value, people read it as the fence.
INDENTED = {
    "-": re.compile(r"^[ ]{1,3}---[ \t]*$", re.MULTILINE),
    "+": re.compile(r"^[ ]{1,3}\+{3}[ \t]*$", re.MULTILINE),
}
FIELD = {
    "-": re.compile(r"[\"']?(?P<name>[^\W\d_][^:：\n]{0,60}?)[\"']?[ \t]*(?::(?=\s|$)|：|:(?=\S))|\{"),
    "+": re.compile(r"[\"']?(?P<name>[\w-][\w.\" -]{0,60}?)[\"']?[ \t]*[=:]|\["),
}
BLOCK = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$")


@dataclass(frozen=True)
class Fenced:
    """Front matter: its text, where that begins in the file, and where the body does."""

    sign: str
    text: str
    start: int
    end: int


def fenced(text: str) -> Fenced | None:
    """The front matter at the top of `text`; None where the fence is a line of the article's own.

    `ArticleRejected` if fields follow and nothing closes them, or there are too many.
    """
    opening = OPENING.match(text)
    if not opening:
        return None
    sign, start = opening["sign"][0], opening.end()
    closing = CLOSING[sign].search(text, start) or indented(text, start, sign)
    if not has_fields(text, start, closing, sign):
        return None
    if not closing:
        raise ArticleRejected(unclosed(text, opening))
    if closing.start() - start > MAX_HEADER:
        raise ArticleRejected(too_large(text, start, closing.start() - start))
    return Fenced(sign, text[start : closing.start()], start, min(closing.end() + 1, len(text)))


def shorter(text: str, found: Fenced) -> Fenced | None:
    """The same front matter, if a fence within it was indented by mistake."""
    closing = indented(text, found.start, found.sign)
    if not closing or closing.end() >= found.end:
        return None
    return Fenced(found.sign, text[found.start : closing.start()], found.start, min(closing.end() + 1, len(text)))


def indented(text: str, start: int, sign: str) -> re.Match[str] | None:
    """A fence with spaces before it that is not a line of a block of text."""
    closing = INDENTED[sign].search(text, start, start + MAX_HEADER)
    if closing is None:
        return None
    flush = [line for line in text[start : closing.start()].split("\n") if line[:1].strip()]
    return None if flush and BLOCK.search(flush[-1]) else closing


def has_fields(text: str, start: int, closing: re.Match[str] | None, sign: str) -> bool:
    """Whether what follows a fence is front matter, and the fence no rule above an article's text."""
    end = closing.start() if closing else min(len(text), start + MAX_HEADER)
    lines = [line for line in text[start : min(end, start + MAX_HEADER)].split("\n") if line.strip()]
    first = next((line for line in lines if not line.lstrip().startswith("#")), None)
    titled = heading_at(text, start) is not None
    if first is None:  # nothing, or comments
        return closing is not None and (not titled or heading_at(text, closing.end()) is not None)
    match = FIELD[sign].match(first.lstrip())
    if titled:
        return bool(match and is_name(match["name"] or ""))
    return match is not None or (closing is not None and sign == "-")


def is_name(word: str) -> bool:
    return field_named(word) is not None or is_housekeeping(word)


def unclosed(text: str, opening: re.Match[str]) -> Finding:
    fence = opening["sign"][:3]
    fields = text[opening.end() :].split("\n\n")[0].rstrip().split("\n")
    line, column = position(text, opening.start("sign"))
    return refused(
        "front-matter-unclosed",
        f"The front matter starts with `{fence}` but nothing closes it.",
        f"Write a line `{fence}` between the last field and the text of the article,"
        f" it seems below line {line + len(fields)}: `{shortened(fields[-1])}`.",
        (line, column),
        opening["sign"],
    )
