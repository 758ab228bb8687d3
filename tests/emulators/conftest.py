"""The same questions to every emulator that Flong runs on."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from flong_local.embedded import stack
from flong_local.embedded.aws import aws
from flong_local.processes.emulator import Emulator, is_installed
from flong_local.template import Place

PLACE = Place()

needs_ministack = pytest.mark.skipif(not is_installed(), reason="ministack is not installed: make ministack")


@dataclass
class Engine:
    """An emulator, asked through the AWS API alone."""

    name: str
    make_client: Any

    def __getattr__(self, service: str) -> Any:
        client = self.make_client(service)
        setattr(self, service, client)
        return client


@pytest.fixture(scope="session")
def ministack(tmp_path_factory) -> Iterator[Emulator]:
    emulator = Emulator(PLACE, tmp_path_factory.mktemp("ministack") / "log")
    yield emulator
    emulator.stop()


@pytest.fixture(params=["moto", pytest.param("ministack", marks=needs_ministack)])
def engine(request) -> Iterator[Engine]:
    if request.param == "ministack":
        yield Engine("ministack", request.getfixturevalue("ministack").endpoint.client)
        return
    with aws(PLACE):
        yield Engine("moto", lambda service: stack.client(service, PLACE.region))


def a_name() -> str:
    return f"n{uuid.uuid4().hex[:12]}"
