"""A WebSub hub on this machine, for tests."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl


class Hub(BaseHTTPRequestHandler):
    """Keeps what it is told, and answers as `status` says."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.told.append((self.path, self.headers["Content-Type"], parse_qsl(body)))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def open_hub() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), Hub) as it:
        it.told, it.status = [], 204
        threading.Thread(target=it.serve_forever, daemon=True).start()
        yield it
        it.shutdown()


def address(server: HTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}/hub?k=1"
