"""Clients, made once a process.

They are botocore's own: boto3 would bring its resources and transfers along, a tenth of a cold start for nothing.
"""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import Session

CONFIG = Config(retries={"mode": "standard", "max_attempts": 3}, connect_timeout=2, read_timeout=10, tcp_keepalive=True)
ONCE = Config(retries={"mode": "standard", "total_max_attempts": 1})
"""For calls that must not be repeated where nobody knows whether they were done."""


@cache
def session() -> Session:
    """What all clients share: credentials, and the descriptions of services that were read."""
    return Session()


@cache
def client(service: str, once: bool = False) -> Any:
    """The client of a service; its methods raise botocore's ClientError, where `once` holds after a single try."""
    return session().create_client(service, config=CONFIG.merge(ONCE) if once else CONFIG)


def code_of(error: ClientError) -> str:
    """The error code that the service gave, such as `NoSuchKey`."""
    return str(error.response.get("Error", {}).get("Code", ""))
