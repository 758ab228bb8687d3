"""An emulator's process, bound to this machine alone, with its authorization on."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from flong_local.processes import tether
from flong_local.template import Place

ROOT_KEY, ROOT_SECRET = "local-root", "local-root-secret"
PYTHON_VARIABLE = "FLONG_MINISTACK_PYTHON"
START_TIMEOUT = 30.0


@dataclass(frozen=True)
class Endpoint:
    """Where an AWS API is served, and how its administrator gets in."""

    url: str
    place: Place
    key: str = ROOT_KEY
    secret: str = ROOT_SECRET

    def client(self, service: str, credentials: Mapping[str, str] | None = None) -> Any:
        """A client of a service; the administrator's unless `credentials` say otherwise."""
        given = credentials or {"aws_access_key_id": self.key, "aws_secret_access_key": self.secret}
        session = boto3.session.Session(region_name=self.place.region, **given)
        # A long poll may take twenty seconds, and each poller holds a connection of its own.
        config = Config(read_timeout=30, connect_timeout=5, retries={"max_attempts": 2}, max_pool_connections=50)
        return session.client(service, endpoint_url=self.url, config=config)


class Emulator:
    """ministack, started on a free port; `stop` ends it. State is kept in `state`, if given."""

    def __init__(self, place: Place, log: Path, state: Path | None = None) -> None:
        self.place, self._state = place, state
        self._port = free_port()
        self._scratch = tempfile.mkdtemp(prefix="flong-emulator-")
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, tether.__file__, str(interpreter()), "-m", "ministack"],
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.endpoint = Endpoint(f"http://127.0.0.1:{self._port}", place)
        self._wait(log)

    def stop(self) -> None:
        """Ends the emulator; it saves its state first if it was given a place for it."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(tether.PATIENCE + 5)
        except subprocess.TimeoutExpired:
            self._process.kill()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        state = {}
        if self._state:
            state = {"PERSIST_STATE": "1", "S3_PERSIST": "1", "STATE_DIR": str(self._state / "state")}
            state["S3_DATA_DIR"] = str(self._state / "s3")
        return {
            **kept,
            **state,
            "AUTH": "true",
            "AWS_ACCESS_KEY_ID": ROOT_KEY,
            "AWS_SECRET_ACCESS_KEY": ROOT_SECRET,
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self._port),
            "MINISTACK_ACCOUNT_ID": self.place.account,
            "MINISTACK_HOST": "127.0.0.1",
            "MINISTACK_REGION": self.place.region,
            "LOG_LEVEL": "WARNING",
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "TMPDIR": self._scratch,
        }

    def _wait(self, log: Path) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while not _answers(f"{self.endpoint.url}/_ministack/health"):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"the emulator did not start; {log} says:\n{log.read_text()[-2000:]}")
            time.sleep(0.05)


def interpreter() -> Path:
    """The Python that has ministack: it pins its own botocore, so it lives apart from ours."""
    if given := os.environ.get(PYTHON_VARIABLE):
        return Path(given)
    found = Path(__file__).parents[2] / ".venv-ministack" / "bin" / "python"
    if not found.exists():
        raise RuntimeError(f"ministack is not installed: run `make ministack`, or set {PYTHON_VARIABLE}")
    return found


def is_installed() -> bool:
    """Whether there is a Python that has ministack."""
    try:
        return interpreter().exists()
    except RuntimeError:
        return False


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:  # noqa: S310 an address of our own
            return bool(answer.status == 200)
    except OSError:
        return False
