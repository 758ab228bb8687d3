"""The AMP page."""

import re

import pytest
from flong.article import Image

from tests.formats.casting import Page, cast

SIZED = '<p><img src="/assets/a.png" alt="A &amp; B" width="640" height="480"></p>'
UNSIZED = '<p><img src="https://i.example/a.png" alt=""></p>'


def amp(**given) -> Page:
    return Page(cast(**given)["amp"])


def test_a_picture_of_known_size_keeps_its_shape():
    assert amp(body=SIZED).pictures("amp-img") == [
        {
            "src": "https://example.org/assets/a.png",
            "alt": "A & B",
            "width": "640",
            "height": "480",
            "layout": "intrinsic",
        }
    ]


def test_a_picture_of_unknown_size_fills_a_box_of_fixed_shape():
    found = amp(body=UNSIZED)

    assert {"class": "box"} in found.all("span")
    assert [picture["layout"] for picture in found.pictures("amp-img")] == ["fill"]


def test_no_plain_picture_form_control_or_style_attribute_is_left():
    found = amp(hero=Image(url="https://i.example/b.png"))

    assert not found.all("img") + found.all("input")
    assert not [given for _, given in found.elements if "style" in given]


def test_an_amp_page_stands_for_our_own_page_even_if_the_article_first_appeared_elsewhere():
    found = amp(canonical_url="https://first.example/tides")

    assert [link["href"] for link in found.all("link") if link["rel"] == "canonical"] == [
        "https://example.org/sea/tides/"
    ]


def test_the_style_keeps_within_what_amp_allows():
    style = re.search(r"<style amp-custom>(.*?)</style>", cast()["amp"], re.DOTALL)

    assert style
    assert len(style[1].encode()) < 75_000
    assert "!important" not in style[1]


def test_the_only_script_besides_data_is_the_runtime():
    assert [script.get("src") for script in amp().all("script")] == ["https://cdn.ampproject.org/v0.js", None]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        "https://www.youtube.com/watch?list=PL1&amp;v=dQw4w9WgXcQ&amp;index=2",
        "https://www.youtube.com/shorts/dQw4w9WgXcQ?feature=share",
        "https://m.youtube.com/live/dQw4w9WgXcQ",
    ],
)
def test_a_link_to_a_video_that_stands_alone_is_the_video(address):
    html = cast(body=f'<p><a href="{address}" title="x">The <em>tide</em> &amp; the moon</a></p>')["amp"]

    assert '<amp-youtube data-videoid="dQw4w9WgXcQ" layout="responsive"' in html
    assert 'title="The tide &amp; the moon"' in html
    assert html.count('custom-element="amp-youtube"') == 1


@pytest.mark.parametrize(("query", "seconds"), [("?t=4", 4), ("?si=a&amp;t=1h2m5s", 3725), ("?start=90", 90)])
def test_a_video_begins_where_its_link_leads(query, seconds):
    html = cast(body=f'<p><a href="https://youtu.be/dQw4w9WgXcQ{query}">The tide</a></p>')["amp"]

    assert f'data-param-start="{seconds}"' in html


def test_the_words_of_a_link_to_a_video_stay_words():
    html = cast(body='<p><a href="https://youtu.be/dQw4w9WgXcQ">a" onclick="alert(1)" {0} x="</a></p>')["amp"]

    assert 'title="a&#34; onclick=&#34;alert(1)&#34; {0} x=&#34;"' in html


@pytest.mark.parametrize(
    "body",
    [
        '<p>See <a href="https://youtu.be/dQw4w9WgXcQ">the tide</a></p>',
        '<p><a href="https://youtu.be.example/dQw4w9WgXcQ">the tide</a></p>',
        '<p><a href="https://www.youtube.com/@tides">the tide</a></p>',
        '<p><a href="https://youtu.be/dQw4w9WgXcQx">the tide</a></p>',
        '<p><a href="https://youtu.be/dQw4w9WgXcQ">the sea</a> <a href="/">the tide</a></p>',
    ],
)
def test_any_other_link_stays_a_link_and_loads_no_extension(body):
    html = cast(body=body)["amp"]

    assert "amp-youtube" not in html
    assert "the tide</a>" in html


def test_the_style_of_an_amp_page_is_within_its_limit():
    [style] = re.findall(r"<style amp-custom>(.*?)</style>", cast()["amp"], re.DOTALL)

    assert len(style.encode()) < 75_000
