"""How a mail's text travels in seven bits, and how many bytes of it then travel (RFC 2045, 6.7 and 6.8)."""

from typing import NamedTuple

LINE = 76
"""Characters of an encoded line at most, without what ends it."""
QUOTED, BASE64 = "quoted-printable", "base64"

# What quoted-printable writes as it is; of all else each byte becomes three.
AS_IT_IS = bytes(code for code in range(0x20, 0x7F) if code != ord("=")) + b"\t\n"


class Weight(NamedTuple):
    """What a text weighs; that of two texts on end is the sum of both.

    `plain` counts its bytes, `quoted` its characters in quoted-printable, both with line ends of two and before lines
    are broken.
    """

    plain: int = 0
    quoted: int = 0

    @property
    def in_base64(self) -> int:
        """Bytes: 57 make a line of 76 and its end."""
        return (self.plain // 57 + 1) * (LINE + 2)

    @property
    def in_quoted(self) -> int:
        """Bytes at most: an escape is never torn, so a line is broken after 73 characters at the earliest."""
        return self.quoted + self.quoted // (LINE - 3) * 3

    @property
    def sent(self) -> int:
        """Bytes at most, in the encoding that makes fewer."""
        return min(self.in_base64, self.in_quoted)

    def plus(self, text: str) -> "Weight":
        """The weight with that of one more text."""
        data = text.encode()
        plain = len(data) + data.count(b"\n")
        # A space that ends a line is escaped too.
        escaped = len(data.translate(None, AS_IT_IS)) + data.count(b" \n") + data.count(b"\t\n")
        return Weight(self.plain + plain, self.quoted + plain + 2 * escaped)


def encoding_of(text: str) -> str:
    """The encoding in which the text makes fewer bytes: base64 for most that is not in Latin letters."""
    weight = Weight().plus(text)
    return BASE64 if weight.in_base64 < weight.in_quoted else QUOTED


def surely(limit: int) -> int:
    """How many bytes, with line ends of two, make at most `limit` in base64, and so in the better encoding."""
    return (limit // (LINE + 2) - 1) * 57


def fits(text: str, limit: int) -> bool:
    """Whether the text makes at most so many bytes."""
    data = text.encode()
    return len(data) + data.count(b"\n") <= surely(limit) or Weight().plus(text).sent <= limit
