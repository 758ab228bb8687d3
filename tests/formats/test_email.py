"""The email: HTML and text in one object."""

import json
import re

import pytest
from flong.article import Person
from flong.formats.email_styles import mirrored

from tests.formats.casting import BUILD, PREFERENCES, UNSUBSCRIBE, Page, mail

LONG = "<p>The sea comes and goes, and comes again.</p>\n" * 1500


def test_every_address_is_absolute():
    body = '<p><a href="/tags/sea/">sea</a> <a href="#s-moon">moon</a> <a href="mailto:a@b.example">write</a></p>'
    hrefs = [a["href"] for a in Page(mail(body=body)["html"]).all("a")]

    assert {"https://example.org/tags/sea/", "https://example.org/sea/tides/#s-moon", "mailto:a@b.example"} <= set(
        hrefs
    )
    good = ("https://", "mailto:", UNSUBSCRIBE, PREFERENCES)
    assert not [href for href in hrefs if not href or not href.startswith(good)]


def test_both_parts_say_why_it_came_and_how_to_stop_it():
    parts = mail()

    assert parts["html"].count(UNSUBSCRIBE) == parts["text"].count(UNSUBSCRIBE) == 1
    for part in (parts["html"], parts["text"]):
        assert "because you subscribed to Flong Review" in part
        assert "1 Foundry Lane" in part


def test_both_parts_lead_to_what_a_reader_chooses():
    parts = mail()

    assert parts["html"].count(PREFERENCES) == parts["text"].count(PREFERENCES) == 1


def test_the_place_of_the_unsubscribe_address_holds_the_build_id():
    assert f"[[{BUILD}:unsubscribe_url]]" == UNSUBSCRIBE


def test_the_subject_is_one_line():
    assert mail(title="Tides\r\nBcc: everybody@example.com")["subject"] == "Tides Bcc: everybody@example.com"


def test_the_preheader_is_the_summary_cut_at_a_word():
    preheader = mail(summary="word " * 60)["preheader"]

    assert len(preheader) <= 141
    assert preheader.endswith("word…")


def test_styles_are_on_the_tags_themselves():
    found = Page(mail()["html"])

    assert all(
        "style" in given for tag in ("p", "h2", "li", "td", "th", "pre", "blockquote") for given in found.all(tag)
    )
    assert "text-align:right" in str([cell["style"] for cell in found.all("td") if cell.get("align") == "right"])


def test_what_frames_the_text_is_in_the_language_of_the_article():
    parts = mail(language="ar", body=LONG, coverage_of="المتحف", correction="كان التاريخ خطأ.")
    frame = Page(parts["html"]).text

    for words in ("View in", "Coverage", "Correction", "Read on", "goes on", "You receive", "Unsubscribe"):
        assert words not in frame
        assert words not in parts["text"]
    assert "تصلك هذه الرسالة" in frame
    assert "إلغاء الاشتراك" in parts["text"]


def test_no_word_of_a_table_is_broken_but_one_that_would_hide_the_other_columns():
    long = "<td><code>a_very_long_identifier_that_does_not_break</code></td>"
    cells = styles_of("td", f"<table><tbody><tr>{long}<td>Value</td></tr></tbody></table>")

    assert all("word-break:normal" in style for style in cells)
    assert ["word-break:break-word" in style for style in cells] == [True, False]


def test_conditional_comments_are_closed():
    html = mail()["html"]

    assert html.count("<!--[if mso]>") == html.count("<![endif]-->") == 3


def test_the_object_holds_what_delivery_needs_and_whether_it_is_cut():
    assert sorted(json.loads(json.dumps(mail()))) == ["cut", "html", "preheader", "subject", "text"]


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
    assert "font-style:normal" in str(found.all("p")[1]["style"])


def test_mirrored_styles_swap_sides_and_nothing_else():
    style = "margin:1px 2px 3px 4px;border-left:3px solid red;text-align:right;padding:5px 6px"

    assert mirrored(style) == "margin:1px 4px 3px 2px;border-right:3px solid red;text-align:left;padding:5px 6px"


# ---- what stands in what


def styles_of(tag: str, body: str, **given) -> list[str]:
    """The declarations on each such element of a body, without those of the frame."""
    return [str(it.get("style")) for it in Page(body_of(body, **given)).all(tag)]


def body_of(body: str, **given) -> str:
    text = mail(body=body, **given)["html"].partition('class="gutter ink prose"')[2]
    return text.partition('<tr><td class="gutter')[0]


TABLE = (
    '<table><thead><tr><th class="left">Port</th><th class="right">High</th></tr></thead>'
    '<tbody><tr><th class="left">Brest</th><td class="right">6.9</td></tr></tbody></table>'
)


