"""Execution environments: processes of AWS's own runtime client, one event at a time each, kept warm."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

from flong_local.processes.credentials import LIFETIME, MARGIN, Role
from flong_local.processes.deployment import Deployed
from flong_local.processes.runtime_api import Answer, RuntimeApi

INIT_TIMEOUT = 30.0
LOOK_EVERY = 1.0
"""Seconds between two looks at whether code has changed."""


class Environment:
    """One process of one function."""

    def __init__(self, function: Deployed, folder: Path, variables: Mapping[str, str], log: Path) -> None:
        self.born = time.monotonic()
        self.started = time.time()
        self._function = function
        self._api = RuntimeApi(function.arn)
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "awslambdaric", function.handler],
                cwd=folder,
                env={**variables, "AWS_LAMBDA_RUNTIME_API": self._api.address},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def invoke(self, event: Any) -> Answer:
        """The function's answer; an error with Lambda's own words if it died or took too long."""
        timeout = self._function.timeout
        request = self._api.submit(event, timeout)
        deadline = time.monotonic() + timeout + INIT_TIMEOUT
        while time.monotonic() < deadline:
            try:
                return request.answer.get(timeout=0.2)
            except Empty:
                if self._process.poll() is not None:
                    return Answer({"errorType": "Runtime.ExitError", "errorMessage": "Runtime exited"}, failed=True)
                if time.time() > request.deadline and not self._api.waiting.qsize():
                    break
        self.stop()
        return Answer(
            {"errorType": "Sandbox.Timedout", "errorMessage": f"Task timed out after {timeout:.2f} seconds"}, True
        )

    @property
    def usable(self) -> bool:
        """Whether another event may go to it."""
        fresh = time.monotonic() - self.born < LIFETIME - MARGIN
        return fresh and self._process.poll() is None and self._api.init_error is None

    def stop(self) -> None:
        """Ends the process, and whatever it started."""
        _signal_group(self._process, signal.SIGTERM)
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            _signal_group(self._process, signal.SIGKILL)
            self._process.wait(5)
        self._api.close()


class Pool:
    """The environments of one function: as many as there are events at a time."""

    def __init__(
        self,
        function: Deployed,
        role: Role,
        folder: Path,
        layers: list[Path],
        variables: Mapping[str, str],
        log: Path,
    ) -> None:
        self.function, self.role = function, role
        self._folder, self._layers, self._variables, self._log = folder, layers, variables, log
        self._idle: list[Environment] = []
        self._all: list[Environment] = []
        self._lock = threading.Lock()
        self._closed = False
        self._look_again = 0.0

    def invoke(self, event: Any) -> Answer:
        """Hands the event to an idle environment, or to a new one."""
        environment = self._take()
        try:
            return environment.invoke(event)
        finally:
            self._give_back(environment)

    def close(self) -> None:
        """Ends every environment."""
        with self._lock:
            self._closed, environments, self._all, self._idle = True, self._all, [], []
        for environment in environments:
            environment.stop()

    def _take(self) -> Environment:
        with self._lock:
            if self._closed:
                raise RuntimeError(f"{self.function.logical_id} has been stopped")
            self._retire_outdated()
            if self._idle:
                return self._idle.pop()
            environment = Environment(self.function, self._folder, self._environment(), self._log)
            self._all.append(environment)
            return environment

    def _retire_outdated(self) -> None:
        """A developer's change is seen by the next event."""
        if time.monotonic() < self._look_again:
            return
        self._look_again = time.monotonic() + LOOK_EVERY
        changed = last_change([self._folder, *self._layers])
        for environment in [it for it in self._idle if it.started < changed]:
            self._idle.remove(environment)
            self._all.remove(environment)
            environment.stop()

    def _give_back(self, environment: Environment) -> None:
        with self._lock:
            if environment.usable and not self._closed:
                self._idle.append(environment)
                return
            if environment in self._all:
                self._all.remove(environment)
        environment.stop()

    def _environment(self) -> dict[str, str]:
        function, credentials = self.function, self.role.credentials()
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
            # A developer's own profile must not reach a function.
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EXECUTION_ENV": f"AWS_Lambda_python{sys.version_info.major}.{sys.version_info.minor}",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{function.name}",
            "AWS_LAMBDA_LOG_STREAM_NAME": "local",
            "LAMBDA_TASK_ROOT": str(self._folder),
            "PYTHONPATH": os.pathsep.join(map(str, self._layers)),
            **self._variables,
            **{name.upper(): value for name, value in credentials.items()},
        }


def last_change(folders: Iterable[Path]) -> float:
    """When a file in any of the folders was written last, in seconds since 1970."""
    files = (file for folder in folders for file in folder.rglob("*") if "__pycache__" not in file.parts)
    return max((file.stat().st_mtime for file in files), default=0.0)


def _signal_group(process: "subprocess.Popen[bytes]", number: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
