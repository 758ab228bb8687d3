"""Raw HTML and other systems' code in a body: what stays, what shows as text, what is told."""

import re
from html import unescape

import pytest
from flong.intake.body.markdown import body_of

from tests.hostile.oracle import html5lib_nodes, nodes_of


def html(markdown: str) -> str:
    return body_of(markdown, "/sea/tides/").html


def told(markdown: str) -> list[tuple[str, int | None, int | None, str | None]]:
    findings = body_of(markdown, "/sea/tides/").findings
    return [(finding.code, finding.line, finding.column, finding.found) for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        "<nick> said so",
        "a `T` in <T> and Vec<String>",
        "Map<A> and List<B>",
        "Use the <title> of a page\n\nand more",
        "<script> is an element",
        "foo <![CDATA[ bar ]>",
        "<![CDATA[ bar",
        "<?php echo 1 ?>",
        "<xmp>bar</xmp>",
        "<plaintext>bar",
        "<!-- an open comment\n\nand more",
        '<div>\n<a href="open\n\nand more',
        "<div>\n</ foo>\n<!foo>",
    ],
)
def test_what_only_looks_like_html_stays_as_text(text):
    shown = re.sub("<[^>]*>", "", html(text))

    assert unescape(shown).split() == text.replace("<div>", "").replace("`", "").split()


def test_an_unclosed_comment_swallows_nothing_and_is_told():
    assert "Twice" in html("One.\n\n<!-- two\n\nTwice.")
    assert told("One.\n\n<!-- two")[0][:3] == ("html-unclosed", 3, 1)


def test_a_comment_goes_without_a_word():
    assert (html("One <!-- two --> three"), told("One <!-- two --> three")) == ("<p>One  three</p>", [])


@pytest.mark.parametrize("element", ["script", "style", "svg", "math", "iframe", "object", "template"])
def test_an_element_of_code_or_chrome_goes_with_what_is_in_it_and_is_told(element):
    text = f"One.\n\ntwo <{element}>three</{element}> four"

    assert "three" not in html(text)
    assert "four" in html(text)
    assert told(text) == [("html-dropped", 3, 5, f"<{element}>")]


def test_a_forms_text_stays_and_the_form_is_told():
    assert html("<form>name</form>") == "name"
    assert told("<form>name</form>") == [("html-dropped", 1, 1, "<form>")]


@pytest.mark.parametrize(
    ("embedded", "link"),
    [
        (
            '<iframe src="https://www.youtube.com/embed/x" title="The tide"></iframe>',
            '<a href="https://www.youtube.com/embed/x">The tide</a>',
        ),
        ('<iframe src="//player.vimeo.com/x"></iframe>', '<a href="https://player.vimeo.com/x">player.vimeo.com</a>'),
        ('<video><source src="https://a.example/b.mp4">No.</video>', '<a href="https://a.example/b.mp4">a.example</a>'),
        ('<audio src="/sea/waves.mp3"></audio>', '<a href="/sea/waves.mp3">waves.mp3</a>'),
        ('<iframe src="https://a.example/" title="<b>"></iframe>', '<a href="https://a.example/">&lt;b&gt;</a>'),
    ],
)
def test_what_would_be_embedded_becomes_a_link_and_is_told(embedded, link):
    assert link in html(embedded)
    assert [code for code, *_ in told(embedded)] == ["html-linked"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One\n\n<iframe src=https://a.example title=b></iframe>", '<p><a href="https://a.example">b</a></p>'),
        ("<div><iframe src=https://a.example title=b></iframe></div>", '<p><a href="https://a.example">b</a></p>'),
        ("One <iframe src=https://a.example title=b></iframe>", '<p>One <a href="https://a.example">b</a></p>'),
        ("<p>\n<iframe src=https://a.example title=b></iframe>\n</p>", '<p>\n<a href="https://a.example">b</a>\n</p>'),
    ],
)
def test_what_is_embedded_as_a_block_becomes_a_paragraph(text, shown):
    assert html(text).endswith(shown)


