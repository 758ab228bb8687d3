"""The theme: what a designer changes, and the hash that stands for it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flong.formats.rendering import render_variants
from flong.formats.templates import Theme, tightened
from flong.theme import fingerprint, load_site
from jinja2 import UndefinedError

from tests.formats.casting import BODY, BUILD, FOLDER, THEME
from tests.make import make_article


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return shutil.copytree(FOLDER, tmp_path / "theme", ignore=shutil.ignore_patterns("compiled")).as_posix()


def test_the_address_of_a_deployment_replaces_the_themes_own():
    assert load_site(FOLDER, "https://live.example/").url == "https://live.example"


def test_a_full_address_stays_as_it_is_and_a_path_is_encoded():
    site = load_site(FOLDER)

    assert site.absolute("https://a.example/ü") == "https://a.example/ü"
    assert site.absolute("/ü/a b?c=%20#d") == "https://example.org/%C3%BC/a%20b?c=%20#d"


@pytest.mark.parametrize("file", ["site.toml", "page.css", "email.toml", "templates/article.html"])
def test_any_change_of_the_theme_changes_the_fingerprint(folder, file):
    before = fingerprint(folder)
    fingerprint.cache_clear()

    with Path(folder, file).open("a") as opened:
        opened.write("\n")

    assert fingerprint(folder) != before


def test_the_fingerprint_is_the_same_wherever_the_theme_lies(folder):
    assert fingerprint(folder) == fingerprint(FOLDER)


def test_another_address_of_the_site_is_another_fingerprint():
    assert fingerprint(FOLDER, "https://live.example") != fingerprint(FOLDER)


def test_the_built_layer_renders_the_same_bytes_from_templates_compiled_ahead(folder, tmp_path):
    make = ["make", "--quiet", "build-ThemeLayer", f"PYTHON={sys.executable}", f"ARTIFACTS_DIR={tmp_path}/layer"]
    subprocess.run(make, cwd=folder, check=True)
    built = f"{tmp_path}/layer/theme"
    assert fingerprint(built) == fingerprint(FOLDER)

    shutil.rmtree(Path(built, "templates"))
    article = make_article(body=BODY)

    assert render_variants(article, Theme.load(built), BUILD) == render_variants(article, THEME, BUILD)


def test_a_template_that_misses_a_value_fails_and_does_not_guess():
    with pytest.raises(UndefinedError):
        THEME.render("article.html")


def test_tightened_css_keeps_what_strings_and_selectors_mean():
    css = '/* note */\n.a , .b > c :hover {\n  content: "· ";\n  margin: calc(1em + 2px) 0;\n}\n'

    assert tightened(css) == '.a,.b>c :hover{content: "· ";margin: calc(1em + 2px) 0;}'
