"""`flong theme check`: what is missing or unsafe in a theme."""

import re

import pytest
from flong.theme import Site
from typer.testing import CliRunner

from flong_local.cli import app
from flong_local.theming.examine import examine
from flong_local.theming.files import PICTURES
from tests.cli.spoiling import OWN, ROOT, THEME, found, only, spoilt

TEMPLATE = "templates/article_head.html"


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["theme", "check", *map(str, arguments)])
    return result.exit_code, result.output


def test_our_own_theme_is_fit_and_says_what_it_leaves_open():
    code, output = run()

    assert code == 0
    assert {it.finding.code for it in examine(THEME)} <= OWN
    assert "fit: " in output


def test_a_problem_has_its_line_what_is_wrong_and_what_to_do(folder):
    spoilt(folder, "site.toml", 'zone = "UTC"', 'zone = "Europe/Pariss"')

    code, output = run(folder)

    assert code == 1
    assert re.search(r"site\.toml:\d+:1: error\[zone-unknown\] `zone` cannot be `Europe/Pariss`", output)
    assert 'zone = "Europe/Pariss"' in output
    assert "= Did you mean `Europe/Paris`?" in output
    assert "unfit: " in output


def test_warnings_alone_fail_only_if_they_are_asked_to(folder):
    assert (run(folder)[0], run(folder, "--strict")[0]) == (0, 1)


def test_a_folder_that_is_not_there_is_no_theme(tmp_path):
    assert run(tmp_path / "none")[0] == 2


def test_a_theme_is_looked_at_anew_each_time_and_past_what_was_compiled_ahead(folder):
    (folder / "compiled").mkdir()
    assert found(folder) == []

    spoilt(folder, TEMPLATE, "{{ article.title }}", "{{ nothing }}")

    assert only(folder)[1].code == "template-undefined"


# ---- settings

SETTINGS = [
    ('url = "https://example.org"', 'url = "example.org"', "address-invalid"),
    ('url = "https://example.org"', 'url = "http://sea.site"', "address-unsafe"),
    ('language = "en"', 'language = "english"', "language-invalid"),
    ('paper = "#fffdf9"', 'paper = "cream"', "colour-invalid"),
    ('paper = "#fffdf9"', 'papre = "#fffdf9"\npaper = "#fffdf9"', "colour-unknown"),
    ('paper = "#171513"\n', "", "colour-missing"),
    ("text = 'Charter, \"Bits", "text = 'Charter; \"Bits", "font-invalid"),
    ("\ninterface = 'system", "\ncaptions = 'serif'\ninterface = 'system", "font-unknown"),
    ("\ncode = 'ui-mono", "\n# code = 'ui-mono", "font-missing"),
    ('license = ""', 'license = "MIT"', "address-invalid"),
    ('logo = "/assets/logo.png"', 'logo = "logo.png"', "address-invalid"),
    ('logo = "/assets/logo.png"', 'logo = ""', "logo-missing"),
    ('logo = "/assets/logo.png"', 'logo = "/assets/lgoo.png"', "asset-missing"),
    ('logo = "/assets/logo.png"', 'logo = "https://elsewhere.example/logo.png"', "logo-unmeasured"),
    ('icon = "/assets/icon.svg"', 'icon = ""', "icon-missing"),
    ('masthead = "both"', 'masthead = "all"', "value-invalid"),
    ('twitter = ""', 'twitter = "https://x.com/sea"', "account-invalid"),
    ('fediverse = ""', 'fediverse = "@sea"', "account-invalid"),
    ('twitter = ""', 'twiter = ""', "key-unknown"),
    ("same_as = []", 'same_as = ["sea.example"]', "address-invalid"),
    ('# Mastodon = "https://social.example/@review"', 'Sea = "javascript:alert(1)"', "address-invalid"),
    ('card = ""', 'card = "/card.svg"', "card-svg"),
    ("amp = true", 'amp = "perhaps"', "value-invalid"),
    ("zone =", "zoen =", "key-unknown"),
    ("\nname = ", "\n# name = ", "key-missing"),
    ("zone = ", "zone ", "toml-invalid"),
    ('postal_address = "Flong Review, 1 Foundry Lane, Exampletown"', "", "postal-address-missing"),
]


@pytest.mark.parametrize(("old", "new", "code"), SETTINGS, ids=[f"{new}: {code}" for _, new, code in SETTINGS])
def test_a_setting_that_cannot_be_is_told(folder, old, new, code):
    spoilt(folder, "site.toml", old, new)

    file, finding = only(folder)
    assert (file, finding.code) == ("site.toml", code)


@pytest.mark.parametrize("hub", ["http://hub.example/", "hub.example"])
def test_a_hub_that_anybody_could_stand_before_is_told(folder, hub):
    spoilt(folder, "site.toml", 'hub = ""', f'hub = "{hub}"')

    assert only(folder)[1].code == "address-invalid"


