"""The oracle can see: what was never cleaned is found, and so is every seeded mistake of a careless renderer."""

import json
from dataclasses import replace
from typing import Any

import nh3
import pytest
from flong.article import Article
from flong.formats.templates import Theme

from tests.formats.casting import THEME
from tests.hostile.harmless import PAGES, allowed, vocabulary
from tests.hostile.judging import faults_of, structure_faults
from tests.hostile.oracle import Allowed, active, bad_address, html5lib_nodes, nodes_of, skeleton
from tests.hostile.outputs import outputs_of
from tests.hostile.plain_oracle import bad_commands, bad_key, bad_path, bad_terminal, fragment
from tests.hostile.vectors import SCRIPTS, Case, cases, needs_vectors
from tests.make import make_article, make_tags

BREAKOUTS = ("{}", '<a title="{}">x</a>', "<a title='{}'>x</a>", "<a title={}>x</a>")
ACTIVE = "<img src=x onerror=alert(1)>"
FULL: dict[str, Any] = {"subtitle": "b", "correction": "c", "coverage_of": "d", "key_takeaways": ("e",)}


def body() -> Allowed:
    return allowed()["json"]


def seen(case: Case) -> bool:
    """Whether the text is found to act where it stands in a page as it is: in text, an attribute, or an address."""
    raw = any(active(fragment(place.replace("{}", case.text)), body()) for place in BREAKOUTS)
    return raw or "scheme" in (bad_address(case.text) or "")


@needs_vectors
def test_nearly_every_script_that_nobody_cleaned_is_seen():
    """9,447 of 9,946; the rest are names of events and elements, halves of payloads, and harmless controls."""
    tried = cases(*SCRIPTS)

    unseen = [case.text for case in tried if not seen(case)]

    assert len(unseen) / len(tried) < 0.06
    assert not [text for text in unseen if "<script>" in text.lower()]


@needs_vectors
def test_two_html5_parsers_agree_on_what_acts():
    tried = cases(*SCRIPTS)[::40]

    for case in tried:
        page = f"<!DOCTYPE html><title></title>{case.text}"
        assert bool(active(nodes_of(page), body())) == bool(active(html5lib_nodes(page), body())), case


def test_two_html5_parsers_see_the_same_in_our_pages():
    outputs = outputs_of(make_article(**FULL))

    for page in ("html", "amp", "home", "tag", "moved", "mail page"):
        assert skeleton(nodes_of(outputs[page])) == skeleton(html5lib_nodes(outputs[page]))


def test_what_harmless_pages_teach_is_harmless():
    for name in PAGES:
        known = allowed()[name]
        assert not [names for names in known.attributes if names[1].startswith("on")]
        assert not known.elements & {"iframe", "object", "embed", "base", "svg", "math", "form", "template", "textarea"}
        assert ("a", "style") not in known.attributes or name == "mail"


LAX = {
    "style": {"attributes": {"*": {"style"}}},
    "event handler": {"attributes": {"*": {"onerror", "onclick", "onload"}}},
    "id": {"attributes": {"*": {"id", "name"}}},
    "class": {"attributes": {"*": {"class"}}},
    "AMP action": {"attributes": {"*": {"on", "role", "tabindex"}}},
    "script address": {"attributes": {"a": {"href"}}, "url_schemes": {"https", "javascript"}},
    "data address": {"attributes": {"img": {"src"}}, "url_schemes": {"https", "data"}},
    "any relative address": {"attributes": {"a": {"href"}}},
    "drawing": {"tags": {"svg", "a", "path"}},
    "formula": {"tags": {"math", "mi", "annotation-xml"}},
    "form": {"tags": {"form", "button", "input"}},
    "frame": {"tags": {"iframe"}, "attributes": {"iframe": {"srcdoc"}}},
}
CAUGHT = {
    "style": "<p style='position:fixed'>x</p>",
    "event handler": "<p onclick=alert(1)>x</p>",
    "id": "<p id=cookie>x</p>",
    "class": "<p class=masthead-evil>x</p>",
    "AMP action": "<p on='tap:AMP.navigateTo(url=evil)'>x</p>",
    "script address": "<a href=' java\tscript:alert(1)'>x</a>",
    "data address": "<img src='data:text/html,x'>",
    "any relative address": "<a href='//evil.example'>x</a>",
    "drawing": "<svg><path></path></svg>",
    "formula": "<math><mi>x</mi></math>",
    "form": "<form><button>x</button></form>",
    "frame": "<iframe srcdoc='<script>1</script>'></iframe>",
}


@pytest.mark.parametrize("mistake", LAX)
def test_a_sanitizer_that_lets_one_thing_through_is_caught(mistake):
    options: dict[str, Any] = {"tags": vocabulary(), "attributes": {}, **LAX[mistake]}
    options["tags"] = options["tags"] | vocabulary()
    mutant = nh3.clean(CAUGHT[mistake], link_rel=None, **options)

    found = faults_of(outputs_of(make_article(body=f"<p>Text.</p>{mutant}")))

    assert {"html", "json"} <= found.keys()


