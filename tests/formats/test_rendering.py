"""Casting an article in every format, and doing without one."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flong.formats.rendering import render_variants
from flong.formats.templates import Theme
from jinja2 import UndefinedError

from tests.formats.casting import BUILD, FOLDER, THEME
from tests.make import make_article

AMP_LINK = 'rel="amphtml"'


@pytest.fixture
def breaking(tmp_path):
    """A theme with a template that asks for what is not there."""

    def break_template(name: str) -> Theme:
        folder = shutil.copytree(FOLDER, tmp_path / "theme", ignore=shutil.ignore_patterns("compiled"))
        Path(folder, "templates", name).write_text("{{ nothing }}")
        return Theme.load(str(folder))

    return break_template


def test_an_amp_page_that_fails_is_a_warning_and_blocks_nothing_else(breaking):
    casting = render_variants(make_article(), breaking("article.amp.html"), BUILD)

    assert [(finding.code, finding.level) for finding in casting.findings] == [("variant-failed", "warning")]
    assert {"html", "email", "text", "markdown", "json"} == casting.variants.keys()
    assert AMP_LINK not in casting.variants["html"].content.decode()
    assert b"/amp/" not in casting.variants["json"].content


def test_any_other_variant_that_fails_fails_the_article(breaking):
    with pytest.raises(UndefinedError):
        render_variants(make_article(), breaking("article.html"), BUILD)


@pytest.mark.parametrize(
    ("site", "article", "there"),
    [(True, None, True), (True, False, False), (False, None, False), (False, True, True)],
)
def test_a_site_and_an_article_may_do_without_amp(site, article, there):
    theme = replace(THEME, site=THEME.site.model_copy(update={"amp": site}))

    casting = render_variants(make_article(amp=article), theme, BUILD)

    assert ("amp" in casting.variants) is there
    assert (AMP_LINK in casting.variants["html"].content.decode()) is there
    assert casting.findings == ()
