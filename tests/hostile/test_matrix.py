"""Nothing active comes of any hostile text, in whatever place. A sample; `python -m tests.hostile` tries them all."""

import pytest

from tests.hostile.matrix import run
from tests.hostile.vectors import TEXTS, Case, cases, needs_vectors

EVERY = 149
"""A prime, so that the sample meets every kind of case."""

NAMED = [
    "<script>alert(1)</script>", "</title><svg onload=alert(1)>", "javascript:alert(1)", "java\tscript:alert(1)",
    "\x01javascript:alert(1)", "//evil.example", "\\\\evil.example", "data:text/html,<script>1</script>",
    "\r\nBcc: a@b.example", "../../../etc/passwd", "{{ 7 * 7 }}{% include 'x' %}", "\x1b]0;title\x07", "\u202egnp.exe",
    "\u2028alert(1)//", "]]><x/>", "-->", "`", "```", "|", "[x](javascript:alert(1))", "<javascript:alert(1)>",
    '" onmouseover="alert(1)', "' onmouseover='alert(1)", "::error file=a::b", "&#x1b;[31m", "\x9b31m", "\udc80",
]  # fmt: skip


@needs_vectors
def test_a_sample_of_hostile_texts_comes_to_nothing_in_every_place():
    total = run(cases(*TEXTS)[::EVERY])

    assert total.cases > 50
    assert total.rendered == total.cases
    assert not total.faults


@pytest.mark.parametrize("text", NAMED)
def test_a_known_attack_comes_to_nothing_in_every_place(text):
    assert not run([Case("named", text)]).faults
