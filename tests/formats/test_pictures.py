"""Pictures by where they stand: on pages, and where a link to one is shared."""

import pytest
from flong.article import Image

from tests.formats.casting import Page, cast

BOAT = '<img src="https://i.example/boat.jpg" alt="A boat">'
LARGE = '<img src="/sea/tides/boat.png" alt="A large boat" width="800" height="600">'
BADGE = '<img src="https://i.example/build.svg" alt="build">'


def page(body: str, variant: str = "html", **given) -> Page:
    return Page(cast(body=body, **given)[variant])


def shared(body: str, **given) -> str | None:
    """The picture that a network shows with a link."""
    found = page(body, **given)
    return next((meta["content"] for meta in found.all("meta") if meta.get("property") == "og:image"), None)


@pytest.mark.parametrize("variant", ["html", "amp"])
@pytest.mark.parametrize(
    ("body", "classes"),
    [
        (f"<p>{BOAT}</p>", ["picture"]),
        (f'<p><a href="/x/">{BOAT}</a></p>', ["picture"]),
        (f"<p>A {BOAT} at low tide.</p>", [None]),
        (f"<p>{BOAT} is a boat</p>", [None]),
        (f"<p>{BOAT} {BOAT}</p>", [None]),
        (f"<ul><li>{BOAT}</li></ul><figure>{BOAT}</figure>{BOAT}", []),
    ],
)
def test_a_picture_that_is_a_paragraph_is_told_from_one_in_a_sentence(variant, body, classes):
    prose = cast(body=body)[variant].partition('<div class="prose">')[2].partition("</div>")[0]

    assert [given.get("class") for given in Page(prose).all("p")] == classes


@pytest.mark.parametrize(
    ("body", "loading"),
    [
        (f"<p>{BOAT}</p><p>{BOAT}</p>", ["eager", "lazy"]),
        (f"<p>{'Text. ' * 50}</p><p>{BOAT}</p>", ["eager"]),
        (f"<p>{'Text. ' * 200}</p><p>{BOAT}</p>", ["lazy"]),
    ],
)
def test_a_picture_that_is_seen_at_once_is_fetched_at_once(body, loading):
    assert [given["loading"] for given in page(body).pictures()] == loading


def test_an_opening_picture_goes_before_all_others():
    found = page(f"<p>{BOAT}</p>", hero=Image(url="https://i.example/a.jpg", alt="A quay")).pictures()

    assert [(given.get("fetchpriority"), given.get("loading")) for given in found] == [("high", None), (None, "lazy")]


@pytest.mark.parametrize(
    ("body", "address"),
    [
        (f"<p>{BOAT}</p>", "https://i.example/boat.jpg"),
        (f"<figure>{BOAT}</figure>", "https://i.example/boat.jpg"),
        (f"<p>The build {BADGE}</p><p>{BADGE}</p><p>{BOAT}</p>", "https://i.example/boat.jpg"),
        (f"<p>A {BOAT} in a line.</p>", None),
        (f"<p>A {BOAT} in a line, and a large {LARGE}.</p>", "https://example.org/sea/tides/boat.png"),
        ('<p><img src="https://i.example/icon.png" alt="" width="20" height="20"></p>', None),
        ('<p><img src="https://i.example/icon.png" alt="" width="20"></p>', None),
    ],
)
def test_a_badge_or_icon_never_stands_for_an_article(body, address):
    assert shared(body) == address


def test_an_opening_picture_stands_for_an_article_unless_no_network_shows_it():
    assert shared(LARGE, hero=Image(url="https://i.example/a.jpg")) == "https://i.example/a.jpg"
    assert shared(LARGE, hero=Image(url="https://i.example/a.SVG?v=2")) == "https://example.org/sea/tides/boat.png"
