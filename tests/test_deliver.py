"""One message: what its headers say, and what its reader's own addresses are put in place of."""

import pytest
from flong.deliver import Letter, Ways, compose, compose_test, passed_over, subject_of
from flong.formats.labels import labels_for, load_labels
from flong.mailings import mailing_of
from flong.subscribers import Subscriber
from flong.theme import Site

from flong_local.engines import ROOT
from tests.make import make_record

NOW = "2026-05-04T03:02:01Z"
SITE = Site(name="Flong Review", url="https://example.org:8443/news", sender_name="Flong Review")
READER = Subscriber(id="c" * 32, address="reader@example.com", state="confirmed", since="2026-01-01T00:00:00Z")
WAYS = Ways("https://example.org/subscriptions/unsubscribe/a-_b", "https://example.org/subscriptions/preferences/c?d&e")
CATALOGUES = load_labels(ROOT / "layers" / "theme" / "labels")


def letter(**given) -> Letter:
    mail = {
        "subject": "Tides",
        "text": "[[b1:preferences_url]]\n[[b1:unsubscribe_url]]\n[[b2:unsubscribe_url]]\n",
        "html": '<a href="[[b1:preferences_url]]"></a><a href="[[b1:unsubscribe_url]]"></a>',
    }
    return Letter(mail, "b1", SITE, "news@example.org", campaign="ab" * 16)._replace(**given)


def parts(message) -> tuple[str, str]:
    text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    return text, html


def test_each_place_takes_the_address_that_it_is_for_and_no_other_builds_place_does():
    text, html = parts(compose(letter(), READER, WAYS))

    assert text.split() == [WAYS.preferences, WAYS.stop, "[[b2:unsubscribe_url]]"]
    assert 'href="https://example.org/subscriptions/preferences/c?d&amp;e"' in html


def test_the_way_out_is_one_click_and_for_old_programs_a_mail_with_the_token_in_its_subject():
    with_address = compose(letter(unsubscribe_address="leave@example.org"), READER, WAYS)

    assert compose(letter(), READER, WAYS)["List-Unsubscribe"] == f"<{WAYS.stop}>"
    assert with_address["List-Unsubscribe"] == f"<{WAYS.stop}>, <mailto:leave@example.org?subject=unsubscribe%20a-_b>"
    assert with_address["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_reports_know_a_mailing_by_four_fields_without_a_port_between_them():
    found = compose(letter(kind="correction"), READER, WAYS)["Feedback-ID"]

    assert found.split(":") == ["ab" * 8, "example.org", "correction", "flong"]


def test_no_program_is_to_answer():
    assert compose(letter(), READER, WAYS)["Auto-Submitted"] == "auto-generated"


def test_a_test_is_called_one_and_is_of_no_list():
    message = compose_test(letter(), "editor@example.com")

    assert (message["Subject"], message["To"]) == ("[Test] Tides", "editor@example.com")
    assert not [name for name in message if name.startswith("List-")]
    assert parts(message)[0].split()[0] == "https://example.org:8443/news/"


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_a_notice_says_in_its_subject_what_has_become_of_the_article(language):
    labels = labels_for(language, "en", CATALOGUES)
    subjects = {kind: subject_of(kind, "Tides\n {x}", labels) for kind in ("article", "correction", "withdrawal")}

    assert subjects["article"] == "Tides {x}"
    assert len(set(subjects.values())) == 3
    assert all(subject.endswith("Tides {x}") for subject in subjects.values())


@pytest.mark.parametrize(
    ("given", "gets"),
    [
        ({}, {"article", "correction"}),
        ({"state": "unsubscribed"}, set()),
        ({"state": "suppressed"}, set()),
        ({"state": "pending"}, set()),
        ({"paused_until": "2026-05-04T03:02:02Z"}, set()),
        ({"paused_until": NOW}, {"article", "correction"}),
        ({"everything": False}, set()),
        ({"everything": False, "tags": ("moon",)}, {"correction"}),
        ({"everything": False, "tags": ("sea",)}, {"article", "correction"}),
        ({"since": "2026-02-01T00:00:00Z"}, {"correction"}),
    ],
)
def test_who_has_left_paused_or_come_later_is_passed_over(given, gets):
    record = make_record().model_copy(update={"first_public": "2026-01-22T10:00:01Z"})
    reader = READER.model_copy(update=given)
    found = {
        kind
        for kind in ("article", "correction")
        if not passed_over(mailing_of(kind, record, NOW, 0), record, ("*", "sea"), reader, NOW)
    }

    assert found == gets
