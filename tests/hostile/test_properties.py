"""What holds for every source whatsoever: a verdict and no exception, no word lost, time in proportion."""

import base64
import json
from pathlib import Path

import pytest
from flong.intake.read import Reading, read_article
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.conservation import lost
from tests.hostile.judging import faults_of, literal_faults
from tests.hostile.matrix import climb
from tests.hostile.outputs import outputs_of
from tests.hostile.sinks import KEY, SITE, read
from tests.hostile.vectors import VECTORS, cases, needs_vectors
from tests.make import DAY
from tests.timing import cpu_seconds

EXAMPLES = [file.read_bytes() for file in sorted((Path(__file__).parents[2] / "examples").glob("*.md"))]
SIGNS = "*_`~[]()<>!#-+=|:&\\\"'{}%$^/@.\n\n\n \t1ab"
HEADS = ["---\n", "+++\n", "{\n", "# ", "**Author:** ", "> Coverage of ", "title: ", "title = ", '"title": ', "date: "]
PIECES = [
    *HEADS,
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "{{",
    "}}",
    "[^1]: ",
    "[^1]",
    "```\n",
    "$$",
    "import x\n",
    "\r\n",
    "\ufeff",
]
bounded = settings(
    max_examples=150, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def verdict(data: bytes) -> Reading:
    return read_article(KEY, data, SITE, DAY, DAY.at)


def comes_to_good(reading: Reading) -> bool:
    """Either an article whose outputs are all harmless, or an error that says why there is none."""
    if reading.article is None:
        return any(finding.level == "error" for finding in reading.findings)
    return not faults_of(outputs_of(reading.article))


@bounded
@given(st.binary(max_size=400))
def test_any_bytes_get_a_verdict(data):
    assert comes_to_good(verdict(data))


@bounded
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(SIGNS, max_size=20), st.text(max_size=8)), max_size=40))
def test_any_jumble_of_markup_gets_a_verdict(pieces):
    assert comes_to_good(verdict("".join(pieces).encode("utf-8", "replace")))


@bounded
@given(st.sampled_from(EXAMPLES), st.integers(0, 10_000), st.integers(0, 60), st.binary(max_size=12))
def test_a_damaged_article_gets_a_verdict(source, at, cut, put):
    at %= len(source)

    assert comes_to_good(verdict(source[:at] + put + source[at + cut :]))


plain = st.text("abcdefg hij klm", min_size=1, max_size=30).map(lambda text: f"w{text.strip()}w")
inline = st.recursive(
    plain,
    lambda inner: st.one_of(
        *(inner.map(lambda text, mark=mark: f"{mark}{text}{mark}") for mark in ("*", "**", "~~")),
        inner.map(lambda text: f"[{text}](https://example.org/a)"),
        inner.map(lambda text: f"<u>{text}</u>"),
        plain.map(lambda text: f"`{text}`"),
    ),
    max_leaves=4,
)
leaf = st.one_of(
    st.lists(inline, min_size=1, max_size=4).map(" ".join),
    inline.map(lambda text: f"## {text}"),
    plain.map(lambda text: f"```\n{text}\n```"),
    st.tuples(inline, inline).map(lambda pair: f"| {pair[0]} | x |\n|---|---|\n| y | {pair[1]} |"),
)


def indented(text: str, first: str, rest: str) -> str:
    return first + text.replace("\n", f"\n{rest}")


block = st.recursive(
    leaf,
    lambda inner: st.one_of(
        inner.map(lambda text: indented(text, "> ", "> ")),
        inner.map(lambda text: indented(text, "- ", "  ")),
        inner.map(lambda text: indented(text, "1. ", "   ")),
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
    ),
    max_leaves=8,
)


@bounded
@given(st.lists(block, min_size=1, max_size=5).map("\n\n".join))
def test_no_word_of_a_document_is_lost(text):
    reading = read(f"---\ntitle: Tides\n---\n\nBegin.\n\n{text}\n")

    assert reading.article
    assert not lost(f"Begin.\n\n{text}\n", reading.article)


@pytest.mark.parametrize("depth", [10, 25, 40, 200])
@pytest.mark.parametrize("sign", ["> ", "- "])
def test_what_is_nested_is_shown_or_refused_but_never_dropped(sign, depth):
    text = f"{sign * depth}inmost"
    reading = read(f"# Tides\n\nBegin.\n\n{text}\n")

    assert reading.article is None or not lost(text, reading.article)


