"""A web address believes SNS alone, of its own topic, now; with a certificate authority that nobody else knows."""

import base64
import http.server
import json
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from flong_events.certificates import NoRedirects, Trust, Untrusted, fetched
from flong_events.delivery import body_of
from flong_events.http import OF_A_CONFIRMATION, OF_A_NOTIFICATION, Forged, Verifier, confirm

from flong_events import parse

TOPIC = "arn:aws:sns:eu-west-1:123456789012:articles"
URL = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
YEAR = timedelta(days=365)


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class Authority:
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey


def name_of(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])


def issued(subject: str, public_key, by: Authority | None, own_key=None, *, ca=False, name=None, until=NOW + YEAR):
    """A certificate as authorities issue them, by one or by itself."""
    issuer = by.certificate.subject if by else name_of(subject)
    signer = by.key if by else own_key
    builder = (
        x509.CertificateBuilder()
        .subject_name(name_of(subject))
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - YEAR)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )
    if ca:
        usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
        builder = builder.add_extension(usage, critical=True)
    else:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name or subject)]), critical=False)
        usage = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH])
        builder = builder.add_extension(usage, critical=False)
    return builder.sign(signer, hashes.SHA256())


@cache
def root(name: str = "root") -> Authority:
    own = key(name)
    return Authority(issued(name, own.public_key(), None, own, ca=True), own)


@cache
def middle() -> Authority:
    own = key("middle")
    return Authority(issued("middle", own.public_key(), root(), ca=True), own)


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(it.public_bytes(serialization.Encoding.PEM) for it in certificates)


def leaf(by: Authority | None = None, **given) -> x509.Certificate:
    return issued("sns.amazonaws.com", key("sns").public_key(), by or middle(), **given)


@cache
def good_pem() -> bytes:
    return pem(leaf(), middle().certificate)


def signed(message: dict, version: str = "2", names=None, by: str = "sns") -> str:
    names = names or (OF_A_NOTIFICATION if message["Type"] == "Notification" else OF_A_CONFIRMATION)
    text = "".join(f"{name}\n{message[name]}\n" for name in names if name in message).encode()
    algorithm = hashes.SHA1() if version == "1" else hashes.SHA256()
    signature = base64.b64encode(key(by).sign(text, padding.PKCS1v15(), algorithm)).decode()
    return json.dumps({**message, "SignatureVersion": version, "Signature": signature})


def a_notification(**more) -> dict:
    return {
        "Type": "Notification",
        "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn": TOPIC,
        "Message": "{}",
        "Timestamp": "2026-03-01T11:59:58.000Z",
        "SigningCertURL": URL,
        "UnsubscribeURL": "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
        **more,
    }


def a_confirmation(**more) -> dict:
    given = {"Token": "2336412f37", "SubscribeURL": "https://evil.example/?Token=2336412f37", "Message": "Confirm."}
    return a_notification(Type="SubscriptionConfirmation", **given) | more


class Fetching:
    """Where certificates lie, and what was asked for."""

    def __init__(self, found: bytes | None = None) -> None:
        self.found, self.asked = good_pem() if found is None else found, []

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        return self.found


def verifier(fetch=None, **given) -> Verifier:
    trust = given.pop("trust", Trust([root().certificate]))
    return Verifier([TOPIC], fetch=fetch or Fetching(), trust=trust, now=lambda: given.pop("at", NOW), **given)


# ---- what is believed


@pytest.mark.parametrize("version", ["1", "2"])
@pytest.mark.parametrize("more", [{}, {"Subject": "An article"}])
def test_what_sns_has_signed_is_believed_and_holds_its_event(newsroom, version, more):
    event = newsroom.publish("tides")

    genuine = verifier().verify(signed(a_notification(Message=body_of(event), **more), version))

    assert genuine.is_notification
    assert parse(genuine.content) == event


def test_a_certificate_is_fetched_once_and_looked_at_each_time():
    fetch, times = Fetching(), iter([NOW, NOW, NOW, NOW, NOW + 2 * YEAR, NOW + 2 * YEAR])
    asked = Verifier([TOPIC], fetch=fetch, trust=Trust([root().certificate]), now=lambda: next(times))
    late = a_notification(Timestamp="2028-02-29T11:59:58.000Z")

    for _ in range(2):
        asked.verify(signed(a_notification()))
    with pytest.raises(Forged, match="not valid now"):
        asked.verify(signed(late))

    assert fetch.asked == [URL]


def test_without_roots_a_certificate_is_believed_for_where_it_lies():
    assert verifier(Fetching(pem(leaf())), trust=Trust()).verify(signed(a_notification()))


def test_what_stands_between_may_be_known_beforehand():
    trust = Trust([root().certificate], [middle().certificate])

    assert verifier(Fetching(pem(leaf())), trust=trust).verify(signed(a_notification()))


