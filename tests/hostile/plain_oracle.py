"""What in outputs that are no HTML could act: text, JSON, mail, feeds, Markdown, keys, a terminal's lines."""

import json
import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from typing import Any
from unicodedata import category

import yaml
from lxml import etree
from markdown_it import MarkdownIt

from tests.hostile.oracle import Allowed, Node, active, bad_address, nodes_of

# C0 but for line end, DEL, C1: a terminal obeys them.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
HEADERS = {
    "Subject", "From", "To", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID", "MIME-Version",
    "Auto-Submitted", "Content-Type", "Date", "Message-ID",
}  # fmt: skip
COMMAND = re.compile(r"::(?:error|warning|notice) [^\r\n]*::[^\r\n]*")
FEED = {
    "feed", "title", "id", "updated", "link", "author", "name", "uri", "entry", "published", "category", "summary",
    "subtitle", "icon", "logo", "rights", "generator", "contributor", "content",
    "rss", "channel", "item", "guid", "pubDate", "lastBuildDate", "docs", "description", "language", "copyright",
    "enclosure", "encoded", "creator",
}  # fmt: skip
NAMESPACE = re.compile("{[^}]*}")

URN = re.compile(r"urn:uuid:[0-9a-f-]{36}")
MARKDOWN = MarkdownIt("commonmark", {"html": True, "maxNesting": 200}).enable(["table", "strikethrough"])
MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]  # the address is ours to judge


def bad_text(text: str) -> list[str]:
    return [f"control character U+{ord(found):04X}" for found in set(CONTROL.findall(text))]


def bad_terminal(text: str) -> list[str]:
    return [f"U+{ord(found):04X} reaches the terminal" for found in set(TERMINAL.findall(text))]


def bad_commands(text: str) -> list[str]:
    """Lines that GitHub would take for something else than a finding."""
    return [f"no finding: {line!r:.100}" for line in re.split("[\r\n]", text) if line and not COMMAND.fullmatch(line)]


def bad_markdown(text: str, allowed: Allowed) -> list[str]:
    """Front matter that YAML cannot read, and whatever acts when another parser renders the rest."""
    front, _, body = text.removeprefix("---\n").partition("\n---\n")
    try:
        fields = yaml.load(front, yaml.BaseLoader)
    except yaml.YAMLError as error:
        return [f"front matter is no YAML: {str(error)!r:.200}"]
    wrong = [] if isinstance(fields, dict) and isinstance(fields.get("title"), str) else ["no title"]
    return [*wrong, *bad_text(text), *active(fragment(MARKDOWN.render(body)), allowed)]


def fragment(html: str) -> list[Node]:
    return nodes_of(f"<!DOCTYPE html><title></title>{html}")


def bad_json(text: str, allowed: Allowed) -> list[str]:
    data = json.loads(text)
    bodies = [body["value"] for body in data["bodies"] if body["contentType"] == "text/html"]
    return [*bad_text(text), *bad_addresses(data), *(it for body in bodies for it in active(fragment(body), allowed))]


def bad_addresses(value: Any, name: str = "") -> list[str]:
    """Addresses anywhere in a structured document that a program might follow."""
    if isinstance(value, dict):
        return [fault for key, inner in value.items() for fault in bad_addresses(inner, key)]
    if isinstance(value, list):
        return [fault for inner in value for fault in bad_addresses(inner, name)]
    address = "url" in name or name in ("href", "uri")
    if isinstance(value, str) and address and not URN.fullmatch(value) and (why := bad_address(value)):
        return [f"{name}={value!r:.80}: {why}"]
    return []


def bad_event(text: str) -> list[str]:
    """Addresses to nowhere good; a key is told as it is, in JSON's own escapes."""
    return bad_addresses(json.loads(text))


def bad_mail(message: bytes, walk: Callable[[str], list[str]]) -> list[str]:
    """Headers that nobody meant, and whatever acts in either part."""
    head = message.partition(b"\r\n\r\n")[0]
    wrong = ["bare line end in the headers"] if re.search(rb"\r(?!\n)|(?<!\r)\n|\0", head) else []
    parsed = message_from_bytes(message, policy=policy.default)
    wrong += [f"header {name}" for name, _ in parsed.items() if name not in HEADERS]
    wrong += [f"{name} twice" for name in HEADERS if len(parsed.get_all(name, [])) > 1]
    wrong += [f"defect {defect!r}" for defect in parsed.defects]
    kinds = [part.get_content_type() for part in parsed.walk()]
    if kinds != ["multipart/alternative", "text/plain", "text/html"]:
        return [*wrong, f"parts {kinds}"]
    plain, page = (part.get_content().replace("\r\n", "\n") for part in parsed.iter_parts())
    return [*wrong, *bad_text(str(parsed["Subject"])), *bad_text(plain), *walk(page)]


def bad_feed(text: str, walk: Callable[[str], list[str]]) -> list[str]:
    try:
        root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [f"no XML: {error}"]
    return [fault for element in root.iter() for fault in feed_faults(element, walk)]


def feed_faults(element: Any, walk: Callable[[str], list[str]]) -> Iterator[str]:
    name = NAMESPACE.sub("", str(element.tag))
    if name not in FEED:
        yield f"<{element.tag}>"
    for attribute in ("href", "src", "url"):
        if (address := element.get(attribute)) and (why := bad_address(address)):
            yield f"{attribute}={address!r:.80}: {why}"
    if name in ("uri", "link") and element.text and (why := bad_address(element.text)):
        yield f"<{name}>{element.text!r:.80}: {why}"
    if name == "encoded" or (element.get("type") == "html" and name != "link"):
        yield from walk(element.text or "")


def bad_path(path: str) -> list[str]:
    """Paths that are not `/section/name/` of letters, marks, numbers and hyphens."""
    parts = path.split("/")
    plain = len(parts) == 4 and not parts[0] and not parts[3] and all(map(is_word, parts[1:3]))
    return [] if plain and len(path.encode()) <= 900 else [f"path {path!r:.200}"]


def is_word(text: str) -> bool:
    return bool(text) and all(letter == "-" or category(letter)[0] in "LMN" for letter in text)


def bad_key(key: str) -> list[str]:
    """Keys that leave their folder, or that a terminal, a log or a URL could misread."""
    parts = key.split("/")
    wrong = [part for part in parts[:-1] if part in ("", ".", "..")] or CONTROL.findall(key)
    return [f"key {key!r:.200}"] if wrong or len(key.encode()) > 1024 else []
