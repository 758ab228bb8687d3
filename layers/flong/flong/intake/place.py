"""Text that knows where it stands."""

Place = tuple[int, int]
"""Line and column in the source, both from 1."""


class Scalar(str):
    """A header's text, and where it stands in the source."""

    __slots__ = ("column", "line")
    line: int
    column: int

    def __new__(cls, text: str, line: int, column: int) -> "Scalar":
        scalar = super().__new__(cls, text)
        scalar.line, scalar.column = line, column
        return scalar


Value = str | list["Value"] | dict[str, "Value"]


def place_of(value: object) -> Place | None:
    """Where a value stands, if anything in it knows."""
    while isinstance(value, list | dict):
        value = next(iter(value if isinstance(value, list) else value.values()), None)
    return (value.line, value.column) if isinstance(value, Scalar) else None
