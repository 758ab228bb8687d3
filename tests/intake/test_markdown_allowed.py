"""Elements stand where HTML allows them, whatever an author's raw HTML puts them in."""

import re

import pytest
from flong.intake.body.markdown import body_of
from hypothesis import given, settings
from hypothesis import strategies as st

LINE = {"abbr", "b", "cite", "code", "em", "i", "mark", "q", "small", "strong", "sub", "sup", "u"}
BLOCK = {"blockquote", "details", "dl", "figure", "h2", "h3", "h4", "hr", "ol", "p", "pre", "table", "ul"}
PARENTS = {
    "li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}, "summary": {"details"}, "figcaption": {"figure"}, "td": {"tr"},
    "th": {"tr"}, "tr": {"tbody", "thead", "tfoot"},
}  # fmt: skip


def html(markdown: str) -> str:
    return body_of(markdown, "/sea/tides/").html


def misplaced(markup: str) -> list[str]:
    """By the content models of WHATWG HTML, section 4, what stands where it may not; an oracle of the tests' own."""
    found, open_ = [], []
    for tag in re.findall(r"<(/?)([a-z0-9]+)", markup):
        if tag[0]:
            open_.pop()
            continue
        name, parent = tag[1], open_[-1] if open_ else "body"
        lines = LINE | {"p", "pre", "h2", "h3", "h4"}
        if name in BLOCK and ((lines & set(open_)) or ("summary" in open_ and name[0] != "h")):
            found.append(f"<{name}> in a line of {open_}")
        if name in PARENTS and parent not in PARENTS[name]:
            found.append(f"<{name}> in <{parent}>")
        if parent in ("ul", "ol") and name != "li":
            found.append(f"<{name}> in <{parent}>")
        if name not in ("br", "hr", "img", "input"):
            open_.append(name)
    return found + [f"{open_} left open"] * bool(open_)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<ol><li>a</li><ul><li>b</li></ul></ol>", "<ol><li>a<ul><li>b</li></ul></li></ol>"),
        ("<ol><ul><li>b</li></ul></ol>", "<ol><li><ul><li>b</li></ul></li></ol>"),
        ("<ul><p>a</p></ul>", "<ul><li><p>a</p></li></ul>"),
        ("<ul>a</ul>", "<ul><li>a</li></ul>"),
        ("<li>a</li>", "<ul><li>a</li></ul>"),
        ("<b><p>a</p></b>", "<p><b></b></p><p><b>a</b></p>"),
        ("<dl><dt>a</dt>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<dl><dd>a</dd></dl>", "a"),
        ("<details>a</details>", "a"),
        ("<details><summary>a</summary>b</details>", "<details><summary>a</summary>b</details>"),
        (
            "<details><summary><h3>a</h3></summary>b</details>",
            '<details><summary><h3 id="s-a">a</h3></summary>b</details>',
        ),
        ("<figcaption>a</figcaption>", "a"),
        ("<blockquote><p></p>a</blockquote>", "<blockquote>a</blockquote>"),
        ("<details><i><summary>a</summary></i>b</details>", "<details><summary>a</summary>b</details>"),
        ("<details>a<summary>b</summary>c</details>", "abc"),
    ],
)
def test_raw_html_is_put_where_it_may_stand(text, shown):
    assert re.sub(" +", "", html(text).replace(" id", "\0")).replace("\0", " id") == shown


def test_a_paragraph_of_a_summary_is_text_of_it():
    assert html("<details><summary>\n\nWhat *now*?\n\n</summary>\n\nWait.\n\n</details>") == (
        "<details><summary>\n What <em>now</em>? \n</summary>\n<p>Wait.</p>\n</details>"
    )


def test_heads_of_rows_and_columns_say_which_they_are():
    table = html("<table><tr><td></td><th>b</th></tr><tr><th>c</th><td>d</td></tr></table>")

    assert '<th scope="row">c</th>' in table


def test_a_table_without_heads_of_rows_needs_no_more():
    assert "scope" not in html("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>")


ELEMENTS = sorted(LINE | BLOCK | set(PARENTS) | {"a", "div", "del", "caption", "thead"} - {"hr"})
SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{name}>" for name in ELEMENTS] + [f"</{name}>" for name in ELEMENTS]),
        st.sampled_from(["sea", "tide", "<hr>", "<br>", "\n\n", "* moon\n"]),
    ),
    max_size=14,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(SOUP)
def test_no_raw_html_whatever_comes_to_stand_where_it_may_not(soup):
    assert misplaced(html(f"x\n\n{soup}")) == []


@settings(max_examples=400, deadline=None)
@given(SOUP)
def test_no_word_is_lost_in_putting_it_right(soup):
    shown = re.sub("<[^>]*>", " ", html(soup))

    assert sorted(re.findall("sea|tide|moon", shown)) == sorted(re.findall("sea|tide|moon", soup))
