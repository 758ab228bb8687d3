"""Colours and fonts of a site, as style sheets and mails take them."""

import pytest
from flong.formats.look import known_to_word, look_in
from flong.formats.templates import absolute, policy
from flong.theme import read_settings

from tests.formats.casting import FOLDER, THEME, cast

STATED = read_settings(FOLDER)
LOOK = look_in(STATED)


def test_a_style_sheet_gets_the_colours_and_fonts_that_it_uses_and_no_others():
    css = ".a{color:var(--ink);background:var(--mark);font-family:var(--font-code)}"

    light, dark = LOOK.properties(css).split("@media (prefers-color-scheme: dark)")

    assert light == f":root{{--ink:#1f1b16;--mark:#ffe69a;--font-code:{STATED['fonts']['code']}}}"
    assert dark == "{:root{--ink:#e8e2d8}}"  # the mark is the same in the dark


def test_headings_have_the_font_of_the_text_unless_they_have_their_own():
    css, mail = "h2{font-family:var(--font-headings)}", "font-weight:bold;font-family:var(--font-headings);margin:0"
    own = look_in({**STATED, "fonts": {**STATED["fonts"], "headings": '"Gill Sans", serif'}})

    assert f"{{--font-text:{STATED['fonts']['text']};--font-headings:var(--font-text)}}" in LOOK.properties(css)
    assert LOOK.for_mails(mail) == "font-weight:bold;margin:0"
    assert '--font-headings:"Gill Sans", serif' in own.properties(css)
    assert own.for_mails(mail) == "font-weight:bold;font-family:'Gill Sans',serif;margin:0"


def test_styles_of_mails_have_values_and_no_variables():
    styles = "color:var(--soft);background-color:var(--dark-paper);font-family:var(--word-interface)"

    assert LOOK.for_mails(styles) == "color:#645c52;background-color:#171513;font-family:'Segoe UI',Arial,sans-serif"
    assert "var(" not in cast()["email"]


def test_what_would_stand_in_for_a_variable_is_not_needed():
    assert LOOK.for_mails("color:var( --soft, #000)") == "color:#645c52"
    assert ":root{--ink:#1f1b16}" in LOOK.properties("p{color:var(--ink,red)}")


def test_a_variable_of_a_mail_that_stands_for_nothing_is_an_error():
    with pytest.raises(ValueError, match="--sfot"):
        LOOK.for_mails("color:var(--sfot)")


@pytest.mark.parametrize(
    ("stack", "known"),
    [("Charter,'Palatino Linotype',serif", "'Palatino Linotype',serif"), ("Charter,Heron", "Charter,Heron")],
)
def test_word_is_told_fonts_that_it_has(stack, known):
    assert known_to_word(stack) == known


BROKEN = [
    ({"colours": {**STATED["colours"], "dark": {}}}, "colours.dark is missing"),
    ({"colours": {**STATED["colours"], "dim": {}}}, "colours.dim is unknown"),
    ({"fonts": {**STATED["fonts"], "text": "serif;}</style>"}}, "fonts.text is invalid"),
    ({"fonts": {**STATED["fonts"], "mail": {"small": "serif"}}}, "fonts.mail.small is unknown"),
    ({"fonts": {**STATED["fonts"], "mail": "serif"}}, "fonts.mail is invalid"),
]


@pytest.mark.parametrize(("change", "reason"), BROKEN, ids=[reason for _, reason in BROKEN])
def test_a_look_that_is_not_whole_is_refused(change, reason):
    with pytest.raises(ValueError, match=reason):
        look_in({**STATED, **change})


@pytest.mark.parametrize("colour", ["red", "#12", "#12345g", "url(x)", "#fff;}", "#00000080", 5])
def test_a_colour_is_three_or_six_digits(colour):
    light = {**STATED["colours"]["light"], "ink": colour}

    with pytest.raises(ValueError, match=r"colours\.light\.ink is invalid"):
        look_in({**STATED, "colours": {**STATED["colours"], "light": light}})


def test_a_short_colour_is_written_in_full():
    light = {**STATED["colours"]["light"], "accent": "#A13"}

    assert look_in({**STATED, "colours": {**STATED["colours"], "light": light}}).light["accent"] == "#aa1133"


def test_a_page_fetches_fonts_only_where_it_has_some_and_from_its_own_site():
    assert "font-src" not in policy("p{margin:0}")
    assert "font-src 'self';" in policy("@font-face{src:url(/assets/a.woff2)}")


def test_a_style_sheet_in_a_cache_of_amp_pages_finds_the_sites_files():
    css = "@font-face{src:url('/assets/a.woff2'),url(https://b.example/b),url(data:x)}"

    assert absolute(css, THEME.site) == css.replace("'/assets", "'https://example.org/assets")
