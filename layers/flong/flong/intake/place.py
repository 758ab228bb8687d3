"""Text that knows where it stands."""

Place = tuple[int, int]
"""Line and column in the source, both from 1."""


class Scalar(str):
    """A header's text, and where it stands in the source.

    `plain` says that it stands there character by character, so that parts of it have places too; a text that
    is quoted, escaped or folded has not.
    """

    __slots__ = ("column", "line", "plain")
    line: int
    column: int
    plain: bool

    def __new__(cls, text: str, line: int, column: int, plain: bool = False) -> "Scalar":
        scalar = super().__new__(cls, text)
        scalar.line, scalar.column, scalar.plain = line, column, plain
        return scalar

    def part(self, offset: int, text: str) -> "Scalar":
        """`text`, which begins at `offset`; where that cannot be told, at the place of the whole."""
        return Scalar(text, self.line, self.column + offset if self.plain else self.column, self.plain)


Value = str | list["Value"] | dict[str, "Value"]


def place_of(value: object) -> Place | None:
    """Where a value stands, if anything in it knows."""
    while isinstance(value, list | dict):
        value = next(iter(value if isinstance(value, list) else value.values()), None)
    return (value.line, value.column) if isinstance(value, Scalar) else None
