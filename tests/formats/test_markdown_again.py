"""The Markdown variant, read as an article again, is the same article.

Not told apart, besides what `tests/formats/shown.py` names: whether an address of the site is written in full, what was
given and what was taken from elsewhere, and the count of words, to which the lists belong once they stand in the text.
"""

from typing import Any

import pytest
from flong.article import Article, ChangeKind, Image, Moment, Person, Source, State
from flong.formats import markdown
from flong.formats.document import Document
from flong.intake.read import Reading, read_article

from tests.formats.accepted import DAY, EVERY, NOW
from tests.formats.casting import BUILD, THEME
from tests.formats.shown import shown
from tests.make import make_article

SITE = THEME.site
LEFT_OUT = {"body", "hero", "pictures", "derived", "words", "in_text"}


def again(article: Article) -> Reading:
    """What becomes of an article's Markdown variant where the article itself was read."""
    written = markdown.render(Document(article, THEME, BUILD))
    return read_article(article.key, written.encode(), SITE, DAY, NOW)


def differences(article: Article) -> list[str]:
    """The fields and the first blocks in which an article that was read again differs."""
    reading = again(article)
    if reading.article is None:
        return [f"{article.id} is rejected: {reading.findings[0].message}"]
    one, other = fields(article), fields(reading.article)
    differ = [f"{article.id} {name}: {one[name]!r} became {other[name]!r}" for name in one if one[name] != other[name]]
    blocks = zip(blocks_of(article), [*blocks_of(reading.article), None], strict=False)
    return differ + [f"{article.id}: {before!r} became {after!r}" for before, after in blocks if before != after][:1]


def fields(article: Article) -> dict[str, Any]:
    hero = article.hero
    return {
        **article.model_dump(exclude=LEFT_OUT),
        "hero": hero and {**hero.model_dump(), "url": SITE.absolute(hero.url)},
    }


def blocks_of(article: Article) -> list[Any]:
    return shown(Document(article, THEME, BUILD).body, SITE.url)


@pytest.mark.parametrize("articles", EVERY)
def test_every_article_reads_back_as_the_same(articles):
    found = {article.id: differences(article) for article in articles()}

    assert {name: differs for name, differs in found.items() if differs} == {}


SECOND = Moment(at="2026-01-22T08:30:00Z", precision="second")
STATED = [
    {"title": "Stars *and* `ticks` & <em>tags</em> [a](b) &amp; \\* x_y_z Vec<T> ~~no~~ # {x}"},
    {"subtitle": "2 * 3 * 4", "summary": "- no: list", "coverage_of": "The *Institute*", "correction": "yes"},
    {"authors": (Person(name="Ada Brenner", url="https://a.example/ada"), Person(name="Mei Okafor"))},
    {"authors": (Person(name="Bo and Lind, at Sea"), Person(name="by Jo (x)"), Person(name="Smith, Jr."))},
    {"published": Moment(at="2026-01-01T00:00:00Z", precision="month"), "updated": SECOND},
    {"published": Moment(at="2025-01-01T00:00:00Z", precision="year"), "publish_at": SECOND},
    {"category": "R&D", "path": "/r-d/tides/"},
    {"path": "/sea/elsewhere/"},
    {"canonical_url": "https://first.example/ü/?a=1&b=2"},
    {"change_kind": ChangeKind.MINOR},
    {"change_kind": ChangeKind.MATERIAL, "correction": "At noon."},
    {"change_kind": ChangeKind.CORRECTION, "correction": "At noon."},
    {"status": State.DRAFT},
    {"amp": False},
    {"language": "zh-Hant"},
    {"hero": Image(url="/a b.png", alt="A *b*", width=3, height=2)},
    {"hero": Image(url="https://a.example/x.png")},
    {"tags": ("C#", "R&D", "a, b", "*starred*", "#1")},
    {"key_takeaways": ("One, two", "*Three*")},
    {
        "sources": (
            Source(url="https://s.example/a,b"),
            Source(url="https://t.example/", title="T: [a] *title*"),
            Source(url="https://u.example/a_(b)", title="U"),
        )
    },
]