def test_an_embedded_address_that_is_no_web_address_makes_no_link():
    assert html('<iframe src="javascript:alert(1)"></iframe>') == ""


def test_a_picture_keeps_its_image():
    text = '<picture><source srcset="https://a.example/b.webp"><img src="https://a.example/b.png" alt="B"></picture>'

    assert '<img src="https://a.example/b.png" alt="B">' in html(text)


def test_dropped_attributes_are_one_finding_with_the_place_of_the_first():
    text = "One.\n\n<p style='x' class='y'>two</p>\n\n<p class='z'>three</p>"

    assert told(text) == [("html-attribute-dropped", 3, 1, "class, style")]
    assert "`class` (2), `style`" in body_of(text, "/").findings[0].message


def test_of_very_many_attributes_the_message_names_the_most_frequent():
    attributes = "".join(f" a{number}=''" for number in range(30))
    findings = body_of(f"<p{attributes}>one</p>\n\n<p class='a'>two</p><p class='b'>three</p>", "/").findings

    assert findings[0].message.count("`") == 20
    assert findings[0].message.endswith("and 21 others.")
    assert "`class` (2)" in findings[0].message


def test_every_element_that_is_dropped_is_named():
    messages = [finding.message for finding in body_of("<form>a</form>\n\n<canvas></canvas>", "/").findings]

    assert [message.split("`")[1] for message in messages] == ["<form>", "<canvas>"]


@pytest.mark.parametrize("width", ["300", "300px"])
def test_a_picture_in_html_keeps_its_size_in_pixels(width):
    assert html(f'<img src="/a.png" alt="b" width="{width}">') == '<img src="/a.png" alt="b" width="300">'


def test_what_a_word_processor_leaves_between_words_goes():
    assert html("<p>One<o:p></o:p> <st1:place>two</st1:place></p>") == "<p>One two</p>"


def test_a_tag_that_is_never_closed_swallows_nothing():
    assert "Hello" in html('<div style="color:red>\n\nHello "you" there\n\n<a href="/x">x</a>')


@pytest.mark.parametrize(
    "quiet", ['<a href="/x" target="_blank" rel="me">x</a>', "<center>x</center>", '<a id="x"></a>y']
)
def test_what_no_reader_misses_is_not_told(quiet):
    assert told(quiet) == []


@pytest.mark.parametrize(
    "code",
    [
        "{{ page.title }}",
        "{% include x.html %}",
        '{{< figure src="x" >}}',
        "{{% note %}}",
        "<% x %>",
        "<?php echo 1 ?>",
        '<Tweet id="1" />',
        "<Note>sea</Note>",
        "<Foo {...a.b} />",
        "<Foo onClick={() => x} />",
        "<Foo.Bar>sea</Foo.Bar>",
        "!!! note",
        ":::note Sea",
        "{% include a.md\n" + "x" * 2_000 + " %}",
    ],
)
def test_code_of_other_systems_is_told_at_its_place(code):
    found = told(f"One.\n\n{code}\n\nTwo.")

    assert [finding[:3] for finding in found] == [("template-code", 3, 1)]


@pytest.mark.parametrize(
    "text", ["`{{ x }}`", "```\n{% x %}\n```", "    {{ x }}", "$x^{{a}}$", "Vec<String>", "import it"]
)
def test_code_that_is_shown_on_purpose_is_not_told(text):
    assert told(text) == []


def test_of_many_of_one_kind_three_are_told_and_the_last_names_the_places_of_the_rest():
    findings = body_of("{{ x }}\n\n" * 60, "/").findings

    assert [finding.line for finding in findings] == [1, 3, 5]
    assert [place.line for place in findings[-1].also] == list(range(7, 107, 2))
    assert "There are 7 more below line 105." in findings[-1].message


