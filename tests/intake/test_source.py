"""Bytes to text."""

import pytest
from flong.errors import ArticleRejected
from flong.intake.header.split import split
from flong.intake.source import MAX_BYTES, text_of
from flong.verdict import Finding


def refused(data: bytes) -> Finding:
    with pytest.raises(ArticleRejected) as caught:
        text_of(data)
    [finding] = caught.value.findings
    return finding


@pytest.mark.parametrize("data", [b"a\nb\nc", b"a\r\nb\r\nc", b"a\rb\rc", b"a\r\nb\nc", b"\xef\xbb\xbfa\nb\nc"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(data):
    assert text_of(data) == "a\nb\nc"


@pytest.mark.parametrize(
    "data", [b"a\n\xed\xa0\x80", b"a\n\xed\xb0\x80", b"a\n\xc0\x80", b"a\n\xf5\x80\x80\x80", b"a\n\xff"]
)
def test_bytes_that_are_no_utf8_are_refused_where_they_stand(data):
    """Lone surrogates, an overlong NUL, a code point past the last, and a byte that no encoding has."""
    assert (refused(data).code, refused(data).line, refused(data).column) == ("not-utf8", 2, 1)


def test_a_file_that_is_refused_as_a_whole_is_refused_at_its_beginning():
    for data in (b"", b" \n", b"a" * (MAX_BYTES + 1)):
        assert (refused(data).line, refused(data).column) == (1, 1)


@pytest.mark.parametrize("character", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_a_character_that_turns_the_direction_of_writing_is_a_warning(character):
    [finding] = split(f"# A\n\nT{character}ext.{character}")[0].findings

    assert (finding.level, finding.code, finding.line, finding.column) == ("warning", "bidi-control", 3, 2)
    assert finding.found == f"U+{ord(character):04X}"
    assert "2 in all" in finding.message


@pytest.mark.parametrize("character", "\u200d\u200c\u200e\u200f\u061c😀é")
def test_joiners_and_marks_that_scripts_need_are_no_finding(character):
    assert split(f"# A\n\nT{character}ext.")[0].findings == []


def test_a_letter_written_as_two_characters_is_one():
    assert text_of("cafe\u0301".encode()) == "café"
