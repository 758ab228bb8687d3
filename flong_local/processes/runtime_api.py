"""The Lambda Runtime API (lambda/latest/dg/runtimes-api.html) for one execution environment."""

import http.server
import json
import queue
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Answer:
    """What a function gave back: its response, or an error object."""

    payload: Any
    failed: bool = False


@dataclass
class Request:
    """An event on its way."""

    event: bytes
    deadline: float
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    answer: "queue.Queue[Answer]" = field(default_factory=queue.Queue)


class RuntimeApi:
    """A server of its own: the runtime client takes a host and a port, and no path."""

    def __init__(self, function_arn: str) -> None:
        self.arn = function_arn
        self.waiting: queue.Queue[Request | None] = queue.Queue()
        self._pending: dict[str, Request] = {}
        self.init_error: Answer | None = None
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def address(self) -> str:
        """What AWS_LAMBDA_RUNTIME_API is set to."""
        return f"127.0.0.1:{self._server.server_port}"

    def submit(self, event: Any, timeout: float) -> Request:
        """Hands an event to the environment; its answer comes into `request.answer`."""
        request = Request(json.dumps(event).encode(), time.time() + timeout)
        if self.init_error:
            request.answer.put(self.init_error)
        else:
            self.waiting.put(request)
        return request

    def next(self) -> Request | None:
        """The next event, when there is one; None when the environment is to end."""
        request = self.waiting.get()
        if request:
            self._pending[request.id] = request
        return request

    def conclude(self, id: str, answer: Answer) -> None:
        """Takes the answer to an event."""
        if request := self._pending.pop(id, None):
            request.answer.put(answer)

    def fail(self, answer: Answer) -> None:
        """The environment is no use: whatever it was given, or will be, fails."""
        self.init_error = answer
        for request in [*self._pending.values(), *_drained(self.waiting)]:
            request.answer.put(answer)
        self._pending.clear()

    def close(self) -> None:
        """Stops serving."""
        self.waiting.put(None)
        self._server.shutdown()
        self._server.server_close()


def _drained(waiting: "queue.Queue[Request | None]") -> list[Request]:
    found = []
    while not waiting.empty():
        if request := waiting.get():
            found.append(request)
    return found


def _handler_for(api: RuntimeApi) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            request = api.next()
            if request is None:
                self.close_connection = True
                return
            headers = {
                "Lambda-Runtime-Aws-Request-Id": request.id,
                "Lambda-Runtime-Deadline-Ms": str(int(request.deadline * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": api.arn,
                "Lambda-Runtime-Trace-Id": "Root=1-00000000-000000000000000000000000",
            }
            self._answer(200, request.event, headers)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            *_, id, kind = self.path.split("/")
            self._answer(202, b'{"status":"OK"}', {})
            if (id, kind) == ("init", "error"):
                api.fail(Answer(_parsed(body), failed=True))
            else:
                api.conclude(id, Answer(_parsed(body), failed=kind == "error"))

        def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Type": "application/json", "Content-Length": len(body)}.items():
                self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body.decode(errors="replace")
