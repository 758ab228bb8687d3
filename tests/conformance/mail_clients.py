"""`python mail_clients.py FOLDER FILE.html...`: every word of a mail is seen in every large mail program.

What each program leaves of the mail, by the data of caniemail.com, is written to FOLDER, to be looked at. What it does
not know is taken out with all that stands in it, which is harsher than most are. Some make a light mail dark by
themselves. How is published by none; that they exchange the lightness of colours, and which colours, is what those who
test mails have seen.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import html5lib
import tinycss2

DATA = Path(__file__).parent / "node_modules/caniemail/data/caniemail.json"
FRAME = {"html", "head", "body"}  # programs that drop these keep what is in them
NOT_FOR_WORD = re.compile(r"<!--\[if !mso\]><!-->.*?<!--<!\[endif\]-->", re.DOTALL)
FOR_WORD = re.compile(r"<!--\[if (?:gte )?mso[^\]]*\]>(?:<xml>.*?</xml>)?(.*?)<!\[endif\]-->", re.DOTALL)
SIZES = {"width", "max-width", "height"}
IN_A_LINE = ("a", "span")
IN_A_PAGE = {"gmail", "outlook", "yahoo"}
"""Families that put a mail into a page of their own, and lose what its <html> says but for the language."""
COLOUR = re.compile(r"#([0-9a-f]{6})\b", re.IGNORECASE)


class Client(NamedTuple):
    """A mail program; `family` and `platform` are caniemail's."""

    name: str
    family: str
    platform: str
    sheets: bool = True
    """Whether it reads `<style>`."""
    word: bool = False
    """Whether Word lays out its mails."""
    darkens: str = ""
    """How it makes a light mail dark by itself: `MARKED`, `PARTLY`, `WHOLLY`, or not."""


MARKED = "marked"
"""Every colour is exchanged, and [data-ogsc] and [data-ogsb] let the mail's own style sheet say otherwise."""
PARTLY = "partly"
"""Light grounds and lines get dark, dark words light; what is so already stays."""
WHOLLY = "wholly"
"""Every colour is exchanged, also of what is dark already."""


CLIENTS = (
    Client("gmail", "gmail", "desktop-webmail"),
    Client("gmail-android", "gmail", "android"),
    Client("gmail-other-account", "gmail", "android", sheets=False),
    Client("gmail-android-dark", "gmail", "android", darkens=PARTLY),
    Client("gmail-ios-dark", "gmail", "ios", darkens=WHOLLY),
    Client("outlook-windows", "outlook", "windows", word=True),
    Client("outlook-windows-dark", "outlook", "windows", word=True, darkens=WHOLLY),
    Client("outlook-web", "outlook", "outlook-com"),
    Client("outlook-web-dark", "outlook", "outlook-com", darkens=MARKED),
    Client("outlook-android-dark", "outlook", "android", darkens=MARKED),
    Client("apple-mail", "apple-mail", "macos"),
    Client("apple-mail-ios", "apple-mail", "ios"),
    Client("yahoo", "yahoo", "desktop-webmail"),
    Client("yahoo-android", "yahoo", "android"),
    Client("samsung", "samsung-email", "android"),
)


class Unknown(NamedTuple):
    """What a program drops: CSS properties (or `property:value`), elements and attributes."""

    declarations: set[str]
    elements: set[str]
    attributes: set[str]


@cache
def unknown_to(client: Client) -> Unknown:
    found = Unknown(set(), set(), set())
    for feature in json.loads(DATA.read_text(encoding="utf-8"))["data"]:
        versions = feature["stats"].get(client.family, {}).get(client.platform, {})
        if not str(next(reversed(versions.values()), "u")).startswith("n"):
            continue
        title = feature["title"]
        if feature["category"] == "css":
            found.declarations.add(title.removesuffix(" property"))
        found.elements.update(re.findall(r"<([a-z0-9]+)>", title))
        found.attributes.update(re.findall(r"^([a-z-]+) attribute$", title))
    return found._replace(elements=found.elements - FRAME)


def view(html: str, client: Client) -> str:
    """What the program leaves of the mail."""
    if client.word:
        html = FOR_WORD.sub(r"\1", NOT_FOR_WORD.sub("", html))
    document = html5lib.parse(html)
    drop(document, client)
    for element in document.iter():
        if isinstance(element.tag, str):
            restyle(element, client)
    if client.family in IN_A_PAGE:
        document.attrib.pop("dir", None)
    if client.darkens == MARKED:
        document.set("data-ogsc", "")
        document.set("data-ogsb", "")
    return "<!DOCTYPE html>" + html5lib.serialize(document, omit_optional_tags=False, quote_attr_values="always")


