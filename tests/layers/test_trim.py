"""What is left out of the dependencies layer, and what must stay."""

import json
import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import botocore
import pytest

from tests.template.stack import ROOT


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
    """A folder of packages with one file for each that botocore's data has."""
    for found in (Path(botocore.__file__).parent / "data").iterdir():
        kept = tmp_path / "botocore" / "data" / found.name
        kept.mkdir(parents=True) if found.is_dir() else write(kept)
    for name in (
        "boto3/data/x.json",
        "pydantic/main.py",
        "pydantic/__pycache__/main.pyc",
        "jinja2/tests.py",
        "yaml/tests/t.py",
    ):
        write(tmp_path / name)
    return tmp_path


def write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("1\n")


def test_only_the_services_in_use_are_left(trim, folder):
    trim.trim(folder)

    assert {it.name for it in (folder / "botocore" / "data").iterdir()} == trim.SERVICES | trim.SHARED


def test_code_stays_and_what_nobody_imports_goes(trim, folder):
    trim.trim(folder)

    left = {str(it.relative_to(folder)) for it in folder.rglob("*") if it.is_file() and "botocore" not in it.parts}
    assert left == {"pydantic/main.py", "jinja2/tests.py"}


def test_the_services_kept_are_those_that_the_code_makes_clients_of(trim):
    code = "".join(it.read_text(encoding="utf-8") for it in (ROOT / "layers/flong/flong/aws").glob("*.py"))

    assert set(re.findall(r'client\("(\w+)"\)', code)) == trim.SERVICES


def test_a_folder_without_botocore_is_a_mistake(trim, tmp_path):
    with pytest.raises(FileNotFoundError):
        trim.trim(tmp_path)


def test_bytecode_is_made_for_lambdas_python_alone(trim, folder):
    compiled = trim.compile_for_lambda(folder)

    assert compiled is (sys.version_info[:2] == (3, 13))
    assert bool(list((folder / "jinja2").rglob("*.cpython-313.pyc"))) is compiled


def test_the_lock_names_every_package_with_a_hash_and_no_address():
    for lock in (
        "layers/dependencies/requirements.txt",
        "requirements-dev.txt",
        "requirements-ministack.txt",
        "requirements-sam.txt",
    ):
        text = (ROOT / lock).read_text(encoding="utf-8")
        pinned = [line for line in text.splitlines() if "==" in line]
        assert pinned
        assert text.count("--hash=sha256:") >= len(pinned)
        assert "://" not in text


def test_what_runs_in_tests_is_what_runs_in_lambda():
    def pins(lock: str) -> dict[str, str]:
        lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
        return dict(line.split(" ")[0].split("==") for line in lines if "==" in line)

    runtime, development = pins("layers/dependencies/requirements.txt"), pins("requirements-dev.txt")
    assert {name: development.get(name) for name in runtime} == runtime


def test_the_conformance_lock_names_no_registry():
    lock = json.loads((ROOT / "tests" / "conformance" / "package-lock.json").read_text(encoding="utf-8"))

    assert not [name for name, it in lock["packages"].items() if "resolved" in it]
    assert all("integrity" in it for name, it in lock["packages"].items() if name)
