"""Commands as a person runs them, beside a running stack, and a theme to spoil."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flong_local.cli import app
from tests.cli.spoiling import THEME


@pytest.fixture
def run(pipeline, tmp_path, monkeypatch):
    """Runs a command in a folder in which a stack is said to be running."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".flong").mkdir()
    (tmp_path / ".flong" / "dev.json").write_text(json.dumps(dict(pipeline.environment)))
    for name in pipeline.environment:
        monkeypatch.setenv(name, pipeline.environment[name])  # so that they are gone again afterwards

    def command(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, arguments)
        return result.exit_code, result.output

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A theme to spoil."""
    return Path(shutil.copytree(THEME, tmp_path / "theme", ignore=shutil.ignore_patterns("compiled", "__pycache__")))