def drop(parent, client: Client) -> None:
    """Takes out elements that the program does not know; the text after one stays."""
    unknown = unknown_to(client).elements | ({"style"} if not client.sheets else set())
    before = None
    for element in list(parent):
        if name_of(element) in unknown:
            tail = element.tail or ""
            if before is None:
                parent.text = (parent.text or "") + tail
            else:
                before.tail = (before.tail or "") + tail
            parent.remove(element)
        else:
            drop(element, client)
            before = element


def name_of(element) -> str:
    """The name without its namespace; nothing of a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def restyle(element, client: Client) -> None:
    name = name_of(element)
    for attribute in list(element.attrib):
        if attribute in unknown_to(client).attributes:
            del element.attrib[attribute]
    if name == "style":
        rules = tinycss2.parse_stylesheet("".join(element.itertext()), skip_comments=True, skip_whitespace=True)
        element.text = "".join(sheet(rules, client))
    if style := element.get("style"):
        kept = declarations(tinycss2.parse_blocks_contents(style), client, name)
        element.set("style", darkened(kept, client.darkens) if client.darkens else kept)
    if client.word and name == "pre":  # Word wraps every paragraph, whatever it is told
        element.set("style", f"{element.get('style', '')};white-space:pre-wrap")
    if client.darkens and (colour := element.get("bgcolor")):
        element.set("bgcolor", darkened(f"background-color:{colour}", client.darkens).partition(":")[2])


def sheet(rules, client: Client) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            kept = declarations(tinycss2.parse_blocks_contents(rule.content), client)
            yield f"{tinycss2.serialize(rule.prelude)}{{{kept}}}"
        elif (
            rule.type == "at-rule"
            and rule.lower_at_keyword == "media"
            and heeds(tinycss2.serialize(rule.prelude), client)
        ):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield f"@media{tinycss2.serialize(rule.prelude)}{{{''.join(sheet(inner, client))}}}"


def heeds(condition: str, client: Client) -> bool:
    unknown = unknown_to(client).declarations
    return (
        not client.word
        and "@media" not in unknown
        and not ("prefers" in condition and "@media (prefers-color-scheme)" in unknown)
    )


def declarations(parsed, client: Client, name: str = "") -> str:
    unknown = unknown_to(client).declarations
    kept = []
    for it in parsed:
        if it.type != "declaration":
            continue
        value = tinycss2.serialize(it.value).strip()
        known_as = "padding" if client.word and it.lower_name == "mso-padding-alt" else it.lower_name
        if (
            not (client.word and unheeded_by_word(known_as, value, name))
            and not {known_as, f"{known_as}:{value}"} & unknown
        ):
            kept.append(f"{known_as}:{value}{' !important' if it.important else ''}")
    return ";".join(kept)


def unheeded_by_word(declared: str, value: str, name: str) -> bool:
    """Word heeds sizes of tables and cells alone, and of what is in a line no padding."""
    if name in IN_A_LINE and (declared.startswith("padding") or value == "inline-block"):
        return True
    return declared in SIZES and name in ("div", "p", "span", "img")


def darkened(style: str, manner: str) -> str:
    """Declarations with the light and dark of their colours exchanged, as far as a program in that manner does it."""

    def exchanged(found: re.Match[str]) -> str:
        parts = [int(found[1][place : place + 2], 16) for place in (0, 2, 4)]
        shift = 255 - max(parts) - min(parts)
        stays = manner == PARTLY and (shift < 0) == is_of_words
        return found[0] if stays else "#" + "".join(f"{part + shift:02x}" for part in parts)

    changed = []
    for declaration in style.split(";"):
        is_of_words = declaration.startswith("color:")
        changed.append(COLOUR.sub(exchanged, declaration))
    return ";".join(changed)


def seen(element) -> Iterator[str]:
    """The texts of what is shown, and the words for pictures."""
    unseen = name_of(element) in ("", "head", "style", "script", "title")
    if not unseen and "display:none" not in element.get("style", ""):
        yield element.text or ""
        yield element.get("alt") or ""
        for child in element:
            yield from seen(child)
            yield child.tail or ""


def words(html: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(seen(html5lib.parse(html)))))


def main(folder: str, files: list[str]) -> int:
    failed = False
    Path(folder).mkdir(parents=True, exist_ok=True)
    for file in map(Path, files):
        html = file.read_text(encoding="utf-8")
        for client in CLIENTS:
            left = view(html, client)
            Path(folder, f"{file.stem}.{client.name}.html").write_text(left, encoding="utf-8")
            if lost := words(html) - words(left):
                failed = True
                print(f"{file}: {client.name} loses {lost.total()} words: {' '.join(list(lost)[:12])}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
