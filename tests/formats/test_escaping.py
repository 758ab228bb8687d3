"""No text of an author becomes markup or template, wherever it is placed."""

import json
import re

import pytest
from flong.article import Image, Person, Source, Tag
from flong.formats.report import report_page
from flong.verdict import Finding

from tests.formats.casting import THEME, Page, cast, mail
from tests.formats.feeding import atom, make_entry
from tests.formats.listings import home_page, make_listing, tag_page
from tests.make import make_verdict

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "\"><img src=x onerror='alert(1)'>",
    "' onload='alert(1)",
    "{{ 7 * 7 }} {% include 'site.toml' %} {# gone #}",
    "<!-- &amp; &lt; ]]> \u2028 -->",
    "$& \\1 \\g<0> %s {0}",
]


def hostile_article(text: str) -> dict[str, str]:
    return cast(
        title=text,
        subtitle=text,
        summary=text,
        correction=text,
        coverage_of=text,
        category=text,
        authors=(Person(name=text), Person(name=text, url="https://a.example/?a=1&b='\"")),
        tags=(),
        key_takeaways=(text,),
        sources=(Source(url="https://s.example/", title=text),),
        hero=Image(url="https://i.example/x.png?a='\"<>", alt=text),
    )


@pytest.mark.parametrize("name", ["html", "amp"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_shows_hostile_text_as_text(name, text):
    page, plain = Page(hostile_article(text)[name]), Page(hostile_article("plain")[name])

    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    assert [set(given) for _, given in page.elements] == [set(given) for _, given in plain.elements]
    assert normal(text) in normal(page.text)


@pytest.mark.parametrize("text", HOSTILE)
def test_linked_data_gives_hostile_text_back_whole(text):
    data = [json.loads(script) for script in Page(hostile_article(text)["html"]).scripts]

    assert [item["@graph"][0]["headline"] for item in data] == [text]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_mail_shows_hostile_text_as_text(text):
    parts, plain = json.loads(hostile_article(text)["email"]), json.loads(hostile_article("plain")["email"])

    assert [tag for tag, _ in Page(parts["html"]).elements] == [tag for tag, _ in Page(plain["html"]).elements]
    assert normal(parts["subject"]) == normal(text)
    assert normal(text) in normal(parts["text"])


@pytest.mark.parametrize("text", HOSTILE)
def test_collections_show_hostile_text_as_text(text):
    tag, plain = Tag(id="sea", label=text), Tag(id="sea", label="plain")
    listings, plains = [make_listing(title=text, summary=text, category=text)], [make_listing()]

    for page, other in (
        (home_page(listings, [tag], THEME), home_page(plains, [plain], THEME)),
        (tag_page(tag, listings, THEME), tag_page(plain, plains, THEME)),
    ):
        assert [name for name, _ in Page(page).elements] == [name for name, _ in Page(other).elements]
    assert atom(*map(make_entry, listings)).findtext("{*}entry/{*}title") == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_report_shows_hostile_text_as_text(text):
    verdict = make_verdict(
        status="rejected",
        key=f"articles/{text}.md",
        findings=(Finding(code="x", message=text, remedy=text, found=text, line=1),),
        understood={text: text},
    )

    page = Page(report_page(verdict, THEME))

    assert not page.all("script") + page.pictures()
    assert normal(text) in normal(page.text)


def test_an_author_cannot_write_the_place_of_the_unsubscribe_address():
    assert mail(title="[[unsubscribe_url]] {{ unsubscribe }}")["html"].count("unsubscribe_url]]") == 2 + 1


def normal(text: str) -> str:
    return re.sub(r"\s+", "", text)
