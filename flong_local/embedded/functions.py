"""The functions of the template, loaded by path into this process and called as Lambda calls them."""

import importlib.util
import os
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from flong_local.embedded.calls import Call, Calls, Crash
from flong_local.embedded.clock import Clock
from flong_local.lambda_events import Json
from flong_local.opt import python_folders
from flong_local.template import Function

Handler = Callable[[Json, Any], Any]

_loaded: dict[tuple[Path, frozenset[tuple[str, str]]], ModuleType] = {}
"""Modules last for the process, as in Lambda; one that was loaded under other settings is not the same."""


@dataclass
class Invocation:
    """What one call of a function came to."""

    function: str
    event: Json
    started: float
    """Seconds since 1970, by the world's clock."""
    seconds: float = 0.0
    """How long it really took."""
    result: Any = None
    error: BaseException | None = None
    calls: list[Call] = field(default_factory=list)
    """Its AWS calls; if another function ran in a hook, that one's too."""


@dataclass
class Context:
    """What Lambda tells a function about itself."""

    function_name: str
    invoked_function_arn: str
    memory_limit_in_mb: int
    deadline: float
    clock: Clock
    function_version: str = "$LATEST"
    log_group_name: str = "/aws/lambda/local"
    log_stream_name: str = "local"
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int((self.deadline - self.clock.now()) * 1000))


class Functions:
    """Loads and invokes functions by their logical ids."""

    def __init__(self, functions: Mapping[str, Function], calls: Calls, clock: Clock) -> None:
        self._functions, self._calls, self._clock = functions, calls, clock
        self.invocations: list[Invocation] = []
        self.on_invocation: list[Callable[[Invocation], object]] = []
        """Told of each invocation when it has ended."""

    def load(self) -> None:
        """Makes every handler ready, so that no invocation is charged for it."""
        for function in self._functions.values():
            with self._environment(function):
                self._handler(function)

    def arn(self, name: str) -> str:
        """The ARN of the function with the logical id `name`."""
        return self._functions[name].arn

    def invoke(self, name: str, event: Json) -> Invocation:
        """Calls the function with the logical id `name`; its failure is part of the answer."""
        function = self._functions[name]
        invocation = Invocation(name, event, self._clock.now())
        self.invocations.append(invocation)
        before, started = len(self._calls.log), time.perf_counter()
        with self._environment(function):
            handler = self._handler(function)
            try:
                with self._calls.of(name):
                    invocation.result = handler(event, self._context(function))
            except (Exception, Crash) as error:
                invocation.error = error
            finally:
                invocation.seconds = time.perf_counter() - started
                invocation.calls = [call for call in self._calls.log[before:] if call.function == name]
        for listener in self.on_invocation:
            listener(invocation)
        return invocation

    def _context(self, function: Function) -> Context:
        deadline = self._clock.now() + function.timeout
        return Context(function.name, function.arn, function.memory, deadline, self._clock)

    @contextmanager
    def _environment(self, function: Function) -> Iterator[None]:
        given = {
            **function.environment,
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
        }
        with patch.dict(os.environ, given):
            yield

    def _handler(self, function: Function) -> Handler:
        key = (function.file, frozenset(function.environment.items()))
        if key not in _loaded:
            _loaded[key] = _load(function)
        handler: Handler = getattr(_loaded[key], function.attribute)
        return handler


def _load(function: Function) -> ModuleType:
    for folder in map(str, python_folders(function.layers)):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    name = f"functions_{function.logical_id}_{len(_loaded)}"
    spec = importlib.util.spec_from_file_location(name, function.file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{function.file} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
