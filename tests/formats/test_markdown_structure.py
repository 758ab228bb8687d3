"""Whatever an author may put together reads back from Markdown as the same."""

from html import escape

from flong.intake.read import read_article
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.formats.accepted import DAY, NOW
from tests.formats.test_markdown_again import SITE, again, blocks_of

LINE_END = "\n"
TEXT = st.text("ab é潮 *_`[]()<>&#|-+.:!{}~\\1=\"'", min_size=1, max_size=8).map(lambda text: escape(f"{text}w"))
WORDS = st.one_of(st.just("word"), TEXT)
ADDRESSES = st.sampled_from(
    ["https://a.example/", "/b/c_d/", "#s-e", "mailto:a@b.example", "https://a.example/(x)?y&amp;z"]
)
STRESSES = st.sampled_from(["em", "strong", "del", "kbd", "cite", "sub", "small", "q"])


def within(name: str, *, attributes: str = ""):
    return lambda inner: f"<{name}{attributes}>{inner}</{name}>"


def stressed(inner):
    links = st.builds(lambda to, text: f'<a href="{to}">{text}</a>', ADDRESSES, WORDS)
    return st.one_of(
        st.builds(lambda name, text: f"<{name}>{text}</{name}>", STRESSES, inner),
        links,
        WORDS.map(str.strip).map(within("code")),
        WORDS.map(within("abbr", attributes=' title="say &quot;it&quot;"')),
        st.just('<img src="https://a.example/b.png" alt="a [picture]" width="3">'),
    )


def lines(most: int = 3):
    piece = st.recursive(WORDS, stressed, max_leaves=3)
    return st.lists(st.one_of(piece, piece, st.just("<br>")), min_size=1, max_size=most).map(
        lambda pieces: " ".join(["w", *pieces]) if "<br>" in pieces[0] else " ".join(pieces)
    )


CELL = st.sampled_from(["td", "td", "th", 'td colspan="2"', 'th rowspan="2"', 'td style="text-align: right"'])
CELLS = st.builds(lambda name, text: f"<{name}>{text}</{name.split()[0]}>", CELL, lines(1))
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=3).map("".join).map(within("tr")), min_size=1, max_size=3)
CAPTIONS = st.one_of(st.just(""), lines(1).map(within("caption")))
TABLES = st.builds(lambda caption, rows: f"<table>{caption}{''.join(rows)}</table>", CAPTIONS, ROWS)
CODE = st.one_of(WORDS, st.just("a\n\n  b"), st.just("<em>a</em>\n\nb")).map(
    lambda text: f"<pre><code>{text}\n</code></pre>"
)
FIGURES = st.builds(
    lambda what, words: f"<figure>{what}<figcaption>{words}</figcaption></figure>",
    st.one_of(st.just('<img src="https://a.example/b.png" alt="b">'), CODE, TABLES),
    lines(1),
)
PARAGRAPHS = lines().map(within("p"))
LEAVES = st.one_of(PARAGRAPHS, PARAGRAPHS, lines(1).map(within("h2")), st.just("<hr>"), CODE, TABLES, FIGURES)


def several(block, most: int = 3):
    return st.lists(block, min_size=1, max_size=most).map("\n".join)


def nested(block):
    own = block.filter(
        lambda text: not text.startswith(("<p>", "<ol start"))
    )  # or Markdown would make paragraphs of all texts
    tight = st.builds(lambda text, more: f"<li>{text}{more}</li>", lines(1), st.one_of(st.just(""), own))
    loose = st.builds(lambda text, more: f"<li><p>{text}</p>{more}</li>", lines(1), st.one_of(st.just(""), block))
    terms = st.builds(lambda term, text: f"<dt>{term}</dt><dd>{text}</dd>", lines(1), lines(1))
    return st.one_of(
        several(tight).map(within("ul")),
        st.lists(loose, min_size=2, max_size=3).map("\n".join).map(within("ul")),
        several(tight).map(within("ol", attributes=' start="3"')),
        several(tight).map(within("ol")),
        several(terms).map(within("dl")),
        several(block).map(within("blockquote")),
        st.builds(lambda fold, text: f"<details><summary>{fold}</summary>{text}</details>", lines(1), several(block)),
    )


BODIES = several(st.recursive(LEAVES, nested, max_leaves=6))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BODIES)
def test_any_structure_reads_back_as_the_same(body):
    read = read_article(
        "articles/a.md", f"# T\n\n<div>{body.replace(chr(10), '&#10;')}</div>\n".encode(), SITE, DAY, NOW
    )
    assume(read.article)

    after = again(read.article).article

    assert after
    assert blocks_of(after) == blocks_of(read.article)
