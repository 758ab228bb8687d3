"""Clients, made once a process.

They are botocore's own: boto3 would bring its resources and transfers along, a tenth of a cold start for nothing.
"""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import Session

CONFIG = Config(retries={"mode": "standard", "max_attempts": 3}, connect_timeout=2, read_timeout=10, tcp_keepalive=True)


@cache
def session() -> Session:
    """What all clients share: credentials, and the descriptions of services that were read."""
    return Session()


@cache
def client(service: str) -> Any:
    """The client of a service; its methods raise botocore's ClientError."""
    return session().create_client(service, config=CONFIG)


def code_of(error: ClientError) -> str:
    """The error code that the service gave, such as `NoSuchKey`."""
    return str(error.response.get("Error", {}).get("Code", ""))
