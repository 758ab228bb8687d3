"""What an editor is told of a body, each with its place; and what is right and is not told."""

import pytest
from flong.intake.body.markdown import body_of


def told(markdown: str) -> list[tuple[str, int | None, int | None]]:
    return [(finding.code, finding.line, finding.column) for finding in body_of(markdown, "/sea/tides/", 10).findings]


def codes(markdown: str) -> set[str]:
    return {code for code, *_ in told(markdown)}


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Öl ![](https://a.example/b.png)", ("image-alt", 10, 4)),
        ("One.\n\n[x](www.a.example/b)", ("link-scheme", 12, 1)),
        ("[x](http://https://a.example)", ("link-scheme", 10, 1)),
        ("see https://https://a.example/", ("link-scheme", 10, 5)),
        ("Öl [x](ftp://a.example)", ("link-address", 10, 4)),
        ("> ![b](b.bmp)", ("picture-address", 10, 3)),
        ('One.\n\n<img src="b.bmp" alt="b">', ("picture-address", 12, 11)),
        ("One []() two", ("link-empty", 10, 5)),
        ("One [](https://a.example) two", ("link-empty", 10, 5)),
        ("[x](#nowhere)", ("link-anchor", 10, 1)),
        ("One [x](/a b) two", ("link-syntax", 10, 5)),
        ("One [x] (https://a.example) two", ("link-syntax", 10, 5)),
        ("One [x][y] two", ("reference-missing", 10, 5)),
        ("One.\n\n[x]: https://a.example", ("reference-unused", 12, 1)),
        ("One[^a] two", ("footnote-missing", 10, 4)),
        ("One.\n\n[^a]: Two.", ("footnote-unused", 12, 1)),
        ("## A\n\n#### B", ("heading-skip", 12, 1)),
        ("One.\n\n##\n\nTwo.", ("heading-empty", 12, 1)),
        ("One.\n\n# A", ("second-h1", 12, 1)),
        ("One.\n\n```\ntwo", ("fence-unclosed", 12, 1)),
        ("> ~~~\n> one\n\ntwo", ("fence-unclosed", 10, 3)),
        ("One– two", ("dash-spaces", 10, 4)),
        ("One —two", ("dash-spaces", 10, 5)),
        ("one- two", ("dash-spaces", 10, 4)),
        ("one **two ** three", ("emphasis-unclosed", 10, 5)),
        ("| a |\n|---|\n| 1 | 2 |", ("table-cells", 12, 1)),
        ("One.\n{: .lead}", ("attribute-list", 11, 1)),
        ('![A](/a.png){:width="100%"}', ("attribute-list", 10, 13)),
        ('![A](/a.png){width="50%" height=20}', ("attribute-list", 10, 13)),
        ("[x](//www.a.example/b)", ("link-scheme", 10, 1)),
        ("See [the chart](chart.png).", ("link-address", 10, 5)),
        ('One ![](https://a.example/b.png align="left")', ("link-syntax", 10, 5)),
        ("One [](https://a.example/b c)", ("link-syntax", 10, 5)),
        ("| a | b | c |\n|---|---|\n| 1 | 2 | 3 |", ("table-cells", 11, 1)),
        ("One.\n\n<h1>A</h1>\n\n## B", ("second-h1", 12, 1)),
        ("One.\n\n<h3>A</h3>\n\n## B", ("heading-skip", 12, 1)),
        ("- ****a：**b", ("emphasis-unclosed", 10, 3)),
        ("Nicole Wong**,** U.S. Deputy", ("emphasis-unclosed", 10, 12)),
        ("* one two.** Three.", ("emphasis-unclosed", 10, 11)),
        ("<p>see [x](https://a.example)</p>", ("markdown-in-html", 10, 8)),
        ("<div>\n<p>see **it** and **that**\n</div>", ("markdown-in-html", 11, 8)),
        ("1. One\n\n    ```\ntwo\n```\n\nThree.", ("fence-unclosed", 12, 5)),
    ],
)
def test_a_slip_is_told_at_its_place(text, finding):
    assert told(text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        '<img src="https://a.example/b.png" alt="">',
        "[![Alt](https://a.example/b.png)](https://a.example)",
        "[x](#top) and [y](#the-sea)\n\n## The sea",
        "[x](#v14) and [y](#dont)\n\n## v1.4\n\n## Don't",
        "[1] (see https://a.example)",
        "a[i][j] and x[0](y)",
        "[x][Y  z]\n\n[y Z]: https://a.example",
        "[//]: # (a comment)\n\nOne.",
        "One[^a].\n\n[^a]: Two.",
        "a regex [^a-z]",
        "## A\n\n### B\n\n## C\n\n### D",
        "```\none\n```\n\n~~~\n```\n~~~",
        "one – two, three—four, 1–2, pre- and post-war, El mar —dicen— viene",
        "He said so. –Unknown",
        "price** of it\n\n**Without tax",
        "2**3 and `**x`",
        "| a | b |\n|---|---|\n| 1 \\| 2 | 3 |\n| 1 |",
        "use -v or --all",
        "a {b} c {d: e}",
        "[x](other.md) and [y](../b.html) and [z](/a.pdf)",
        "<pre>\n[x](https://a.example) **b**\n</pre>",
        "<div>\n\n**b**\n\n</div>",
        "- one\n\n  ```\n  two\n   ```\n\nThree.",
        "s**** and [](int x) { f(x); }",
    ],
)
def test_what_is_right_is_not_told(text):
    assert told(text) == []


