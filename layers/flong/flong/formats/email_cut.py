"""Where a mail that is too long ends: after a whole block, or within one that would fill the mail by itself."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from flong.formats.body import name_of
from flong.formats.transfer import Weight

VOID = frozenset({"<br", "<hr", "<img", "<input"})
ENDS = frozenset((
    "</p", "</li", "</tr", "</pre", "</table", "</ul", "</ol", "</dd", "</dl", "</blockquote", "</figure", "</div",
    "</details", "</section",
))  # fmt: skip
"""After which a reader misses nothing of what went before. A heading is not among them: it belongs to what follows."""
HOLDERS = frozenset((
    "<ul", "<ol", "<li", "<dl", "<dd", "<blockquote", "<table", "<tbody", "<tfoot", "<div", "<details", "<section",
))  # fmt: skip
"""Which may be left after any of the blocks in them."""
STEP = 500
"""Characters by which a text is tried."""
PAUSES = " \n。！？；，、"
MORE = "…"


class Cut(NamedTuple):
    """How many tokens are kept, what of the text that follows them, and which elements are open there."""

    kept: int
    text: str
    open: tuple[str, ...]

    def of(self, tokens: Sequence[str], closing: Callable[[str], str]) -> list[str]:
        """What is kept, with every open element ended; text and tags by turns, as before."""
        out = [*tokens[: self.kept], self.text]
        for name in reversed(self.open):
            out += [closing(f"</{name[1:]}>"), ""]
        return out


def cut_of(cast: Sequence[str], tokens: Sequence[str], frame: Weight, limit: int) -> Cut:
    """The cut of `cast` that leaves at most `limit` bytes to be sent, with all that is around it in the mail.

    `tokens` are what it was cast from, one for one.
    """
    weight, best = frame, Cut(0, "", ())
    for block in blocks_of(tokens):
        more = weight.plus("".join(cast[best.kept : block.kept]))
        if more.sent > limit:
            break
        weight, best = more, block
    if weight.sent - frame.sent < (limit - frame.sent) // 2:
        return within(cast, tokens, best, weight, limit)
    return best


def blocks_of(tokens: Sequence[str]) -> Iterator[Cut]:
    """Every place where a mail may end without breaking off."""
    path: list[str] = []
    held = 0
    """How many of the open elements may not be left."""
    for place in range(1, len(tokens), 2):
        name = name_of(tokens[place])
        held += step(path, name)
        if held == 0 and name in ENDS:
            yield Cut(place + 1, "", tuple(path))


def step(path: list[str], name: str) -> int:
    """Follows a tag in or out of an element; how many more there are now that may not be left."""
    if name[1] == "/":
        return -(path.pop() not in HOLDERS)
    if name in VOID:
        return 0
    path.append(name)
    return name not in HOLDERS


def within(cast: Sequence[str], tokens: Sequence[str], start: Cut, weight: Weight, limit: int) -> Cut:
    """A cut in the first text after `start` that does not fit whole, or right before the first such tag."""
    path = list(start.open)
    for place in range(start.kept, len(cast)):
        more = weight.plus(cast[place])
        if more.sent > limit:
            return broken(tokens, place, path, fitting(cast[place], weight, limit))
        weight = more
        if place % 2:
            step(path, name_of(tokens[place]))
    return start


def broken(tokens: Sequence[str], place: int, path: list[str], fits: str) -> Cut:
    """The cut in what is at `place`, of which so much fits; an element that would be empty is left out."""
    kept = place - place % 2
    text = tokens[kept]
    if kept == place:
        text = fits[: fits.rindex("\n") + 1] if "<pre" in path and "\n" in fits else ending(fits)
    while path and not text.strip() and tokens[kept - 1].startswith(path[-1]):
        path, kept = path[:-1], kept - 2
        text = tokens[kept]
    return Cut(kept, text, tuple(path))


def fitting(text: str, weight: Weight, limit: int) -> str:
    """As much from the start of a text as leaves the limit unharmed."""
    fits = 0
    for start in range(0, len(text), STEP):
        weight = weight.plus(text[start : start + STEP])
        if weight.sent > limit:
            break
        fits = start + STEP
    return text[:fits]


def ending(text: str) -> str:
    """A text that breaks off, less the word in which it does."""
    end = max(text.rfind(sign) for sign in PAUSES)
    if end < 0:
        end = text.rfind("&") - 1 if "&" in text[-12:] else len(text) - 1  # never within an entity
    words = text[: end + 1].rstrip()
    return f"{words} {MORE}" if words else ""
