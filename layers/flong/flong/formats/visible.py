"""Text that was found in a source, made safe to look at."""

import re

# Control characters would be orders to a terminal, and HTML has no way to write them; bidirectional controls, and
# spaces that nobody sees, deceive.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """The text with a stand-in for every character that would not show, or not as it is; tabs and lines stay."""
    return HIDDEN.sub(lambda match: stand_in(match[0]), text) if HIDDEN.search(text) else text


def stand_in(character: str) -> str:
    """Unicode's own picture of a control character, else the code point."""
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else f"<U+{code:04X}>"
