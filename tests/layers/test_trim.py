"""What is left out of the dependencies layer, and what must stay."""

import re
import shutil
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import botocore
import pytest
from botocore import xform_name
from botocore.loaders import Loader
from botocore.session import Session

from tests.template.stack import ROOT

DATA = Path(botocore.__file__).parent / "data"
SERVICES = {"dynamodb", "s3", "scheduler", "sesv2", "sns", "sqs"}


@pytest.fixture(scope="module")
def trim() -> ModuleType:
    spec = spec_from_file_location("trim", ROOT / "layers" / "dependencies" / "trim.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Packages as they are installed: botocore's own data, and a little of everything else."""
    shutil.copytree(DATA, tmp_path / "botocore" / "data", ignore=all_but_a_few)
    for name in (
        "bin/jp.py",
        "pydantic/main.py",
        "pydantic/__pycache__/main.pyc",
        "jinja2/tests.py",
        "yaml/tests/t.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1\n")
    return tmp_path


def all_but_a_few(folder: str, names: list[str]) -> set[str]:
    """The hundreds of services that no test asks for."""
    if Path(folder) != DATA:
        return set()
    return {name for name in names if (DATA / name).is_dir()} - {*SERVICES, "ec2"}


def test_only_the_services_in_use_are_left(trim, folder):
    trim.trim(folder)

    assert {it.name for it in (folder / "botocore" / "data").iterdir()} == SERVICES | trim.SHARED


def test_code_stays_and_what_nobody_imports_goes(trim, folder):
    trim.trim(folder)

    left = {str(it.relative_to(folder)) for it in folder.rglob("*") if it.is_file() and "botocore" not in it.parts}
    assert left == {"pydantic/main.py", "jinja2/tests.py"}


def trimmed(trim: ModuleType, folder: Path) -> Session:
    """botocore with nothing but what the layer has."""
    trim.trim(folder)
    trim.narrow(folder)
    session = Session()
    loader = Loader([str(folder / "botocore" / "data")], include_default_search_paths=False)
    session.register_component("data_loader", loader)
    return session


def test_what_is_left_describes_every_call_that_the_code_makes(trim, folder):
    session = trimmed(trim, folder)

    for service, methods in calls().items():
        client = session.create_client(service, "eu-west-1", aws_access_key_id="a", aws_secret_access_key="b")
        assert methods == {xform_name(operation) for operation in client.meta.service_model.operation_names}


def calls() -> dict[str, set[str]]:
    """The methods that the code calls on its clients, by service."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "layers/flong/flong/aws").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        for name, service in re.findall(r'(\w+)(?:: \w+)? = client\("(\w+)"\)', text):
            found.setdefault(service, set()).update(re.findall(rf"\b{name}\.(\w+)\(", text))
        dynamodb = re.findall(r"\bdynamodb\.(\w+)\(", text)
        found.setdefault("dynamodb", set()).update(dynamodb)
    return found


def test_a_client_of_the_trimmed_layer_knows_the_same_addresses(trim, folder):
    of_the_layer, whole = trimmed(trim, folder), Session()

    for service in SERVICES:
        for region in ("us-east-1", "eu-central-1", "cn-north-1"):
            ours, theirs = (
                it.create_client(service, region, aws_access_key_id="a", aws_secret_access_key="b").meta.endpoint_url
                for it in (of_the_layer, whole)
            )
            assert ours == theirs


def test_a_folder_without_botocore_is_a_mistake(trim, tmp_path):
    with pytest.raises(FileNotFoundError):
        trim.trim(tmp_path)


def test_bytecode_is_made_for_lambdas_python_alone(trim, folder):
    compiled = trim.compile_for_lambda(folder)

    assert compiled is (sys.version_info[:2] == (3, 13))
    assert bool(list((folder / "jinja2").rglob("*.cpython-313.pyc"))) is compiled