def test_a_certificate_may_name_the_regions_own_host():
    found = pem(leaf(name="sns.eu-west-1.amazonaws.com"), middle().certificate)

    assert verifier(Fetching(found)).verify(signed(a_notification()))


def test_china_has_a_domain_of_its_own():
    topic = "arn:aws-cn:sns:cn-north-1:123456789012:articles"
    url = "https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-1.pem"
    asked = Verifier([topic], fetch=Fetching(), trust=Trust([root().certificate]), now=lambda: NOW)

    assert asked.verify(signed(a_notification(TopicArn=topic, SigningCertURL=url)))


# ---- what is not


@pytest.mark.parametrize(
    "url",
    [
        "http://sns.eu-west-1.amazonaws.com/a.pem",
        "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem",
        "https://evil.example/sns.eu-west-1.amazonaws.com/a.pem",
        "https://sns.eu-west-1.amazonaws.com@evil.example/a.pem",
        "https://user@sns.eu-west-1.amazonaws.com/a.pem",
        "https://sns.eu-west-1.amazonaws.com:8443/a.pem",
        "https://sns.eu-west-1.amazonaws.com/a.pem?b",
        "https://sns.eu-west-1.amazonaws.com/a.pem#b",
        "https://sns.eu-west-1.amazonaws.com/a/../b.pem",
        "https://sns.eu-west-1.amazonaws.com/a.crt",
        "https://sns.eu-west-1.amazonaws.com\n.evil.example/a.pem",
        "https://sns.eu-west-1.amazonaws.com/a.pem\n",
        "https://snsXeu-west-1.amazonaws.com/a.pem",
        "https://sns.eu-west-1.amazonaws.com\\@evil.example/a.pem",
        "https://sns.ｅu-west-1.amazonaws.com/a.pem",
        "https://sns.s3.amazonaws.com/a.pem",
        "https://sns.s3-eu-west-1.amazonaws.com/a.pem",
        "https://sns.us-east-1.amazonaws.com/a.pem",
        "https://sqs.eu-west-1.amazonaws.com/a.pem",
        "file:///etc/passwd.pem",
        "",
    ],
)
def test_a_certificate_that_lies_elsewhere_is_not_even_fetched(url):
    fetch = Fetching()

    with pytest.raises(Forged, match="does not lie with SNS"):
        verifier(fetch).verify(signed(a_notification(SigningCertURL=url)))

    assert fetch.asked == []


def test_another_topics_message_fetches_nothing():
    fetch = Fetching()

    with pytest.raises(Forged, match="another topic"):
        verifier(fetch).verify(signed(a_notification(TopicArn=TOPIC.replace("articles", "others"))))

    assert fetch.asked == []


@pytest.mark.parametrize("timestamp", ["2026-03-01T10:59:59.000Z", "2026-03-01T13:00:01.000Z"])
def test_what_is_not_of_now_was_kept_by_somebody(timestamp):
    with pytest.raises(Forged, match="not of now"):
        verifier().verify(signed(a_notification(Timestamp=timestamp)))


@pytest.mark.parametrize("timestamp", ["", "yesterday", "2026-03-01", "2026-03-01T11:59:58.000Z\nType\nx"])
def test_a_time_that_is_none_is_not_believed(timestamp):
    with pytest.raises(Forged, match="time is none"):
        verifier().verify(signed(a_notification(Timestamp=timestamp)))


@pytest.mark.parametrize("name", ["Message", "MessageId", "Subject", "Timestamp"])
def test_a_field_that_was_changed_after_signing_is_seen(name):
    message = json.loads(signed(a_notification(Subject="An article")))
    other = {"MessageId": "11111111-fdea-4c2c-8f9d-bdfb0c7bf324", "Timestamp": "2026-03-01T11:59:59.000Z"}

    with pytest.raises(Forged, match="not of what it says"):
        verifier().verify(json.dumps({**message, name: other.get(name, "Another")}))


def test_fields_that_were_swapped_are_seen():
    message = json.loads(signed(a_notification(Subject="{}", Message="An article")))
    swapped = {**message, "Subject": message["Message"], "Message": message["Subject"]}

    with pytest.raises(Forged, match="not of what it says"):
        verifier().verify(json.dumps(swapped))


def test_fields_cannot_be_passed_off_as_parts_of_others():
    """The text that is signed is the same; what it is read as is not."""
    message = json.loads(signed(a_notification(Subject="An article")))
    moved = {**message, "MessageId": f"{message['MessageId']}\nSubject\nAn article"}
    del moved["Subject"]

    with pytest.raises(Forged, match="MessageId is not one line"):
        verifier().verify(json.dumps(moved))


def test_a_confirmation_cannot_be_passed_off_as_a_notification():
    message = json.loads(signed(a_confirmation()))

    with pytest.raises(Forged, match="not of what it says"):
        verifier().verify(json.dumps({**message, "Type": "Notification"}))


