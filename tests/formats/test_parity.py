"""Every variant has everything that the body holds, and where one has not, parity says so."""

import html
import json

import nh3
import pytest
from flong.article import Article
from flong.formats import parity, search
from flong.formats.body import tokens_of
from flong.formats.document import Document
from flong.formats.parity import Absence, absences
from flong.formats.rendering import render_and_compare, render_variants
from flong.formats.search import texts_of
from flong.formats.sequence import Texts
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.accepted import EVERY
from tests.formats.casting import BODY, BUILD, THEME
from tests.make import make_article

PAGES = ("html", "amp", "email/html", "json/html")
LINES = ("text", "markdown", "email/text", "json/plain")


def renderings(article: Article) -> dict[str, str]:
    made = render_variants(article, THEME, BUILD).variants
    return {name: one.content.decode() for name, one in made.items()}


def lacking(article: Article, **spoilt: str) -> list[Absence]:
    """What an article's variants lack and nobody knows why, with some of them replaced."""
    found = absences(Document(article, THEME, BUILD), {**renderings(article), **spoilt})
    return [absence for absence in found if not absence.reason]


def without(part: str, *texts: str) -> dict[str, str]:
    """The variant that a part belongs to, with texts taken out of that part."""
    name, _, inner = part.partition("/")
    content = renderings(make_article(body=BODY))[name]
    if not inner:
        return {name: taken_from(content, texts)}
    held = json.loads(content)
    if name == "json":
        [body] = [body for body in held["bodies"] if body["contentType"] == f"text/{inner}"]
        body["value"] = taken_from(body["value"], texts)
    else:
        held[inner] = taken_from(held[inner], texts)
    return {name: json.dumps(held)}


def taken_from(content: str, texts: tuple[str, ...]) -> str:
    assert any(text in content for text in texts), f"none of {texts} is in the variant"
    for text in texts:
        content = content.replace(text, "")
    return content


@pytest.mark.parametrize("articles", EVERY)
def test_no_variant_of_any_article_lacks_anything_without_a_reason(articles):
    assert articles()
    assert [(article.id, *absence) for article in articles() for absence in lacking(article)] == []


TEXTS = [
    ("paragraph", "Time and tide."),
    ("paragraph", "neap"),
    ("heading", "The moon"),
    ("table", "Brest"),
    ("code block", "if spring else"),
]


@pytest.mark.parametrize("part", [*PAGES, *LINES])
@pytest.mark.parametrize(("kind", "text"), TEXTS)
def test_a_text_that_is_gone_is_missed_in_its_variant(part, kind, text):
    [absence, *others] = lacking(make_article(body=BODY), **without(part, text))

    assert (absence.variant, absence.kind) == (part, kind)
    assert text in absence.what
    assert not others


@pytest.mark.parametrize("part", [*PAGES, *LINES[:3]])
def test_a_link_that_is_gone_is_missed(part):
    address = "https://tides.example/spring"

    assert lacking(make_article(body=BODY), **without(part, address)) == [Absence(part, "link", address)]


@pytest.mark.parametrize("part", PAGES)
def test_a_picture_that_is_gone_is_missed(part):
    spoilt = without(part, "https://tides.example/quay.jpg", "A quay at low water")
    found = lacking(make_article(body=BODY), **spoilt)

    assert found == [Absence(part, "image", "https://tides.example/quay.jpg")]


@pytest.mark.parametrize("part", LINES)
def test_a_description_that_is_gone_is_missed(part):
    [absence] = lacking(make_article(body=BODY), **without(part, "A quay at low water"))

    assert (absence.variant, absence.kind) == (part, "image")


@pytest.mark.parametrize(
    ("kind", "tags"),
    [
        ("table", ("<table>", "</table>")),
        ("heading", ('<h2 id="s-moon">', "</h2>")),
        ("code block", ("<pre>", "</pre>")),
    ],
)
def test_words_without_the_element_that_held_them_are_missed(kind, tags):
    [absence] = lacking(make_article(body=BODY), **without("json/html", *tags))

    assert (absence.kind, absence.what) == (kind, "1 of 1")


def test_texts_in_another_order_are_missed():
    article = make_article(body="<p>One comes first.</p>\n<p>Two comes second.</p>")

    assert [absence.what for absence in lacking(article, text="Two comes second.\n\nOne comes first.")] == [
        "Two comes second."
    ]


