"""Titles and summaries, given or taken from the text."""

import pytest

from tests.intake.reading import TEXT, article, bare, codes, read

# ---- title


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("'Big Data &#8211; and <em>you</em>'", "Big Data – and you"),
        ("The `Vec<T>` of **Rust**", "The Vec<T> of Rust"),
        ("A &amp;lt; B", "A &lt; B"),
        ("'1. The beginning'", "1. The beginning"),
        ("'> more'", "> more"),
        ("'<script>alert(1)</script>'", "<script>alert(1)</script>"),
        ("Storytelling for a [blog] storm", "Storytelling for a [blog] storm"),
        ("One<br>two", "One two"),
        ("'![The mark](/m.png) of the sea'", "The mark of the sea"),
        ('"a\\tb \\u00a0 c"', "a b c"),
        ('"e\\u0301tude"', "étude"),
    ],
)
def test_a_title_is_what_its_markup_says(written, meant):
    assert article(f"title: {written}").title == meant


@pytest.mark.parametrize("text", ["## Tides\n\nText.", "Note first.\n\n# Tides\n\nText.", "Tides\n=====\n\nText."])
def test_a_title_that_is_not_given_is_the_first_heading_which_leaves_the_text(text):
    found = bare(text).article

    assert found.title == "Tides"
    assert "Tides" not in found.body


def test_a_second_level_heading_further_down_is_no_title():
    found = article("summary: S", "Note first.\n\n## Tides\n\nText.", "articles/2026-01-02-high_tides.md")

    assert (found.title, found.derived["title"]) == ("High tides", "the file name")
    assert "Tides</h2>" in found.body


def test_the_lines_below_a_heading_that_became_the_title_keep_their_numbers():
    [finding] = bare("Note.\n\n# Tides\n\n[x](https:/nowhere)\n").findings

    assert finding.line == 5


def test_a_title_from_the_file_name_is_a_warning():
    [finding] = bare(TEXT, "articles/high-tides/index.md").findings

    assert (finding.code, finding.level) == ("title-from-file-name", "warning")
    assert "`High tides`" in finding.message


def test_a_file_without_title_and_text_is_no_article():
    assert codes(read("layout: page", "")) == ["no-title"]


def test_a_title_without_a_text_is_a_warning():
    assert codes(bare("# Tides\n")) == ["no-text"]
    assert codes(read("title: Tides\nexternal url: https://a.example/paper", "")) == []


@pytest.mark.parametrize(
    ("text", "place"), [("\n# Tides\n", (2, 3)), ("---\ntitle: Tides\n---", (2, 8)), ("<!-- a -->\n\n# Tides", (3, 3))]
)
def test_a_missing_text_is_told_at_the_title_that_it_would_follow(text, place):
    [finding] = bare(text).findings

    assert (finding.line, finding.column) == place


def test_the_id_that_ends_a_heading_is_no_part_of_the_title():
    assert bare("# Tides {#tides}\n\nText.").article.title == "Tides"


# ---- characters that cannot be seen


def test_an_escaped_override_of_direction_is_left_out_and_told():
    found = read('title: "Tides\\u202etxt"')

    assert found.article.title == "Tidestxt"
    assert codes(found) == ["invisible-character"]


@pytest.mark.parametrize("kept", ["می‌خواهید", "👩‍🚀", "a\u200eb"])
def test_joiners_and_marks_of_direction_stay(kept):
    assert article(f"title: {kept}").title == kept


def test_a_text_that_is_too_long_is_an_error_at_its_place():
    [finding] = read(f"title: A\nsubtitle: {'x' * 1_001}").findings

    assert (finding.code, finding.level, finding.line, finding.column) == ("subtitle-invalid", "error", 3, 11)


# ---- summary


@pytest.mark.parametrize(
    ("text", "summary", "source"),
    [
        ("First one here.\n\nSecond.\n\n<!-- more -->\n\nThird.", "First one here. Second.", "the text before the"),
        ("First one here.\n\n{/* truncate */}\n\nThird.", "First one here.", "the text before the `more` mark"),
        ("One two three.\n\n<!-- truncate -->\n\nFour.", "One two three.", "the text before the `more` mark"),
        ("# A\n\n## TL;DR\n\nIt comes back.\n\n## More\n\n" + "word " * 90, "It comes back.", "the section Summary"),
        ("![A beach](/b.jpg)\n\nThe sea *comes* and goes.", "The sea comes and goes.", "the first paragraph"),
        ("> Some quoted words here.\n\nThe sea comes and goes.", "The sea comes and goes.", "the first paragraph"),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |\n\nThe sea comes and goes.",
            "The sea comes and goes.",
            "the first paragraph",
        ),
        (
            "[One](https://a.example/1) [Two](https://a.example/2)\n\nThe sea comes and goes.",
            "The sea comes and goes.",
            "the first paragraph",
        ),
        ("- one\n- two", "A", "the title"),
    ],
)
def test_a_summary_that_is_not_given_is_taken_from_the_text(text, summary, source):
    found = article("title: A", text)

    assert found.summary == summary
    assert found.derived["summary"].startswith(source)


def test_a_section_called_summary_at_the_end_is_a_conclusion():
    found = article("title: A", "The sea comes and goes.\n\n" + "More of it. " * 40 + "\n\n## Summary\n\nIt came.")

    assert found.summary == "The sea comes and goes."


def test_a_given_summary_is_plain_text():
    assert article('title: A\nsummary: "<p>See [the paper](https://a.example) &amp; **more**</p>"').summary == (
        "See the paper & more"
    )
