"""`python mail.py FILE.eml...`: finished mails, as mail programs and bulk-sender rules want them."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path

import html5lib
import tinycss2

CLIPPED = 102_400  # Gmail hides what comes after, the unsubscribe link first
STYLE = 16_384  # Gmail drops a longer <style> whole
LINE = 998  # RFC 5322, 2.1.1
ENCODED = 76
SPAM = 3.0  # SpamAssassin itself calls 5 spam
MANY_MAILS, FEW = 40, 4  # it takes a second for each: of more than so many, every fourth
COVERED = 0.6  # of the HTML's words stand in the text too
MANY = 60  # words; of fewer, what the HTML says of itself is too many
ONCE = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version")
FORBIDDEN = {
    *("applet", "audio", "base", "button", "canvas", "dialog", "embed", "form", "frame", "frameset", "iframe", "input"),
    *("link", "math", "noscript", "object", "script", "select", "svg", "template", "textarea", "video"),
}
DROPPED = {"animation", "filter", "position", "transform", "transition"}  # with the whole rule or <style>, by some
SAFE = re.compile(r"(https://|mailto:|tel:|cid:|#[\w-])", re.IGNORECASE)
LINKED = re.compile(SAFE.pattern + "|http://", re.IGNORECASE)
# Outlook shows a picture without a width as large as it is: right of a badge in a line, and of nothing else.
UNBOUNDED = re.compile(
    r"<(p|div|li|figure)\b[^>]*>\s*(?:<a\b[^>]*>\s*)?<img\b(?![^>]*\swidth=\"\d+\")[^>]*>\s*(?:</a>\s*)?</\1>"
)
CONDITIONAL = re.compile(r"<!--\[if\b[^\]]*\]>(.*?)<!\[endif\]-->", re.DOTALL)
XHTML = "{http://www.w3.org/1999/xhtml}"


def findings(raw: bytes) -> Iterator[str]:
    """What is wrong with a mail as it is sent."""
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    yield from of_the_wire(raw)
    yield from of_the_headers(message)
    html, text = part(message, "html"), part(message, "plain")
    if html is None or text is None:
        yield "needs an HTML and a plain text part"
        return
    yield from of_the_order(message)
    yield from of_the_size(message)
    yield from of_the_html(html)
    yield from of_the_text(text, words(html))
    address = re.search(r"<(https://[^>]+)>", str(message["List-Unsubscribe"]))
    if address and not (address[1] in text and address[1] in html.replace("&amp;", "&")):
        yield "one of the parts has no unsubscribe link"


def as_sent(raw: bytes) -> bytes:
    """The mail with what SES puts in by itself, over anything that was there; all else stays as it is, byte by byte."""
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.startswith((b"Date:", b"Message-ID:"))]
    id_ = "<0100019aa0000000-00000000-0000-0000-0000-000000000000-000000@email.amazonses.com>"
    lines += [f"Date: {formatdate(usegmt=True)}".encode(), f"Message-ID: {id_}".encode()]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def part(message: EmailMessage, kind: str) -> str | None:
    found = message.get_body((kind,))
    return str(found.get_content()) if found else None


def of_the_wire(raw: bytes) -> Iterator[str]:
    if not raw.isascii():
        yield "8-bit bytes: not every relay passes them on"
    if any(len(line) > LINE for line in raw.splitlines()):
        yield f"a line longer than {LINE} bytes"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
        yield "a line ends otherwise than in CRLF (RFC 5322, 2.3)"
    if not re.search(rb"^List-Unsubscribe: <https://[^>\s]+>\r?$", raw, re.MULTILINE):
        yield "List-Unsubscribe is folded or encoded, which not every program undoes (RFC 2369)"


def of_the_headers(message: EmailMessage) -> Iterator[str]:
    for piece in message.walk():
        yield from (f"defect: {defect!r}" for defect in piece.defects)
        yield from (
            f"defect of {name}: {it!r}" for name, value in piece.items() for it in getattr(value, "defects", ())
        )
    for name in ONCE:
        if len(message.get_all(name, [])) != 1:
            yield f"{name} is not there exactly once"
    if not re.fullmatch(r"<[^<>@\s]+@[^<>@\s]+>", str(message["Message-ID"]).strip()):
        yield "Message-ID is malformed"
    if message["Date"] is not None and message["Date"].datetime is None:
        yield "Date is no date"
    if len(re.findall(r"<https://[^>]+>", str(message["List-Unsubscribe"]))) != 1:
        yield "List-Unsubscribe has not exactly one https address (RFC 8058, 3.1; bulk sender rules of Gmail and Yahoo)"
    if message["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click":
        yield "List-Unsubscribe-Post is not one-click (RFC 8058)"


def of_the_order(message: EmailMessage) -> Iterator[str]:
    pieces = [piece for piece in message.walk() if piece.get_content_maintype() == "text"]
    if [piece.get_content_subtype() for piece in pieces] != ["plain", "html"]:
        yield "the text comes first and the HTML last: a program shows the last that it can"
    if any(piece.get_content_charset() != "utf-8" for piece in pieces):
        yield "a part is not declared as UTF-8"


def of_the_size(message: EmailMessage) -> Iterator[str]:
    """Gmail has been seen to count what was sent: encoded, with line ends of two bytes."""
    for piece in message.walk():
        sent = "".join(f"{line}\r\n" for line in str(piece.get_payload()).splitlines())
        if piece.get_content_type() == "text/html" and len(sent) > CLIPPED:
            yield f"{len(sent)} bytes of HTML as sent: Gmail clips at {CLIPPED}"
        if piece.get_content_maintype() == "text" and any(len(line) > ENCODED for line in sent.splitlines()):
            yield f"an encoded line longer than {ENCODED} characters (RFC 2045)"


def of_the_html(html: str) -> Iterator[str]:
    if len(re.findall(r"<!--\[if\b[^\]]*\]>", html)) != html.count("<![endif]-->"):
        yield "unbalanced conditional comments"
    if any("<!--" in it or "-->" in it for it in CONDITIONAL.findall(html)):
        yield "a comment within a conditional comment ends it"
    if not re.match(r"\s*<!doctype html>", html, re.IGNORECASE):
        yield "no doctype: programs fall back to quirks"
    parser = html5lib.HTMLParser()
    document = parser.parse(html)
    yield from (f"parse error {code} at {place}" for place, code, _ in parser.errors)
    if not document.get("lang"):
        yield "<html> has no lang"
    for element in document.iter():
        if isinstance(element.tag, str):
            yield from of_an_element(element, element.tag.removeprefix(XHTML))
    yield from (
        f"a picture that fills a line has no width for Outlook: {it[0][:160]!r}" for it in UNBOUNDED.finditer(html)
    )
    style = "".join("".join(it.itertext()) for it in document.iter(XHTML + "style"))
    if len(style) > STYLE:
        yield f"{len(style)} characters of <style>: Gmail drops more than {STYLE}"
    if "prefers-color-scheme" not in style:
        yield "nothing for dark mode"
    yield from of_rules(tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True))


def of_an_element(element, name: str) -> Iterator[str]:
    if name in FORBIDDEN:
        yield f"<{name}> is dropped by mail programs"
    for attribute, value in element.attrib.items():
        if attribute.startswith("on"):
            yield f"{attribute} on <{name}>"
        # Where an author's link leads is the author's; what the mail itself fetches is ours.
        safe = LINKED if name == "a" and attribute == "href" else SAFE
        if attribute in ("href", "src", "background") and not safe.match(value.strip()):
            yield f"<{name} {attribute}={value[:60]!r}> is no absolute https address"
    if name == "img" and element.get("alt") is None:
        yield f"an image without alt: {element.get('src')!r}"
    if name == "a" and not text_of(element) and not any(it.get("alt") for it in element.iter(XHTML + "img")):
        yield f"a link without words: {element.get('href')!r}"
    # Tables for layout have their cells' padding said, or Outlook adds its own; an author's table may be without heads.
    if name == "table" and element.get("cellpadding") and element.get("role") != "presentation":
        yield "a table for layout does not say so"
    yield from of_declarations(tinycss2.parse_blocks_contents(element.get("style") or ""))


def of_rules(rules) -> Iterator[str]:
    for rule in rules:
        if rule.type == "error":
            yield "the CSS does not parse: Gmail drops all of it"
        elif rule.type == "at-rule" and rule.lower_at_keyword != "media":
            yield f"@{rule.at_keyword} is not supported in mail"
        elif rule.type == "at-rule":
            yield from of_rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        else:
            yield from of_declarations(tinycss2.parse_blocks_contents(rule.content))


def of_declarations(declarations) -> Iterator[str]:
    for it in declarations:
        value = tinycss2.serialize(it.value).strip() if it.type == "declaration" else ""
        if it.type == "error" or (it.type == "declaration" and (it.name.startswith("--") or "var(" in value)):
            yield "a declaration that Gmail or Outlook cannot read"
        elif it.type == "declaration" and it.lower_name in DROPPED:
            yield f"{it.name} is dropped by Gmail or Outlook"
        elif it.type == "declaration" and it.lower_name == "display" and ("flex" in value or "grid" in value):
            yield f"display: {value} is broken in Outlook"


def of_the_text(text: str, shown: set[str]) -> Iterator[str]:
    covered = len(shown & terms(text)) / max(1, len(shown))
    if covered < COVERED and len(shown) >= MANY:
        yield f"the plain text has only {covered:.0%} of the words of the HTML"


def words(html: str) -> set[str]:
    return terms(" ".join(html5lib.parse(html).find(XHTML + "body").itertext()))  # cells have nothing else between them


def terms(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.lower()))


def text_of(element) -> str:
    return " ".join("".join(element.itertext()).split())


def of_spam(raw: bytes) -> Iterator[str]:
    """What SpamAssassin says, asking nobody else; FileNotFoundError where it is not installed."""
    with tempfile.TemporaryDirectory() as home:
        command = ["spamassassin", "--local", "--test-mode", "--nocreate-prefs"]
        out = subprocess.run(
            command, input=raw, capture_output=True, check=True, env={"PATH": "/usr/bin:/bin", "HOME": home}
        )
    score = re.search(rb"Content analysis details:\s+\((-?[\d.]+) points", out.stdout)
    if score is None:
        raise RuntimeError("SpamAssassin gave no score")
    if float(score[1]) > SPAM:
        yield f"SpamAssassin: {score[1].decode()} points"


def main(files: list[str]) -> int:
    failed = False
    for number, file in enumerate(files):
        raw = as_sent(Path(file).read_bytes())
        smelt = number % FEW == 0 or len(files) <= MANY_MAILS
        for finding in [*findings(raw), *(of_spam(raw) if smelt else ())]:
            failed = True
            print(f"{file}: {finding}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
