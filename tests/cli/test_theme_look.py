"""`flong theme check`: colours, fonts, authors and files."""

import re

import pytest
from flong.assets import assets_in

from flong_local.theming.contrast import contrast
from tests.cli.spoiling import found, only, spoilt

# ---- colours


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.478)]
)
def test_contrast_is_what_wcag_says(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)


COLOURS = [
    ("site.toml", r'soft = "#645c52"', 'soft = "#a49c92"', "light"),
    ("site.toml", r'soft = "#aaa196"', 'soft = "#4a4136"', "dark"),
    ("site.toml", r'mark_ink = "#1f1b16"', 'mark_ink = "#c0a050"', "light"),
    ("page.css", r"(\.subtitle \{[^}]*color: )var\(--soft\)", r"\g<1>#c0a050", "light"),
    ("email.toml", r"(part-small = .*color:)var\(--soft\)", r"\g<1>#b4aca2", "light"),
    ("email.css", r"(\.soft[^{]*\{ color: )var\(--dark-soft\)", r"\g<1>#3a3126", "dark"),
    ("email.css", r"(\.soft[^{]*\{ color: )var\(--dark-soft\)", r"\g<1>var(--dark-line)", "dark"),
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
    assert all(f"in the {scheme} scheme" in finding.message for _, finding in problems if file != "page.css")
    told = re.search(r"(#\w{6}) on (#\w{6})", problems[0][1].message)
    better = re.search(r"take (#\w{6})", problems[0][1].remedy)
    assert contrast(told[1], told[2]) < 4.5 <= contrast(better[1], told[2])


def test_colours_that_are_hard_to_read_are_told_once_by_their_names_and_where_they_are_set(folder):
    spoilt(folder, "site.toml", 'accent = "#9b2f1f"', 'accent = "#e0a090"')

    told = found(folder)

    line = (folder / "site.toml").read_text().split("accent")[0].count("\n") + 1
    assert [(file, finding.line) for file, finding in told] == [("site.toml", line)] * 2  # and not for each rule
    assert told[0][1].message.startswith("`accent` on `paper` is hard to read in the light scheme: #e0a090 on #fffdf9")
    assert told[1][1].message.startswith("`accent` on `tint` is hard")


def test_white_on_a_colour_is_told_with_another_ground(folder):
    spoilt(folder, "site.toml", 'success = "#1d6b45"', 'success = "#7dcba5"')

    file, finding = only(folder)

    assert (file, finding.message[:18]) == ("site.toml", "White on `success`")
    assert contrast("#ffffff", re.search(r"take (#\w{6})", finding.remedy)[1]) >= 4.5


def test_a_scheme_that_is_not_there_is_missing_as_a_whole(folder):
    spoilt(folder, "site.toml", "[colours.dark]", "[colours.night]")

    messages = [finding.message for _, finding in found(folder)]
    assert messages == ["`colours.dark` is missing.", "`colours.night` is no colour of a site."]


def test_a_misspelt_colour_is_told_at_its_line_with_the_right_name(folder):
    spoilt(folder, "site.toml", 'accent = "#f2917a"', 'acent = "#f2917a"')

    missing, unknown = (finding for _, finding in found(folder))

    assert (missing.code, unknown.code) == ("colour-missing", "colour-unknown")
    lines = (folder / "site.toml").read_text().split("\n")
    assert lines[missing.line - 1] == "[colours.dark]"
    assert lines[unknown.line - 1].startswith("acent")
    assert unknown.message == "`colours.dark.acent` is no colour of a site."
    assert unknown.remedy == "Did you mean `accent`?"


@pytest.mark.parametrize(
    ("file", "right"),
    [("email.toml", "accent"), ("email.css", "dark-accent"), ("page.css", "accent"), ("report.css", "font-code")],
)
def test_a_style_sheet_can_have_no_colour_and_no_font_that_the_site_has_not(folder, file, right):
    spoilt(folder, file, f"var(--{right})", f"var(--{right}t)")

    where, finding = only(folder)
    assert (where, finding.code, finding.remedy) == (file, "variable-unknown", f"Did you mean `{right}`?")
    assert f"--{right}t" in (folder / file).read_text().split("\n")[finding.line - 1]


def test_a_style_sheet_of_pages_may_have_variables_of_its_own(folder):
    with (folder / "page.css").open("a") as opened:
        opened.write(":root { --sea: 3px; }\np { padding: var(--sea); }\n")

    assert found(folder) == []


# ---- authors

AUTHORS = [
    ('[authors."Ada Brenner"]\naliases = ["Ada"]', "author-invalid", '[authors."Ada Brenner"]'),
    ('[authors.Bo]\nurl = "https://a.example"\n[authors.Cy]\nurl = "https://b.example"\naliases = ["BO"]',
     "author-invalid", "[authors.Cy]"),
    ('[authors.Bo]\nurl = "bo.example"', "author-invalid", "[authors.Bo]"),
    ('[authors.Bo]\nurl = "https://bo.example"\nalias = ["B"]', "key-unknown", 'alias = ["B"]'),
    ('[authors.Bo]\nurl = "https://bo.example"\nfediverse = "bo"', "account-invalid", 'fediverse = "bo"'),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "code", "where"), AUTHORS)