def test_words_that_nobody_sees_are_no_words():
    article = make_article(body="<p>The sea comes and goes.</p>")

    for hidden in ("<!-- {} -->", "<script>{}</script>", '<p title="{}"></p>'):
        page = f"<!doctype html><body>{hidden.format('The sea comes and goes.')}</body>"
        assert [absence.kind for absence in lacking(article, html=page)] == ["paragraph"]


def test_what_front_matter_says_is_no_text_of_the_body():
    article = make_article(body="<p>Where it begins.</p>", summary="Where it begins.")
    head = renderings(article)["markdown"].partition("\n---\n")[0]

    assert "Where it begins." in head
    assert [absence.what for absence in lacking(article, markdown=f"{head}\n---\n\nElse.\n")] == ["Where it begins."]


def test_the_id_of_a_heading_is_none_of_its_words():
    article = make_article(body='<h2 id="s-tides">tides</h2>\n<p>Text.</p>')
    page = renderings(article)["html"].replace(">tides<", "><")

    assert [(absence.kind, absence.what) for absence in lacking(article, html=page)] == [("heading", "tides")]


def test_the_name_of_a_heading_is_not_taken_for_its_words():
    body = '<h2 id="s-h2o-by-ada">h<sub>2</sub>o by <a href="https://a.example/">Ada</a></h2>\n<p>Text.</p>'

    assert "{#h2o-by-ada}" in renderings(make_article(body=body))["markdown"]
    assert lacking(make_article(body=body)) == []


def test_a_cell_may_stand_anywhere_in_its_table():
    article = make_article(
        body="<table><tr><th>Port</th><th>Time</th></tr><tr><td>Brest</td><td>Noon</td></tr></table>"
    )

    assert lacking(article, text="Port: Brest\nTime: Noon") == []


def lines(*cells: str) -> str:
    return "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row.split('|'))}</tr>\n" for row in cells)


ROWS = [f"Place number {n} on the coast|{n % 24}:{n % 60:02}|{n % 9} m" for n in range(300)]
LARGE = f"<p>The table.</p>\n<table>{lines('Place|Time|Height', *ROWS)}</table>\n<p>So much for the coast of today.</p>"


def test_short_cells_are_found_however_large_their_table_is():
    assert lacking(make_article(body=LARGE)) == []


@pytest.mark.parametrize("part", ["html", "amp", "text", "markdown", "json/html", "json/plain"])
def test_a_cell_that_is_gone_from_a_large_table_is_missed_and_no_other_is(part):
    article = make_article(body=LARGE)
    name = part.partition("/")[0]
    spoilt = renderings(article)[name].replace("Place number 9 on the coast", "")

    assert [(it.variant, it.kind, it.what) for it in lacking(article, **{name: spoilt}) if it.variant == part] == [
        (part, "table", "Place number 9 on the coast")
    ]


def test_a_long_text_tells_where_the_short_ones_are():
    body = "".join(f"<p>{n}</p>\n<p>The sea comes and goes for the {n}th time.</p>\n" for n in range(1, 9))
    article = make_article(body=body)
    text = renderings(article)["text"].replace("\n\n4\n\n", "\n\n")

    assert [absence.what for absence in lacking(article, text=text)] == ["4"]


def test_what_stands_for_a_sign_in_html_is_that_sign():
    article = make_article(body="<p>a&nbsp;&lt;b&gt; &amp;amp; &amp;lt;</p>\n<p>c &amp; d</p>")

    assert lacking(article) == []
    assert [absence.what for absence in lacking(article, text="a <b> &amp; &lt;")] == ["c & d"]


WORDS = st.text("ab .&<>\xa0\u3000é潮", max_size=8).map(html.escape)
TAGS = st.sampled_from(
    ["", "<p>", "</p>", "<em>", "</em>", "<tr>", "<td>", "<th>", "<table>", "</table>", "<br>", "<h2>"]
)


@given(st.lists(st.tuples(WORDS, TAGS), max_size=12))
def test_texts_read_one_by_one_are_those_that_are_found_at_a_glance(pairs):
    tokens = tokens_of(nh3.clean("".join(text + tag for text, tag in pairs)))

    glanced = [text for strand in Texts(tokens).strands for text in strand.texts]

    assert [b"".join(text.runs) for text in texts_of(tokens)] == glanced


