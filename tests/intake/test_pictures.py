"""Pictures beside articles: which object an address means, what it is, and how the article shows it."""

import struct

import pytest
from flong.article import Image, Picture
from flong.intake.pictures import Fault, illustrated, key_of, picture_of, wanted_by
from flong.intake.read import Reading

from tests.make import make_article, make_picture
from tests.make import make_png as png

HASH = "c" * 64
BOAT = "articles/sea/boat.png"


def jpeg(width: int, height: int, orientation: int = 1) -> bytes:
    tiff = b"MM\0\x2a\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + b"\0\0\0\0"
    exif = b"Exif\0\0" + tiff
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"\x01\x11\0\x02\x11\0\x03\x11\0"
    segments = ((0xE1, exif), (0xC0, frame))
    return b"\xff\xd8" + b"".join(struct.pack(">BBH", 0xFF, sign, len(it) + 2) + it for sign, it in segments)


def look(data: bytes, key: str = BOAT) -> Picture | Fault:
    return picture_of(key, '"e"', HASH, data)


def shown(body: str, **given: object) -> Reading:
    """The article with a picture of 800 by 600 wherever it shows one."""
    article = make_article(body=body, **given)
    return illustrated(Reading(article, ()), {key: make_picture(key) for key in wanted_by(article)}, b"")


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("boat.png", "articles/sea/boat.png"),
        ("./boat.png", "articles/sea/boat.png"),
        ("img/low%20tide.png", "articles/sea/img/low tide.png"),
        ("../boat.png", "articles/boat.png"),
        ("../../reports/boat.png", None),
        ("../../../etc/boat.png", None),
        ("%2e%2e/%2e%2e/reports/boat.png", None),
    ],
)
def test_an_address_is_read_from_the_articles_folder_and_leads_nowhere_else(address, key):
    assert key_of("articles/sea/tides.md", address) == key


def test_a_picture_is_measured():
    found = look(png(640, 480))

    assert (found.content_type, found.width, found.height) == ("image/png", 640, 480)
    assert found.file == f"boat-{'c' * 16}.png"


def test_a_photograph_taken_upright_is_as_high_as_it_is_shown():
    assert (look(jpeg(640, 480)).width, look(jpeg(640, 480)).height) == (640, 480)
    assert (look(jpeg(640, 480, orientation=6)).width, look(jpeg(640, 480, orientation=6)).height) == (480, 640)


def test_its_own_bytes_say_what_a_picture_is():
    assert look(png(1, 1), "articles/sea/Ebbe & Flut.JPG").file == f"ebbe-flut-{'c' * 16}.png"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'/>",
        b"\x89PNG\r\n\x1a\n",
        png(640, 480)[:20],
        png(0, 480),
        png(100_000, 480),
        b"\xff\xd8\xff" + b"\xff" * 100_000,
        b"\0\0\0\x1cftypavif" + b"\0\0\0\0" * 25_000,
    ],
)
def test_what_cannot_be_measured_is_no_picture(data):
    assert look(data) is Fault.UNREADABLE


def test_a_picture_gets_its_live_address_and_its_size():
    article = shown('<p><img src="boat.png" alt="A &amp; B"></p>').article

    assert article.body == f'<p><img src="/sea/tides/boat-{"c" * 16}.png" alt="A &amp; B" width="800" height="600"></p>'
    assert [picture.key for picture in article.pictures] == [BOAT]


@pytest.mark.parametrize(
    ("given", "size"),
    [('width="400"', (400, 300)), ('height="300"', (400, 300)), ('width="50" height="90"', (50, 90))],
)
def test_a_side_that_its_author_gave_keeps_the_proportions(given, size):
    body = shown(f'<img src="boat.png" alt="" {given}>').article.body

    assert body.endswith(f'width="{size[0]}" height="{size[1]}">')
    assert body.count("width=") == body.count("height=") == 1


def test_a_picture_that_heads_the_article_is_settled_too():
    hero = shown("<p>Text.</p>", hero=Image(url="./boat.png", alt="A boat")).article.hero

    assert hero == Image(url=f"/sea/tides/boat-{'c' * 16}.png", alt="A boat", width=800, height=600)


def test_pictures_elsewhere_stay_as_they_are():
    body = '<img src="https://a.example/boat.png" alt=""><img src="/boat.png" alt="">'

    assert shown(body).article == make_article(body=body)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.MISSING, "picture-missing"),
        (Fault.TOO_LARGE, "picture-too-large"),
        (Fault.UNREADABLE, "picture-unreadable"),
    ],
)
def test_a_picture_that_cannot_be_shown_keeps_its_article_back(fault, code):
    article = make_article(body='<img src="boat.png" alt="">')

    reading = illustrated(Reading(article, ()), {BOAT: fault}, b"# Tides\n\nSee ![](boat.png)")

    assert reading.article is None
    [finding] = reading.findings
    assert (finding.code, finding.level, finding.line, finding.column) == (code, "error", 3, 9)
    assert BOAT in finding.message


def test_a_picture_outside_what_editors_upload_is_refused():
    reading = illustrated(Reading(make_article(body='<img src="../../b.png" alt="">'), ()), {}, b"![](../../b.png)")

    assert reading.article is None
    assert [(finding.code, finding.line) for finding in reading.findings] == [("picture-outside", 1)]
