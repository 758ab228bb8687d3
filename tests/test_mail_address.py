"""Mail addresses: what can be written to, and why the rest cannot."""

import re
from email.headerregistry import Address
from email.message import EmailMessage

import pytest
from flong.deliver import POLICY
from flong.mail_address import BadAddress, read_address
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.vectors import cases, needs_vectors, read

SPACE = re.compile(r"\s")
ODD = re.compile(r"""["\\\[]|@[\d.]+$|@\w+$|[^!-~].*@""")
"""Quoted, at an IP address or a bare host, or not all ASCII before the @."""


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("reader@example.com", "reader@example.com"),
        ("  Reader.Name@EXAMPLE.com ", "Reader.Name@example.com"),
        ("a+tag_x'y@sub.example.com", "a+tag_x'y@sub.example.com"),
        ("leser@bücher.example.com", "leser@xn--bcher-kva.example.com"),
        ("reader@例え.テスト.com", "reader@xn--r8jz45g.xn--zckzah.com"),
    ],
)
def test_an_address_becomes_what_mail_is_sent_to(written, address):
    assert read_address(written) == address


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "missing"),
        ("   ", "missing"),
        ("reader", "malformed"),
        ("reader@localhost", "malformed"),
        ("reader@[127.0.0.1]", "malformed"),
        ("Reader <reader@example.com>", "malformed"),
        ("reader@example.com, other@example.com", "malformed"),
        ("reader@example.com other@example.com", "malformed"),
        ('"reader x"@example.com', "malformed"),
        ("reader(comment)@example.com", "malformed"),
        ("reader@example.com\nBcc: other@example.com", "malformed"),
        ("reader@example.com\r\n\r\nhello", "malformed"),
        ("reader\x00@example.com", "malformed"),
        ("reader\u202e@example.com", "malformed"),
        ("\ud800@example.com", "malformed"),
        ("reader@example.com\n", "malformed"),
        (f"{'a' * 65}@example.com", "malformed"),
        (f"a@{'b' * 250}.com", "too long"),
        ("x" * 100_000, "too long"),
        ("ünsal@example.com", "not plain"),
    ],
)
def test_what_cannot_be_written_to_is_refused_with_the_reason(written, reason):
    with pytest.raises(BadAddress) as refused:
        read_address(written)

    assert refused.value.reason == reason


@given(st.text())
def test_any_text_is_an_address_or_refused(text):
    try:
        address = read_address(text)
    except BadAddress:
        return
    assert address.isascii()
    assert not SPACE.search(address)


@given(st.emails())
def test_what_is_read_is_its_own_reading(written):
    try:
        address = read_address(written)
    except BadAddress:
        return
    assert read_address(address) == address


@needs_vectors
@pytest.mark.parametrize("case", [it for kind in ("header-injection",) for it in cases(kind)], ids=lambda it: it.id)
@pytest.mark.parametrize("place", ["{}", "reader@example.com{}", "{}@example.com", "reader{}@example.com"])
def test_no_address_brings_a_header_along(case, place):
    try:
        address = read_address(place.format(case.text))
    except BadAddress:
        return
    message = EmailMessage(policy=POLICY)
    message["To"] = Address(addr_spec=address)

    assert message.as_bytes().replace(b"\r\n ", b" ").count(b"\r\n") == 2


@needs_vectors
@pytest.mark.parametrize("case", read("email_fuzzdb_valid"), ids=lambda it: it.id)
def test_a_good_address_that_others_collected_is_read_unless_ses_could_not_send_to_it(case):
    text = case.text.strip()
    if ODD.search(text):
        with pytest.raises(BadAddress):
            read_address(text)
    else:
        name, _, host = text.casefold().rpartition("@")
        assert read_address(text).casefold() == f"{name}@{host.encode('idna').decode()}"


@needs_vectors
@pytest.mark.parametrize(
    "case", [it for name in ("email_fuzzdb_invalid", "email_validator_py") for it in read(name)], ids=lambda it: it.id
)
def test_an_odd_address_that_others_collected_never_ends_in_anything_but_an_answer(case):
    try:
        address = read_address(case.text)
    except BadAddress:
        return
    assert re.fullmatch(r"[!-?A-~]+@[a-z0-9.-]+", address)
