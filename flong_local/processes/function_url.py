"""A Function URL on a port of this machine."""

import http.server
import threading
from collections.abc import Callable, Mapping
from typing import Any

from flong_local.http_events import request_event, response_of
from flong_local.processes.runtime_api import Answer

Invoke = Callable[[Any], Answer]


class FunctionUrl:
    """Serves one function; `headers` are added to every request, as CloudFront adds its secret."""

    def __init__(self, invoke: Invoke, headers: Mapping[str, str] | None = None, port: int = 0) -> None:
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), _handler_for(invoke, headers or {}))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        """Without a trailing slash."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stops serving."""
        self._server.shutdown()
        self._server.server_close()


def _handler_for(invoke: Invoke, extra: Mapping[str, str]) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            pass

        def serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = invoke(request_event(self.command, self.path, {**dict(self.headers.items()), **extra}, body))
            status, headers, content = response_of(answer.payload, answer.failed)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = serve  # noqa: N815 http.server's names

    return Handler
