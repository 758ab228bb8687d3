"""Pictures in a mail: as wide as Outlook reads, and told in words where nothing can show them."""

import pytest
from flong.article import Image

from tests.formats.casting import Page, mail
from tests.formats.test_email import LONG


def pictures(body: str, **given) -> list[dict[str, str | None]]:
    return Page(mail(body=body, **given)["html"]).all("img")


def test_a_picture_has_the_width_that_outlook_reads():
    wide = '<p><img src="https://i.example/a.png" alt="a" width="2000" height="10"></p>'
    small = '<p><img src="https://i.example/a.png" alt="a" width="40" height="10"></p>'

    assert [img["width"] for img in pictures(wide + small)] == ["536", "40"]


PICTURE = '<img src="https://i.example/a.png" alt="a">'
LINKED = f'<a href="https://a.example/">{PICTURE}</a>'


@pytest.mark.parametrize(
    "body",
    [
        PICTURE,
        f"<p>{PICTURE}</p>",
        f"<p>{LINKED}</p>",
        f"<p>See:\n{PICTURE}</p>",
        f"<p>{PICTURE}\nis it.</p>",
        f"<ul>\n<li>{PICTURE}</li>\n</ul>",
        f"<figure>{PICTURE}<figcaption>a</figcaption></figure>",
    ],
)
def test_a_picture_of_unknown_size_on_a_line_of_its_own_is_bound_in_outlook_and_nowhere_blown_up(body):
    [found] = pictures(f"<p>Text.</p>\n{body}")

    assert found["width"] == "536"
    assert "width:auto;max-width:100%" in found["style"]


@pytest.mark.parametrize(
    "body",
    [
        f"<p>The {PICTURE} badge.</p>",
        f"<p>{PICTURE} is our mark</p>",
        f"<p>A {LINKED}</p>",
        f"<p><em>{PICTURE}</em>, a</p>",
        f"<h2>{PICTURE}</h2>",
        f"<table><tbody><tr><td>{PICTURE}</td></tr></tbody></table>",
    ],
)
def test_a_picture_of_unknown_size_within_a_line_keeps_its_own(body):
    [found] = pictures(body)

    assert "width" not in found
    assert "max-width:100%" in found["style"]


def test_badges_in_a_row_keep_their_own_size():
    assert not [found for found in pictures(f"<p>{LINKED}\n{LINKED} {PICTURE}</p>") if "width" in found]


def test_a_picture_in_a_cell_leaves_room_for_the_others():
    cell = '<td><img src="https://i.example/a.png" alt="a" width="900" height="10"></td>'

    assert [it["width"] for it in pictures(f"<table><tbody><tr>{cell * 4}</tr></tbody></table>")] == ["134"] * 4


def test_a_picture_in_a_tables_caption_is_one_of_the_mails_too():
    [found] = pictures(
        '<table><caption>A <img src="/a.png" alt="a"></caption><tbody><tr><td>1</td></tr></tbody></table>'
    )

    assert found["src"] == "https://example.org/a.png"
    assert "max-width:100%" in found["style"]


def test_the_picture_at_the_head_fills_the_line():
    [found] = pictures("<p>Text.</p>", hero=Image(url="/quay.jpg", alt="A quay"))

    assert found["width"] == "536"
    assert "width:auto" not in found["style"]


def test_a_picture_that_mail_readers_cannot_show_is_told_in_words():
    found = Page(mail(body='<p><img src="https://i.example/a.svg?x" alt="A tide table"></p>')["html"])

    assert not found.all("img")
    assert "[A tide table]" in found.text


def test_a_picture_that_outlook_alone_cannot_show_is_told_in_words_there_alone():
    html = mail(body='<p><img src="https://i.example/a.webp" alt="A tide table"></p>' + LONG)["html"]

    assert '<!--[if !mso]><!--><img src="https://i.example/a.webp"' in html
    assert "<!--<![endif]--><!--[if mso]>[A tide table]<![endif]-->" in html
