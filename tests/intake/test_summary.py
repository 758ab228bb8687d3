"""What a text offers for a summary, and what it does not."""

import pytest
from flong.intake.read import read_article

from tests.make import DAY, SITE

PROSE = "The sea comes and goes, twice a day."


def summary(text: str, header: str = "title: Tides") -> str:
    reading = read_article("articles/note.md", f"---\n{header}\n---\n{text}\n".encode(), SITE, DAY, DAY.at)
    assert reading.article, reading.findings
    return reading.article.summary


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Another patch, see [the notes]({% link a.md %}) here.", "Another patch, see the notes here."),
        ("The sea comes and goes, says {{ page.author }}.", "The sea comes and goes, says."),
        ('The sea {{< figure src="a" >}} comes and goes.', "The sea comes and goes."),
        ("In Liquid, `{{ a }}` is a value.", "In Liquid, {{ a }} is a value."),
    ],
)
def test_a_summary_has_no_code_but_what_is_shown_as_code(text, left):
    assert summary(text) == left


@pytest.mark.parametrize(
    "first",
    [
        '{% include a.md x="one two three four" %}',
        '![A](/a.png)\n{: width="100%" title="one two three"}',
        "<Foo {...authors.one two three} />",
        "| a | b | c | d\n|---|---|\n| 1 | 2 | 3 |",
        "Installer: https://example.org/a.msi\\\nBinary: https://example.org/b.exe",
    ],
)
def test_a_paragraph_without_words_is_no_summary(first):
    assert summary(f"{first}\n\n{PROSE}") == PROSE
    assert summary(first) == "Tides"


@pytest.mark.parametrize(
    "first",
    ['*"With a watch I know."* –Unknown', "“With a watch I know.” — Ada Brenner", '"With a watch I know." - Mei'],
)
def test_an_epigraph_is_a_summary_only_where_nothing_else_is(first):
    assert summary(f"{first}\n\n{PROSE}") == PROSE
    assert "With a watch" in summary(first)


def test_a_quoted_paragraph_that_goes_on_is_prose():
    assert summary('"We are here" – said she, and "we stay".').startswith('"We are here"')


def test_a_fold_between_two_chinese_or_japanese_signs_is_no_blank():
    assert summary("最初の行、\n次の行に続く文章です。\nThe\nsea") == "最初の行、次の行に続く文章です。 The sea"


def test_a_summary_that_is_the_title_again_gives_way_to_the_text():
    header = "title: Tides\nshare_text: tides"

    assert summary("Another patch came.\n\n<!--more-->\n\nMore.", header) == "Another patch came."
    assert summary("", header) == "tides"


def test_struck_words_are_left_out():
    text = "The ~~honor~~ honour of <del>not</del> serving."

    assert summary(text) == "The honour of serving."
    assert summary("Text.", "title: T\nsummary: Hello, <strike>World</strike> Canada") == "Hello, Canada"
    assert summary("Text.", "title: T\nsummary: ~~All of it~~") == "All of it"
