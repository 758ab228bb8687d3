"""Messages that SNS posts to a web address: whether they are SNS's, and from your topic. Needs `flong-events[http]`.

Anybody can post to a web address. What shows that a message is genuine is its signature, by a key whose certificate the
message itself says where to fetch; so it matters as much what is *not* fetched. A queue needs nothing of this.
https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from flong_events.certificates import Fetch, Trust, Untrusted, fetched, trusted

TOPIC = re.compile(r"arn:aws[a-z-]*:sns:([a-z0-9-]+):[0-9]{12}:[A-Za-z0-9_-]+", re.ASCII)
CERTIFICATE = re.compile(r"https://sns\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/[A-Za-z0-9_.-]+\.pem", re.ASCII)
"""Nothing but this: no user, port or query, and no character that a parser of addresses may pass over."""
MESSAGE_ID = re.compile(r"[0-9A-Fa-f-]{8,64}", re.ASCII)

OF_A_NOTIFICATION = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
OF_A_CONFIRMATION = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
SIGNED = {
    "Notification": OF_A_NOTIFICATION,
    "SubscriptionConfirmation": OF_A_CONFIRMATION,
    "UnsubscribeConfirmation": OF_A_CONFIRMATION,
}
"""What is signed of each type of message, in the order in which it is."""
MAY_BE_ABSENT = {"Subject"}
HASHES: Mapping[str, Callable[[], hashes.HashAlgorithm]] = {"1": hashes.SHA1, "2": hashes.SHA256}
"""By the version of the signature, which is an attribute of the topic; 1 if nobody has set it."""


BY_PLACE = Trust()
"""No roots: for where it was fetched from."""


class Forged(Exception):
    """A message is not shown to be SNS's, of this topic, and of now. Answer 403, and do nothing that it says."""


@dataclass(frozen=True)
class Genuine:
    """A message that is what it says. `parse` takes the `content` of a notification."""

    type: str
    topic: str
    message_id: str
    content: Mapping[str, str]

    @property
    def is_notification(self) -> bool:
        return self.type == "Notification"


class Verifier:
    """Tells SNS's messages of some topics from all others.

    `topics` are the ARNs that you have subscribed to. `trust` names the roots that SNS's certificate has to lead up to.
    Without any it is believed for where it lies: it was fetched from SNS itself, over TLS, whose certificate has been
    traced to a root by then. A message older than `window` is not believed any more: somebody has kept it.
    """

    def __init__(
        self,
        topics: Collection[str],
        *,
        fetch: Fetch = fetched,
        trust: Trust = BY_PLACE,
        versions: Collection[str] = ("1", "2"),
        window: timedelta = timedelta(hours=1),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        if wrong := [it for it in topics if not TOPIC.fullmatch(it)]:
            raise ValueError(f"{', '.join(wrong)}: no ARN of a topic")
        self._topics, self._versions, self._window = frozenset(topics), frozenset(versions), window
        self._fetch, self._trust, self._now = fetch, trust, now
        self._known: dict[str, bytes] = {}

    def verify(self, body: str | bytes) -> Genuine:
        """The message in the body of a request; `Forged` says why it is not believed."""
        message = fields_of(body)
        kind = message.get("Type", "")
        if kind not in SIGNED:
            raise Forged("its type is none of SNS's")
        if message.get("TopicArn") not in self._topics:
            raise Forged("it is of another topic")
        self._check_time(message)
        text = signed_text(message, SIGNED[kind])
        self._check_signature(message, text)
        return Genuine(kind, message["TopicArn"], message["MessageId"], message)

    def _check_time(self, message: Mapping[str, str]) -> None:
        try:
            sent = datetime.strptime(message.get("Timestamp", ""), "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        except ValueError:
            raise Forged("its time is none") from None
        if abs(self._now() - sent) > self._window:
            raise Forged("it is not of now")

    def _check_signature(self, message: Mapping[str, str], text: bytes) -> None:
        version = message.get("SignatureVersion", "")
        if version not in HASHES or version not in self._versions:
            raise Forged("its signature is of no version that is taken")
        try:
            signature = base64.b64decode(message.get("Signature", ""), validate=True)
        except (binascii.Error, ValueError):
            raise Forged("its signature is no base64") from None
        key = self._key(message)
        try:
            key.verify(signature, text, PKCS1v15(), HASHES[version]())
        except InvalidSignature:
            raise Forged("its signature is not of what it says") from None

    def _key(self, message: Mapping[str, str]) -> RSAPublicKey:
        url = message.get("SigningCertURL", "")
        place, topic = CERTIFICATE.fullmatch(url), TOPIC.fullmatch(message["TopicArn"])
        # The topic's own region, too: `sns.s3.amazonaws.com` is whoever has a bucket of that name.
        if not place or not topic or place[1] != topic[1]:
            raise Forged("its certificate does not lie with SNS")
        try:
            pem = self._known.get(url) or self._fetch(url)
            # Each time anew: what was good when it was fetched expires.
            key = trusted(pem, url.split("/")[2], self._now(), self._trust)
        except Untrusted as error:
            raise Forged(str(error)) from error
        self._known = {url: pem} if len(self._known) > 9 else {**self._known, url: pem}
        return key


def fields_of(body: str | bytes) -> dict[str, str]:
    """The fields of a message that are text; what SNS signs is."""
    try:
        found = json.loads(body, object_pairs_hook=once)
    except (ValueError, RecursionError):
        raise Forged("it is no JSON, or says something twice") from None
    if not isinstance(found, dict):
        raise Forged("it is no object")
    return {name: value for name, value in found.items() if isinstance(value, str)}


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; ValueError if a name comes twice, of which two readers might each take another."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice")
    return found


def signed_text(message: Mapping[str, str], names: Sequence[str]) -> bytes:
    """What SNS signs: name and value by turns, a line each.

    Only `Message` comes first and may have lines of its own. In any other field they could be passed off as fields.
    """
    for name in names:
        value = message.get(name)
        if value is None and name not in MAY_BE_ABSENT:
            raise Forged(f"it has no {name}")
        if value is not None and name != "Message" and not value.isprintable():
            raise Forged(f"its {name} is not one line")
    if not MESSAGE_ID.fullmatch(message["MessageId"]):
        raise Forged("its id is none of SNS's")
    return "".join(f"{name}\n{message[name]}\n" for name in names if name in message).encode()


def confirm(genuine: Genuine, sns: Any) -> str:
    """Confirms a subscription, through the API and by its token; returns the subscription's ARN.

    `sns` is a client of boto3's. `SubscribeURL` is fetched by nobody: whoever can post can write one. Nobody but the
    account of the topic or of the subscription can end it afterwards.
    """
    if genuine.type != "SubscriptionConfirmation":
        raise ValueError(f"a {genuine.type} asks for no confirmation")
    answer = sns.confirm_subscription(
        TopicArn=genuine.topic, Token=genuine.content["Token"], AuthenticateOnUnsubscribe="true"
    )
    return str(answer["SubscriptionArn"])
