"""Credentials of a function's own role, so that what it may not do fails here as it would there."""

import time
from functools import cached_property
from typing import Any

from flong_local.processes.emulator import Endpoint

LIFETIME = 3600
MARGIN = 600
"""Seconds before they expire at which credentials are replaced."""


class Role:
    """One role, assumed anew before its credentials run out."""

    def __init__(self, endpoint: Endpoint, arn: str) -> None:
        self.arn = arn
        self._endpoint = endpoint
        self._until = 0.0
        self._credentials: dict[str, str] = {}
        self._clients: dict[str, Any] = {}

    def credentials(self) -> dict[str, str]:
        """Key, secret and token under boto3's names."""
        if time.monotonic() > self._until:
            given = self._sts.assume_role(RoleArn=self.arn, RoleSessionName="flong-local", DurationSeconds=LIFETIME)
            found = given["Credentials"]
            self._until = time.monotonic() + LIFETIME - MARGIN
            self._clients = {}
            self._credentials = {
                "aws_access_key_id": found["AccessKeyId"],
                "aws_secret_access_key": found["SecretAccessKey"],
                "aws_session_token": found["SessionToken"],
            }
        return self._credentials

    def client(self, service: str) -> Any:
        """A client that may do what the role may."""
        credentials = self.credentials()
        if service not in self._clients:
            self._clients[service] = self._endpoint.client(service, credentials)
        return self._clients[service]

    @cached_property
    def _sts(self) -> Any:
        return self._endpoint.client("sts")
