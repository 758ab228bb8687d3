"""Every failure says whose turn it is.

FlongError
├── ArticleRejected   the editor can mend it: a verdict, never a retry
├── Unavailable       it will pass: back to its queue
│   └── BuildMissing  a build has expired: it is made again
└── BrokenContract    we are wrong: dead letter, alarm
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flong.verdict import Finding


class FlongError(Exception):
    """The root of everything that Flong raises on purpose."""


class ArticleRejected(FlongError):
    """The editor can mend this; `findings` says how."""

    def __init__(self, *findings: "Finding") -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


class Unavailable(FlongError):
    """Something else has moved or is down; the same work will succeed later."""


class BuildMissing(Unavailable):
    """An object of a build is not there; the build has to be made again."""


class BrokenContract(FlongError):
    """A state that our own code promised never to produce."""
