"""Where a mail that is too long ends."""

import re
from email.message import EmailMessage

import pytest
from flong.deliver import POLICY
from flong.formats.email import HTML_LIMIT
from flong.formats.email_cut import MORE
from flong.formats.rendering import render_and_compare
from flong.formats.transfer import encoding_of

from tests.formats.casting import BUILD, THEME, UNSUBSCRIBE, mail
from tests.make import make_article

SEA = "The sea comes and goes, and comes again. "
LONG = "".join(f'<p>Paragraph {number}. {SEA}<a href="#s">See</a></p>\n' for number in range(1500))
ROWS = "".join(f"<tr><td>{SEA}</td><td>In row {number} {SEA}</td></tr>\n" for number in range(1500))
CODE = "".join(f"line_{number} = &quot;the sea&quot;\n" for number in range(9000))
HUGE = {
    "list": "<ul>\n" + "".join(f"<li>Item {number}. {SEA}</li>\n" for number in range(1500)) + "</ul>",
    "list in a list": "<ol>\n<li>One\n<ul>\n" + f"<li>{SEA}</li>\n" * 1500 + "</ul>\n</li>\n</ol>",
    "quote": "<blockquote>\n" + f"<p>{SEA}</p>\n" * 1500 + "</blockquote>",
    "table": f"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{ROWS}</tbody></table>",
    "code": f'<pre><code class="language-python">{CODE}</code></pre>',
    "paragraph": f"<p>{SEA * 4000}</p>",
    "paragraph of tags": "<p>" + "<em>sea</em>, " * 9000 + "</p>",
    "paragraph without spaces": f"<p>{'潮' * 60_000}</p>",
    "entities": f"<p>{'&amp;' * 60_000}</p>",
    "details": f"<details><summary>More</summary>{f'<p>{SEA}</p>' * 1500}</details>",
    "definitions": f"<dl>{f'<dt>Sea</dt><dd>{SEA}</dd>' * 1500}</dl>",
    "item of many paragraphs": f"<ul>\n<li>{f'<p>{SEA}</p>' * 1500}</li>\n</ul>",
}
NOTES = "".join(
    f'<li id="fn-{n}"><p>{SEA}<a href="#fnref-{n}" class="footnote-back">↩</a></p></li>' for n in range(900)
)


def as_sent(html: str) -> int:
    """Bytes of the HTML part on its way to a reader."""
    message = EmailMessage(policy=POLICY)
    message.set_content(html, subtype="html", cte=encoding_of(html))
    return len(message.as_bytes().partition(b"\r\n\r\n")[2])


def balanced(html: str) -> bool:
    """Whether every element is ended where it should be."""
    path: list[str] = []
    for slash, name in re.findall(r"<(/?)([a-z0-9]+)\b", re.sub(r"<!--.*?-->|<style>.*?</style>", "", html)):
        if slash and path.pop() != name:
            return False
        path += [] if slash or name in ("meta", "img", "br", "hr") else [name]
    return path == []


def test_a_long_article_is_cut_after_a_block_and_leads_to_the_rest():
    html = mail(body=LONG)["html"]

    assert 95_000 < as_sent(html) <= HTML_LIMIT
    assert html.count("<p") == html.count("</p>")
    assert "Read on" in html
    assert html.index("Read on") < html.index(UNSUBSCRIBE)


def test_what_counts_are_bytes_as_they_are_sent():
    """An equals sign makes three bytes on its way, a letter of Arabic less than three in the better encoding."""
    signs = mail(body="<p>= = = =</p>\n" * 4000)["html"]
    arabic = mail(body="<p>كانت الصفحة تُصبّ في ألف مدينة</p>\n" * 3000)["html"]

    assert 95_000 < as_sent(signs) <= HTML_LIMIT
    assert len(signs.encode()) < 90_000
    assert 95_000 < as_sent(arabic) <= HTML_LIMIT


