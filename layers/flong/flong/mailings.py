"""What a mailing is: one thing mailed once to everybody who asked for it. Pure."""

from hashlib import sha256
from typing import Literal

Kind = Literal["article", "correction", "withdrawal"]


def mailing_id(kind: Kind, known_as: str, revision: int = 0) -> str:
    """The id of a mailing, 128 bits in hex; an article is mailed once, a notice once for each revision of it."""
    return whole_id(sha256(f"mailing:{kind}:{known_as}:{revision}".encode()).hexdigest()[:16])


def whole_id(beginning: str) -> str:
    """The id that begins so: a link has room for its first 64 bits, and the others follow from these."""
    return beginning + sha256(f"mailing:{beginning}".encode()).hexdigest()[:16]
