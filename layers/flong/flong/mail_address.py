"""Mail addresses as people write them: into one that mail can be sent to, or the reason why not. Pure."""

from typing import Literal

Reason = Literal["missing", "too long", "not plain", "malformed"]

LONGEST = 254
"""Bytes of an address that a mail can be sent to (RFC 5321, 4.5.3.1.3, less the angle brackets)."""


class BadAddress(ValueError):
    """It is no address that we can write to; `reason` says why, for whoever wrote it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def read_address(text: str) -> str:
    """One address as it is sent to, by RFC 5321, 5322 and 6531: its domain in ASCII and lower case.

    What stands before the @ stays as it is written, since only its own server knows whether case matters there. A name
    before the address, quotes, comments, an IP address for a domain and a second address are refused. So are letters
    beyond ASCII before the @, which SES cannot send to (ses/latest/APIReference-V2/API_Destination.html).
    """
    # It asks no name server, and nobody needs it who has no address to read.
    from email_validator import EmailNotValidError, validate_email

    address = text.strip(" ")
    if not address:
        raise BadAddress("missing")
    if len(address.encode(errors="replace")) > LONGEST:
        raise BadAddress("too long")
    try:
        found = validate_email(address, strict=True, check_deliverability=False)
    except (EmailNotValidError, UnicodeError) as error:
        raise BadAddress("malformed") from error
    if found.ascii_email is None:
        raise BadAddress("not plain")
    if len(found.ascii_email) > LONGEST:
        raise BadAddress("too long")
    return found.ascii_email