def test_a_signature_by_another_key_is_seen():
    with pytest.raises(Forged, match="not of what it says"):
        verifier().verify(signed(a_notification(), by="somebody"))


def test_a_signature_of_another_version_is_seen():
    message = json.loads(signed(a_notification(), "1"))

    with pytest.raises(Forged, match="not of what it says"):
        verifier().verify(json.dumps({**message, "SignatureVersion": "2"}))


def test_version_1_can_be_declined():
    with pytest.raises(Forged, match="no version that is taken"):
        verifier(versions=["2"]).verify(signed(a_notification(), "1"))


@pytest.mark.parametrize(("name", "value"), [("SignatureVersion", "3"), ("Signature", "%"), ("Signature", "")])
def test_what_is_no_signature_is_not_believed(name, value):
    with pytest.raises(Forged):
        verifier().verify(json.dumps({**json.loads(signed(a_notification())), name: value}))


@pytest.mark.parametrize(
    "name", ["Message", "MessageId", "TopicArn", "Type", "Timestamp", "Signature", "SigningCertURL"]
)
def test_a_field_that_is_missing_is_told_and_fetches_nothing_else(name):
    message = json.loads(signed(a_notification()))
    del message[name]

    with pytest.raises(Forged):
        verifier().verify(json.dumps(message))


@pytest.mark.parametrize("body", ["", "[]", "7", "{", b"\xff", "[" * 100_000, '{"Type": "Notification", "Type": "x"}'])
def test_a_body_that_is_no_message_is_not_believed(body):
    with pytest.raises(Forged):
        verifier().verify(body)


# ---- certificates


def of_another_kind() -> x509.Certificate:
    return issued("sns.amazonaws.com", ec.generate_private_key(ec.SECP256R1()).public_key(), middle())


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (lambda: pem(leaf(until=NOW - timedelta(seconds=1)), middle().certificate), "not valid now"),
        (lambda: pem(leaf(name="evil.example"), middle().certificate), "of somebody else"),
        (lambda: pem(leaf(by=root("another")), root("another").certificate), "nobody who is trusted"),
        (lambda: pem(leaf()), "nobody who is trusted"),
        (lambda: pem(issued("sns.amazonaws.com", key("sns").public_key(), None, key("sns"))), "nobody who is trusted"),
        (lambda: pem(of_another_kind(), middle().certificate), "key of another kind"),
        (lambda: b"no certificate", "is none"),
        (lambda: b"", "is none"),
    ],
)
def test_a_certificate_that_is_not_sns_own_is_not_believed(found, why):
    with pytest.raises(Forged, match=why):
        verifier(Fetching(found())).verify(signed(a_notification()))


def test_a_certificate_that_was_not_believed_is_fetched_again():
    fetch = Fetching(b"an outage page")
    asked = verifier(fetch)
    with pytest.raises(Forged):
        asked.verify(signed(a_notification()))
    fetch.found = good_pem()

    assert asked.verify(signed(a_notification()))


def test_a_certificate_that_cannot_be_had_is_told():
    def fails(url: str) -> bytes:
        raise Untrusted("its certificate could not be fetched")

    with pytest.raises(Forged, match="could not be fetched"):
        verifier(fails).verify(signed(a_notification()))


def test_nothing_is_fetched_but_over_tls():
    with pytest.raises(Untrusted, match="over TLS"):
        fetched("http://127.0.0.1/a.pem")


def test_no_redirect_is_followed():
    """On plain http, which `fetched` itself refuses."""

    class Elsewhere(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere.pem")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    import urllib.request

    with http.server.HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        with pytest.raises(Untrusted, match="elsewhere"):
            urllib.request.build_opener(NoRedirects).open(f"http://127.0.0.1:{server.server_port}/a.pem", timeout=5)
        thread.join()


def test_a_topic_that_is_none_is_refused_at_once():
    with pytest.raises(ValueError, match="no ARN of a topic"):
        Verifier(["articles"])


# ---- confirmation


class Sns:
    """Takes the one call that there is."""

    def __init__(self) -> None:
        self.asked: dict = {}

    def confirm_subscription(self, **asked: str) -> dict:
        self.asked = asked
        return {"SubscriptionArn": f"{TOPIC}:1"}


def test_a_subscription_is_confirmed_by_its_token_and_the_address_in_it_by_nobody():
    sns, fetch = Sns(), Fetching()

    assert confirm(verifier(fetch).verify(signed(a_confirmation())), sns) == f"{TOPIC}:1"

    assert sns.asked == {"TopicArn": TOPIC, "Token": "2336412f37", "AuthenticateOnUnsubscribe": "true"}
    assert fetch.asked == [URL]


def test_a_notification_confirms_nothing():
    genuine = verifier().verify(signed(a_notification()))

    with pytest.raises(ValueError, match="no confirmation"):
        confirm(replace(genuine), Sns())
