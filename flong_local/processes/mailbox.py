"""SES as far as a sender sees it: every mail is kept as a file, with all its headers."""

import base64
import http.server
import json
import threading
import time
import uuid
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

SEND = "/v2/email/outbound-emails"

Refusal = tuple[int, str, str]
"""Status, error code and message, as SES words them."""

THROTTLED: Refusal = (429, "TooManyRequestsException", "Maximum sending rate exceeded.")
REJECTED: Refusal = (400, "MessageRejected", "Email address is not verified.")


class Mailbox:
    """A SESv2 endpoint of our own: emulators lose headers.

    `refuse` is asked with the recipient of each mail and says whether SES would not take it. Without
    one, mail to `throttle@…` is throttled and mail to `reject@…` rejected.
    """

    def __init__(self, folder: Path, refuse: Callable[[str], Refusal | None] | None = None) -> None:
        self.folder = folder
        self.refuse = refuse or refuse_by_name
        folder.mkdir(parents=True, exist_ok=True)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        """What AWS_ENDPOINT_URL_SESV2 is set to."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def messages(self) -> list[EmailMessage]:
        """Every mail that was taken, oldest first."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.as_sent()]

    def as_sent(self) -> list[bytes]:
        """The bytes of every mail that was taken, oldest first."""
        return [file.read_bytes() for file in sorted(self.folder.glob("*.eml"))]

    def clear(self) -> None:
        """Throws every mail away."""
        for file in self.folder.glob("*.eml"):
            file.unlink()

    def close(self) -> None:
        """Stops serving; the files stay."""
        self._server.shutdown()
        self._server.server_close()

    def take(self, request: dict[str, Any]) -> tuple[int, str | None, dict[str, str]]:
        """Answers one SendEmail: status, error code and body."""
        recipients = request.get("Destination", {}).get("ToAddresses") or [""]
        if refusal := self.refuse(recipients[0]):
            status, code, message = refusal
            return status, code, {"message": message}
        content = request.get("Content", {})
        if "Raw" not in content:
            return 400, "BadRequestException", {"message": "only Raw content is kept with all its headers"}
        id = uuid.uuid4().hex
        # Named by time, so that a listing of the folder is in order; written whole, then shown.
        file = self.folder / f"{time.time_ns()}-{id}.eml"
        part = file.with_suffix(".part")
        part.write_bytes(base64.b64decode(content["Raw"]["Data"]))
        part.rename(file)
        return 200, None, {"MessageId": id}


def refuse_by_name(recipient: str) -> Refusal | None:
    """Refusals that can be had by writing to the right address."""
    return {"throttle": THROTTLED, "reject": REJECTED}.get(recipient.split("@")[0])


def _handler_for(mailbox: Mailbox) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path == SEND:
                status, code, answer = mailbox.take(json.loads(body))
            else:
                status, code, answer = 404, "NotFoundException", {"message": f"{self.path} is not served here"}
            payload = json.dumps(answer).encode()
            self.send_response(status)
            if code:
                self.send_header("x-amzn-ErrorType", code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

    return Handler
