"""Forms as browsers send them, read into values or refused. Pure."""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from flong.formats.subscriptions import Wrong
from flong.mail_address import BadAddress, read_address
from flong.subscribing import MOST_TAGS, PAUSES, Choice, Pause

LARGEST = 16 * 1024
"""Bytes of a form: fifty tags, an address, and room."""
MOST_FIELDS = 500
LONGEST_TAG = 320
"""Bytes of a tag's id: 80 characters."""
URLENCODED = "application/x-www-form-urlencoded"

WHAT = ("everything", "topics")
"""What a subscriber gets, as the form has it."""

Fields = Mapping[str, list[str]]
OwnId = Callable[[str], str]


class BadForm(Exception):
    """A request that no form of ours makes; `status` is the HTTP status of the answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class SignUp(NamedTuple):
    """What the form to sign up holds: the address as it was written, and as it is sent to if nothing is wrong."""

    written: str
    address: str
    choice: Choice
    wrong: Wrong
    is_trapped: bool


def fields_of(event: Mapping[str, Any]) -> dict[str, list[str]]:
    """The fields of the form that was posted; `BadForm` if it is none, or too large."""
    if str(event.get("headers", {}).get("content-type", "")).partition(";")[0].strip().lower() != URLENCODED:
        raise BadForm(415)
    try:
        return parse_qs(body_of(event).decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:  # what is no UTF-8, too
        raise BadForm(400) from error


def body_of(event: Mapping[str, Any]) -> bytes:
    body = event.get("body") or ""
    if len(body) > 2 * LARGEST:
        raise BadForm(413)
    try:
        content = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()
    except (binascii.Error, ValueError) as error:
        raise BadForm(400) from error
    if len(content) > LARGEST:
        raise BadForm(413)
    return content


def first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def sign_up(fields: Fields, own_id: OwnId) -> SignUp:
    """The form to sign up by."""
    choice, wrong = choice_of(fields, own_id)
    written = first(fields, "address")
    try:
        address = read_address(written)
    except BadAddress as error:
        return SignUp(written, "", choice, error.reason, bool(first(fields, "website")))
    if not wrong and not choice.everything and not choice.tags:
        wrong = "no topics"
    return SignUp(written, address, choice, wrong, bool(first(fields, "website")))


def choice_of(fields: Fields, own_id: OwnId) -> tuple[Choice, Wrong]:
    """What somebody wants to get, and what is wrong with it. Whoever says nothing wants everything."""
    ticked = {own_id(it) for it in fields.get("tag", []) if it and len(it.encode()) <= LONGEST_TAG}
    tags = tuple(sorted(it for it in ticked if it and "#" not in it))
    choice = Choice(
        everything=first(fields, "what") != "topics", tags=tags[:MOST_TAGS], language=first(fields, "language")[:35]
    )
    return choice, "too many topics" if len(tags) > MOST_TAGS and not choice.everything else ""


def pause_of(fields: Fields) -> Pause:
    asked = first(fields, "pause")
    return asked if asked in PAUSES else ""
