"""Control characters are told all at once, and hide nothing else."""

import time

import pytest
from flong.errors import ArticleRejected
from flong.intake.controls import MAX_CONTROLS, MAX_PLACES, Mended
from flong.intake.read import Reading, read_article
from flong.intake.source import MAX_BYTES

from tests.make import DAY, SITE


def read(text: str) -> Reading:
    return read_article("articles/note.md", text.encode(), SITE, DAY, DAY.at)


def places(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(finding.code, finding.line, finding.column) for finding in read(text).findings]


@pytest.mark.parametrize(
    "character", ["\x00", "\x08", "\x0c", "\x1b", "\x7f", "\x85", "\x9b", "\ufdd0", "\ufffe", "\uffff", "\U0001ffff"]
)
def test_a_control_character_is_refused_where_it_stands(character):
    found = read(f"# One\n\ntw{character}o")

    assert found.article is None
    assert [(it.code, it.line, it.column, it.found) for it in found.findings] == [
        ("control-character", 3, 3, f"U+{ord(character):04X}")
    ]


def test_every_place_of_one_control_character_is_told():
    [finding] = read("# A\x0c\n\nT\x0cext\x0c.").findings

    assert (finding.line, finding.column) == (1, 4)
    assert [(at.line, at.column) for at in finding.also] == [(3, 2), (3, 6)]
    assert "the first of 3" in finding.message


def test_different_control_characters_are_different_findings():
    assert places("# A\x00\n\nT\x0cext.") == [("control-character", 1, 4), ("control-character", 3, 2)]


def test_a_control_character_hides_nothing_else():
    found = read("---\x0c\ntitle: A\x00\ndate: 2026-02-30\n---\n\x0cText. \x00![](https://a.example/b.png)\n")

    assert [finding.code for finding in found.findings if finding.code != "control-character"] == [
        "published-invalid",
        "image-alt",
    ]
    assert found.attempt.title == "A"


def test_what_stands_behind_a_control_character_has_its_place_in_the_source():
    many = "\x00![](https://a.example/b.png) " * 4

    *_, first, second, third = [it for it in read(f"# A\n\n\x00{many}\n").findings if it.code == "image-alt"]

    assert [(it.line, it.column) for it in (first, second, third)] == [(3, 3), (3, 33), (3, 63)]
    assert [(it.line, it.column) for it in third.also] == [(3, 93)]


def test_a_byte_of_windows_1252_is_read_as_what_it_was():
    found = read("# The sea\x92s edge\n\nText.")

    assert found.attempt.title == "The sea’s edge"
    assert found.findings[0].remedy == "Write `’`, which it was in Windows-1252, or delete it."


def test_a_file_of_control_characters_is_no_text():
    with pytest.raises(ArticleRejected) as caught:
        Mended("\x00" * (MAX_CONTROLS + 1))

    [finding] = caught.value.findings
    assert len(finding.also) == MAX_PLACES


@pytest.mark.parametrize("piece", ["\x00", "a" * 1023 + "\x00", "\x00\n" + "b" * 1022])
def test_very_many_of_them_take_no_time(piece):
    text = piece * (MAX_BYTES // len(piece))
    started = time.process_time()

    assert read(text).article is None
    assert time.process_time() - started < 2
