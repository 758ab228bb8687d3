"""Clients, made once a process."""

from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

CONFIG = Config(retries={"mode": "standard", "max_attempts": 3}, connect_timeout=2, read_timeout=10, tcp_keepalive=True)


@cache
def client(service: str) -> Any:
    """The client of a service; its methods raise botocore's ClientError."""
    return boto3.client(service, config=CONFIG)


def code_of(error: ClientError) -> str:
    """The error code that the service gave, such as `NoSuchKey`."""
    return str(error.response.get("Error", {}).get("Code", ""))