def test_an_author_who_cannot_be_is_told_at_her_line(folder, stated, code, where):
    with (folder / "site.toml").open("a") as opened:
        opened.write(f"\n{stated}\n")

    file, finding = only(folder)

    assert (file, finding.code) == ("site.toml", code)
    assert (folder / "site.toml").read_text().split("\n")[finding.line - 1] == where


def test_an_author_who_is_well_described_is_fit(folder):
    with (folder / "site.toml").open("a") as opened:
        opened.write('\n[authors."Ada Brenner"]\nurl = "https://example.org/ada"\naliases = ["A. Brenner"]\n')

    assert found(folder) == []


# ---- files

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
FILES = [
    ("assets/two words.png", b"x", "asset-name"),
    ("assets/page.html", b"x", "asset-type"),
    ("assets/large.png", b"x" * (1024 * 1024 + 1), "asset-too-large"),
    ("assets/a.svg", SVG.format("<script>alert(1)</script>").encode(), "asset-active"),
    ("assets/a.svg", SVG.format('<g onload="alert(1)"/>').encode(), "asset-active"),
    ("assets/a.svg", SVG.format('<a href="JavaScript:alert(1)">x</a>').encode(), "asset-active"),
    ("assets/a.svg", SVG.format('<a href="java&#115;cript:alert(1)">x</a>').encode(), "asset-active"),
    ("assets/a.svg", SVG.format("<x:script>alert(1)</x:script>").encode(), "asset-active"),
    ("assets/a.svg", SVG.format("<x·:script>alert(1)</x·:script>").encode(), "asset-active"),
    ("assets/a.svg", b'<!DOCTYPE svg [<!ATTLIST g onload CDATA "alert(1)">]>' + SVG.encode(), "asset-active"),
    ("assets/a.svg", SVG.format("<script>alert(1)</script>").encode("utf-16"), "asset-active"),
]


@pytest.mark.parametrize(("name", "content", "code"), FILES)
def test_a_file_that_is_not_published_is_told(folder, name, content, code):
    (folder / name).write_bytes(content)

    file, finding = only(folder)
    assert (file, finding.code) == (name, code)


def test_a_link_to_what_is_no_file_of_the_theme_is_not_published(folder):
    outside = folder.parent / "secret.txt"
    outside.write_text("secret")
    (folder / "assets" / "a.txt").symlink_to(outside)
    (folder / "assets" / "b.png").symlink_to("logo.png")

    file, finding = only(folder)
    assert (file, finding.code) == ("assets/a.txt", "asset-elsewhere")
    assert [asset.key for asset in assets_in(folder)] == ["assets/b.png", "assets/icon.svg", "assets/logo.png"]


@pytest.mark.parametrize(("file", "name"), [("page.css", "ink"), ("email.css", "dark-ink")])
def test_a_variable_that_stands_for_nothing_is_told_whatever_stands_in_for_it(folder, file, name):
    spoilt(folder, file, f"var(--{name})", "var( --inky, #000000)")

    at, finding = only(folder)
    assert (at, finding.code, finding.found) == (file, "variable-unknown", "var( --inky")


def test_more_files_than_are_published_are_told(folder):
    for number in range(60):
        (folder / "assets" / f"{number}.txt").write_text("x")

    assert only(folder)[1].code == "assets-too-many"


def test_hidden_files_are_not_meant(folder):
    (folder / "assets" / ".DS_Store").write_bytes(b"x")

    assert found(folder) == []


def test_a_logo_without_a_size_is_warned(folder):
    (folder / "assets" / "mark.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    spoilt(folder, "site.toml", "/assets/logo.png", "/assets/mark.svg")

    assert only(folder)[1].code == "logo-unmeasured"


def test_a_font_that_is_not_there_is_told_at_its_line(folder):
    (folder / "fonts.css").write_text('@font-face {\n  font-family: Heron;\n  src: url("/assets/heron.woff2");\n}\n')

    file, finding = only(folder)
    assert (file, finding.code, finding.line) == ("fonts.css", "asset-missing", 3)


@pytest.mark.parametrize("address", ["https://fonts.example/a.woff2", "//fonts.example/a.woff2", "assets/a.woff2"])
def test_a_font_that_pages_may_not_fetch_is_told_at_its_line(folder, address):
    (folder / "fonts.css").write_text(f"@font-face {{\n  font-family: Heron;\n  src: url({address});\n}}\n")

    file, finding = only(folder)
    assert (file, finding.code, finding.line) == ("fonts.css", "font-elsewhere", 3)
