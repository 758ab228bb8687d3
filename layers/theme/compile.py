"""Compiles the templates in a theme's folder ahead, for the build of the layer: `compile.py FOLDER`.

It stands alone, since `sam build` gives it this folder and nothing else; `flong.formats.templates` reads what it makes.
"""

import sys
from compileall import compile_dir
from pathlib import Path
from py_compile import PycInvalidationMode

from jinja2 import Environment, FileSystemLoader


def compile_templates(folder: Path) -> None:
    """Python modules, and byte code that needs no check of its source, in `compiled/`."""
    environment = Environment(
        loader=FileSystemLoader(folder / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.compile_templates(str(folder / "compiled"), zip=None, ignore_errors=False)
    compile_dir(folder / "compiled", quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)


if __name__ == "__main__":
    compile_templates(Path(sys.argv[1]))
