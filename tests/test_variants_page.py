"""docs/variants.md, followed to the letter in a copy of the project: what it adds is published and complete."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.test_docs import DOCS, ROOT, blocks

NEEDED = ("events", "functions", "layers", "flong_local", "template.yaml")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "compiled", ".*")
FILE = re.compile(r"# (\S+\.py)\n")


def copy_of_the_project(folder: Path) -> Path:
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=NOT_COPIED)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def follow(page: Path, root: Path) -> None:
    """Writes each file that a page shows; what it shows of the registry becomes its last line."""
    for block in blocks(page, "python"):
        named = FILE.match(block)
        assert named, "a block of Python begins with the name of its file"
        file = root / named[1]
        if file.exists():
            line = block.removeprefix(named[0])
            text = file.read_text(encoding="utf-8")
            assert text.count("\n)\n") == 1, "one closing bracket ends the registry"
            file.write_text(text.replace("\n)\n", f"\n{line})\n"), encoding="utf-8")
        else:
            file.write_text(block, encoding="utf-8")


def test_a_variant_is_a_module_and_a_line(tmp_path):
    root = copy_of_the_project(tmp_path)
    follow(DOCS / "variants.md", root)

    paths = os.pathsep.join([str(root / "layers" / "flong"), str(root)])
    asked = ["-q", "-p", "no:cacheprovider", "-p", "flong_local.testing", "-c", os.devnull, "test_gemini.py"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *asked],
        cwd=root,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "2 passed" in ran.stdout