# ---- reasons


def reasons(article: Article, variant: str) -> set[tuple[str, str]]:
    found = absences(Document(article, THEME, BUILD), renderings(article))
    return {(absence.kind, absence.reason) for absence in found if absence.variant == variant}


def test_what_a_mail_is_cut_before_is_named_as_cut():
    long = make_article(body="".join(f"<h2>Part {n}</h2>\n<p>{f'Sea {n} ' * 200}</p>\n" for n in range(150)))

    assert {reason for _, reason in reasons(long, "email/html")} == {parity.CUT}
    assert lacking(long) == []


MANY = 12_000
TOO_LARGE = {
    "list": "<ul>" + "".join(f"<li>item {n}</li>\n" for n in range(MANY)) + "</ul>",
    "table": f"<table>{lines('a|b', *(f'{n}|{n % 7}' for n in range(MANY)))}</table>",
    "paragraph": f"<p>{' '.join(f'word{n}' for n in range(MANY))}</p>",
    "code": "<pre><code>" + "".join(f"x = {n}\n" for n in range(2 * MANY)) + "</code></pre>",
    "quote": "<blockquote>" + "".join(f"<p>said {n}</p>\n" for n in range(MANY)) + "</blockquote>",
}


@pytest.mark.parametrize("block", TOO_LARGE)
def test_of_a_block_that_is_too_large_for_a_mail_the_editor_hears_that_the_mail_is_cut_and_nothing_else(block):
    casting = render_and_compare(make_article(body=f"<p>First.</p>\n{TOO_LARGE[block]}"), THEME, BUILD)

    assert [finding.code for finding in casting.findings] == ["mail-cut"]


def test_what_is_gone_before_the_end_of_a_cut_mail_is_missed_all_the_same():
    long = make_article(body="".join(f"<p>{f'Sea {n} ' * 200}</p>\n<p>No. {n}, short.</p>\n" for n in range(150)))
    mail = renderings(long)["email"].replace("No. 3, short.", "")

    assert [(absence.variant, absence.what) for absence in lacking(long, email=mail)] == [
        ("email/html", "No. 3, short."),
        ("email/text", "No. 3, short."),
    ]


def test_a_short_mail_that_ends_early_is_not_cut_but_broken():
    assert lacking(make_article(body=BODY), **without("email/html", "neap"))[0].reason == ""


@pytest.mark.parametrize(("alt", "reason"), [("Low water", parity.IN_WORDS), ("", parity.NO_WORDS)])
def test_a_picture_that_no_mail_reader_shows_is_named(alt, reason):
    article = make_article(body=f'<p><img src="https://a.example/a.svg" alt="{alt}"></p>')

    assert reasons(article, "email/html") == {("image", reason)}


@pytest.mark.parametrize("variant", ["text", "email/text", "json/plain"])
def test_what_lines_cannot_show_is_named(variant):
    article = make_article(
        body='<h2 id="s-a">A</h2>\n<p><a href="#s-a">up</a></p>\n<p><img src="https://a.example/a.png" alt=""></p>'
    )

    assert reasons(article, variant) == {("link", parity.NO_PLACES), ("image", parity.NO_WORDS)}


def test_a_film_that_plays_on_the_page_needs_no_link():
    article = make_article(body='<p><a href="https://www.youtube.com/watch?v=abcdefghijk">film</a></p>')
    page = '<!doctype html><body><p>film</p><amp-youtube data-videoid="abcdefghijk"></amp-youtube></body>'

    assert lacking(article, amp=page) == []
    assert [absence.kind for absence in lacking(article, amp=page.replace("abcdefghijk", "lmnopqrstuv"))] == ["link"]


# ---- bounds


def test_of_a_variant_that_has_nothing_the_first_texts_alone_are_told():
    article = make_article(body="".join(f"<p>Paragraph number {n}.</p>" for n in range(500)))

    assert len(lacking(article, text="nothing")) == search.MOST


def test_a_variant_of_an_unknown_kind_is_read_as_lines():
    article = make_article(body=BODY)

    assert {absence.variant for absence in absences(Document(article, THEME, BUILD), {"gemini": ""})} == {"gemini"}
