"""The certificate that SNS signs with: how it is fetched, and why it is believed."""

import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

Fetch = Callable[[str], bytes]
"""Fetches a certificate as PEM from an address that has been looked at."""

NAME = "sns.amazonaws.com"
"""Whom SNS's certificates are of in most regions; in others they may name the region's own host."""
MOST_BYTES = 64 * 1024
TIMEOUT = 5.0


class Untrusted(Exception):
    """A certificate is not one that SNS signs with, or could not be had."""


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """What was looked at is the address that is asked, and no other that it may lead to."""

    def redirect_request(self, *_: Any) -> NoReturn:
        raise Untrusted("its certificate lies elsewhere than it says")


def fetched(url: str) -> bytes:
    """What lies at an https address: over TLS, by the roots that the system trusts, without redirects."""
    if not url.startswith("https://"):
        raise Untrusted("its certificate is not to be had over TLS")
    try:
        with urllib.request.build_opener(NoRedirects).open(url, timeout=TIMEOUT) as answer:
            found = bytes(answer.read(MOST_BYTES + 1))
    except (urllib.error.URLError, OSError) as error:
        raise Untrusted("its certificate could not be fetched") from error
    if len(found) > MOST_BYTES:
        raise Untrusted("its certificate is too large to be one")
    return found


@dataclass(frozen=True)
class Trust:
    """What a certificate has to lead up to, if anything is said, and what may stand between."""

    roots: Sequence[x509.Certificate] = ()
    between: Sequence[x509.Certificate] = ()


def trusted(pem: bytes, host: str, now: datetime, trust: Trust) -> RSAPublicKey:
    """The key of the first certificate, if that is SNS's, is valid now, and leads to somebody who is trusted."""
    try:
        leaf, *beside = x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise Untrusted("its certificate is none") from None
    if not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc:
        raise Untrusted("its certificate is not valid now")
    name = next(iter(names_of(leaf) & {NAME, host}), None)
    if name is None:
        raise Untrusted("its certificate is of somebody else")
    if trust.roots:
        check_chain(leaf, [*beside, *trust.between], trust.roots, name, now)
    key = leaf.public_key()
    if not isinstance(key, RSAPublicKey):
        raise Untrusted("its certificate has a key of another kind")
    return key


def names_of(certificate: x509.Certificate) -> set[str]:
    """Whom a certificate is of."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return set()
    return set(found.value.get_values_for_type(x509.DNSName))


def check_chain(
    leaf: x509.Certificate,
    between: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    name: str,
    now: datetime,
) -> None:
    verifier = PolicyBuilder().store(Store(list(roots))).time(now).build_server_verifier(x509.DNSName(name))
    try:
        verifier.verify(leaf, list(between))
    except VerificationError as error:
        raise Untrusted("its certificate leads to nobody who is trusted") from error
