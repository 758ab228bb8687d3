"""The one place where a function waits, so that a world with a clock of its own need not."""

from time import sleep

__all__ = ["pause"]


def pause(seconds: float) -> None:
    """Lets time pass."""
    if seconds > 0:
        sleep(seconds)
