"""What a mailing is: one thing mailed once to everybody who asked for it. Pure."""

from hashlib import sha256
from typing import Literal

Kind = Literal["article", "correction", "withdrawal"]


def mailing_id(kind: Kind, known_as: str, revision: int = 0) -> str:
    """The id of a mailing, 64 bits in hex, as a link holds it; an article is mailed once, a notice once a revision."""
    return sha256(f"mailing:{kind}:{known_as}:{revision}".encode()).hexdigest()[:16]
