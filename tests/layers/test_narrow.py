"""What the dependencies layer tells botocore of a service: all that our code needs, as it was."""

import json
import re
import shutil
from pathlib import Path

import botocore
import pytest
from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.session import Session

from tests.layers.test_trim import trim  # noqa: F401 - a fixture
from tests.template.stack import ROOT

WHOLE = Loader()
DATA = Path(botocore.__file__).parent / "data"
UUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # botocore makes one where a call asks for a token
TOLD = {"CopySource": "some-bucket/key", "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/queue"}
CODE = ROOT / "layers" / "flong" / "flong" / "aws"


@pytest.fixture
def narrowed(trim, tmp_path: Path) -> Loader:  # noqa: F811
    """botocore's loader over the descriptions that the layer has."""
    data = tmp_path / "botocore" / "data"
    for service in trim.SERVICES:
        shutil.copytree(DATA / service, data / service)
    for name in trim.SHARED:
        shutil.copy(DATA / name, data)
    trim.narrow(tmp_path)
    return Loader(extra_search_paths=[str(data)], include_default_search_paths=False)


def model(loader: Loader, service: str) -> ServiceModel:
    return ServiceModel(loader.load_service_model(service, "service-2"), service)


def called(service: str) -> set[str]:
    """Operations that some code in `flong.aws` calls, by their names as methods."""
    names = re.findall(r"\.(\w+)\(", "".join(it.read_text(encoding="utf-8") for it in CODE.glob("*.py")))
    return {name for name in model(WHOLE, service).operation_names if xform_name(name) in names}


def test_the_operations_kept_are_those_that_the_code_calls(trim):  # noqa: F811
    assert {service: called(service) for service in trim.SERVICES} == trim.OPERATIONS


def test_an_operation_that_is_kept_is_described_as_before(trim, narrowed):  # noqa: F811
    for service, operations in trim.OPERATIONS.items():
        new, old = model(narrowed, service), model(WHOLE, service)
        assert set(new.operation_names) == operations
        assert new.metadata == old.metadata
        for name in new.shape_names:
            assert untold(new.shape_for(name)) == untold(old.shape_for(name))
        for name in operations:
            kept, whole = new.operation_model(name), old.operation_model(name)
            assert shapes(kept) == shapes(whole)
            assert (kept.http, kept.auth, kept.http_checksum) == (whole.http, whole.auth, whole.http_checksum)


def shapes(operation) -> list:
    found = [operation.input_shape, operation.output_shape, *operation.error_shapes]
    return [it.name if it else None for it in found]


def untold(shape) -> str:
    described = {name: it for name, it in shape._shape_model.items() if name != "documentation"}
    return re.sub(r'"documentation": "(?:[^"\\]|\\.)*",? ?', "", json.dumps(described)).replace(", }", "}")


def test_an_operation_that_is_kept_is_sent_as_before(trim, narrowed):  # noqa: F811
    for service, operations in trim.OPERATIONS.items():
        for name in operations:
            assert sent(narrowed, service, name) == sent(WHOLE, service, name)


class Sent(Exception):
    """Carries what would have gone to AWS."""


def sent(loader: Loader, service: str, operation: str) -> tuple:
    """Method, address, names of headers and body of a call that says the least it can."""
    session = Session()
    session.register_component("data_loader", loader)
    session.set_credentials("none", "none")
    client = session.create_client(service, "us-east-1")
    client.meta.events.register("before-send", stop)
    with pytest.raises(Sent) as stopped:
        getattr(client, xform_name(operation))(**least(model(WHOLE, service).operation_model(operation).input_shape))
    (request,) = stopped.value.args
    body = request.body.read() if hasattr(request.body, "read") else request.body
    return request.method, UUID.sub("", request.url), sorted(request.headers), UUID.sub("", str(body))


def stop(request, **_):
    raise Sent(request)


def least(shape):
    """A value with nothing in it that may be left out."""
    if shape.type_name == "structure":
        return {name: TOLD.get(name) or least(shape.members[name]) for name in shape.required_members}
    if shape.type_name == "list":
        return [least(shape.member)]
    if shape.type_name == "map":
        return {"name": least(shape.value)}
    return {"integer": 1, "boolean": True, "blob": b"bytes"}.get(shape.type_name, "some-name")


def test_every_region_keeps_the_addresses_of_our_services(trim, narrowed):  # noqa: F811
    before, after = Loader().load_data("endpoints"), narrowed.load_data("endpoints")  # clients change what they share
    for old, new in zip(before["partitions"], after["partitions"], strict=True):
        assert new["services"] == {name: it for name, it in old["services"].items() if name in trim.ADDRESSES}
        assert new["regions"] == old["regions"]