@pytest.mark.parametrize("given", STATED, ids=lambda given: "-".join(given))
def test_what_an_editor_states_reads_back_as_the_same(given):
    before = make_article(**given)
    reading = again(before)

    assert reading.findings == ()
    assert fields(reading.article) == fields(before)


def test_lists_that_the_text_has_are_left_to_the_text():
    article = make_article(
        body='<p>Text.</p>\n<h2 id="s-key-takeaways">Key takeaways</h2>\n<ul>\n<li>One</li>\n</ul>',
        key_takeaways=("One",),
        derived={"key_takeaways": "a section of the text"},
    )

    assert again(article).article.key_takeaways == ("One",)
    assert "key_takeaways" not in markdown.render(Document(article, THEME, BUILD))


def test_a_link_to_nowhere_is_no_link():
    article = make_article(body='<p><a title="t">a</a></p>')

    assert markdown.render(Document(article, THEME, BUILD)).endswith("---\n\na\n")


def cell(text: str, attributes: str = "") -> str:
    return f"<table><tbody><tr><td{attributes}>{text}</td><td>b</td></tr></tbody></table>"


RICH = [
    '<table><tbody><tr><td><ul>\n<li>a</li>\n<li><a href="/b/">b</a></li>\n</ul></td><td class="right">c</td></tr>'
    "</tbody></table>",
    "<table><tbody><tr><th>a</th></tr><tr><td><pre><code>b\n\n  c\n</code></pre></td></tr></tbody></table>",
    "<blockquote>\n<table><tbody><tr><td><blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote></td></tr></tbody></table>\n</blockquote>",
    cell("a &lt;b&gt; &amp;amp; {#c}"),
    cell("a", ' colspan="2" class="center"'),
    cell("a", ' rowspan="2"'),
    '<table><tbody><tr><th scope="row">a</th><td>b</td></tr></tbody></table>',
    "<table><caption>A <em>caption</em></caption><thead><tr><th>a</th></tr></thead></table>",
    "<table><thead><tr><th>a</th></tr></thead><tfoot><tr><td>b</td></tr></tfoot></table>",
    "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>",
    '<figure><img src="https://a.example/b.png" alt="b"><figcaption>The <em>b</em></figcaption></figure>\n<p>c</p>',
    "<figure><pre><code>a\n\nb\n</code></pre><figcaption><p>c</p><p>d</p></figcaption></figure>",
    "<details><summary>A <strong>b</strong></summary><p>c</p><ul>\n<li>d</li>\n</ul></details>\n<p>e</p>",
    '<details><summary><h2 id="s-a">A</h2></summary><details><summary>b</summary>c</details></details>',
    "<ul>\n<li>a<details><summary>b</summary><p>c</p></details></li>\n<li>d</li>\n</ul>",
    '<figure><h2 id="s-a">B</h2><h2 id="s-b">B</h2></figure>',
    "<blockquote>\n<dl><dt>a</dt><dd>b</dd></dl>\n</blockquote>",
    "<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>",
    "<dl><dt>a</dt><dt>b</dt><dd>c</dd></dl>",
    "<dl><dt>a</dt><dd><p>b</p><p>c</p></dd></dl>",
    "<pre><code>a <mark>b</mark>\n\nc\n</code></pre>",
    '<p><abbr title="a &quot;b&quot;">A</abbr> <cite>b</cite> <samp>c</samp> <small>d</small> <var>e</var></p>',
]


@pytest.mark.parametrize("body", RICH)
def test_what_markdown_cannot_write_is_written_as_html(body):
    before = make_article(body=body)
    after = again(before)

    assert after.findings == ()
    assert blocks_of(after.article) == blocks_of(before)


