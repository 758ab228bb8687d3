"""Takeaways and sources that the header gave stand in every variant, where readers look for them."""

import pytest
from flong.article import Source
from flong.formats.lists import with_lists

from tests.formats.casting import THEME, cast
from tests.make import make_article

GIVEN = {"key_takeaways": ("One, and <T>",), "sources": (Source(url="https://s.example/?a&b", title="S & T"),)}


def body(**given: object) -> str:
    article = make_article(**{"body": "<p>Text.</p>", **GIVEN, **given})
    return with_lists(article, THEME.labels(article.language))


def test_takeaways_come_first_and_sources_last():
    assert body() == (
        '<h2 id="s-key-takeaways">Key takeaways</h2>\n<ul>\n<li>One, and &lt;T&gt;</li>\n</ul>\n<p>Text.</p>\n'
        '<h2 id="s-sources">Sources</h2>\n<ul>\n<li><a href="https://s.example/?a&amp;b">S &amp; T</a></li>\n</ul>'
    )


def test_sources_stand_above_the_notes():
    found = body(body='<p>Text.</p>\n<section class="footnotes"><ol></ol></section>')

    assert found.index("Text.") < found.index("s-sources") < found.index("footnotes")


def test_what_the_text_shows_is_not_shown_again():
    assert body(in_text=("key_takeaways", "sources")) == "<p>Text.</p>"


def test_a_heading_of_the_authors_keeps_its_own_anchor():
    assert 'id="s-sources-given"' in body(body='<h2 id="s-sources">None</h2>')


def test_headings_speak_the_articles_language():
    assert "المصادر" in body(language="ar")


@pytest.mark.parametrize("variant", ["html", "amp", "email", "text", "markdown", "json"])
def test_every_variant_has_them(variant):
    assert "Key takeaways" in cast(**GIVEN)[variant] or "key_takeaways" in cast(**GIVEN)[variant]
    assert "https://s.example/?a" in cast(**GIVEN)[variant]
