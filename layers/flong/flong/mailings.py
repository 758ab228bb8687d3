"""What a mailing is: one thing mailed once to everybody who asked for it. Pure."""

from hashlib import sha256
from typing import Literal

Kind = Literal["article", "correction", "withdrawal"]


def mailing_id(kind: Kind, known_as: str, revision: int = 0) -> str:
    """The id of a mailing, 128 bits in hex; an article is mailed once, a notice once for each revision of it."""
    return sha256(f"mailing:{kind}:{known_as}:{revision}".encode()).hexdigest()[:32]
