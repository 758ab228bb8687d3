"""What in a page could act, found by walking the DOM that an HTML5 parser makes of it.

It shares nothing with the product's sanitizer: another parser (lexbor; html5lib to compare), its own lists, and the
URL Standard's way of reading an address. What it allows is what harmless articles have.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import html5lib
from selectolax.lexbor import LexborHTMLParser

SCHEMES = {"http", "https", "mailto"}
ADDRESSES = {
    "href", "src", "action", "formaction", "background", "poster", "cite", "longdesc", "data", "ping", "srcset",
    "xlink:href", "manifest", "icon", "codebase", "usemap", "profile", "classid", "archive", "dynsrc", "lowsrc",
}  # fmt: skip
HEAD_ONLY = {"script", "style", "meta", "link", "title", "base", "noscript"}
# Attributes whose very value is what a harmless page has, or one of these shapes.
SHAPES = {
    "id": re.compile(r"s-\S+|fn-\d+|fnref-\d+(?:-\d+)?"),
    "class": re.compile(r"language-[\w+#.-]{1,40}"),
    "type": re.compile(r"(?!)"),
    "rel": re.compile(r"(?!)"),
    "style": re.compile(r"(?!)"),
    "role": re.compile(r"(?!)"),
}
WORDS = {"title", "lang"}
"""Attributes that hold nothing but words, whatever the element."""
C0_OR_SPACE = "".join(map(chr, range(0x21)))
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
# Old mail clients and caches look for a scheme past more than the standard strips.
BLURRED = re.compile(r"[\W_]*(?:java|vb|live)\W*s\W*c\W*r\W*i\W*p\W*t\W*:", re.IGNORECASE)
CONTROLS = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]")


class Node(NamedTuple):
    """One element: its name, its attributes, its parent's name, and its text if that is not parsed further."""

    name: str
    attributes: dict[str, str | None]
    parent: str
    text: str


def nodes_of(html: str) -> list[Node]:
    """The elements of a document in the order of its source, as lexbor sees them."""
    root = LexborHTMLParser(html).root
    return [
        Node(
            node.tag or "(nameless)",  # one whose name lexbor cannot give as UTF-8
            node.attributes,
            (node.parent and node.parent.tag) or "",
            node.text(deep=True) if node.tag in HEAD_ONLY else "",
        )
        for node in root.traverse()
        if node.is_element_node
    ]


def html5lib_nodes(html: str) -> list[Node]:
    """The same as html5lib sees them, which takes forty times as long."""
    found: list[Node] = []

    def walk(element: Any, parent: str) -> None:
        if not isinstance(element.tag, str):  # a comment
            return
        attributes = {local(name): value for name, value in element.attrib.items()}
        text = "".join(element.itertext()) if element.tag in HEAD_ONLY else ""
        found.append(Node(element.tag, attributes, parent, text))
        for child in element:
            walk(child, element.tag)

    walk(html5lib.parse(html, namespaceHTMLElements=False), "-document")
    return found


def local(name: str) -> str:
    return name.replace("{http://www.w3.org/1999/xlink}", "xlink:")


@dataclass
class Allowed:
    """What harmless pages of one kind are made of."""

    elements: set[str] = field(default_factory=set)
    attributes: set[tuple[str, str]] = field(default_factory=set)
    values: set[tuple[str, str]] = field(default_factory=set)
    """Of the attributes in `SHAPES`, and every address that is not http(s) or mailto."""
    heads: set[tuple[object, ...]] = field(default_factory=set)

    def learn(self, nodes: Iterable[Node]) -> "Allowed":
        for node in nodes:
            self.elements.add(node.name)
            if node.name in HEAD_ONLY:
                self.heads.add(signature(node))
            for name, value in node.attributes.items():
                self.attributes.add((node.name, name))
                if name in SHAPES or (name in ADDRESSES and bad_address(value or "")):
                    self.values.add((name, value or ""))
        return self


def signature(node: Node) -> tuple[object, ...]:
    """What of an element of the head must be as in a harmless page: all but an article's own words and addresses."""
    fixed = tuple(
        sorted((name, value) for name, value in node.attributes.items() if name not in ("content", "href", "title"))
    )
    ours = node.text if node.name == "style" or (node.name == "script" and not is_data(node)) else ""
    return (node.name, node.parent, fixed, ours)


def is_data(node: Node) -> bool:
    return node.attributes.get("type") == "application/ld+json"


def active(nodes: Iterable[Node], allowed: Allowed) -> list[str]:
    """Everything in a page that harmless ones do not have; none is expected."""
    return [fault for node in nodes for fault in faults(node, allowed)]


def faults(node: Node, allowed: Allowed) -> Iterator[str]:
    if node.name not in allowed.elements:
        yield f"<{node.name}> in <{node.parent}>"
    elif node.name in HEAD_ONLY:
        if signature(node) not in allowed.heads:
            yield f"<{node.name} {node.attributes}> in <{node.parent}>"
        if node.name == "script" and is_data(node) and (broken := bad_data(node.text)):
            yield broken
        if "http-equiv" in node.attributes and (address := refreshed(node)) is not None:
            yield from (f"refresh to {address}",) if not own(address) else ()
    for name, value in node.attributes.items():
        yield from attribute_faults(node.name, name, value or "", allowed)


def attribute_faults(element: str, name: str, value: str, allowed: Allowed) -> Iterator[str]:
    if (element, name) not in allowed.attributes and not (name in WORDS and element not in HEAD_ONLY):
        yield f"{name}={value!r:.80} on <{element}>"
    shape = SHAPES.get(name)
    if shape and (name, value) not in allowed.values and not shape.fullmatch(value):
        yield f"{name}={value!r:.80} on <{element}>"
    if name in ADDRESSES and (name, value) not in allowed.values and (why := bad_address(value)):
        yield f"{name}={value!r:.80} on <{element}>: {why}"


def bad_address(text: str) -> str | None:
    """What is wrong with an address, as the URL Standard and laxer readers take it; None if it is harmless."""
    read = text.strip(C0_OR_SPACE).translate({9: None, 10: None, 13: None})
    scheme = SCHEME.match(read)
    if scheme and scheme[1].lower() not in SCHEMES:
        return f"the scheme {scheme[1]}"
    if BLURRED.match(text):
        return "a hidden scheme"
    if CONTROLS.search(text):
        return "a control character or space"
    if not scheme and re.match(r"[\\/]{2}", read):
        return "another host without a scheme"
    if scheme and scheme[1].lower() in ("http", "https") and not re.match(r"https?://[^\\/@\s]", read, re.IGNORECASE):
        return "no host"
    return None


def refreshed(node: Node) -> str | None:
    if (node.attributes.get("http-equiv") or "").lower() != "refresh":
        return None
    return (node.attributes.get("content") or "").partition("url=")[2]


def own(address: str) -> bool:
    """An address of the site itself, with nothing that could end it early."""
    return re.fullmatch(r"https://example\.org/[^\s;,'\"<>\\]*", address) is not None


def bad_data(text: str) -> str | None:
    """Linked data that is no JSON, or that could end its script or its line."""
    try:
        json.loads(text)
    except ValueError as error:
        return f"linked data is no JSON: {error}"
    return "linked data has markup" if re.search("[<>\u2028\u2029]", text) else None


def skeleton(nodes: Iterable[Node]) -> list[tuple[str, tuple[str, ...]]]:
    """Elements and the names of their attributes: what two pages of one structure share."""
    return [(node.name, tuple(node.attributes)) for node in nodes]