def test_an_address_without_a_scheme_leads_where_it_was_meant_to():
    body = body_of("[x](www.a.example/b) [y](example.org/c) [z](http://https://a.example)", "/sea/tides/")

    assert 'href="https://www.a.example/b"' in body.html
    assert 'href="https://example.org/c"' in body.html
    assert 'href="https://a.example"' in body.html


def test_a_link_finds_a_heading_by_githubs_name_for_it():
    assert '<a href="#s-v1-4">' in body_of("[x](#v14)\n\n## v1.4", "/").html


def test_a_heading_can_be_named():
    body = body_of("[x](#moon)\n\n## The sea {#moon .wide}", "/")

    assert body.html == '<p><a href="#s-moon">x</a></p>\n<h2 id="s-moon">The sea</h2>'
    assert body.findings == []


@pytest.mark.parametrize("text", ["The {sea}", "{{ x }}", "A set {1, 2}"])
def test_braces_in_a_heading_that_name_nothing_stay(text):
    assert text in body_of(f"## {text}", "/").html


@pytest.mark.parametrize(
    "markdown",
    [
        "![B](https://a.example/b.png){width=300 height=200}",
        '![B](https://a.example/b.png){: width="300" height="200px"}',
        "![B](https://a.example/b.png =300x200)",
    ],
)
def test_a_picture_can_be_given_its_size(markdown):
    html = body_of(markdown, "/").html

    assert 'width="300"' in html
    assert 'height="200"' in html
    assert html.endswith("></p>")


def test_an_alert_begins_with_its_kind():
    assert "<p><strong>Note</strong></p>\n<p>One.</p>" in body_of("> [!NOTE]\n> One.", "/").html


def test_a_definition_list_is_read_and_an_emoji_is_none():
    assert body_of("Sea\n: Water", "/").html == "<dl>\n<dt>Sea</dt>\n<dd>Water</dd>\n</dl>"
    assert body_of("Sea\n:tada: water", "/").html == "<p>Sea\n:tada: water</p>"


def test_smart_punctuation_is_asked_for_and_leaves_addresses_alone():
    text = '"Sea" -- https://a.example/b--c'

    assert "“Sea” – " in body_of(text, "/", smart=True).html
    assert "https://a.example/b--c" in body_of(text, "/", smart=True).html
    assert body_of(text, "/").html.startswith('<p>"Sea" -- ')


def test_the_place_is_in_characters_of_the_source():
    assert told("漢字 {: .x} ![](https://a.example/b.png)") == [("attribute-list", 10, 4), ("image-alt", 10, 11)]


def test_bare_mail_addresses_become_links():
    assert body_of("write to a.b@sea.example.", "/").html == (
        '<p>write to <a href="mailto:a.b@sea.example">a.b@sea.example</a>.</p>'
    )


def test_a_fence_that_a_list_cuts_off_says_what_shows_as_code_for_it():
    finding = body_of("1. One\n\n    ```\ntwo\n```\n\nThree.", "/").findings[0]

    assert "If line 5 was to close it" in finding.message
    assert "shows as code to line 7" in finding.message


def test_what_is_found_is_what_the_author_wrote():
    findings = body_of("#### A {/*b*/}\n\n<p className='x'>c</p>", "/").findings

    assert [finding.found for finding in findings] == ["#### A {/*b*/}", "className"]


@pytest.mark.parametrize("comment", ["{/*b*/}", "{ /*#b*/ }", "{/* b */}"])
def test_a_comment_of_mdx_names_its_heading(comment):
    assert body_of(f"## A {comment}", "/").html == '<h2 id="s-b">A</h2>'