TIGHT = [
    "1. a\n   ```sh\n   b\n   ```\n2. c\n   > d\n3. e\n   ## F",
    "- a\n  | b | c |\n  |---|---|\n  | d | e |\n- f",
    "- a\n  - b\n\n- c\n  1. d",
    "- a\n  > b\n  >\n  > - c\n- ***\n- d",
    "1. a\n\n   - b",
    "1. > a\n\n   > b",
    "- | a |\n  |---|\n\n  | b |\n  |---|",
    "- 1. a\n\n  | b |\n  |---|",
]


@pytest.mark.parametrize("text", TIGHT)
def test_a_list_stays_as_tight_or_loose_as_it_was(text):
    before = read_article("articles/tides.md", f"# T\n\n{text}\n".encode(), SITE, DAY, NOW).article

    assert blocks_of(again(before).article) == blocks_of(before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<table><tr><td colspan='2'>", "</td></tr></table>"),
        ("<table><caption>", "</caption><tr><td>c</td></tr></table>"),
        ("<figure><figcaption>", "</figcaption></figure>"),
    ],
)
def test_a_note_within_html_stays_a_note(before, after):
    text = f"# T\n\n{before}\n\na *b*[^1]\n\n{after}\n\n[^1]: c d\n"
    article = read_article("articles/tides.md", text.encode(), SITE, DAY, NOW).article

    assert "footnote-ref" in article.body
    assert blocks_of(again(article).article) == blocks_of(article)


@pytest.mark.parametrize(
    "note",
    [
        '`a "b"`',
        '[a](https://a.example/ "b")',
        "<https://a.example/> (b)",
        '`a "b` c"',
        "a\\\n    b",
        'a\\\n    "b"',
    ],
)
def test_a_note_that_looks_like_an_address_with_a_title_stays_what_it_is(note):
    article = read_article("articles/tides.md", f"# T\n\na[^1]\n\n[^1]: {note}\n".encode(), SITE, DAY, NOW).article

    assert blocks_of(again(article).article) == blocks_of(article)


@pytest.mark.parametrize(
    "body",
    [
        "<p><em></em></p>\n<p>a</p>",
        "<p><em>un<em>wind</em>ing</em> <strong>(<em>)a</em>)</strong></p>",
        "<p><code>a </code> <code> b</code></p>",
        "<ul><li><p>a</p>b</li></ul>",
        "<p><code>a</code><code>b</code><code>c`</code><code>`d</code></p>",
        "<p>`<code>a</code></p>",
    ],
)
def test_what_stands_close_together_stays_apart(body):
    before = make_article(body=body)

    assert plainly(blocks_of(again(before).article)) == plainly(blocks_of(before))


def test_a_link_right_after_a_note_leaves_it_a_note():
    text = '# T\n\na[^1]<a href="https://a.example">b</a>\n\n[^1]: c d\n'
    before = read_article("articles/tides.md", text.encode(), SITE, DAY, NOW).article

    assert blocks_of(again(before).article) == blocks_of(before)


def plainly(blocks: list[Any]) -> list[str]:
    """What is shown, with nothing of stresses that hold nothing, nor whether an item is tight."""
    return [block.markup for block in blocks if block.markup not in ("", "<em></em>")]


def test_a_table_that_markdown_can_write_is_written_so():
    table = "| a | b |\n| :-- | --- |\n| c *d* | e |"
    article = read_article("articles/tides.md", f"# T\n\n{table}\n".encode(), SITE, DAY, NOW).article

    assert table in markdown.render(Document(article, THEME, BUILD))


@pytest.mark.parametrize("heading", ["When {#tides}", "When *it* is [so](#when-it-is-so)", "`{x}` \\{#y\\}", "A #"])
def test_a_heading_keeps_its_name(heading):
    before = read_article("articles/tides.md", f"# T\n\n## {heading}\n\nText.\n\n## {heading}".encode(), SITE, DAY, NOW)

    assert blocks_of(again(before.article).article) == blocks_of(before.article)
