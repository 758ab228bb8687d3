"""Findings about a header speak in the editor's words, and stand where these stand."""

import pytest
from flong.intake.place import Scalar
from flong.intake.read import Reading, read_article
from flong.verdict import Finding

from tests.make import DAY, SITE


def read(header: str, text: str = "Text.", key: str = "articles/note.md") -> Reading:
    return read_article(key, f"---\n{header}\n---\n{text}\n".encode(), SITE, DAY, DAY.at)


def finding(header: str, key: str = "articles/note.md") -> Finding:
    [found] = read(f"title: Tides\n{header}", key=key).findings
    return found


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("ogImage: x.jpg", "ogImage"),
        ("author: Ada Brenner (Elastic)", "author"),
        ("date: 2026-13-45", "date"),
        ("Language: Klingonish", "Language"),
    ],
)
def test_a_field_is_called_as_the_editor_calls_it(header, name):
    assert finding(header).message.startswith(f"`{name}` ")


def test_the_description_of_a_picture_is_asked_for_under_a_name_that_there_is():
    assert "`image alt: " in finding("image: /a.jpg").remedy
    assert "`cover alt: " in finding("cover: /a.jpg").remedy


@pytest.mark.parametrize(
    ("header", "place", "found"),
    [
        ("date: '2026-13-45'", (3, 7), "'2026-13-45'"),
        ('expirydate: "2025"', (3, 1), "expirydate"),
        ("expirydate: 2025", (3, 1), "expirydate: 2025"),
        ("author: >\n  Ada Brenner\n  (Elastic)", (5, 3), "(Elastic)"),
        ('author:\n- Bo Lind\n- "Tim Head <timhead>"', (5, 13), "<timhead>"),
    ],
)
def test_what_was_found_stands_so_in_the_source(header, place, found):
    it = finding(header)

    assert ((it.line, it.column), it.found) == (place, found)


@pytest.mark.parametrize("name", ["Author handle", "author-twitter", "image_caption", "featured-image-dark"])
def test_a_name_with_a_word_that_no_field_has_is_no_slip(name):
    assert "Did you mean" not in finding(f"{name}: a").remedy


def test_a_field_that_is_given_is_not_suggested():
    assert "`summary`" in finding("sumary: a").remedy
    assert "Did you mean" not in finding("summary: b\nsumary: a").remedy


def test_an_unknown_field_that_stands_twice_is_one_finding():
    assert finding("mood: sad\nmood: blue").code == "front-matter-duplicate"


def test_a_field_that_stands_twice_with_one_value_is_a_warning():
    same = read("title: Tides\ncategory: Sea\ncategory: Sea")
    json = read_article("articles/a.md", b'{"title": "T", "title": "T"}\n\nText.', SITE, DAY, DAY.at)

    assert [(it.level, it.code) for it in same.findings] == [("warning", "front-matter-duplicate")]
    assert same.article
    assert json.article
    assert finding("category: Sea\ncategory: Sky").level == "error"


def test_what_is_left_out_beside_a_name_may_be_an_employer():
    assert "mention a role or an employer in the text" in finding("author: Ada Brenner (Elastic)").remedy


def test_an_impossible_day_is_mended_with_its_time_and_the_date_of_the_file():
    remedy = finding("date: 2017-02-29 11:00:00", "articles/2017-03-01-upgrade.md").remedy

    assert "`2017-02-28T11:00`" in remedy
    assert "`2017-03-01`" in remedy


def test_a_letter_that_told_the_language_is_named():
    [found] = read("title: Море", "Море приходить і їхні хвилі.").findings

    assert (found.code, "`ї`" in found.message) == ("language-guessed", True)


# ---- labels in italics


@pytest.mark.parametrize("mark", "_*")
def test_labels_in_italics_name_the_author_where_no_field_does(mark):
    text = f"{mark}January 25th, 2023{mark}  \n{mark}Author: Ada Brenner{mark}\n\nThe sea comes."
    article = read("title: Tides", text).article

    assert [person.name for person in article.authors] == ["Ada Brenner"]
    assert "Ada" not in article.body
    assert "January 25th" in article.body


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("title: T\nauthor: Mei", "_Author: Ada_\n\nText."),
        ("title: T", "_Author: Ada_\nand so on."),
        ("title: T", "_Tags: Ada_\n\nText."),
    ],
)
def test_other_italics_stay_in_the_text(header, text):
    assert "Ada" in read(header, text).article.body


def test_the_lines_of_a_text_below_italic_labels_are_the_files():
    [found] = read("title: T", "\n_By: Ada Brenner_\n\nText.\n\n![](https://a.example/b.jpg)").findings

    assert (found.code, found.line) == ("image-alt", 9)


LONG = "x" * 70


@pytest.mark.parametrize(
    ("tags", "place"),
    [
        (f"tags: sea, {LONG}", (3, 12)),
        (f'tags: "sea, {LONG}"', (3, 13)),
        (f"tags: sea,\n  {LONG}", (4, 3)),
        (f"tags: >\n  sea,\n  moon,\n  {LONG}", (6, 3)),
        (f"tags:\n  - sea\n  - {LONG}", (5, 5)),
    ],
)
def test_a_part_of_a_value_is_found_where_it_stands(tags, place):
    found = finding(tags)

    assert (found.code, found.line, found.column, found.found) == ("tag-too-long", *place, LONG)


def test_a_part_too_short_to_look_for_is_placed_where_its_value_begins():
    assert Scalar("a b, c", 3, 7).part(5, "c").column == 7
    assert Scalar("a b, c", 3, 7, plain=True).part(5, "c").column == 12
