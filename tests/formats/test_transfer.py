"""How long a text of a mail is when it is sent."""

import random
from email.message import EmailMessage

import pytest
from flong.deliver import POLICY
from flong.formats.transfer import BASE64, QUOTED, Weight, encoding_of, fits, surely

ENGLISH = '<p style="margin:0">The sea\'s coming — and going.</p>\n' * 400
ARABIC = "<p>كانت الصفحة تُصبّ في ألف مدينة</p>\n" * 400


def written(text: str, encoding: str) -> int:
    """Bytes that the standard library makes of it."""
    message = EmailMessage(policy=POLICY)
    message.set_content(text, cte=encoding)
    return len(message.as_bytes().partition(b"\r\n\r\n")[2])


@pytest.mark.parametrize(
    ("text", "encoding"), [(ENGLISH, QUOTED), (ARABIC, BASE64), ("潮水来去。" * 400, BASE64), ("", QUOTED)]
)
def test_the_encoding_is_the_one_that_makes_fewer_bytes(text, encoding):
    other = BASE64 if encoding == QUOTED else QUOTED

    assert encoding_of(text) == encoding
    assert written(text, encoding) <= written(text, other)


@pytest.mark.parametrize("text", [ENGLISH, ARABIC, "a = 1 \n" * 3000, "=" * 5000, "é" * 5000])
def test_a_text_is_never_longer_than_it_was_weighed(text):
    weight = Weight().plus(text)

    assert 0.95 * weight.in_quoted < written(text, QUOTED) <= weight.in_quoted
    assert 0.95 * weight.in_base64 < written(text, BASE64) <= weight.in_base64 + 78


def test_two_texts_weigh_as_much_as_one_that_they_make():
    chance = random.Random(1)
    for _ in range(200):
        one, other = ("".join(chance.choices("ab =é潮\n", k=chance.randrange(200))) for _ in range(2))
        apart, whole = Weight().plus(one).plus(other), Weight().plus(one + other)
        assert apart.plain == whole.plain
        assert 0 <= whole.quoted - apart.quoted <= 2  # a space that ends the first may end a line


def test_whether_a_text_fits_is_asked_of_its_better_encoding():
    assert fits(ARABIC, written(ARABIC, BASE64) + 100)
    assert not fits(ARABIC, written(ARABIC, BASE64) - 100)
    assert fits(ENGLISH, Weight().plus(ENGLISH).in_quoted)
    assert written("é" * (surely(10_000) // 2 - 1), BASE64) <= 10_000
