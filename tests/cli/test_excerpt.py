"""A line of a source, and what is underlined in it."""

import pytest
from rich.cells import cell_len

from flong_local.cli.excerpt import excerpt, lines_of, span_of


def shown(line: str, column: int | None, found: str | None, room: int = 60) -> tuple[str, str]:
    part = excerpt(line, span_of(line, column, found), room)
    return part.before + part.mark + part.after, part.carets


def test_what_was_found_is_underlined():
    assert shown("date: 2026-02-30", 7, "2026-02-30") == ("date: 2026-02-30", "      ^~~~~~~~~~")


def test_a_place_without_a_text_gets_one_caret():
    assert shown("date: x", 7, None) == ("date: x", "      ^")


def test_a_text_in_quotes_is_underlined_without_them():
    assert shown('title: "Tides"', 8, "Tides")[1] == " " * 8 + "^~~~~"


def test_a_text_is_looked_for_where_only_the_line_is_known():
    assert shown("see [it](x.jpg)", None, "x.jpg")[1] == " " * 9 + "^~~~~"


def test_nothing_is_underlined_where_nothing_is_known():
    assert shown("Tides", None, None) == ("Tides", "")


def test_a_short_text_elsewhere_in_the_line_is_another():
    assert shown("title: a name", 1, "a")[1] == "^"


def test_of_a_text_of_several_lines_the_first_is_underlined():
    assert shown("  first", 3, "first\nsecond")[1] == "  ^~~~~"


@pytest.mark.parametrize(
    ("line", "carets"),
    [
        ("\tsea", "    ^~~"),
        ("日本sea", "    ^~~"),
        ("👨‍👩‍👧sea", "  ^~~"),
        ("e\u0301sea", " ^~~"),
        ("\x00sea", " ^~~"),
    ],
)
def test_the_caret_stands_under_the_text_whatever_comes_before(line, carets):
    assert shown(line, line.index("s") + 1, "sea")[1] == carets


def test_wide_characters_are_underlined_in_their_width():
    assert shown("x: 日本", 4, "日本")[1] == "   ^~~~"


def test_one_caret_covers_a_joined_emoji():
    assert shown("x 👨‍👩‍👧 y", 3, None)[1] == "  ^~"


def test_a_column_after_the_end_is_the_end():
    assert shown("abc", 4, None) == ("abc ", "   ^")
    assert shown("", 1, None) == (" ", "^")


def test_a_line_from_right_to_left_has_no_caret():
    assert shown("title: قهوة", 8, "قهوة") == ("title: قهوة", "")


@pytest.mark.parametrize("column", [1, 50, 5_000, 9_990])
@pytest.mark.parametrize("letter", ["x", "日", "\t"])
def test_of_a_long_line_the_part_round_the_column_is_shown(letter, column):
    line = f"{letter * (column - 1)}sea{letter * 10_000}"

    text, carets = shown(line, column, "sea")

    assert cell_len(text) <= 60
    assert len(carets) <= 60
    assert text.endswith("…")
    assert carets.endswith("^~~")
    assert "sea" in text


def test_a_text_that_is_longer_than_the_room_is_cut():
    text, carets = shown("x: " + "y" * 1_000, 4, "y" * 1_000)

    assert (len(text), text[-1], carets) == (60, "…", "   ^" + "~" * 56)


def test_a_character_that_deceives_is_named():
    assert shown("a\u202eb", 2, "\u202e") == ("a<U+202E>b", " ^~~~~~~~")


def test_lines_are_counted_as_findings_count_them():
    assert lines_of("\ufeffa\r\nb\rc\u2028d\x0ce\n".encode()) == ["a", "b", "c\u2028d\x0ce", ""]
    assert lines_of(b"caf\xe9\n")[0] == "caf\ufffd"
