"""Who publishes: the logo at the head of a page, and what search engines and other sites are told."""

import json
import shutil
from pathlib import Path

import pytest
from flong.article import Person
from flong.formats.publisher import mark_of
from flong.formats.rendering import render_variants
from flong.formats.templates import Theme

from tests.formats.casting import BUILD, FOLDER, THEME, Page
from tests.formats.listings import home_page
from tests.make import make_article

LOGO = 'logo = "/assets/logo.png"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "theme", ignore=shutil.ignore_patterns("compiled")))


def changed(folder: Path, *changes: tuple[str, str]) -> Theme:
    """The theme with other settings."""
    text = (folder / "site.toml").read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "site.toml").write_text(text)
    return Theme.load(str(folder))


def made(theme: Theme, variant: str = "html", **given: object) -> Page:
    article = make_article(**given)
    return Page(render_variants(article, theme, BUILD).variants[variant].content.decode())


def logo_in(page: Page, tag: str) -> list[dict[str, str | None]]:
    return [picture for picture in page.all(tag) if picture not in page.pictures(tag)]


def described(page: Page) -> dict:
    return json.loads(page.scripts[-1])["@graph"][0]


def test_a_logo_of_the_themes_own_stands_beside_the_name_with_its_size():
    [logo] = logo_in(Page(home_page([], [], THEME)), "img")

    assert logo["src"] == "https://example.org/assets/logo.png"
    assert (logo["alt"], logo["width"], logo["height"]) == ("", "36", "36")


def test_a_logo_that_has_the_name_in_it_speaks_it(folder):
    theme = changed(folder, ('masthead = "both"', 'masthead = "logo"'))
    [logo] = logo_in(made(theme), "img")

    assert logo["alt"] == "Flong Review"
    assert "<span>Flong Review</span>" not in theme.constants["masthead"]


@pytest.mark.parametrize(("old", "new"), [('masthead = "both"', 'masthead = "name"'), (LOGO, 'logo = ""')])
def test_a_site_may_show_its_name_alone(folder, old, new):
    theme = changed(folder, (old, new))

    assert logo_in(made(theme), "img") == logo_in(made(theme, "amp"), "amp-img") == []
    assert "<span>Flong Review</span>" in theme.constants["masthead"]


def test_a_logo_from_elsewhere_has_no_width_and_stands_on_no_amp_page(folder):
    elsewhere = (LOGO, 'logo = "https://cdn.example/mark.png"'), ('masthead = "both"', 'masthead = "logo"')
    theme = changed(folder, *elsewhere)
    page, amp = made(theme), made(theme, "amp")

    [logo] = logo_in(page, "img")
    assert "width" not in logo
    assert logo_in(amp, "amp-img") == []
    assert "Flong Review" in amp.text.split("Tides")[0]  # so the name stands there, whatever the masthead
    assert described(page)["publisher"]["logo"] == {"@type": "ImageObject", "url": "https://cdn.example/mark.png"}


def test_a_logo_keeps_its_shape_at_the_head_of_a_page():
    logo = THEME.logo.model_copy(update={"width": 500, "height": 100})

    assert mark_of(THEME.site, logo).width == 180


@pytest.mark.parametrize("variant", ["html", "amp"])
def test_search_engines_are_told_how_large_the_logo_is(variant):
    logo = described(made(THEME, variant))["publisher"]["logo"]

    assert (logo["url"], logo["width"]["value"], logo["height"]["value"]) == (
        "https://example.org/assets/logo.png",
        128,
        128,
    )


def test_a_site_without_a_logo_tells_of_none(folder):
    assert "logo" not in described(made(changed(folder, (LOGO, 'logo = ""'))))["publisher"]


def test_an_author_whom_the_site_knows_is_told_in_full_unless_another_is_meant(folder):
    known = '[authors."Ada Brenner"]\nurl = "https://sea.example/ada"\nsame_as = ["https://orcid.example/ada"]\n'
    theme = changed(folder, ("# Authors who sign", f'{known}fediverse = "@ada@social.example"\n# Authors'))
    ada, other = (Person(name="Ada Brenner", url=f"https://{host}.example/ada") for host in ("sea", "other"))

    page, others = made(theme, authors=(ada,)), made(theme, authors=(other,))

    assert described(page)["author"][0]["sameAs"] == ["https://orcid.example/ada"]
    assert {"name": "fediverse:creator", "content": "@ada@social.example"} in page.all("meta")
    assert "sameAs" not in described(others)["author"][0]
    assert "fediverse:creator" not in {given.get("name") for given in others.all("meta")}


@pytest.mark.parametrize(
    ("known", "kind"), [("", "Organization"), ('[authors."Ada Brenner"]\nurl = "https://sea.example/ada"\n', "Person")]
)
def test_who_signs_what_nobody_signs_is_a_desk_unless_the_site_knows_her_as_an_author(folder, known, kind):
    theme = changed(folder, ('author = ""', 'author = "Ada Brenner"'), ("# Authors who sign", f"{known}# Authors"))
    ada = Person(name="Ada Brenner", url="https://sea.example/ada")

    assert described(made(theme, authors=(ada,)))["author"][0]["@type"] == kind


def test_the_accounts_of_a_site_are_on_its_pages(folder):
    theme = changed(
        folder,
        ('fediverse = ""', 'fediverse = "@sea@social.example"'),
        ('twitter = ""', 'twitter = "@sea"'),
        ("same_as = []", 'same_as = ["https://wiki.example/sea"]'),
        ("# Mastodon = ", "Mastodon = "),
    )

    for page in (made(theme), Page(home_page([], [], theme))):
        assert {"rel": "me", "href": "https://social.example/@sea"} in page.all("link")
        assert {"name": "twitter:site", "content": "@sea"} in page.all("meta")
        assert {"href": "https://social.example/@review"} in page.all("a")
    assert {"name": "fediverse:creator", "content": "@sea@social.example"} in made(theme).all("meta")
    assert described(made(theme))["publisher"]["sameAs"] == ["https://wiki.example/sea"]


def test_a_site_without_accounts_says_nothing_of_them():
    page = made(THEME)

    assert "me" not in {given.get("rel") for given in page.all("link")}
    assert not {"twitter:site", "fediverse:creator"} & {given.get("name") for given in page.all("meta")}
