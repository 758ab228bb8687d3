"""The functions and layers as Lambda gets them, built by the layers' own Makefiles for the interpreter at hand."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.articles import ROOT
from flong_local.template import local_template
from flong_local.template.wiring import functions

LAYERS = ROOT / "layers"
DEPENDENCIES = ROOT / ".cache" / "dependencies"
"""Where `make bench` builds the third-party packages."""

# A region and credentials are always there in Lambda; these reach nobody.
AWS = {"AWS_DEFAULT_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}


@dataclass(frozen=True)
class Deployed:
    """`python` stands for /opt/python."""

    python: Path
    functions: dict[str, "DeployedFunction"]


@dataclass(frozen=True)
class DeployedFunction:
    folder: Path
    environment: dict[str, str]


def deployed(folder: Path) -> Deployed:
    """All layers, built into `folder`, and what the template tells each function."""
    python, theme = folder / "python", folder / "theme"
    build_dependencies(python)
    make("flong", "build-FlongLayer", ARTIFACTS_DIR=folder)
    make("theme", "build-ThemeLayer", ARTIFACTS_DIR=folder)
    # For Lambda's Python that is done already; another's bytecode is needed for a fair comparison on it.
    subprocess.run([sys.executable, "-m", "compileall", "-q", python, theme], check=False, capture_output=True)
    found = {}
    for function in functions(local_template(ROOT / "template.yaml")).values():
        given = {name: value.replace("/opt", str(folder)) for name, value in function.environment.items()}
        environment = {**given, **AWS, "AWS_LAMBDA_FUNCTION_NAME": function.name}
        found[function.file.parent.name] = DeployedFunction(function.file.parent, environment)
    return Deployed(python, found)


def build_dependencies(python: Path) -> None:
    """The packages that `make bench` has built, else new ones."""
    if DEPENDENCIES.is_dir():
        shutil.copytree(DEPENDENCIES, python)
    else:
        make("dependencies", "host", TO=python)


def make(layer: str, target: str, **variables: Path) -> None:
    given = [f"{name}={value}" for name, value in {"PYTHON": sys.executable, **variables}.items()]
    subprocess.run(["make", "--silent", "-C", LAYERS / layer, target, *given], check=True, capture_output=True)
