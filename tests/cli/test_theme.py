"""`flong theme check`: what is missing or unsafe in a theme."""

import re
import shutil
from pathlib import Path

import pytest
from flong.theme import Site
from flong.verdict import Finding
from typer.testing import CliRunner

from flong_local.cli import app
from flong_local.theming.colours import contrast
from flong_local.theming.examine import examine

ROOT = Path(__file__).parents[2]
THEME = ROOT / "layers" / "theme"
TEMPLATE = "templates/article_head.html"
OWN = {"address-of-example", "logo-missing", "card-missing"}
"""What the theme that comes with Flong leaves to whoever takes it."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(THEME, tmp_path / "theme", ignore=shutil.ignore_patterns("compiled", "__pycache__")))


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["theme", "check", *map(str, arguments)])
    return result.exit_code, result.output


def spoilt(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(folder: Path) -> list[tuple[str, Finding]]:
    """What is found beyond what the theme as it comes has."""
    return [(it.file, it.finding) for it in examine(folder) if it.finding.code not in OWN]


def only(folder: Path) -> tuple[str, Finding]:
    [one] = found(folder)
    return one


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
    ('license = ""', 'license = "MIT"', "address-invalid"),
    ('logo = ""', 'logo = "logo.png"', "address-invalid"),
    ('card = ""', 'card = "/card.svg"', "card-svg"),
    ("amp = true", 'amp = "perhaps"', "value-invalid"),
    ("zone =", "zoen =", "key-unknown"),
    ("\nname = ", "\n# name = ", "key-missing"),
    ("zone = ", "zone ", "toml-invalid"),
    ('postal_address = "Flong Review, 1 Foundry Lane, Exampletown"', "", "postal-address-missing"),
]


@pytest.mark.parametrize(("old", "new", "code"), SETTINGS, ids=[code for *_, code in SETTINGS])
def test_a_setting_that_cannot_be_is_told(folder, old, new, code):
    spoilt(folder, "site.toml", old, new)

    file, finding = only(folder)
    assert (file, finding.code) == ("site.toml", code)


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


@pytest.mark.parametrize("name", ["tag.html", "masthead.html", "email.html"])
def test_a_template_that_is_missing_is_named(folder, name):
    (folder / "templates" / name).unlink()

    assert (f"templates/{name}", "file-missing") in {(file, finding.code) for file, finding in found(folder)}


# ---- colours


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.478)]
)
def test_contrast_is_what_wcag_says(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)


COLOURS = [
    ("page.css", r"--soft: #645c52", "--soft: #a49c92", "light"),
    ("page.css", r"--soft: #aaa196", "--soft: #4a4136", "dark"),
    ("page.css", r"(\.prose mark \{[^}]*color: )#1f1b16", r"\g<1>#c0a050", "light"),
    ("email.toml", r"(part-small = .*color:)#645c52", r"\g<1>#b4aca2", "light"),
    ("email.css", r"(\.soft[^{]*\{ color: )#aaa196", r"\g<1>#3a3126", "dark"),
]


@pytest.mark.parametrize(("file", "old", "new", "scheme"), COLOURS)
def test_words_that_are_hard_to_read_are_told_with_a_colour_that_does(folder, file, old, new, scheme):
    text = (folder / file).read_text(encoding="utf-8")
    changed, count = re.subn(old, new, text, count=1)
    assert count
    (folder / file).write_text(changed, encoding="utf-8")

    problems = [(where, finding) for where, finding in found(folder) if finding.code == "contrast"]

    assert problems == found(folder)
    assert {where for where, _ in problems} == {file}
    assert all(f"in the {scheme} scheme" in finding.message for _, finding in problems if "mark" not in old)
    told = re.search(r"(#\w{6}) on (#\w{6})", problems[0][1].message)
    better = re.search(r"take (#\w{6})", problems[0][1].remedy)
    assert contrast(told[1], told[2]) < 4.5 <= contrast(better[1], told[2])


def test_a_theme_without_dark_colours_is_warned(folder):
    spoilt(folder, "page.css", "prefers-color-scheme: dark", "prefers-color-scheme: light")

    assert "dark-missing" in {finding.code for _, finding in found(folder)}


# ---- the page


def test_every_code_is_explained_and_every_explanation_is_of_a_code():
    sources = "".join(file.read_text() for file in (ROOT / "flong_local" / "theming").glob("*.py"))
    made = set(re.findall(r'(?:error|warning)\(\s*[^"]*?"?[^",]*"?,\s*f?"([a-z{}-]+)"', sources))
    codes = {code for code in made if "{" not in code} | {"logo-missing", "card-missing"}
    page = (ROOT / "docs" / "theme.md").read_text(encoding="utf-8")

    assert codes == set(
        re.findall(r"^\| `([a-z-]+)` \|", page.partition("## What `flong theme check`")[2], re.MULTILINE)
    )


def test_every_setting_of_a_site_is_explained():
    page = (ROOT / "docs" / "theme.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?) \|", page.partition("## The settings")[2].partition("## ")[0], re.MULTILINE)

    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == Site.model_fields.keys() - {"tags"}