def test_a_mail_that_just_fits_is_whole():
    body = "<p>The sea comes and goes.</p>\n" * 845
    found = mail(body=body)

    assert not found["cut"]
    assert 95_000 < as_sent(found["html"]) <= HTML_LIMIT


@pytest.mark.parametrize("body", HUGE.values(), ids=HUGE)
def test_a_block_that_fills_a_mail_by_itself_is_cut_within(body):
    found = mail(body=f"<p>First.</p>\n{body}\n<p>Last.</p>")

    assert found["cut"]
    assert 60_000 < as_sent(found["html"]) <= HTML_LIMIT
    assert balanced(found["html"])
    assert "Last." not in found["html"] + found["text"]
    assert "Read on" in found["html"]


@pytest.mark.parametrize("name", HUGE.keys() - {"entities"})
def test_both_parts_end_at_the_same_place(name):
    found = mail(body=HUGE[name])
    shown = re.sub(r"<[^>]*>", "", found["html"].partition("The article goes on.")[0])
    text = found["text"].partition("The article goes on. Read on: https://example.org/sea/tides/")[0]

    letters = [re.sub(r"[\W_]+|amp|quot", "", part)[-36:] for part in (shown.replace("Links", ""), text)]
    assert letters[0] == letters[1]


def test_a_table_is_cut_after_a_row_and_a_list_after_an_item():
    table, items = mail(body=HUGE["table"])["html"], mail(body=HUGE["list"])["html"]

    assert re.search(rf"{SEA.strip()} ?</td></tr></tbody></table></div>\s*</td></tr>", table)
    assert re.search(rf"{SEA.strip()} ?</li></ul>\s*</td></tr>", items)


def test_code_is_cut_after_a_line_and_text_after_a_word():
    code, words = mail(body=HUGE["code"])["html"], mail(body=HUGE["paragraph"])["html"]

    assert re.search(r"the sea&quot;\n</code></pre>", code)
    assert re.search(rf"[a-z.,] {MORE}</p>", words)


def test_no_entity_is_cut():
    assert re.search(rf"&amp; {MORE}</p>", mail(body=HUGE["entities"])["html"])


def test_a_heading_does_not_stand_last():
    body = "".join(f"<h2>Part {number}</h2>\n<p>{SEA * 20}</p>\n" for number in range(200))

    assert re.search(
        r"</p>\s*</td></tr>\s*<tr><td[^>]*>\s*<p[^>]*><strong>The article goes on", mail(body=body)["html"]
    )


def test_a_block_that_is_too_long_after_half_a_mail_is_left_to_the_page():
    body = f"<p>{SEA * 50}</p>\n" * 40 + f"<p>Next. {SEA * 2000}</p>"

    assert "Next." not in mail(body=body)["html"]


def test_nothing_is_left_open_and_empty():
    picture = f'<p><img src="https://a.example/a.png" alt="{"sea " * 40_000}"></p>'

    assert "<p>First.</p>" in re.sub(
        ' (dir|style)="[^"]*"', "", mail(body=f"<p>First.</p>\n<ul>\n<li>{picture}</li>\n</ul>")["html"]
    )
    assert "<ul" not in mail(body=f"<p>First.</p>\n<ul>\n<li>{picture}</li>\n</ul>")["html"]


def test_notes_that_do_not_fit_are_cut_too():
    found = mail(body=f'<p>Text.</p>\n<section class="footnotes"><ol>{NOTES}</ol></section>')

    assert as_sent(found["html"]) <= HTML_LIMIT
    assert balanced(found["html"])


@pytest.mark.parametrize("name", HUGE.keys() - {"entities"})  # which are signs, and no words that could be missed
def test_the_editor_is_told_of_a_cut_and_of_no_fault(name):
    found = render_and_compare(make_article(body=HUGE[name]), THEME, BUILD).findings

    assert [finding.code for finding in found] == ["mail-cut"]


def test_a_mail_that_is_whole_is_none_that_is_cut():
    assert mail()["cut"] is False
