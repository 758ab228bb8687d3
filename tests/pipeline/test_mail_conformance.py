"""Mails are held to what CI holds them to, and that finds what is put into them."""

import re

import pytest

from flong_local.testing import open_pipeline
from tests.conformance import mail, signing

TITLES = {
    "tides": "Tides: “what the sea does”, and why — a long subject that does not fit on one line of seventy-six",
    "madd": "المد والجزر: لماذا يأتي البحر ويذهب، ولماذا لا يبقى في مكانه ولو يومًا واحدًا في السنة كلها",
    "chao": "潮汐：海为什么来了又去",
    "waves": "🌊 Waves 👩‍👩‍👧 and what they say",
}
BODY = "The sea comes and goes, twice a day, as long as there is a moon. كل يوم مرتين. 每天两次。"
pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def sent() -> list[bytes]:
    with open_pipeline() as pipeline:
        pipeline.subscribe("reader@example.com")
        for name, title in TITLES.items():
            pipeline.upload(f"articles/{name}.md", f"# {title}\n\n{BODY}\n\n" + f"{BODY} " * 30)
            pipeline.settle()
        return pipeline.mail_as_sent


@pytest.mark.parametrize("number", range(len(TITLES)), ids=TITLES)
def test_a_mail_is_as_mail_programs_and_bulk_senders_rules_want_it(sent, number):
    assert [*mail.findings(mail.as_sent(sent[number]))] == []


@pytest.mark.parametrize("number", range(len(TITLES)), ids=TITLES)
def test_a_mail_in_any_script_arrives_as_it_was_signed_with_the_way_out_in_the_signature(sent, number):
    assert [*signing.findings(signing.signed(sent[number]), signing.record())] == []


@pytest.mark.parametrize(
    ("found", "what", "by"),
    [
        ("does not hold", rb"\r\nSubject: ", rb"\r\nSubject: Re: "),
        ("does not hold", rb"unsubscribe/A", rb"unsubscribe/B"),
        ("does not hold", rb"List-Unsubscribe=One-Click", rb"List-Unsubscribe=Two-Clicks"),
        ("does not hold", rb"--\r\n\Z", rb"--\r\nBuy this\r\n"),
    ],
)
def test_a_mail_that_was_changed_after_it_was_signed_is_found(sent, found, what, by):
    for whole in map(signing.signed, sent):
        changed = re.sub(what, by, whole, count=1)
        assert changed != whole
        assert [found in it for it in signing.findings(changed, signing.record())] == [True]


def test_a_mail_whose_signature_leaves_out_the_way_out_is_found(sent, monkeypatch):
    monkeypatch.setattr(signing, "SIGNED", (b"from", b"subject"))

    assert any("not signed" in it for it in signing.findings(signing.signed(sent[0]), signing.record()))


@pytest.mark.parametrize(
    ("found", "what", "by"),
    [
        ("CRLF", rb"\r\n", rb"\n"),
        ("exactly one https", rb"(List-Unsubscribe: <https:[^>]+>)", rb"\1, <https://example.org/other>"),
        ("one-click", rb"List-Unsubscribe-Post", rb"X-Post"),
        ("exactly once", rb"(?m)^Subject", rb"Subject: one\r\nSubject"),
        ("8-bit", rb"(?m)^Subject: ", "Subject: é".encode()),
        ("longer than", rb"\r\n\r\n", b"\r\n\r\n" + b"x" * 999 + b"\r\n"),
    ],
)
def test_what_is_wrong_with_a_mail_is_found(sent, found, what, by):
    changed = re.sub(what, by, mail.as_sent(sent[0]), count=0 if found == "CRLF" else 1)

    assert any(found in it for it in mail.findings(changed))
