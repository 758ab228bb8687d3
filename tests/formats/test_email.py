"""The email: HTML and text in one object."""

import json

import pytest
from flong.formats.email_styles import mirrored

from tests.formats.casting import BUILD, UNSUBSCRIBE, Page, mail

BLOCK = "<p>{} The sea comes and goes, and comes again. <a href='#s'>See</a></p>\n".replace("'", '"')
LONG = "".join(BLOCK.format(f"Paragraph {number}.") for number in range(1500))


def test_every_address_is_absolute():
    body = '<p><a href="/tags/sea/">sea</a> <a href="#s-moon">moon</a> <a href="mailto:a@b.example">write</a></p>'
    hrefs = [a["href"] for a in Page(mail(body=body)["html"]).all("a")]

    assert {"https://example.org/tags/sea/", "https://example.org/sea/tides/#s-moon", "mailto:a@b.example"} <= set(
        hrefs
    )
    assert not [href for href in hrefs if not href or not href.startswith(("https://", "mailto:", UNSUBSCRIBE))]


def test_both_parts_say_why_it_came_and_how_to_stop_it():
    parts = mail()

    assert parts["html"].count(UNSUBSCRIBE) == parts["text"].count(UNSUBSCRIBE) == 1
    for part in (parts["html"], parts["text"]):
        assert "because you subscribed to Flong Review" in part
        assert "1 Foundry Lane" in part


def test_the_place_of_the_unsubscribe_address_holds_the_build_id():
    assert f"[[{BUILD}:unsubscribe_url]]" == UNSUBSCRIBE


def test_the_subject_is_one_line():
    assert mail(title="Tides\r\nBcc: everybody@example.com")["subject"] == "Tides Bcc: everybody@example.com"


def test_the_preheader_is_the_summary_cut_at_a_word():
    preheader = mail(summary="word " * 60)["preheader"]

    assert len(preheader) <= 141
    assert preheader.endswith("word…")


def test_a_long_article_is_cut_at_a_block_and_leads_to_the_rest():
    html = mail(body=LONG)["html"]

    assert 90_000 < len(html.encode()) < 100_000
    assert html.count("<p") == html.count("</p>")
    assert "Read on" in html
    assert html.index("Read on") < html.index(UNSUBSCRIBE)


def test_a_long_article_is_whole_in_plain_text():
    assert "Paragraph 1499." in mail(body=LONG)["text"]


@pytest.mark.parametrize(
    "body", ["<p>" + "long " * 30_000 + "</p>", "<ul>" + "<li>item of a list</li>" * 9_000 + "</ul>"]
)
def test_one_block_that_is_too_long_by_itself_is_left_to_the_page(body):
    html = mail(body=body)["html"]

    assert len(html.encode()) < 10_000 + 12_000
    assert "Read on" in html


def test_an_article_in_a_script_of_many_bytes_is_measured_in_bytes():
    assert len(mail(body="<p>كانت الصفحة تُصبّ في ألف مدينة</p>\n" * 3_000)["html"].encode()) < 100_000


def test_styles_are_on_the_tags_themselves():
    found = Page(mail()["html"])

    assert all(
        "style" in given for tag in ("p", "h2", "li", "td", "th", "pre", "blockquote") for given in found.all(tag)
    )
    assert "text-align:right" in str([cell["style"] for cell in found.all("td") if cell.get("align") == "right"])


def test_a_picture_has_the_width_that_outlook_reads():
    wide = '<p><img src="https://i.example/a.png" alt="a" width="2000" height="10"></p>'
    small = '<p><img src="https://i.example/a.png" alt="a" width="40" height="10"></p>'

    assert [img["width"] for img in Page(mail(body=wide + small)["html"]).all("img")] == ["536", "40"]


def test_a_picture_that_mail_readers_cannot_show_is_told_in_words():
    found = Page(mail(body='<p><img src="https://i.example/a.svg?x" alt="A tide table"></p>')["html"])

    assert not found.all("img")
    assert "[A tide table]" in found.text


def test_a_picture_that_outlook_alone_cannot_show_is_told_in_words_there_alone():
    html = mail(body='<p><img src="https://i.example/a.webp" alt="A tide table"></p>' + LONG)["html"]

    assert '<!--[if !mso]><!--><img src="https://i.example/a.webp"' in html
    assert "<!--<![endif]--><!--[if mso]>[A tide table]<![endif]-->" in html


def test_what_frames_the_text_is_in_the_language_of_the_article():
    parts = mail(language="ar", body=LONG, coverage_of="المتحف", correction="كان التاريخ خطأ.")
    frame = Page(parts["html"]).text

    for words in ("View in", "Coverage", "Correction", "Read on", "goes on", "You receive", "Unsubscribe"):
        assert words not in frame
        assert words not in parts["text"]
    assert "تصلك هذه الرسالة" in frame
    assert "إلغاء الاشتراك" in parts["text"]


def test_no_word_of_a_table_is_broken():
    assert all("word-break:normal" in str(cell["style"]) for cell in Page(mail()["html"]).all("th"))


def test_conditional_comments_are_closed():
    html = mail()["html"]

    assert html.count("<!--[if mso]>") == html.count("<![endif]-->") == 3


def test_the_object_holds_what_delivery_needs_and_no_more():
    assert sorted(json.loads(json.dumps(mail()))) == ["html", "preheader", "subject", "text"]


def test_an_article_from_right_to_left_has_its_margins_on_the_other_side_and_its_code_as_it_is():
    found = Page(mail(language="ar", body="<ul>\n<li>a</li>\n</ul><pre><code>x</code></pre>")["html"])

    assert "padding:0 26px 0 0" in str(found.all("ul")[0]["style"])
    assert found.all("pre")[0]["dir"] == "ltr"


@pytest.mark.parametrize("language", ["ar", "ja", "zh-Hant"])
def test_a_script_that_reads_badly_when_slanted_is_upright(language):
    given = {"subtitle": "x", "body": "<blockquote><p><em>x</em></p></blockquote>"}

    assert "font-style:italic" in mail(**given)["html"]
    found = Page(mail(language=language, **given)["html"])
    assert "font-style:normal" in str(found.all("blockquote")[0]["style"])
    assert "font-weight:bold" in str(found.all("em")[0]["style"])
    assert str(found.all("p")[1]["style"]).endswith("font-style:normal")


def test_mirrored_styles_swap_sides_and_nothing_else():
    style = "margin:1px 2px 3px 4px;border-left:3px solid red;text-align:right;padding:5px 6px"

    assert mirrored(style) == "margin:1px 4px 3px 2px;border-right:3px solid red;text-align:left;padding:5px 6px"
