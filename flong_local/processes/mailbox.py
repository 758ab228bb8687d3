"""SES as far as a sender sees it: every mail is kept as a file, with all its headers."""

import base64
import http.server
import json
import threading
import time
import uuid
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from flong_local.ses import Ses

SEND = "/v2/email/outbound-emails"
ACCOUNT = "/v2/email/account"


class Mailbox:
    """A SESv2 endpoint of our own: emulators lose headers. What becomes of a mail, `ses` says."""

    def __init__(self, folder: Path, ses: Ses) -> None:
        self.folder, self.ses = folder, ses
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

    def take(self, request: dict[str, Any]) -> tuple[int, str | None, dict[str, Any]]:
        """Answers one SendEmail: status, error code and body."""
        if refusal := self.ses.refusal(request):
            return refusal.status, refusal.code, {"message": refusal.message}
        id = uuid.uuid4().hex
        # Named by time, so that a listing of the folder is in order; written whole, then shown.
        file = self.folder / f"{time.time_ns()}-{id}.eml"
        part = file.with_suffix(".part")
        part.write_bytes(base64.b64decode(request["Content"]["Raw"]["Data"]))
        part.rename(file)
        self.ses.take(request, id)
        return 200, None, {"MessageId": id}


def _handler_for(mailbox: Mailbox) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._answer(*(mailbox.take(json.loads(body)) if self.path == SEND else self._unknown()))

        def do_GET(self) -> None:
            self._answer(*((200, None, mailbox.ses.account.as_answer()) if self.path == ACCOUNT else self._unknown()))

        def _unknown(self) -> tuple[int, str, dict[str, Any]]:
            return 404, "NotFoundException", {"message": f"{self.path} is not served here"}

        def _answer(self, status: int, code: str | None, answer: dict[str, Any]) -> None:
            payload = json.dumps(answer).encode()
            self.send_response(status)
            if code:
                self.send_header("x-amzn-ErrorType", code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

    return Handler
