"""What holds of every variant."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from flong.formats.registry import FORMATS
from flong.formats.rendering import render_variants

from tests.formats.casting import BODY, BUILD, THEME, Page, cast, mail, visible, words
from tests.make import make_article

PACKAGE = Path(__file__).parents[2] / "layers" / "flong"


def test_every_format_of_the_registry_is_rendered_with_its_content_type():
    rendered = render_variants(make_article(), THEME, BUILD).variants

    assert {name: variant.content_type for name, variant in rendered.items()} == {
        format.name: format.content_type for format in FORMATS
    }


def test_the_same_article_always_gives_the_same_bytes():
    assert render_variants(make_article(body=BODY), THEME, BUILD) == render_variants(
        make_article(body=BODY), THEME, BUILD
    )


@pytest.mark.parametrize("name", ["html", "amp"])
def test_a_page_shows_every_word_in_its_order(name):
    page = words(Page(cast()[name]).text)

    assert is_within(visible(BODY), page)


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_a_variant_of_lines_has_every_word_but_the_links_back(name):
    found = set(words(cast()[name].translate(str.maketrans("¹²³", "123"))))

    assert set(visible(BODY)) <= found


def test_a_mail_has_every_word_in_both_its_parts():
    parts = mail()

    assert is_within(visible(BODY), words(Page(parts["html"]).text))
    assert set(visible(BODY)) - {"1"} <= set(words(parts["text"]))


def test_the_structured_document_holds_the_body_as_html_and_as_text():
    html, text = (body["value"] for body in json.loads(cast()["json"])["bodies"])

    assert visible(html) == visible(BODY)
    assert "see the table\n- neap\n  3. first" in text


@pytest.mark.parametrize("name", ["html", "amp"])
def test_a_page_has_one_h1_which_is_the_title(name):
    page = Page(cast(title="The one title", body="<h2>Part</h2><h4>Deep</h4>")[name])

    assert len(page.all("h1")) == 1
    assert [tag for tag, _ in page.elements if tag in ("h2", "h3", "h4")] == ["h2", "h3"]


@pytest.mark.parametrize("module", ["flong.theme", "flong.formats.registry", "flong.formats.addresses"])
def test_what_every_function_imports_brings_no_renderer(module):
    heavy = ("jinja2", "markupsafe", "pyromark", "boto3")
    code = f"import {module}, sys; print([name for name in {heavy} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def is_within(wanted: list[str], found: list[str]) -> bool:
    rest = iter(found)
    return all(word in rest for word in wanted)
