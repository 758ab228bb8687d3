"""The documents say what is so: their examples run, their findings exist, their links lead somewhere."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from flong.intake.header.names import NAMES
from flong.intake.pictures import Fault, illustrated, wanted_by
from flong.intake.read import read_article

from flong_local.cli import app
from tests.make import DAY, SITE

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
CODE = ROOT / "layers" / "flong" / "flong"

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
FILE = re.compile(r"# (\w+\.py)\n")

FINDERS = {"Finding": None, "refused": 0, "beyond": 0, "wrong": None, "warn": None}
"""Functions that make a finding, and where its code stands among what they are called with; None for `code=`."""


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    return [body for kind, body in FENCE.findall(text_of(page)) if kind == language]


# ---- links


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        prose = re.sub(r"`[^`\n]*`", "", FENCE.sub("", text_of(page)))
        yield from ((page, target) for target in LINK.findall(prose) if "://" not in target)


@pytest.mark.parametrize(("page", "target"), [pytest.param(*it, id=f"{it[0].name}:{it[1]}") for it in links()])
def test_a_link_leads_somewhere(page, target):
    path, _, fragment = target.partition("#")
    found = (page.parent / path).resolve() if path else page

    assert found.exists()
    if fragment:
        assert fragment in {anchor_of(heading) for heading in HEADING.findall(FENCE.sub("", text_of(found)))}


def anchor_of(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


# ---- the first page


def test_the_readme_names_commands_that_there_are():
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = {*re.findall(r"^make ([a-z-]+)", "\n".join(blocks(ROOT / "README.md", "sh")), re.MULTILINE)}

    assert {"demo", "test"} <= named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_command_in_the_documents_is_there(page):
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))

    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", text_of(page), re.MULTILINE)) <= targets


# ---- findings


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
                if name in FINDERS:
                    yield name, node


def code_in(name: str, call: ast.Call) -> ast.expr | None:
    place = FINDERS[name]
    if place is not None:
        return call.args[place]
    return next((keyword.value for keyword in call.keywords if keyword.arg == "code"), None)


def codes_in_the_code() -> set[str]:
    """The codes that stand in the code as they are; those made of a field's name have a test of their own."""
    found = [code_in(name, call) for name, call in calls()]
    codes = {code.value for code in found if isinstance(code, ast.Constant) and code.value}
    return codes | {f"{what}-address" for what in ("link", "picture")}


