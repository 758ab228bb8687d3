"""AWS in memory, in a process of its own: what it keeps is not counted as memory or time of the one that mails."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.postal import Postal

Ask = Callable[[tuple[str, ...], tuple[Any, ...]], Any]


class Far:
    """A part of an object in another process; a call of it is answered there."""

    def __init__(self, ask: Ask, path: tuple[str, ...] = ()) -> None:
        self._ask, self._path = ask, path

    def __getattr__(self, name: str) -> "Far":
        return Far(self._ask, (*self._path, name))

    def __call__(self, *given: Any) -> Any:
        return self._ask(self._path, given)


def serve(there: Connection) -> None:
    """Does what is asked of one world until nobody asks any more; its time is that of who asks."""
    now = 0.0
    post = Postal(lambda: now)
    while True:
        try:
            now, path, given = there.recv()
        except EOFError:
            return
        found: Any = post
        for name in path:
            found = getattr(found, name)
        try:
            there.send((True, found(*given)))
        except Exception as error:
            there.send((False, error))


@contextmanager
def apart() -> Iterator[Any]:
    """A new world in a process of its own, to be used as if it were in this one."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()

    def ask(path: tuple[str, ...], given: tuple[Any, ...]) -> Any:
        ours.send((time.time(), path, given))
        good, found = ours.recv()
        if not good:
            raise found
        return found

    try:
        yield Far(ask)
    finally:
        ours.close()
        process.join()
