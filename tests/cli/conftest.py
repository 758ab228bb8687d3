import shutil
from pathlib import Path

import pytest

from tests.cli.spoiling import THEME


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A theme to spoil."""
    return Path(shutil.copytree(THEME, tmp_path / "theme", ignore=shutil.ignore_patterns("compiled", "__pycache__")))