def codes_in_the_docs() -> dict[str, str]:
    """What is said under each heading of docs/findings.md, by code."""
    parts = re.split(r"^### (.+)$", text_of(DOCS / "findings.md"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def codes_of(markdown: str) -> list[str]:
    """The codes of what is found in an article that nothing lies beside."""
    data = markdown.encode()
    reading = read_article("articles/tides.md", data, SITE, DAY, DAY.at)
    if reading.article:
        reading = illustrated(reading, dict.fromkeys(wanted_by(reading.article), Fault.MISSING), data)
    return [finding.code for finding in reading.findings]


def test_every_finding_is_explained_and_every_explanation_is_of_a_finding():
    explained = {code for code in codes_in_the_docs() if not code.endswith("-invalid")}

    assert explained == codes_in_the_code()


@pytest.mark.parametrize("field", sorted({*NAMES} - {"authors", "key_takeaways"}))
def test_a_field_with_fields_of_its_own_gets_a_code_that_is_explained(field):
    title = "" if field == "title" else "title: Tides\n"
    codes = codes_of(f"---\n{title}{field}:\n  a: b\n---\n# Tides\n\nText.")

    assert codes[0] == f"{field.replace('_', '-')}-invalid"
    assert {*codes, "`<field>`-invalid"} & codes_in_the_docs().keys()


def test_every_explained_field_is_one():
    explained = {code for code in codes_in_the_docs() if code.endswith("-invalid")} - {"`<field>`-invalid"}

    assert explained <= {f"{field.replace('_', '-')}-invalid" for field in NAMES}


EXAMPLES = [
    pytest.param(code, example, id=code)
    for code, text in codes_in_the_docs().items()
    for kind, example in FENCE.findall(text)
    if kind == "markdown"
]


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_an_example_of_a_finding_has_that_finding_alone(code, example):
    assert codes_of(example) == ["summary-invalid" if code == "`<field>`-invalid" else code]


# ---- the article format


@pytest.mark.parametrize("example", blocks(DOCS / "article-format.md", "markdown"))
def test_an_example_article_is_a_good_one(example):
    reading = read_article("articles/tides.md", example.encode(), SITE, DAY, DAY.at)

    assert reading.findings == ()
    assert reading.article.title == "Tides"


def test_the_article_format_has_every_field_with_every_synonym():
    table = {}
    for row in re.findall(r"^\| (`.+) \|$", text_of(DOCS / "article-format.md"), re.MULTILINE):
        field, others, *_ = row.split(" | ") if " | " in row else (row, "")
        table[field.strip("`")] = set(re.findall(r"`([^`]+)`", others))

    for field, names in NAMES.items():
        assert table[field] | {field.replace("_", " ")} >= {*names}


def test_an_example_value_of_a_field_is_read_as_that_field():
    rows = re.findall(r"^\| `(\w+)` \| .*?`(\w[\w ]*: [^`]+)`.* \|$", text_of(DOCS / "article-format.md"), re.MULTILINE)
    assert {field for field, _ in rows} == {*NAMES}
    for field, line in rows:
        dated = "date: 2026-01-20\n"
        beside = {"time": dated, "updated": dated, "author_url": "author: Ada Brenner\n"}  # what it belongs to
        header = line if field == "title" else f"title: Tides\n{beside.get(field, '')}{line}"
        reading = read_article("articles/tides.md", f"---\n{header}\n---\nText.".encode(), SITE, DAY, DAY.at)
        assert (field, reading.findings) == (field, ())


# ---- the template


def test_every_parameter_and_every_dead_letter_queue_is_in_the_documents():
    template = text_of(ROOT / "template.yaml")
    parameters = template.partition("\nParameters:\n")[2].partition("\nConditions:\n")[0]
    architecture, operations = text_of(DOCS / "architecture.md"), text_of(DOCS / "operations.md")

    assert all(f"`{name}`" in architecture for name in re.findall(r"^  (\w+):$", parameters, re.MULTILINE))
    assert all(name in operations for name in re.findall(r"^  (\w+DeadLetters):", template, re.MULTILINE))


# ---- what is promised

TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
FILE_OF_TESTS = re.compile(r"`(tests/[\w/]+\.py)`")


def test_every_test_that_proves_a_promise_is_there():
    text = text_of(DOCS / "guarantees.md")

    for file, name in TEST.findall(text):
        tree = ast.parse(text_of(ROOT / file))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{file}::{name}"
    assert all((ROOT / file).is_file() for file in FILE_OF_TESTS.findall(text))


def test_every_promise_says_what_proves_it():
    promises = re.split(r"\n\n(?=\*\*)", text_of(DOCS / "guarantees.md").partition("## How all of it")[0])[1:]

    assert promises
    for promise in promises:
        assert TEST.search(promise.partition("*Proof.*")[2]), promise


# ---- the command line


def test_every_command_in_the_documents_is_there():
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    for page in PAGES:
        named = set(re.findall(r"(?:`|^)flong ([a-z][a-z-]*)", text_of(page), re.MULTILINE))
        assert named <= commands, page


# ---- decisions


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("*.md")), ids=lambda page: page.stem)
def test_a_decision_says_why_what_and_what_not(page):
    number = int(page.name[:4])

    assert text_of(page).startswith(f"# {number}. ")
    assert HEADING.findall(text_of(page))[1:] == ["Context", "Decision", "What was not chosen"]


# ---- examples of tests


def test_the_examples_for_your_own_tests_run(tmp_path):
    for block in blocks(DOCS / "testing.md", "python"):
        name = FILE.match(block)
        assert name, "a block of Python begins with the name of its file"
        (tmp_path / name[1]).write_text(block, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "layers" / "flong"), str(ROOT)])}
    asked = ["-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), "-c", os.devnull, str(tmp_path)]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *asked], env=environment, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "skipped" not in ran.stdout