def unescaping() -> Theme:
    return replace(THEME, environment=THEME.environment.overlay(autoescape=False))


@pytest.mark.parametrize("field", ["title", "subtitle", "summary", "correction", "coverage_of", "category"])
def test_a_theme_that_does_not_escape_is_caught(field):
    breakout = '"></title></script><img src=x onerror=alert(1)>'
    outputs = outputs_of(make_article(**{**FULL, field: breakout}), unescaping())

    assert "html" in faults_of(outputs)


def test_a_tag_that_is_not_escaped_is_caught_in_its_page_and_feed():
    found = faults_of(outputs_of(make_article(tags=[ACTIVE]), unescaping()))

    assert {"html", "tag", "home", "feed"} <= found.keys()


def test_one_element_too_many_is_caught_even_if_it_is_harmless():
    article = make_article(subtitle="<b>x</b>")
    page = outputs_of(article, unescaping())["html"]

    assert not active(nodes_of(page), allowed()["html"])
    assert skeleton(nodes_of(page)) != skeleton(nodes_of(outputs_of(article)["html"]))


def spoilt(article: Article, **outputs: Any) -> dict[str, list[str]]:
    return faults_of({**outputs_of(article), **outputs})


def test_linked_data_that_ends_its_script_is_caught():
    page = outputs_of(make_article())["html"]

    assert "html" in spoilt(make_article(), html=page.replace("Tides", "</script><b>"))
    assert "html" in spoilt(make_article(), html=page.replace('"headline":"Tides"', '"headline":"Ti\u2028des"'))
    assert "html" in spoilt(make_article(), html=page.replace('"headline":"Tides"', '"headline":"Ti"des"'))


def test_a_refresh_to_elsewhere_is_caught():
    page = outputs_of(make_article())["moved"]

    assert "moved" in spoilt(make_article(), moved=page.replace("0; url=https://example.org/", "0; url=https://evil/"))


def test_a_header_that_nobody_meant_is_caught():
    mail = outputs_of(make_article())["mail"]

    assert "mail" in spoilt(make_article(), mail=mail.replace(b"Subject: Tides", b"Subject: Tides\r\nBcc: a@b.example"))
    assert "mail" in spoilt(make_article(), mail=mail.replace(b"Subject: Tides", b"Subject: Ti\ndes"))


@pytest.mark.parametrize("output", ["text", "markdown"])
def test_an_escape_in_plain_text_is_caught(output):
    text = outputs_of(make_article())[output]

    assert output in spoilt(make_article(), **{output: text.replace("The sea", "\x1b[31mThe sea")})


def test_markdown_that_comes_alive_elsewhere_is_caught():
    text = outputs_of(make_article())["markdown"]

    for alive in (ACTIVE, "[x](javascript:alert(1))", "<javascript:alert(1)>", "\n[a]: data:,x\n\n[a]"):
        assert "markdown" in spoilt(make_article(), markdown=text + alive)
    assert "markdown" in spoilt(make_article(), markdown=text.replace('title: "Tides"', 'title: "Ti"des"'))


def test_a_feed_that_is_no_xml_or_leads_elsewhere_is_caught():
    feed = outputs_of(make_article())["feed"][0]

    assert "feed" in spoilt(make_article(), feed=[feed.replace("Tides", "Ti&des")])
    assert "feed" in spoilt(make_article(), feed=[feed.replace('href="https://example.org/sea', 'href="javascript:')])
    assert "feed" in spoilt(make_article(), feed=[feed.replace("<summary>", '<summary type="html">&lt;svg&gt;')])


def test_an_address_in_an_event_is_judged():
    event = json.loads(outputs_of(make_article())["event"][0])
    event["data"]["url"] = "javascript:alert(1)"

    assert "event" in spoilt(make_article(), event=[json.dumps(event)])


@pytest.mark.parametrize("key", ["builds/../x/index.html", "builds/a//index.html", "builds/a\x1b/index.html"])
def test_a_key_that_leaves_its_folder_is_caught(key):
    assert bad_key(key)


@pytest.mark.parametrize("path", ["/sea/../", "/sea/a%2fb/", "//evil.example/", "/sea/a b/", "/sea/"])
def test_a_path_that_is_no_section_and_name_is_caught(path):
    assert bad_path(path)
    assert not bad_path("/sea/der-größte-कि/")


def test_what_a_terminal_obeys_is_caught():
    assert all(map(bad_terminal, ("\x1b[31m", "\x9b31m", "a\u202eb", "\r")))
    assert bad_commands("::error file=a.md,line=1::x\n::set-output name=a::b")
    assert not bad_commands("::error file=a.md,line=1::x\n::warning file=a.md::y")


def test_a_harmless_article_has_no_fault():
    article = make_article(**FULL, tags=["Sea", "The Moon"])

    assert not faults_of(outputs_of(article))
    assert not structure_faults(article)
    assert article.tags == make_tags("Sea", "The Moon")