def test_a_control_character_written_as_a_reference_reaches_nobody():
    text = "One &#27;[31m two &#x9b;"

    assert "\x1b" not in html(text)
    assert "\x9b" not in html(text)
    assert [finding[:3] for finding in told(text)] == [("control-character", 1, 5), ("control-character", 1, 19)]


def test_an_author_gives_no_ids_titles_or_languages_to_elements():
    assert html('<blockquote id="x" title="y" lang="z">sea</blockquote>') == "<blockquote>sea</blockquote>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[a]({{page.reference}}) b", "a b"),
        ('[a]({{ "/b/" | url }}) b', "a b"),
        ("[a]({% link a.md %}#c) b", "a b"),
        ("![a]({{ site.url }}/a.png) b", "<em>a</em> b"),
        ('<a href="https://a.example/{{ b }}">a</a> b', "a b"),
    ],
)
def test_code_in_an_address_is_no_address_and_that_is_told(text, shown):
    body = body_of(text, "/sea/tides/")

    assert body.html == f"<p>{shown}</p>"
    assert [finding.code for finding in body.findings] == ["template-code"]
    assert "address" in body.findings[0].message
    assert body.findings[0].found in text


def test_an_address_that_only_holds_encoded_braces_is_one():
    assert 'href="https://a.example/?q=%7B%7Bx%7D%7D"' in html("[a](https://a.example/?q=%7B%7Bx%7D%7D) and {{ y }}")


@pytest.mark.parametrize("style", ['style={{fontSize: "8pt"}}', 'style="background: url({{ a }}/a.svg)"'])
def test_code_in_an_attribute_that_is_dropped_is_a_dropped_attribute(style):
    assert told(f"<div {style}>\nHere\n</div>") == [("html-attribute-dropped", 1, 1, "style")]


def test_what_is_meant_for_readers_without_scripts_is_for_flongs_readers():
    text = 'One <noscript><img src="/a.png" alt="A chart"> two</noscript>'

    assert (html(text), told(text)) == ('<p>One <img src="/a.png" alt="A chart"> two</p>', [])


@pytest.mark.parametrize("name", ["input", "INPUT"])
def test_a_field_of_a_form_is_told_and_a_task_is_not(name):
    assert told(f'- [ ] open\n\n<div><{name} type="checkbox"></div>')[0][:3] == ("html-dropped", 3, 6)
    assert told("- [ ] open\n\n- [x] done\n\n> - [ ] quoted") == []


@pytest.mark.parametrize(
    "hostile",
    [
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "<noscript><!-- </noscript><img src=x onerror=alert(1)> -->",
        "<noscript><style></noscript><img src=x onerror=alert(1)></style>",
        "<div>\n<noscript><noscript></noscript><script>alert(1)</script></noscript>",
        "<svg><noscript><img src=x onerror=alert(1)></noscript></svg>",
        "<nosc<noscript>ript><img src=x onerror=alert(1)>",
        "<noscript/><iframe src=javascript:alert(1)></noscript>",
        "<noscript\n><a href='javascript:alert(1)'>x</a>",
        "<math><mtext><noscript></math><img title='</noscript><script>alert(1)</script>'>",
    ],
)
def test_nothing_active_comes_out_of_noscript(hostile):
    page = f"<body>{html(hostile)}</body>"
    for nodes in (nodes_of(page), html5lib_nodes(page)):
        assert {node.name for node in nodes} <= {"html", "head", "body", "p", "div", "img", "a", "em", "blockquote"}
        assert not {name for node in nodes for name in node.attributes if name.startswith("on")}
        assert "javascript:" not in str([node.attributes for node in nodes])


def test_a_note_may_be_named_by_code():
    assert '<a href="#fn-1"' in html("One[^{{a}}].\n\n[^{{a}}]: Two.")


def test_a_heading_within_a_heading_is_text_of_it():
    assert html("## One <div><h3>two</h3></div>\n\n## Three") == (
        '<h2 id="s-one-two">One  two \n</h2>\n<h2 id="s-three">Three</h2>'
    )
