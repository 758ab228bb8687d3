"""A body in pieces: text at the even places, tags at the odd ones."""

import re

# The sanitizer escapes `<` and `>` in attribute values, so that this splits its output exactly.
TAG = re.compile(r"(<[^>]*>)")


def paired(pieces: list[str]) -> list[str]:
    """Text and tags in strict alternation again, whatever came or went between them."""
    return TAG.split("".join(pieces))
