"""No word of a source is lost on its way into any variant, unless a finding or the documentation says so.

The words of a source are those that markdown-it-py makes visible. Documented differences: a task's box, a footnote's
label, a heading's own id, how an alert is marked, and the end of a mail that would be clipped.
"""

from pathlib import Path

import pytest
from flong.intake.header.split import split
from flong.intake.source import text_of

from tests.corpus import CORPUS, needs_corpus
from tests.hostile.conservation import unexplained
from tests.hostile.sinks import read
from tests.hostile.vectors import MARKDOWN, cases, needs_vectors

KINDS = (".md", ".markdown", ".txt")
CHANGED = {"md_gfm_spec/md_gfm_spec-0645"}
"""`<!-- a--->` was text in GFM's CommonMark 0.29, and is a comment since 0.31."""
OPENING = "---\ntitle: Tides\n---\n\n"
FILLED = {
    "quotes": "> " * 20 + "inmost",
    "a list": "\n".join(f"{'  ' * level}- level{level}" for level in range(14)),
    "a table": "| a | b |\n|---|---|\n| wide1 | " + "far " * 60 + "|",
    "stress": "***alpha** beta* gamma ~~delta~~ `epsilon`",
    "a note": "Seen[^n] here.\n\n[^n]: The note's text, and\n    more of it.",
    "code": "```python\nif x < y and z > 1: print('&amp;')\n```",
    "entities": "&lt;b&gt; &amp;amp; &copy; &#65;BC",
    "signs that are no markup": "a < b and c > d, 3 * 4 * 5, x_y_z, [not a link], # no heading, 1) no list",
    "an unknown element": "<nick> said <foo-bar>hello</foo-bar> and <b>bye</b>",
    "a broken comment": "before <!-- never closed\n\nafter",
    "a broken instruction": "before <?php never closed, and <![CDATA[ not this ]> either",
    "scripts of the world": "Ελληνικά עברית العربية हिन्दी ไทย 中文字 日本語 한국어",
    "a long word": "L" + "o" * 200 + "ng",
    "a long word of another alphabet": "Ж" + "у" * 200 + "к",
}


@needs_vectors
def test_no_example_of_the_markdown_suites_loses_a_word():
    silent = []
    for case in cases(*MARKDOWN):
        text = f"Begin.\n\n{case.text}"
        if case.id not in CHANGED and (gone := unexplained(text, read(OPENING + text))):
            silent.append((case.id, gone))

    assert not silent


@pytest.mark.parametrize("source", FILLED.values(), ids=FILLED)
def test_no_construct_loses_a_word(source):
    text = f"Begin.\n\n{source}\n\nThe end."
    reading = read(OPENING + text)

    assert reading.article, reading.findings
    assert not unexplained(text, reading)


@needs_corpus
def test_no_real_article_loses_a_word():
    silent = {}
    for file in sorted(file for file in CORPUS.glob("*/*") if file.suffix in KINDS):
        source = file.read_text(encoding="utf-8", errors="surrogateescape")
        reading = read(source)
        gone = unexplained(split(text_of(file.read_bytes()))[1], reading)
        if gone:
            silent[str(Path(*file.parts[-2:]))] = gone

    assert not silent
