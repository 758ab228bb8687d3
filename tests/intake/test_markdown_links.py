"""Where links lead: addresses with slips in them, and headings by their names."""

import pytest
from flong.intake.body.markdown import body_of
from flong.intake.urls import web_url


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("https//a.example/b", "https://a.example/b"),
        ("http;//a.example", "http://a.example"),
        ("ttps://a.example", "https://a.example"),
        ("https:a.example", "https://a.example"),
        ("ada@a.example", "mailto:ada@a.example"),
        ("mailto://ada@a.example?subject=b", "mailto:ada@a.example?subject=b"),
        ("www.a.example", "https://www.a.example"),
    ],
)
def test_an_address_with_a_slip_in_its_scheme_is_mended_and_the_remedy_names_it(written, right):
    body = body_of(f"[x]({written})", "/sea/tides/")

    assert f'href="{right}"' in body.html
    assert [(finding.code, finding.found) for finding in body.findings] == [("link-scheme", written)]
    assert f"`{right}`" in body.findings[0].remedy


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("../2026-01-22-moon.md#phases", "/sea/moon/#phases"),
        ("/notes/Spring%20Tide.md", "/sea/spring-tide/"),
        ("a.example.de/b", "https://a.example.de/b"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_with_the_likely_one(written, right):
    findings = body_of(f"[x]({written})", "/sea/tides/").findings

    assert [finding.code for finding in findings] == ["link-address"]
    assert f"`{right}`" in findings[0].remedy


@pytest.mark.parametrize("name", ["chart.pdf", "data.csv", "photo.jpg", "setup.py", "my%20chart.pdf", "Cargo.toml"])
@pytest.mark.parametrize("form", ["[x]({})", "[x](./{})", "[x]({}#page=3)", '<a href="{}">x</a>'])
def test_a_file_beside_the_article_is_no_host_and_the_remedy_names_an_address_for_it(name, form):
    findings = body_of(form.format(name), "/sea/tides/").findings

    assert [finding.code for finding in findings] == ["link-address"]
    assert "file beside the article" in findings[0].message
    assert findings[0].remedy.endswith(f"write its full address, such as `https://example.org/{name}`.")


@pytest.mark.parametrize("address", ["photo.bmp", "img/photo.TIFF", "../photo.heic#a"])
def test_a_picture_that_browsers_do_not_show_is_to_be_saved_as_one_that_they_do(address):
    [finding] = body_of(f"![x]({address})", "/sea/tides/").findings

    assert finding.code == "picture-address"
    assert finding.remedy.startswith("Save it as PNG")


def test_an_address_without_a_scheme_leads_where_it_was_meant_to():
    body = body_of("[x](www.a.example/b) [y](example.org/c) [z](http://https://a.example)", "/sea/tides/")

    assert 'href="https://www.a.example/b"' in body.html
    assert 'href="https://example.org/c"' in body.html
    assert 'href="https://a.example"' in body.html


def test_a_link_finds_a_heading_by_githubs_name_for_it():
    assert '<a href="#s-v1-4">' in body_of("[x](#v14)\n\n## v1.4", "/").html


@pytest.mark.parametrize("text", ["## When\n\n## When\n\n## When 1", "## When 1\n\n## When\n\n## When"])
def test_a_heading_has_the_id_that_its_own_text_asks_for(text):
    html = body_of(f"[x](#when-1)\n\n{text}", "/").html

    assert '<h2 id="s-when-1">When 1</h2>' in html
    assert html.count('id="s-when-2"') == html.count('id="s-when"') == 1


def test_headings_of_one_text_are_numbered_as_on_github():
    body = body_of("[x](#when-1)\n\n## When\n\n## When", "/")

    assert '<h2 id="s-when">When</h2>\n<h2 id="s-when-1">When</h2>' in body.html
    assert body.findings == []


def test_a_heading_can_be_named():
    body = body_of("[x](#moon)\n\n## The sea {#moon .wide}", "/")

    assert body.html == '<p><a href="#s-moon">x</a></p>\n<h2 id="s-moon">The sea</h2>'
    assert body.findings == []


@pytest.mark.parametrize("text", ["The {sea}", "{{ x }}", "A set {1, 2}"])
def test_braces_in_a_heading_that_name_nothing_stay(text):
    assert text in body_of(f"## {text}", "/").html


def test_smart_punctuation_is_asked_for_and_leaves_addresses_alone():
    text = '"Sea" -- https://a.example/b--c'

    assert "“Sea” – " in body_of(text, "/", smart=True).html
    assert "https://a.example/b--c" in body_of(text, "/", smart=True).html
    assert body_of(text, "/").html.startswith('<p>"Sea" -- ')


def test_bare_mail_addresses_become_links():
    assert body_of("write to a.b@sea.example.", "/").html == (
        '<p>write to <a href="mailto:a.b@sea.example">a.b@sea.example</a>.</p>'
    )


@pytest.mark.parametrize("comment", ["{/*b*/}", "{ /*#b*/ }", "{/* b */}"])
def test_a_comment_of_mdx_names_its_heading(comment):
    assert body_of(f"## A {comment}", "/").html == '<h2 id="s-b">A</h2>'


def test_a_picture_for_fine_screens_is_no_mailbox():
    body = body_of("![x](boat@2x.png) [y](boat@2x.png) ![z](ada@a.example)", "/sea/tides/")

    assert "mailto:" not in body.html
    assert 'src="boat@2x.png"' in body.html
    assert [finding.code for finding in body.findings] == ["link-address", "picture-address"]


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("https://a.example/b[c]?d={e}", "https://a.example/b%5Bc%5D?d=%7Be%7D"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://a.example/%C3%A9?a=b&amp;c#d", "https://a.example/%C3%A9?a=b&amp;c#d"),
        ("/a^b/", "/a%5Eb/"),
    ],
)
def test_an_address_is_spelt_as_urls_are_and_nobody_is_told_of_it(written, spelt):
    body = body_of(f"[x]({written})", "/sea/tides/")

    assert (body.html, body.findings) == (f'<p><a href="{spelt}">x</a></p>', [])


