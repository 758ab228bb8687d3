"""The pages of leaving a mailing list."""

from typing import get_args

import pytest
from flong.formats.subscriptions import Topic, UnsubscribeState, speech, subscribe_page, unsubscribe_page
from flong.subscribing import Choice

from tests.formats.casting import THEME, Page
from tests.hostile.vectors import cases, needs_vectors


@pytest.mark.parametrize("state", get_args(UnsubscribeState))
def test_they_speak_the_language_of_the_reader(state):
    html = unsubscribe_page(state, "/x", speech(THEME, "ar"))

    assert Page(html).all("html") == [{"lang": "ar", "dir": "rtl"}]
    assert not set("aeiou") & set(html.partition("<h1>")[2].partition("</h1>")[0])


@needs_vectors
def test_what_a_reader_writes_stays_text():
    plain = subscribe_page(speech(THEME), [Topic("sea", "Sea")], Choice(), "x", "malformed")
    for case in cases("html-xss", "html-parse", "ssti"):
        text = case.text.encode("utf-8", "replace").decode()
        page = subscribe_page(speech(THEME), [Topic(text, text)], Choice(tags=(text,)), text, "malformed")
        assert (page.count("<"), page.count(">")) == (plain.count("<"), plain.count(">")), case.id
        assert len(Page(page).all("input")) == len(Page(plain).all("input")), case.id
