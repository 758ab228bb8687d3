"""The few services that our code speaks to, in memory: the table, a bucket, and queues that take everything."""

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient

from benchmarks.table import Table, refusal
from flong_local.engines import QUIET, TEMPLATE
from flong_local.template import local_template
from flong_local.template.wiring import functions

THEN = datetime(2026, 1, 1, tzinfo=UTC)


class Bucket:
    """Objects by key; all buckets are one."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.calls: Counter[str] = Counter()

    def call(self, operation: str, given: dict[str, Any]) -> dict[str, Any]:
        self.calls[operation] += 1
        key = given.get("Key", "")
        match operation:
            case "PutObject":
                body = given["Body"]
                self.objects[key] = body if isinstance(body, bytes) else body.read()
                return {"ETag": self._etag(key)}
            case "HeadObject" | "GetObject" if key not in self.objects:
                raise refusal("404" if operation == "HeadObject" else "NoSuchKey", operation)
            case "HeadObject":
                return {"ETag": self._etag(key), "ContentLength": len(self.objects[key])}
            case "GetObject":
                return {"Body": BytesIO(self.objects[key]), "ETag": self._etag(key)}
            case "DeleteObject":
                self.objects.pop(key, None)
                return {}
            case "ListObjectsV2":
                keys = sorted(it for it in self.objects if it.startswith(given.get("Prefix", "")))
                return {"Contents": [{"Key": it, "ETag": self._etag(it), "LastModified": THEN} for it in keys]}
        raise NotImplementedError(operation)

    def _etag(self, key: str) -> str:
        return f'"{hashlib.md5(self.objects[key], usedforsecurity=False).hexdigest()}"'


class World:
    """What stands in for AWS."""

    def __init__(self) -> None:
        self.table, self.bucket = Table(), Bucket()
        self.messages: Counter[str] = Counter()

    def answer(self, service: str, operation: str, given: dict[str, Any]) -> dict[str, Any]:
        match service:
            case "dynamodb":
                return self.table.call(operation, given)
            case "s3":
                return self.bucket.call(operation, given)
            case "sqs":
                self.messages[operation] += len(given.get("Entries", [None]))
                return {}
        raise NotImplementedError(operation)


@contextmanager
def world() -> Iterator[World]:
    """A new world that answers every AWS call of this process; our own code is what it is."""
    made = World()
    with answered(made.answer):
        yield made


Answer = Callable[[str, str, dict[str, Any]], dict[str, Any]]
"""What a service, an operation and its parameters are answered with."""


@contextmanager
def answered(by: Answer) -> Iterator[None]:
    """Within, every AWS call of this process is answered so, and its settings are those of the template."""
    template = local_template(TEMPLATE)
    told = {name: value for it in functions(template).values() for name, value in it.environment.items()}
    # Clients last for the process: another world, on moto, may find those that are made here.
    keys = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_DEFAULT_REGION": template.place.region}
    theme = {"FLONG_THEME": str(TEMPLATE.parent / "layers" / "theme")}

    def answer(client: BaseClient, operation: str, given: dict[str, Any]) -> dict[str, Any]:
        return by(client.meta.service_model.service_name, operation, given)

    with patch.dict(os.environ, {**told, **keys, **theme, **QUIET}), patch.object(BaseClient, "_make_api_call", answer):
        forget_settings()
        yield


def forget_settings() -> None:
    """A process of Lambda's has one environment for life; here another world may have had its own."""
    if module := sys.modules.get("flong.settings"):
        module.settings.cache_clear()