def test_a_theme_without_settings_is_no_theme(folder):
    (folder / "site.toml").unlink()

    assert ("site.toml", "file-missing") in {(file, finding.code) for file, finding in found(folder)}


def test_tags_that_contradict_each_other_are_told_at_their_line(folder):
    (folder / "tags.toml").write_text('[sea]\nlabel = "Sea"\n\n[ocean]\nlabel = "Ocean"\naliases = ["sea"]\n')

    file, finding = only(folder)
    assert (file, finding.code, finding.line) == ("tags.toml", "tags-contradict", 4)


# ---- labels

LABELS = [
    ("ar.toml", r"by = .*\n", "", "label-missing"),
    ("ar.toml", r"by = ", "bye = 'x'\nby = ", "label-unknown"),
    ("ar.toml", r'coverage_of = .*', 'coverage_of = "{nmae}"', "label-invalid"),
    ("ar.toml", r'coverage_of = .*', 'coverage_of = "x"', "label-incomplete"),
    ("ar.toml", r'direction = .*', 'direction = "left"', "label-invalid"),
    ("ar.toml", r'digits = .*', 'digits = "01"', "label-invalid"),
    ("ar.toml", r'minutes = .*', 'minutes = {one = "{n}"}', "label-invalid"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "code"), LABELS)
def test_a_catalogue_that_is_not_whole_is_told(folder, name, old, new, code):
    file = folder / "labels" / name
    changed, count = re.subn(rf"(?m)^{old}", new, file.read_text(encoding="utf-8"), count=1)
    assert count
    file.write_text(changed, encoding="utf-8")

    assert [(where, finding.code) for where, finding in found(folder)] == [(f"labels/{name}", code)]


def test_a_site_in_a_language_without_labels_is_warned(folder):
    spoilt(folder, "site.toml", 'language = "en"', 'language = "fi"')

    assert only(folder)[1].code == "labels-missing"


def test_english_stands_in_for_all_and_must_be_there(folder):
    (folder / "labels" / "en.toml").unlink()

    assert only(folder)[1].code == "file-missing"


# ---- templates

TEMPLATES = [
    ("{{ article.title }}", "{{ article.title|safe }}", "template-unsafe"),
    ("{{ article.title }}", "{% autoescape false %}{{ article.title }}{% endautoescape %}", "template-unsafe"),
    ('content="{{ article.summary }}"', "content={{ article.summary }}", "template-unquoted"),
    ("{{ article.title }}", "{{ article.titel }}", "template-undefined"),
    ("{{ article.title }}", "{{ nothing }}", "template-undefined"),
    ("{{ article.title }}", "{% if article.words < 0 %}{{ nothing }}{% endif %}", "template-undefined"),
    ("{{ article.title }}", "{% if %}", "template-syntax"),
    ("{{ article.title }}", "{{ article.words / 0 }}", "template-fails"),
]


@pytest.mark.parametrize(("old", "new", "code"), TEMPLATES)
def test_a_template_that_is_unsafe_or_cannot_be_filled_is_told_at_its_line(folder, old, new, code):
    spoilt(folder, TEMPLATE, old, new)
    line = (folder / TEMPLATE).read_text().split(new)[0].count("\n") + 1

    file, finding = only(folder)
    assert (file, finding.code, finding.line) == (TEMPLATE, code, line)


@pytest.mark.parametrize("name", ["list.html", "masthead.html", "email.html"])
def test_a_template_that_is_missing_is_named(folder, name):
    (folder / "templates" / name).unlink()

    assert (f"templates/{name}", "file-missing") in {(file, finding.code) for file, finding in found(folder)}


# ---- the page


def test_every_code_is_explained_and_every_explanation_is_of_a_code():
    sources = "".join(file.read_text() for file in (ROOT / "flong_local" / "theming").glob("*.py"))
    made = set(re.findall(r'(?:error|warning)\(\s*[^"]*?"?[^",]*"?,\s*f?"([a-z{}-]+)"', sources))
    codes = {code for code in made if "{" not in code}
    codes |= {f"{key}-missing" for key in PICTURES}
    codes |= {f"{kind}-{what}" for kind in ("colour", "font") for what in ("missing", "unknown", "invalid")}
    page = (ROOT / "docs" / "theme.md").read_text(encoding="utf-8")

    rows = re.findall(r"^\| (`.+?) \|", page.partition("## What `flong theme check`")[2], re.MULTILINE)
    assert codes == {code for row in rows for code in re.findall(r"`([a-z-]+)`", row)}


def test_every_setting_of_a_site_is_explained():
    page = (ROOT / "docs" / "theme.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?) \|", page.partition("## The settings")[2].partition("### ")[0], re.MULTILINE)

    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == Site.model_fields.keys() - {"tags"}
