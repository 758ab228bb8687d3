"""Lambda's part at any AWS endpoint: polls what the deployed mappings name, and runs the functions as processes."""

import atexit
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flong_local.lambda_events import Json
from flong_local.opt import locally, python_folders
from flong_local.processes.credentials import Role
from flong_local.processes.deployment import Deployed, Stack
from flong_local.processes.environments import Pool
from flong_local.processes.function_url import FunctionUrl
from flong_local.processes.mailbox import Mailbox
from flong_local.processes.pollers import Pace, Poller, QueuePoller, StreamPoller, Target
from flong_local.processes.runtime_api import Answer
from flong_local.template import EventSource, Template
from flong_local.template.wiring import Function, functions

POLLERS_PER_QUEUE = 2
ORIGIN_SECRET = "FLONG_ORIGIN_SECRET"  # noqa: S105 the name of a variable


@dataclass
class Ran:
    """One invocation, as it can be told to whoever watches."""

    function: str
    event: Any
    started: float
    """Seconds since 1970."""
    seconds: float
    answer: Answer


@dataclass
class Runner:
    """Runs the functions of a deployed stack until it is closed.

    `environment` is added to what each function was deployed with.
    """

    stack: Stack
    template: Template
    mailbox: Mailbox
    logs: Path
    """Folder for one log a function."""
    environment: Mapping[str, str] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)
    on_invocation: list[Callable[[Ran], object]] = field(default_factory=list)
    """Told of each invocation when it has ended, from the thread that it ran in."""
    on_problem: list[Callable[[str], object]] = field(default_factory=list)
    """Told when a queue or stream cannot be polled."""

    def __post_init__(self) -> None:
        self.pools: dict[str, Pool] = {}
        self.pollers: list[Poller] = []
        self.urls: dict[str, FunctionUrl] = {}
        self.running = 0
        self._lock = threading.Lock()
        self._sqs = self.stack.endpoint.client("sqs")
        atexit.register(self.close)
        self.logs.mkdir(parents=True, exist_ok=True)
        self._start()

    def _start(self) -> None:
        local = functions(self.template)
        deployed = list(self.stack.functions(self.template))
        self.sources = self.stack.take_over_event_sources(deployed)
        for function in deployed:
            self.pools[function.logical_id] = self._pool(function, local[function.logical_id])
            if local[function.logical_id].url:
                self.urls[function.logical_id] = self._url(function)
        self.pollers = [poller for source in self.sources for poller in self._pollers(source)]
        for poller in self.pollers:
            poller.start()

    def invoke(self, function: str, event: Any) -> Answer:
        """Calls the function with that logical id in one of its processes."""
        started, clock = time.time(), time.perf_counter()
        with self._lock:
            self.running += 1
        try:
            answer = self.pools[function].invoke(event)
        finally:
            with self._lock:
                self.running -= 1
        ran = Ran(function, event, started, time.perf_counter() - clock, answer)
        for listener in self.on_invocation:
            listener(ran)
        return answer

    @property
    def idle(self) -> bool:
        """Whether no poller holds anything and no function runs."""
        return not self.running and all(poller.idle for poller in self.pollers)

    @property
    def stream_reads(self) -> int:
        """How often every stream has been read to its end, at least."""
        return min((it.reads for it in self.pollers if isinstance(it, StreamPoller)), default=0)

    def close(self) -> None:
        """Stops polling, lets running functions end, and leaves no process behind."""
        atexit.unregister(self.close)
        for poller in self.pollers:
            poller.ask_to_stop()
        for url in self.urls.values():
            url.close()
        for poller in self.pollers:
            poller.join()
        for pool in self.pools.values():
            pool.close()

    def _pool(self, function: Deployed, local: Function) -> Pool:
        variables = {**function.environment, **self.environment}
        variables = {
            **locally(variables, local.layers),
            "AWS_REGION": self.stack.endpoint.place.region,
            "AWS_DEFAULT_REGION": self.stack.endpoint.place.region,
            "AWS_ENDPOINT_URL": self.stack.endpoint.url,
            "AWS_ENDPOINT_URL_SESV2": self.mailbox.url,
        }
        return Pool(
            function,
            Role(self.stack.endpoint, function.role),
            local.folder,
            python_folders(local.layers),
            variables,
            self.logs / f"{function.logical_id}.log",
        )

    def _url(self, function: Deployed) -> FunctionUrl:
        secret = function.environment.get(ORIGIN_SECRET)
        headers = {"x-origin-secret": secret} if secret else {}
        return FunctionUrl(lambda event: self.invoke(function.logical_id, event), headers)

    def _pollers(self, source: EventSource) -> list[Poller]:
        pool = self.pools[source.function]
        target = Target(pool.function.arn, pool.role, self._invoker(source.function), self._sqs)
        if source.is_stream:
            return [StreamPoller(source, target, self.pace, self._problem)]
        # A function that gathers a batch for some time would gather two halves with two pollers.
        count = 1 if source.window else POLLERS_PER_QUEUE
        return [QueuePoller(source, target, self.pace, self._problem) for _ in range(count)]

    def _invoker(self, function: str) -> Callable[[Json], Answer]:
        return lambda event: self.invoke(function, event)

    def _problem(self, text: str) -> None:
        for listener in self.on_problem:
            listener(text)
