"""`python signing.py FILE.eml...`: a mail, signed as SES signs it with a key made for the purpose, arrives as signed.

With `--sign` each file is signed in place, and what its domain's DNS would say is put beside it. A file that is signed
already is held to that.
"""

import base64
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

if __name__ == "__main__":  # by its path, beside the other checks
    from mail import as_sent
else:
    from tests.conformance.mail import as_sent

SELECTOR, DOMAIN = b"flong", b"example.com"
RECORD = f"{SELECTOR.decode()}._domainkey.{DOMAIN.decode()}."
ONE_CLICK = (b"list-unsubscribe", b"list-unsubscribe-post")  # RFC 8058, 4: a valid signature has to cover both
SIGNED = (
    *(b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"content-type", b"list-id"),
    *ONE_CLICK,
)


@cache
def key() -> rsa.RSAPrivateKey:
    """The key of this run."""
    return rsa.generate_private_key(public_exponent=65_537, key_size=2048)


def record() -> bytes:
    """What the domain's DNS says of the key (RFC 6376, 3.6.1)."""
    encoding, form = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(key().public_key().public_bytes(encoding, form))


def signed(raw: bytes) -> bytes:
    """A mail with the headers that SES adds, and its signature over all of it."""
    whole = as_sent(raw)
    secret = key().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    present = [name for name in SIGNED if re.search(rb"^" + name + rb":", head_of(whole), re.MULTILINE | re.IGNORECASE)]
    return bytes(dkim.sign(whole, SELECTOR, DOMAIN, secret, include_headers=present)) + whole


def verifies(mail: bytes, said: bytes) -> bool:
    """Whether a signature holds, if the DNS says so; no address is looked up."""
    return bool(dkim.verify(mail, dnsfunc=lambda name, timeout=5: said if text_of(name) == RECORD else None))


def text_of(name: bytes | str) -> str:
    return name.decode() if isinstance(name, bytes) else name


def head_of(mail: bytes) -> bytes:
    return mail.partition(b"\r\n\r\n")[0]


def findings(mail: bytes, said: bytes) -> Iterator[str]:
    """What is wrong with a signed mail, or would be once relays have had it in their hands."""
    head, _, body = mail.partition(b"\r\n\r\n")
    if not verifies(mail, said):
        yield "the signature does not hold"
        return
    covered = re.sub(rb"\s", b"", re.search(rb"\bh=([^;]+)", head)[1]).lower().split(b":")
    if missing := [name.decode() for name in ONE_CLICK if name not in covered]:
        yield f"not signed: {', '.join(missing)} (RFC 8058, 4)"
    if not verifies(unfolded(head) + b"\r\n\r\n" + body, said):
        yield "the signature does not hold once a relay has written long headers on one line"
    if re.search(rb"[ \t]\r?$", body, re.MULTILINE):
        yield "a line ends in white space, which some relays strip"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", mail):
        yield "a line ends otherwise than in CRLF, which the first relay mends"
    for change, name in ((b"\r\n\r\n", "body"), (b"List-Unsubscribe: <https://", "way out")):
        if verifies(mail.replace(change, change + b"x", 1), said):
            yield f"the signature does not notice another {name}"


def unfolded(head: bytes) -> bytes:
    return re.sub(rb"\r\n[ \t]+", b" ", head)


def sign(file: Path) -> None:
    file.write_bytes(signed(file.read_bytes()))
    file.with_suffix(".dns").write_bytes(record())


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--sign"]:
        for name in arguments[1:]:
            sign(Path(name))
        return 0
    failed = False
    for file in map(Path, arguments):
        raw, beside = file.read_bytes(), file.with_suffix(".dns")
        given = (raw, beside.read_bytes()) if beside.exists() else (signed(raw), record())
        for finding in findings(*given):
            failed = True
            print(f"{file}: {finding}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
