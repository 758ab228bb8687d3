"""Hostile and tricky inputs that others collected. They are no part of the project and lie beside the corpus."""

import base64
import json
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from tests.corpus import CORPUS

VECTORS = CORPUS.parent / "vectors"
MANIFEST = VECTORS / "MANIFEST.tsv"

needs_vectors = pytest.mark.skipif(not MANIFEST.exists(), reason=f"no vectors at {VECTORS}: set FLONG_CORPUS")

SCRIPTS = ("html-xss",)
MARKDOWN = ("markdown-correct", "markdown-xss")
# Whatever may come to harm in any place that holds text; the other kinds have places of their own.
TEXTS = (
    *SCRIPTS, *MARKDOWN, "header-injection", "ssti", "uri-scheme", "open-redirect", "strings", "url",
    "html-parse",
)  # fmt: skip
SPARSE = {"html-parse": 4}
"""Kinds of which every nth will do: they try a tokenizer, each in several states."""


class Case(NamedTuple):
    """One input: where it comes from, and its text."""

    id: str
    text: str


def cases(*kinds: str) -> list[Case]:
    """The cases of `kinds`, in the order of the manifest, each text once."""
    found: dict[str, str] = {}
    for name, kind in names():
        if kind in kinds:
            for case in read(name)[:: SPARSE.get(kind, 1)]:
                found.setdefault(case.text, case.id)
    return [Case(id, text) for text, id in found.items()]


def names() -> Iterator[tuple[str, str]]:
    for row in MANIFEST.read_text(encoding="utf-8").splitlines()[1:]:
        name, _, kind, *_ = row.split("\t")
        yield name, kind


@cache
def read(name: str) -> list[Case]:
    """The cases of one file; bytes that are no UTF-8 come as surrogates, as `surrogateescape` makes them."""
    with (VECTORS / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [Case(f"{name}/{case['id']}", text_of(case)) for case in map(json.loads, lines) if "input" in case]


def text_of(case: dict[str, str]) -> str:
    if case.get("encoding") == "base64":
        return base64.b64decode(case["input"]).decode("utf-8", "surrogateescape")
    return case["input"]
