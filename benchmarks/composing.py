"""Composing a mail takes ten times as long as all else: who counts calls and looks at no mail need not wait for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from unittest.mock import patch

Compose = Callable[..., Any]


class Fixed:
    """A message that is bytes already."""

    def __init__(self, message: Any) -> None:
        self.message, self.content = message, message.as_bytes()

    def __getitem__(self, name: str) -> Any:
        return self.message[name]

    def as_bytes(self) -> bytes:
        return self.content


MAILS: dict[Any, Fixed] = {}
"""By everything that makes a mail another; of one article all worlds have the same."""


def once(compose: Compose) -> Compose:
    """Composes each mail once a process."""

    def composed(letter: Any, subscriber: Any, ways: Any) -> Any:
        key = (
            letter.build,
            letter.campaign,
            subscriber.id,
            subscriber.version,
            ways.stop,
        )  # the other way differs by when it expires
        if key not in MAILS:
            MAILS[key] = Fixed(compose(letter, subscriber, ways))
        return MAILS[key]

    return composed


def seldom(compose: Compose, every: int) -> Compose:
    """Composes one mail of so many; the others are the bytes of the last that was."""
    numbers, last = count(), []

    def composed(*given: Any) -> Any:
        if next(numbers) % every == 0:
            last[:] = [Fixed(compose(*given))]
        return last[0]

    return composed


@contextmanager
def by(change: Callable[[Compose], Compose]) -> Iterator[None]:
    """Within, the functions compose mails so."""
    from flong.aws import delivering

    with patch.object(delivering, "compose", change(delivering.compose)):
        yield
