"""What readers do in tests: fill in a form, open a link."""

import re
from urllib.parse import urlencode, urlsplit

FORM = {"content-type": "application/x-www-form-urlencoded"}
HOME = "/subscriptions/"
READER = "reader@example.com"


def post(pipeline, path, fields=(), headers=None):
    """A form as a browser posts it."""
    body = urlencode(list(fields.items() if isinstance(fields, dict) else fields)).encode()
    return pipeline.request("POST", path, body, {**FORM, **(headers or {})})


def ask(pipeline, address=READER, *fields, **headers):
    """Fills in the form to sign up, and waits for the mail."""
    answer = post(pipeline, HOME, [("address", address), *fields], headers)
    pipeline.settle()
    return answer


def link_in(mail, purpose: str) -> str:
    """The path of the link for that purpose in a mail, which both of its parts have."""
    parts = [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]
    urls = rf"https://example\.org/subscriptions/{purpose}/[\w-]+"
    found = {urlsplit(url).path for part in parts for url in re.findall(urls, part)}
    [path] = found
    return path


def sign_up(pipeline, address=READER, *fields) -> str:
    """Signs up and confirms; returns the path of the link that confirmed."""
    ask(pipeline, address, *fields)
    link = link_in(pipeline.mail[-1], "confirm")
    assert pipeline.request("POST", link).status == 200
    return link


def preferences_of(pipeline, address=READER) -> str:
    """The path of a fresh link to what a subscriber gets."""
    post(pipeline, f"{HOME}link", {"address": address})
    pipeline.settle()
    return link_in(pipeline.mail[-1], "preferences")


def text_of(answer) -> str:
    return answer.body.decode()
