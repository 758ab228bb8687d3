"""Every variant has everything that the body holds, and where one has not, parity says so."""

import json

import pytest
from flong.article import Article
from flong.formats import parity
from flong.formats.document import Document
from flong.formats.parity import Absence, absences
from flong.formats.rendering import render_variants

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


def test_a_cell_may_stand_anywhere_in_its_table():
    article = make_article(
        body="<table><tr><th>Port</th><th>Time</th></tr><tr><td>Brest</td><td>Noon</td></tr></table>"
    )

    assert lacking(article, text="Port: Brest\nTime: Noon") == []


# ---- reasons


def reasons(article: Article, variant: str) -> set[tuple[str, str]]:
    found = absences(Document(article, THEME, BUILD), renderings(article))
    return {(absence.kind, absence.reason) for absence in found if absence.variant == variant}


def test_what_a_mail_is_cut_before_is_named_as_cut():
    long = make_article(body="".join(f"<h2>Part {n}</h2>\n<p>{f'Sea {n} ' * 200}</p>\n" for n in range(150)))

    assert reasons(long, "email/html") == {("paragraph", parity.CUT), ("heading", parity.CUT)}
    assert lacking(long) == []


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

    assert len(lacking(article, text="nothing")) == parity.MOST


def test_a_variant_of_an_unknown_kind_is_read_as_lines():
    article = make_article(body=BODY)

    assert {absence.variant for absence in absences(Document(article, THEME, BUILD), {"gemini": ""})} == {"gemini"}
