"""Lines of plain text that fit a terminal, in any script."""

import re
from functools import cache
from unicodedata import east_asian_width

WIDTH = 72
LINK_MARK = "\1"
"""Stands for the space before a link's number: no line ends there, and not every reader wants numbers."""
WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]")


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return len(text) + sum(east_asian_width(letter) in "WF" for letter in text)


# Between letters of Chinese and Japanese a line may end, but not before what closes nor after what opens (JIS X 4051).
LETTERS = "\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
CLOSING = r"\s,.;:!?)\]}%…—’”、。，．：；！？）］｝」』】〉》〕〗ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％・"
OPENING = r"\s(\[{‘“（［｛「『【〈《〔〖"
BETWEEN = rf"(?<![{OPENING}])(?:(?<=[{LETTERS}])|(?=[{LETTERS}]))(?![{LINK_MARK}{CLOSING}])"


@cache
def _line_of(width: int, between: str) -> re.Pattern[str]:
    # A long address stays whole; text of a script without spaces is cut at the margin.
    return re.compile(rf"[!-~]{{{width},}}|[^ ].{{0,{width - 1}}}(?:(?= |$){between})|[^ ].{{0,{width - 1}}}")


def wrap(text: str, width: int) -> list[str]:
    """The lines of one paragraph, none wider than `width` columns unless a word is."""
    between = ""
    if not text.isascii() and WIDE.search(text):
        width, between = width // 2, f"|{BETWEEN}"
    return [text] if len(text) <= width else _line_of(max(width, 20), between).findall(text)
