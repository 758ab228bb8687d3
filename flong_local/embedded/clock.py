"""The time of an embedded world: it runs as usual, and jumps instead of waiting."""

import time
from datetime import UTC, datetime
from typing import Self

import time_machine


class Clock:
    """Sets the process's own clock within a `with`, so that queues, leases and handlers agree about the time.

    Unless it is `steady`: then time passes by `advance` alone, and two runs have the same times.
    """

    def __init__(self, start: datetime | None = None, steady: bool = False) -> None:
        self._travel = time_machine.travel(start or datetime.now(UTC), tick=not steady)

    def __enter__(self) -> Self:
        self._traveller = self._travel.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._travel.stop()

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def advance(self, seconds: float) -> None:
        """Lets `seconds` pass at once."""
        self._traveller.shift(seconds)

    def advance_to(self, moment: float) -> None:
        """Jumps to `moment`, in seconds since 1970, unless it is past."""
        if (ahead := moment - self.now()) > 0:
            self.advance(ahead)
