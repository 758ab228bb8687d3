"""Pictures that lie beside an article's file."""

from flong_local.beside import pictures_of
from tests.make import make_png


def test_the_pictures_that_an_article_shows_and_that_are_there_go_along(tmp_path):
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "low tide.png").write_bytes(make_png(8, 8))
    (tmp_path / "other.png").write_bytes(make_png(8, 8))
    file = tmp_path / "tides.md"
    file.write_text("# Tides\n\n![a](img/low%20tide.png) ![b](absent.png) ![c](https://a.example/other.png)")

    assert pictures_of("articles/sea/tides.md", file) == {
        "articles/sea/img/low tide.png": tmp_path / "img" / "low tide.png"
    }


def test_a_file_that_is_no_good_article_has_none(tmp_path):
    file = tmp_path / "tides.md"
    file.write_text("")

    assert pictures_of("articles/tides.md", file) == {}
