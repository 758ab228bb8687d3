"""The pages of leaving a mailing list."""

from typing import get_args

import pytest
from flong.formats.subscriptions import UnsubscribeState, speech, unsubscribe_page

from tests.formats.casting import THEME, Page


@pytest.mark.parametrize("state", get_args(UnsubscribeState))
def test_they_speak_the_language_of_the_reader(state):
    html = unsubscribe_page(state, "/x", speech(THEME, "ar"))

    assert Page(html).all("html") == [{"lang": "ar", "dir": "rtl"}]
    assert not set("aeiou") & set(html.partition("<h1>")[2].partition("</h1>")[0])
