"""Which picture stands for an article where a link to it is shared."""

import re
from collections.abc import Iterator, Sequence

from flong.article import Image
from flong.formats.body import image_of, paragraph_of

# No social network shows an SVG, which is mostly a badge or a mark.
SVG = re.compile(r"\.svg(?:[?#]|$)", re.IGNORECASE)
LEAST = 200
"""Pixels of width and height below which networks show none (https://developers.facebook.com/docs/sharing/webmasters/images)."""


def picture_for(hero: Image | None, tokens: Sequence[str]) -> Image | None:
    """The article's own, else the first of its body that is large, or a paragraph or figure of its own."""
    chosen = (hero,) if hero and not SVG.search(hero.url) else large_ones(tokens)
    return next(iter(chosen), None)


def large_ones(tokens: Sequence[str]) -> Iterator[Image]:
    for place in range(1, len(tokens), 2):
        if tokens[place].startswith("<img"):
            image = image_of(tokens[place])
            if not SVG.search(image.url) and (is_large(image) or may_be_large(image, tokens, place)):
                yield image


def is_large(image: Image) -> bool:
    return min(image.width or 0, image.height or 0) >= LEAST


def may_be_large(image: Image, tokens: Sequence[str], place: int) -> bool:
    """Of a picture that nobody measured: one in a line of text is most often small."""
    apart = paragraph_of(tokens, place) is not None or tokens[max(place - 2, 0)].startswith("<figure")
    return apart and all(side is None or side >= LEAST for side in (image.width, image.height))
