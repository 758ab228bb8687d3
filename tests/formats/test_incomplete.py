"""What an editor is told of variants that do not show everything."""

from flong.formats.incomplete import findings_of
from flong.formats.parity import BESIDE, CUT, Absence

LINK = Absence("text", "link", "https://a.example/")
TABLE = Absence("text", "table", "Brest")
CLIPPED = Absence("email/html", "paragraph", "The third part", CUT)


def test_what_has_a_good_reason_is_not_told():
    assert findings_of([Absence("json/plain", "link", "https://a.example/", BESIDE)]) == ()


def test_each_variant_that_lacks_something_is_one_warning_that_counts_it_and_names_the_first():
    [text, amp] = findings_of([LINK, TABLE, LINK, Absence("amp", "heading", "When")])

    assert (text.level, text.code) == ("warning", "variant-incomplete")
    assert "`text` lacks something of the text (link: 2, table: 1)" in text.message
    assert "https://a.example/" in text.message
    assert "`amp`" in amp.message


def test_a_mail_that_is_cut_is_one_warning_that_says_where():
    [found] = findings_of([CLIPPED, CLIPPED])

    assert (found.level, found.code) == ("warning", "mail-cut")
    assert "“The third part”" in found.message
