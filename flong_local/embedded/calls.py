"""Every AWS call that a function makes: counted, and open to interference just before and just after."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self
from unittest.mock import patch

from botocore.client import BaseClient

_make_api_call = BaseClient._make_api_call


class Crash(BaseException):
    """Raised by a hook: the function's process is gone, and no `except Exception` notices."""


@dataclass(frozen=True)
class Call:
    """One AWS call of a function; the SDK's own repetitions of it are part of it."""

    number: int
    """Counts the calls of all functions, from 1."""
    function: str
    service: str
    operation: str
    parameters: Mapping[str, Any]

    @property
    def action(self) -> str:
        """Service and operation, such as `s3.PutObject`."""
        return f"{self.service}.{self.operation}"


Hook = Callable[[Call], None]


def _is_of_aws(client: BaseClient) -> bool:
    # A poller of the process engine may live in this process too, and speaks to its emulator.
    return ".amazonaws.com" in str(client.meta.endpoint_url)


class Calls:
    """The log of calls, and the hooks that hear of each, for as long as a `with` lasts.

    A hook in `before` that raises keeps the call from happening; one in `after` keeps its answer from
    the function. `Crash` ends the function; a ClientError is the answer it gets. What a hook itself
    calls is neither logged nor hooked.
    """

    def __init__(self) -> None:
        self.log: list[Call] = []
        self.before: list[Hook] = []
        self.after: list[Hook] = []
        self.violations: list[AssertionError] = []
        """Assertions that failed in a hook, where a handler may have swallowed them."""
        self._running: list[str | None] = []
        self._patch = patch.object(BaseClient, "_make_api_call", self._intercepting())

    def __enter__(self) -> Self:
        self._patch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.stop()

    @contextmanager
    def of(self, function: str | None) -> Iterator[None]:
        """Within, calls belong to `function`; with None, to nobody."""
        self._running.append(function)
        try:
            yield
        finally:
            self._running.pop()

    def _intercepting(self) -> Callable[..., Any]:
        def call(client: BaseClient, operation: str, parameters: Mapping[str, Any]) -> Any:
            function = self._running[-1] if self._running else None
            if function is None or not _is_of_aws(client):
                return _make_api_call(client, operation, parameters)
            return self._watched(function, client, operation, parameters)

        return call

    def _watched(self, function: str, client: BaseClient, operation: str, parameters: Mapping[str, Any]) -> Any:
        service = client.meta.service_model.service_name
        call = Call(len(self.log) + 1, function, service, operation, parameters)
        self.log.append(call)
        self._tell(self.before, call)
        try:
            return _make_api_call(client, operation, parameters)
        finally:
            self._tell(self.after, call)

    def _tell(self, hooks: list[Hook], call: Call) -> None:
        with self.of(None):
            for hook in list(hooks):
                try:
                    hook(call)
                except AssertionError as violation:
                    self.violations.append(violation)
                    raise
