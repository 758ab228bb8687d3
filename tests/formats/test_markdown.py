"""The Markdown variant: it reads back as the same article."""

import pytest
import yaml
from flong.article import Person, Source
from flong.intake.body.markdown import body_of
from markdown_it import MarkdownIt

from tests.formats.casting import cast

SAME = [
    "<p>Plain.</p>",
    "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>",
    "<p><strong>a <em>b</em> c</strong></p>",
    "<p>un<em>frigging</em>believable</p>",
    "<p>snake_case _x_ *y* `z` [w] &lt;b&gt; ~~v~~ ![u](t) &amp;copy; 1 &lt; 2 \\ back</p>",
    "<p># no heading</p>\n<p>- no item</p>\n<p>1. no number</p>\n<p>2) none</p>\n<p>+ none</p>\n<p>&gt; no quote</p>",
    "<p>--- no rule ---</p>\n<p>---</p>\n<p>===</p>\n<p>```</p>\n<p>| no | table |</p>\n<p>: none</p>",
    "<p>line<br>\n- line<br>\n# line</p>",
    '<p><a href="https://a.example/b_c(d)" title="say &quot;hi&quot;">a [b] c</a></p>',
    '<p>Wow!<a href="https://a.example/">link</a></p>',
    '<p><a href="https://a.example/?a=1&amp;copy;=2">link</a></p>',
    '<p><a href="https://a.example/">https://a.example/</a></p>',
    '<p><a href="https://a.example/"><img src="https://i.example/x.png" alt="a *b* ]"></a></p>',
    '<p><a href="mailto:a@b.example">write</a></p>',
    "<p>a <code>`</code> and <code>``a`` b</code> and <code> </code></p>",
    "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>",
    "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>",
    '<ol start="9">\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n<li>c</li>\n</ol>',
    "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n</ol>\n<ol>\n<li>d</li>\n</ol>",
    "<ul>\n<li>\n<ul>\n<li>\n<ol>\n<li>deep</li>\n</ol>\n</li>\n</ul>\n</li>\n<li></li>\n<li>last</li>\n</ul>",
    "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n<blockquote>\n<p>c</p>\n</blockquote>",
    "<blockquote>\n<ul>\n<li>\n<p>a</p>\n<pre><code>x\n\n  y\n</code></pre>\n</li>\n</ul>\n</blockquote>",
    '<ul>\n<li class="task"><input type="checkbox" disabled checked>\na</li>\n</ul>',
    '<h2 id="s-a-b">A <em>b</em></h2>\n<h3 id="s-c">C #</h3>',
    "<hr>",
    '<pre><code class="language-md">```\n# *x* &lt;b&gt;\n```\n</code></pre>',
    "<pre><code>    four\n\n\ttab\n</code></pre>",
    '<table><thead><tr><th class="left">a|b</th><th class="right">c</th><th>d</th></tr></thead><tbody>\n'
    '<tr><td class="left"><code>x|y</code></td><td class="right"></td><td><em>z</em></td></tr>\n</tbody></table>',
    '<p>a<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup></p>\n<section class="footnotes"><ol>'
    '<li id="fn-1"><p>note <a href="#fnref-1" class="footnote-back">↩</a></p></li></ol></section>',
    "<p>H<sub>2</sub>O x<sup>2</sup> <kbd>K</kbd> <mark>m</mark></p>",
    "<p>كانت <strong>الصفحة</strong></p>",
]


def body_in(markdown: str) -> str:
    return markdown.split("\n---\n", 1)[1]


def settled(html: str) -> str:
    return html.replace("\n", "").replace("<p></p>", "")


@pytest.mark.parametrize("body", SAME)
def test_a_body_reads_back_as_the_same(body):
    again = body_of(body_in(cast(body=body)["markdown"]), "/sea/tides/").html

    assert settled(again) == settled(body)


NOTE = (
    '<p>a<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup></p>\n<section class="footnotes"><ol>'
    '<li id="fn-1"><p>{} <a href="#fnref-1" class="footnote-back">↩</a></p></li></ol></section>'
)


@pytest.mark.parametrize("text", ["javascript:alert(1)", "word", '<a href="https://a.example/">https://a.example/</a>'])
def test_a_note_of_one_word_is_no_address_for_a_reader_without_footnotes(text):
    found = MarkdownIt().render(body_in(cast(body=NOTE.format(text))["markdown"]))

    assert 'href="javascript' not in found
    assert "[^1]" in found


def test_a_note_of_more_than_a_word_is_written_as_it_is():
    assert "[^1]: Voyager's camera (one).\n" in cast(body=NOTE.format("Voyager's camera (one)."))["markdown"]


def test_a_note_of_one_word_reads_back_as_the_same():
    body = NOTE.format("word")

    assert settled(body_of(body_in(cast(body=body)["markdown"]), "/sea/tides/").html) == settled(body)


def test_struck_text_within_struck_text_opens_no_fence():
    found = cast(body="<p><s><s>a</s></s></p>\n<p>b</p>")["markdown"]

    assert "~~~~" not in found


def test_stress_that_the_signs_cannot_carry_is_written_as_html():
    found = cast(body="<p>foo<em>bar.</em>baz</p>")["markdown"]

    assert "foo<em>bar.</em>baz" in found


@pytest.mark.parametrize(
    "text", ['say "hi": - # & * ! | > %', "line\nline", "\x85\u2028\ufeff", "{{ x }}", "no", "2026-01-22", "\\n"]
)
def test_front_matter_is_yaml_that_gives_every_text_back(text):
    fields = yaml.safe_load(
        cast(title=text, subtitle=text, authors=(Person(name=text),), coverage_of=text)["markdown"].split("\n---\n")[0]
    )

    assert (fields["title"], fields["subtitle"], fields["coverage_of"]) == (text, text, text)
    assert [author["name"] if isinstance(author, dict) else author for author in fields["authors"]] == [text]


def test_front_matter_holds_what_the_article_states_and_no_empty_field():
    found = yaml.safe_load(
        cast(tags=("Sea", "Wind"), sources=(Source(url="https://s.example/"),))["markdown"].split("\n---\n")[0]
    )

    assert found == {
        "title": "Tides",
        "summary": "The sea comes and goes.",
        "published": "2026-01-22",
        "category": "sea",
        "tags": ["Sea", "Wind"],
        "slug": "tides",
        "permalink": "https://example.org/sea/tides/",
        "language": "en",
        "sources": ["https://s.example/"],
    }


def test_a_link_within_the_site_is_written_in_full():
    assert "[sea](https://example.org/tags/sea/)" in cast()["markdown"]
