"""The size of a picture, told from its own bytes."""

from io import BytesIO

MAX_SIDE = 30_000
"""Pixels. More than this is a broken header, or made to exhaust whoever shows it."""


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels as shown; None if the picture does not say."""
    import imagesize  # most articles have no picture beside them

    try:
        width, height = map(round, imagesize.get(BytesIO(data)))
    except Exception:  # it reads what anybody may have written
        return None
    return (width, height) if 0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE else None