GROWING = {
    "quotes": lambda n: ">" * n,
    "brackets": lambda n: "[" * n,
    "pictures": lambda n: "![" * n,
    "links": lambda n: "[a](" * n,
    "stress": lambda n: "*a **a " * (n // 6),
    "closing stress": lambda n: "a**b" + "c* " * (n // 3),
    "underscores": lambda n: "_a" * n,
    "backticks": lambda n: "".join("e" + "`" * i for i in range(int((2 * n) ** 0.5))),
    "entities": lambda n: "&amp" * n,
    "open tags": lambda n: "<a " * n,
    "open comments": lambda n: "<!-- " * n,
    "open instructions": lambda n: "<?" * n,
    "declarations": lambda n: "<!A " * n,
    "CDATA": lambda n: "<![CDATA[" * n,
    "elements": lambda n: "<b>" * 20 + "x</b>" * n,
    "table cells": lambda n: "|a|b|\n|---|---|\n" + "|x|y|\n" * (n // 6),
    "references": lambda n: "".join(f"[{i}]: /x\n" for i in range(n // 8)),
    "notes": lambda n: (
        "".join(f"[^{i}] " for i in range(n // 16)) + "\n\n" + "".join(f"[^{i}]: x\n" for i in range(n // 16))
    ),
    "one note, often": lambda n: "[^1]" * (n // 4) + "\n\n[^1]: x",
    "equal headings": lambda n: "# a\n" * (n // 4),
    "addresses": lambda n: "www.a.b " * (n // 100) + "www." * n,
    "brackets in an address": lambda n: "https://a.example/" + ")" * n,
    "mustaches": lambda n: "{{ " * n,
    "Liquid": lambda n: "{% a " * n,
    "spaces": lambda n: "a" + " " * n + "b",
    "empty lines": lambda n: "a" + "\n" * n + "b",
    "labels": lambda n: "**a:** b\n" * (n // 9),
    "colons": lambda n: ": a\n" * (n // 4),
    "attributes": lambda n: "## a {#b " + ".c " * n + "}",
    "dotted attributes": lambda n: "## a {#" + "../" * (n // 3) + " b=c}",
    "hyphens": lambda n: "a--b " * (n // 5),
    "fences": lambda n: "```\n" * (n // 4),
    "list levels": lambda n: "".join("  " * i + "- a\n" for i in range(int(n**0.5))),
    "items": lambda n: "- a\n" * (n // 4),
    "tasks": lambda n: "- [ ] a\n" * (n // 8),
}
HEADERS = {
    "YAML brackets": lambda n: f"---\ntitle: {'[' * n}\n---\n",
    "YAML braces": lambda n: f"---\ntitle: {'{a: ' * n}\n---\n",
    "YAML keys": lambda n: "---\ntitle: a\n" + "".join(f"k{i}: v\n" for i in range(n // 8)) + "---\n",
    "YAML anchors": lambda n: "---\na: &a [x]\n" + "".join(f"b{i}: *a\n" for i in range(n // 8)) + "---\n",
    "YAML dashes": lambda n: "---\ntags: " + "- " * n + "\n---\n",
    "open YAML": lambda n: "---\n" + "a: b\n" * (n // 5),
    "TOML brackets": lambda n: f"+++\ntitle = {'[' * n}\n+++\n",
    "TOML tables": lambda n: "+++\n" + "".join(f"[t{i}]\n" for i in range(n // 6)) + "+++\n",
    "open TOML": lambda n: "+++\n" + "a = 1\n" * (n // 6),
    "JSON brackets": lambda n: f'{{"title": {"[" * n}\n',
    "JSON objects": lambda n: '{"a": ' * n,
    "a long title": lambda n: f"# {'a ' * n}",
    "many tags": lambda n: f"---\ntitle: a\ntags: [{'a, ' * n}]\n---\n",
    "many authors": lambda n: f"---\ntitle: a\nauthor: {'a and ' * n}\n---\n",
    "a long date": lambda n: f"---\ntitle: a\ndate: {'1' * n}\n---\n",
    "a date of commas": lambda n: f"---\ntitle: a\ndate: {'January, ' * n}\n---\n",
    "a long address": lambda n: f"---\ntitle: a\ncanonical_url: https://{'a.' * n}\n---\n",
}
SIZE = 8_192
QUADRATIC = 10
"""Between the 4 of linear growth and the 16 of quadratic."""
FLOOR = 0.02
"""Seconds under which a measurement says nothing."""


def seconds(source: str) -> float:
    return cpu_seconds(lambda: read(source), tries=3)


@pytest.mark.parametrize("grow", GROWING.values(), ids=GROWING)
def test_four_times_the_text_takes_about_four_times_the_time(grow):
    once, more = (seconds(f"# Tides\n\nText.\n\n{grow(size)}\n") for size in (SIZE, 4 * SIZE))

    assert more < QUADRATIC * max(once, FLOOR)


@pytest.mark.parametrize("grow", HEADERS.values(), ids=HEADERS)
def test_four_times_the_header_takes_about_four_times_the_time(grow):
    once, more = (seconds(f"{grow(size)}\nText.\n") for size in (SIZE, 4 * SIZE))

    assert more < QUADRATIC * max(once, FLOOR)


BOMB = (
    "---\n"
    + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9) if i else 'x'}]\n" for i in range(12))
    + "---\nText.\n"
)
MERGES = (
    "---\n"
    + "".join(f"a{i}: &a{i} {{<<: [{', '.join([f'*a{i - 1}'] * 9) if i else ''}]}}\n" for i in range(12))
    + "---\n"
)


@pytest.mark.parametrize("bomb", [BOMB, MERGES], ids=["aliases", "merges"])
def test_a_yaml_bomb_is_refused_at_once(bomb):
    assert read(bomb).article is None


@needs_vectors
def test_every_yaml_document_as_a_header_gets_a_verdict():
    for case in cases("yaml"):
        assert comes_to_good(read(f"---\n{case.text}\n---\n\n# Tides\n\nText.\n")), case.id


@needs_vectors
def test_every_json_document_as_a_header_gets_a_verdict():
    rows = (VECTORS / "json_test_suite.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, rows):
        text = base64.b64decode(row["input"])
        for source in (text + b"\n\n# Tides\n\nText.\n", b'{"title": ' + text + b"}\n\nText.\n"):
            assert comes_to_good(verdict(source)), row["id"]


@needs_vectors
def test_no_path_leaves_its_place():
    """A sample of 22,591 ways to climb; `python -m tests.hostile` tries them all."""
    assert not climb(cases("path-traversal")[::83])


@needs_vectors
def test_no_template_language_is_run():
    for case in cases("ssti"):
        reading = read(f"---\ntitle: {json.dumps(case.text)}\n---\n\nText.\n\n    {case.text}\n")
        assert reading.article or reading.findings[0].code == "title-too-long", case
        if reading.article is None:
            continue
        assert not literal_faults(reading.article, outputs_of(reading.article)), case
        assert not lost(f"    {case.text}", reading.article), case
