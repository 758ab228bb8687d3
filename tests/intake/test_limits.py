"""Input that is far too much of something: refused, and soon."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from flong.errors import ArticleRejected
from flong.formats.rendering import render_and_compare
from flong.intake.body.markdown import body_of

from tests.formats.casting import BUILD, THEME
from tests.intake.test_read import codes, read
from tests.timing import cpu_seconds


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\nauthor: 'a" + " " * 20_000 + "b'\n---\nText.",
        "# A\n\nhttp://a" + "." * 50_000 + "a",
        "# A\n\nhttp://a" + ")" * 50_000 + "a",
        "# a" + " " * 50_000 + "b\n\nText.",
        "---\ntitle: A\nsources: [" + "0," * 20_000 + "1]\n---\nText.",
        "# A\n\n" + "## a\n" * 20_000,
        "# A\n\n<div>\n" + "<img " * 20_000,
        "# A\n\n**Author:** " + "[" * 50_000 + "\n\n---\nText.",
        "# A\n\n> Coverage of x" + " " * 50_000 + "y\n\n---\nText.",
        "# A\n\n" + "**Foo:** b\n" * 80_000,
        "# A\n\n" + "a[^1] " * 150_000 + "\n\n[^1]: Note.",
        "---\ntitle: A\n" + "".join(f"k{n}: a\n" for n in range(4_000)) + "---\nText.",
    ],
    ids=[
        "spaces",
        "dots",
        "brackets",
        "title",
        "sources",
        "headings",
        "tags",
        "links",
        "coverage",
        "labels",
        "notes",
        "fields",
    ],
)
def test_no_input_takes_longer_than_its_length_explains(text):
    """Each of these once took time that grew with the square of its length, or worse."""
    plain = seconds_for("# A\n\n" + "Plain words, nothing else. " * 38_000)  # a megabyte, as large as an article may be

    assert seconds_for(text) < 200 * plain
    assert len(read(text).findings) <= 50


def seconds_for(text: str) -> float:
    return cpu_seconds(lambda: read(text))


@pytest.mark.parametrize("field", ["summary", "category", "coverage_of", "correction", "author", "canonical_url"])
def test_a_field_that_is_far_too_long_is_refused(field):
    assert codes(f"---\ntitle: A\n{field}: https://a.example/{'word' * 500}\n---\nText.")


GROWING: dict[str, Callable[[int], str]] = {
    "nested emphasis": lambda n: "*a **a " * (n // 7),
    "emphasis that closes": lambda n: "a_ " * (n // 3),
    "mismatched emphasis": lambda n: "*a_ " * (n // 4),
    "bold that never ends": lambda n: "**a " * (n // 4),
    "nested brackets": lambda n: "[" * (n // 2) + "a" + "]" * (n // 2),
    "brackets that open": lambda n: "[a" * (n // 2),
    "pictures that open": lambda n: "![" * (n // 2),
    "addresses that open": lambda n: "[a](<b" * (n // 6),
    "quotes": lambda n: "> " * (n // 2) + "a",
    "lists in lists": lambda n: "".join(" " * (2 * depth) + "- a\n" for depth in range(int(n**0.5))),
    "lists in a line": lambda n: "- " * (n // 2) + "a",
    "cells that a table completes": lambda n: "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + "|\n" * (n // 2),
    "rows that are too long": lambda n: "|a|b|\n|-|-|\n|1|2|3|\n" * (n // 23),
    "rulers": lambda n: "\n|-|" * (n // 4),
    "named addresses": lambda n: "".join(f"[{number}]: x\n" for number in range(n // 10)),
    "an address used often": lambda n: "[a]: /" + "x" * 2_000 + "\n\n" + "[a] " * (n // 4),
    "backticks": lambda n: "".join("e" + "`" * length for length in range(int((2 * n) ** 0.5))),
    "entities": lambda n: "&#x1F600;" * (n // 9),
    "angle brackets": lambda n: "<" * n,
    "comments that open": lambda n: "<!--" * (n // 4),
    "declarations that open": lambda n: "<!A " * (n // 4),
    "quotes in tags": lambda n: "<div>\n" + '<a b="\n' * (n // 8),
    "attributes": lambda n: "<p " + " ".join(f"a{number}" for number in range(n // 7)) + ">",
    "formatting that never ends": lambda n: "<b><i>" * (n // 6),
    "formatting and other ends": lambda n: "<b></i>" * (n // 7),
    "formatting before paragraphs": lambda n: "".join(f"<font a{number}>" for number in range(20)) + "x\n\n" * (n // 3),
    "formatting in rows": lambda n: "<table>\n" + "<tr><b>x\n" * (n // 9),
    "elements that are none": lambda n: "<Foo>" * (n // 5) + "</Foo>",
    "types": lambda n: "<B>" * (n // 3) + "</b>",
    "drawings": lambda n: "<svg>" * (n // 5),
    "definitions without a term": lambda n: "\n: a\n" * (n // 5),
    "colons": lambda n: "a\n: b\n\n" + ":a " * (n // 6) + ">" * (n // 2) + ":",
    "rulers of spaces": lambda n: "a | b\n\n```\n" + " " * n + "\n```\n",
    "code of MDX": lambda n: "import {" + "a, " * (n // 3) + "\n\n" + "export {" * (n // 8),
    "expressions": lambda n: "{aa." * (n // 8) + "{aa" + ".a" * (n // 8),
    "code that never closes": lambda n: "{{ a\n" * (n // 5),
    "tags that reach into the text": lambda n: '<div a="\n\nb\n\n' * (n // 14),
    "headings of one text": lambda n: "## a\n" * 1_000 + "## a 1\n" * 900 + "[b](#c) " * (n // 100),
    "links that never end": lambda n: "[a](" + "b/" * (n // 2),
    "links that never end, many of them": lambda n: ("[a](" + "b." * 150) * (n // 304),
    "links apart": lambda n: "[a]" + " " * n + "b",
    "links of a wiki": lambda n: "[[a" * (n // 3) + "]]",
    "TeX's brackets": lambda n: "\\(a_" * (n // 4),
    "signs of other Markdowns": lambda n: "==a ++b %%c ^[dd e ~f " * (n // 21),
    "signs apart": lambda n: "** aa " * (n // 6) + "~~ " * (n // 6),
    "imports": lambda n: "import a\n" * (n // 9),
    "imports of many": lambda n: "import {a" * (n // 9),
    "bars": lambda n: "| | " * (n // 4) + "\n" + "|a\n" * (n // 3),
    "bullets": lambda n: "• a\n" * (n // 6),
    "numbers": lambda n: "1. " + "a. " * (n // 3) + "\n  - b\n2. c",
    "hashes": lambda n: "##a\n" * (n // 4),
    "addresses that look like hosts": lambda n: "[a](" + "b." * (n // 2) + ")",
    "addresses that look like mail": lambda n: "[a](" + "b@c." * (n // 4) + ")",
    "definitions": lambda n: "a\n" + ": b\n" * (n // 4),
    "notes": lambda n: "".join(f"[^{number}]: x\n\n" for number in range(n // 10)),
    "headings": lambda n: "#\n" * (n // 2),
    "code that never ends": lambda n: "> ```\n\n" * (n // 7),
    "attribute lists": lambda n: "a{: .b}\n" * (n // 8),
    "comments of MDX": lambda n: "{/*" * (n // 3),
    "braces": lambda n: "{{" * (n // 2),
    "HTML that is none of Markdown's": lambda n: "<div>\n" + "<pre>[a](/b" * (n // 11),
    "attributes that are code": lambda n: "![](" + "{{ " * (n // 3) + "</a={{",
    "addresses that are code": lambda n: "[a]({{ b }})" * (n // 12),
    "code in tags": lambda n: "<div>\n" + "<p a={{ b }}>" * (n // 13),
    "components": lambda n: "<A b={" * (n // 6),
    "comments of MDX that end": lambda n: "{/*" * (n // 6) + "*/" * (n // 6) + "*/}",
    "asterisks": lambda n: "a.** " * (n // 5),
    "rulers of no table": lambda n: "|a|b|\n|-|\n" * (n // 10),
    "lists that cut code off": lambda n: "- ```\na\n```\n" * (n // 12),
    "noscript": lambda n: "<div>\n" + "<noscript>" * (n // 10),
    "dashes": lambda n: "a –b " * (n // 5),
    "hyphens": lambda n: "aa- bb " * (n // 7),
    "hyphens in pairs": lambda n: "aa-- bb " * (n // 8),
    "dashes round asides": lambda n: "a —b c— " * (n // 10),
    "signs to escape": lambda n: "&" * n,
    "signs to escape in a description": lambda n: "![" + "&" * n + "](https://a.example/b.png)",
    "no-break spaces": lambda n: "\u00a0" * (n // 2),
    "refused addresses": lambda n: "[a](b:c) " * (n // 9),
}
"""Texts of about n bytes, each hard for some parser that there is, or was for ours."""


@pytest.mark.parametrize("text", GROWING.values(), ids=GROWING.keys())
def test_four_times_the_text_takes_not_sixteen_times_as_long(text):
    """One that is refused may be: it has to be refused as soon."""
    body_seconds(text(4_096))
    short, long = (min(body_seconds(text(size)) for _ in range(2)) for size in (32_768, 131_072))

    assert long < 9 * short + 0.05


ARTICLES: dict[str, Callable[[int], str]] = {
    "an excerpt's mark after raw HTML": lambda n: "<div>\n" + "<p>a\n" * (n // 5) + "\n\n<!-- more -->\n\nText.",
    "quotes of TOML": lambda n: '+++\na = """' + '"\\' * (n // 3) + "\n+++\n# A\n\nText.",
    "definitions": lambda n: "# A\n" + "\n: a\n" * (n // 5),
    "spaces in a label": lambda n: "# A\n\n> Coverage of x" + " " * n + "y\n\n---\nText.",
    "breaks in a label": lambda n: "# A\n\n> Coverage of x" + "<br  >" * (n // 6) + "y\n\n---\nText.",
    "labels in a line": lambda n: "# A\n\n" + ("**By:** a " * 300 + "\n") * (n // 3_001),
    "gaps in a line": lambda n: "# A\n\n" + ("By: a" + " " * 3_800 + "b\n") * (n // 3_800),
    "signs in a line": lambda n: "# A\n\n" + ("**By:** a" + " -" * 1_900 + "**Date:** b\n") * (n // 3_800),
    "comments above a title": lambda n: "<!-- a -->\n" * (n // 11) + "# A",
    "comments that never end": lambda n: "# A\n\n" + "<!--" * (n // 4),
    "tags above labels": lambda n: "# A\n\n" + "<p>" * (n // 3) + "<img",
    "pictures above labels": lambda n: "# A\n\n" + "![a](b)" * (n // 7) + "\n\n**By:** a",
    "a label that comes again": lambda n: "# A\n\nOne.\n\n**By:** a\n**Tags:** b\n\n" + "- " * (n // 2),
    "a title in HTML": lambda n: "<h1>" + "<b>" * (n // 3),
}
"""Whole articles of about n bytes, hard for what reads their headers and fields."""


@pytest.mark.parametrize("text", ARTICLES.values(), ids=ARTICLES.keys())
def test_four_times_the_article_takes_not_sixteen_times_as_long(text):
    seconds_for(text(4_096))
    short, long = (min(seconds_for(text(size)) for _ in range(2)) for size in (15_000, 60_000))

    assert long < 9 * short + 0.05


def body_seconds(markdown: str) -> float:
    def read_body() -> None:
        with suppress(ArticleRejected):
            body_of(markdown, "/sea/tides/")

    return cpu_seconds(read_body)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<b><i>" * 100, "too-deep"),
        ("<b></i>" * 100, "too-deep"),
        ("<b>a\n\n" * 100, "too-deep"),
        ("<div>" * 200, "too-deep"),
        ("# a\n" * 2_001, "too-many-headings"),
        ("a[^1]\n\n" + "".join(f"[^{number}]: b\n\n" for number in range(1_001)), "too-many-notes"),
        ("a\n: b\n\n" * 20_000, "too-many-parts"),
        ("<p>a" * 40_001, "too-many-parts"),
        ("|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + "|a\n" * 200, "too-many-parts"),
    ],
)
def test_too_much_of_one_thing_is_refused(text, code):
    assert codes(f"# A\n\n{text}") == [code]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("One.\n\n" + "> " * 40 + "deep", ("too-deep", 5, 65)),
        ("[x](/y)\n" * 1_000 + "Öl [x](/y)", ("too-many-links", 1_003, 4)),
        ("https://a.example " * 1_001, ("too-many-links", 3, 18_001)),
        ("![x](/y) " * 101, ("too-many-images", 3, 901)),
        ('<img src="/y" alt="x"> ' * 101, ("too-many-images", 3, 2_301)),
        ("## a\n" * 2_001, ("too-many-headings", 2_003, 1)),
        ("a[^0]\n\n" + "".join(f"[^{number}]: b\n\n" for number in range(1_001)), ("too-many-notes", 2_005, 1)),
        ("a[^1] " * 2_001 + "\n\n[^1]: b", ("too-many-notes", 3, 12_002)),
        ("a\n\n" * 40_001, ("too-many-parts", 80_003, 1)),
        ("One.\n\n" + "Öl <b>x</b> " * 40_000, ("too-many-parts", 5, 479_980)),
        ("<div>\n" + "<br>a\n" * 40_000, ("too-many-parts", 40_003, 1)),
        ("One.\n\n" + "[a] " * 1_000 + "\n\n[a]: /" + "x" * 2_000, ("too-much-output", 5, 1)),
        ("- [x] b\n\n" + "[a] " * 1_000 + "\n\n[a]: /" + "x" * 2_000, ("too-much-output", 5, 1)),
        ("One.\n\n![" + "&" * 10_001 + "](/y)", ("too-much-output", 5, 1)),
    ],
    ids=[
        "quotes",
        "links",
        "bare",
        "pictures",
        "HTML",
        "headings",
        "notes",
        "mentions",
        "parts",
        "tags",
        "block",
        "addresses",
        "task",
        "signs",
    ],
)
def test_a_refusal_names_the_place_where_a_limit_is_passed(text, place):
    findings = read(f"# A\n\n{text}").findings

    assert [(finding.code, finding.line, finding.column) for finding in findings] == [place]


def test_a_reference_to_a_note_is_no_link():
    assert read("# A\n\n" + "a[^1] " * 1_500 + "\n\n[^1]: b").findings == ()


DENSE: dict[str, Callable[[int], str]] = {
    "items": lambda n: "- a\n" * n,
    "definitions": lambda n: "a\n: b\n\n" * (n // 2),
    "items without a list": lambda n: "<div>\n" + "<li>a</li>\n" * n,
    "details": lambda n: "<div>\n" + "<details><summary>a</summary>b</details>\n" * (n // 2),
}
"""Bodies of about n elements, each of which costs more than most."""


@pytest.mark.parametrize("text", DENSE.values(), ids=DENSE.keys())
def test_an_article_of_as_many_parts_as_it_may_have_is_cast_in_time(text):
    """Plain words take some 0.2 seconds of two that there are for a megabyte."""
    words = "Plain words, nothing else. " * 37_000
    dense = text(39_500)

    assert seconds_to_cast(dense + "\n\n" + words[len(dense) :]) < 15 * seconds_to_cast(words)


def seconds_to_cast(text: str) -> float:
    def cast() -> None:
        article = read(f"# A\n\n{text}").article
        assert article
        render_and_compare(article, THEME, BUILD)

    return cpu_seconds(cast, tries=2)
