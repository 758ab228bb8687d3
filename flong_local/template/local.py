"""The template as engines on this machine deploy it."""

from functools import cache
from pathlib import Path

from flong_local.template.model import Template
from flong_local.template.reading import read_template

PARAMETERS = {"Stage": "local", "UndoWindow": "0"}
"""Emulators speak plain http, which a stack in production refuses; and nobody wants to wait for mail on one machine."""


@cache
def local_template(path: Path) -> Template:
    """The template at `path`, read once a process."""
    document = read_template(path)
    given = {name: value for name, value in PARAMETERS.items() if name in document.get("Parameters", {})}
    return Template(document, path.resolve().parent, given)