def test_a_cell_that_heads_a_row_is_ruled_off_as_the_row_is():
    heads = styles_of("th", TABLE)

    assert ["border-bottom:2px" in style for style in heads] == [True, True, False]
    assert "border-bottom:1px" in heads[2]


@pytest.mark.parametrize(("language", "side"), [("en", "right"), ("ar", "left")])
def test_the_last_column_reaches_the_edge(language, side):
    heads = styles_of("th", TABLE, language=language)

    assert [f"padding-{side}:0" in style for style in heads] == [False, True, False]
    assert f"padding-{side}:0" in styles_of("td", TABLE, language=language)[0]


def test_a_table_and_code_in_a_quote_are_upright():
    body = f"<blockquote>\n<p>Said <code>x</code>.</p>\n{TABLE}\n<pre><code>y</code></pre>\n</blockquote>"

    assert "font-style:italic" in styles_of("blockquote", body)[0]
    for tag in ("table", "pre"):
        assert "font-style:normal" in styles_of(tag, body)[0]
    assert all("font-style:normal" in style for style in styles_of("code", body))


@pytest.mark.parametrize("body", ["<h2>Tides</h2>\n<p>x</p>", "\n<h3>Tides</h3>", "<hr>\n<p>x</p>"])
def test_what_opens_the_text_has_no_margin_of_its_own_above(body):
    first = next(str(it["style"]) for name, it in Page(body_of(body)).elements if name in ("h2", "h3", "hr"))

    assert first.startswith("margin:0 ")
    assert not styles_of("h2", "<p>x</p>\n<h2>Tides</h2>")[0].startswith("margin:0")


def test_an_address_that_looks_like_a_margin_stays():
    assert (
        'href="https://a.example/?margin:36px"' in mail(body='<a href="https://a.example/?margin:36px">a</a>')["html"]
    )


def test_notes_are_smaller_and_have_no_way_back_out_of_the_mail():
    back = ' <a href="#fnref-1" class="footnote-back">↩</a> <a href="#fnref-1-2" class="footnote-back">↩</a>'
    notes = f'<p>x</p>\n<section class="footnotes"><ol><li id="fn-1"><p>Twice a day.{back}</p></li></ol></section>'

    assert "↩" not in body_of(notes)
    assert "fnref" not in body_of(notes)
    assert "Twice a day.</p>" in body_of(notes)
    assert "font-size:15px" in styles_of("p", notes)[-1]


# ---- languages


def test_an_item_keeps_its_bullet_where_the_others_have_theirs():
    items = Page(body_of("<ul>\n<li>An English item.</li>\n<li>بند</li>\n</ul>", language="ar"))

    assert not [item for item in items.all("li") if item.get("dir")]
    assert "text-align:right" in str(items.all("ul")[0]["style"])
    assert all("unicode-bidi:plaintext" in str(item["style"]) for item in items.all("li"))


def test_words_in_another_language_than_the_articles_say_so_and_stand_on_its_side():
    html = mail(language="fa", body="<p>دریا</p>", coverage_of="x", correction="y")["html"]

    assert '<table role="presentation" lang="fa" dir="rtl"' in html
    for words in ("View in browser", "Coverage of x", "Correction."):
        assert re.search(rf'<\w+[^>]* lang="en" dir="ltr"[^>]*>{words}', html)
    for words in ("You receive this", '<span dir="auto">22\u00a0January'):
        assert re.search(rf'<p class="soft line sans" lang="en" dir="ltr" style="[^"]*;text-align:right">{words}', html)


def test_words_in_the_articles_own_language_need_not_say_so():
    for language in ("en", "en-GB", "ar"):
        html = mail(language=language)["html"]
        assert f'<html lang="{language}"' in html
        assert 'sans" lang=' not in html
        assert 'text-align:right"><span' not in html


def test_facts_are_told_apart_so_that_no_name_takes_the_days_number_with_it():
    html = mail(authors=(Person(name="علی رضایی"),))["html"]

    assert '<span dir="auto">By\u00a0علی\u00a0رضایی</span> · <span dir="auto">22\u00a0January\u00a02026</span>' in html


def test_letters_that_join_are_not_spaced():
    assert "letter-spacing" in mail()["html"]
    assert "letter-spacing:1px" not in mail(language="ar", body="<p>x</p>")["html"]


# ---- the way to the page


def test_the_button_has_its_padding_where_word_reads_it_too():
    html = mail(body=LONG)["html"]
    cell, link = re.search(r'<td [^>]*bgcolor[^>]*style="([^"]*)"><a [^>]*style="([^"]*)">Read on', html).groups()

    assert "mso-padding-alt:13px 26px" in cell
    assert "padding:13px 26px" in link
    assert "mso-padding-alt:0" in link


def test_a_very_long_title_is_set_smaller():
    assert 'class="title long"' in mail(title="Tides " * 40)["html"]
    assert 'class="title"' in mail()["html"]
