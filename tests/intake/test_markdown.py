import re
from html.parser import HTMLParser

import pytest
from flong.intake.body.markdown import body_of


def html(markdown: str) -> str:
    return body_of(markdown, "/sea/tides/").html


@pytest.mark.parametrize("label", ["n", "\u2029a\u2029", "{{ a }}", "\xa0a"])
def test_a_footnote_has_a_way_there_and_back_whatever_its_label(label):
    found = html(f"Noted[^{label}]\n\n[^{label}]: Text")

    assert 'href="#fn-1" id="fnref-1"' in found
    assert 'href="#fnref-1"' in found


def test_headings_get_ids_of_their_own():
    assert html("## A\n\n## A") == '<h2 id="s-a">A</h2>\n<h2 id="s-a-1">A</h2>'


def test_a_first_level_heading_moves_all_down_by_one():
    assert html("# A\n\n## B") == '<h2 id="s-a">A</h2>\n<h3 id="s-b">B</h3>'


def test_a_link_to_a_heading_finds_it():
    assert 'href="#s-my-heading"' in html("[x](#my-heading)\n\n## My heading")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://a.example/b.", 'see <a href="https://a.example/b">https://a.example/b</a>.'),
        ("(https://a.example/b_(c))", '(<a href="https://a.example/b_(c)">https://a.example/b_(c)</a>)'),
        ("www.a.example/?x=1&y=2", '<a href="https://www.a.example/?x=1&amp;y=2">www.a.example/?x=1&amp;y=2</a>'),
        ("`https://a.example`", "<code>https://a.example</code>"),
        ("[https://a.example](https://b.example)", '<a href="https://b.example">https://a.example</a>'),
        ("me@https://a.example", "me@https://a.example"),
        ("https://", "https://"),
    ],
)
def test_a_bare_address_becomes_a_link_where_it_is_one(text, shown):
    assert html(text) == f"<p>{shown}</p>"


def test_footnotes_go_to_the_end_with_a_way_back():
    found = html("One[^a] two[^b] three[^a].\n\n[^b]: Second.\n\n[^a]: First.\n\nLast.")

    assert found.index("Last.") < found.index("footnotes")
    assert found.index("First.") < found.index("Second.")
    assert '<a href="#fn-1" id="fnref-1-2">1</a>' in found
    assert (
        'First. <a href="#fnref-1" class="footnote-back">↩</a> <a href="#fnref-1-2" class="footnote-back">↩</a></p>'
        in found
    )


def test_a_reference_without_a_note_stays_as_it_was_written():
    assert html("One[^a].") == "<p>One[^a].</p>"


def test_a_note_that_nobody_mentions_is_kept():
    assert "Lost?" in html("One.\n\n[^a]: Lost?")


def test_tasks_are_told_from_other_checkboxes():
    found = html('- [x] done\n- [ ] open\n\n<input type="checkbox"> raw')

    assert '<li class="task"><input type="checkbox" disabled checked>' in found
    assert found.count("<input") == 2


def test_table_alignment_becomes_a_class():
    assert '<th class="right">a</th>' in html("| a |\n|--:|\n| 1 |")


@pytest.mark.parametrize(
    "active",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](data:text/html,x)",
        "![x](javascript:alert(1))",
        "[x](//evil.example)",
        "[x](\\\\evil.example)",
        "<a href='vbscript:x'>x</a>",
        "<svg onload=alert(1)>",
        "<iframe src='https://evil.example'></iframe>",
        "<p style='position:fixed' onclick='x()' id='location'>x</p>",
        '``` "><script>alert(1)</script>\nx\n```',
        "[x](https://a.example/\"onmouseover='x')",
    ],
)
def test_nothing_active_survives(active):
    seen = Oracle(html(active))

    assert not seen.tags & {"script", "iframe", "svg", "style", "object"}
    assert not {name for name, _ in seen.attributes if name.startswith("on") or name in ("style", "srcdoc")}
    assert all(
        re.match(r"https?://[a-z]|mailto:|/[^/\\]|#|[^:]*$", url)
        for name, url in seen.attributes
        if name in ("href", "src")
    )
    assert ("id", "location") not in seen.attributes


class Oracle(HTMLParser):
    """What another parser than the sanitizer's sees."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_a_picture_without_a_usable_address_shows_its_description_and_says_so():
    body = body_of("![A boat](boat.bmp)", "/sea/tides/")

    assert body.html == "<p><em>A boat</em></p>"
    assert [(finding.code, finding.found) for finding in body.findings] == [("picture-address", "boat.bmp")]


@pytest.mark.parametrize("address", ["boat.png", "./boat.png", "../sea/boat.JPG"])
def test_the_address_of_a_picture_beside_the_article_is_kept_until_that_is_looked_for(address):
    body = body_of(f"![A boat]({address})", "/sea/tides/")

    assert body.html == f'<p><img src="{address}" alt="A boat"></p>'
    assert body.findings == []


def test_a_relative_link_is_read_from_the_articles_own_address():
    assert 'href="/sea/ebb/"' in html("[x](../ebb/)")


def test_raw_html_of_the_kind_that_articles_use_is_kept():
    assert html("H<sub>2</sub>O and <kbd>Ctrl</kbd>") == "<p>H<sub>2</sub>O and <kbd>Ctrl</kbd></p>"


def test_a_link_of_another_scheme_loses_its_address_and_says_so():
    body = body_of("[x](ftp://a.example) and [y](javascript:z)", "/sea/tides/")

    assert body.html == "<p>x and y</p>"
    assert [finding.found for finding in body.findings] == ["ftp://a.example", "javascript:z"]