def test_a_link_with_nothing_but_a_picture_without_description_is_called_by_its_address():
    body = body_of("[![](/boat.png)](https://www.a.example/boats/)", "/sea/tides/")

    assert body.html == '<p><a href="https://www.a.example/boats/"><img src="/boat.png" alt="a.example/boats"></a></p>'
    assert [finding.code for finding in body.findings] == ["image-alt"]


def test_a_link_with_nothing_to_click_on_is_none():
    assert body_of("a [](https://a.example) b", "/").html == "<p>a  b</p>"


def test_what_is_left_of_a_link_that_went_wrong_is_one_address_and_not_two():
    assert '"https://a.example/b"' in body_of("![https://a.example/b](https://a.example/b%", "/").html


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "https://a.example:port/b",
        "http://localhost:99999",
        "https://<domain>/b",
        "https://a.example|b",
        "https://xn--a/",
        "https://a..example",
        "http://256.1.1.1/",
        "http://[::g]/",
        "http://[fe80::1%25eth0]/",
        "https://a^b.example",
    ],
)
def test_an_address_whose_host_or_port_is_none_is_told_and_not_lost_without_a_word(address):
    findings = body_of(f"See [x]({address}).\n\n![y]({address})", "/sea/tides/").findings

    assert [(it.code, it.line, it.column, it.found) for it in findings] == [
        ("link-address", 1, 9, address),
        ("picture-address", 3, 6, address),
    ]
    assert web_url(address) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<a href='https://'>x</a>", ("link-address", 1, 10, "https://")),
        ("<a\nhref=javascript:b>x</a>", ("link-address", 2, 6, "javascript:b")),
        ('<a title="b" href="ftp://a?b&amp;c">x</a>', ("link-address", 1, 20, "ftp://a?b&c")),
        ('<img alt="b" src="https://:80/">', ("picture-address", 1, 19, "https://:80/")),
    ],
)
def test_an_address_that_raw_html_loses_is_told_however_it_is_written(text, found):
    assert [(it.code, it.line, it.column, it.found) for it in body_of(text, "/sea/tides/").findings] == [found]


@pytest.mark.parametrize("text", ['<a name="b">x</a> [y](/c?d&copy=e)', '<a href="/c?d&copy=e">x</a><a>y</a>'])
def test_a_link_without_an_address_takes_none_from_others(text):
    assert body_of(text, "/sea/tides/").findings == []


@pytest.mark.parametrize("address", ["http://[::1]/a|b", "https://[2001:DB8::1]:8080/"])
def test_a_host_may_be_an_address_of_ipv6(address):
    body = body_of(f"[x]({address})", "/sea/tides/")

    assert body.html == f'<p><a href="{address.replace("|", "%7C")}">x</a></p>'
    assert body.findings == []


@pytest.mark.parametrize("address", ["https://a.example:port/b", "http://a.example:99999", "https://xn--a.b/"])
def test_a_bare_address_whose_host_or_port_is_none_stays_text(address):
    assert body_of(address, "/sea/tides/").html == f"<p>{address}</p>"


@pytest.mark.parametrize(
    "host", ["xn--strae-oqa.example", "日本.example", "a_b.example", "1.2.3.4", "a.example.", "a.4b", "localhost"]
)
def test_a_host_that_browsers_know_is_one(host):
    assert web_url(f"https://{host}/b") == f"https://{host}/b"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[www.a.example](www.a.example)", [(1, 17)]),
        ("[*x* `](b`]( <www.a.example/b(c> 'www.a.example')", [(1, 15)]),
        ("> [x\n> y](\n> www.a.example)", [(3, 3)]),
        ("[![x](/y.png)](www.a.example)", [(1, 16)]),
        ("[x][Y] [x][y]\n\n[y]:\n  <www.a.example>", [(4, 4)]),
        ("<ftp://a.example>", [(1, 2)]),
        ("漢 [x](#y) [z](#y)", [(1, 7), (1, 15)]),
        ('<p>\n<a href="#y">x</a>\n</p>', [(2, 10)]),
    ],
    ids=["text", "marks", "quote", "picture", "named", "autolink", "anchors", "HTML"],
)
def test_what_is_wrong_with_an_address_is_told_at_the_address(text, places):
    assert [(it.line, it.column) for it in body_of(text, "/sea/tides/").findings] == places


def test_an_address_in_a_heading_is_named_as_it_is_seen():
    body = body_of("## See https://a.example now\n\n## https://b.example", "/").html

    assert 'id="s-see-https-a-example-now"' in body
    assert 'id="s-https-b-example"' in body
