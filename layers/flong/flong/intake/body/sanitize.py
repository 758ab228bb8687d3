"""The one sanitizer: which elements, attributes and addresses may reach a reader."""

import re
from html import escape, unescape

import nh3

from flong.intake.body import astray
from flong.intake.body.elements import ATTRIBUTES, DROPPED_WHOLE, TAGS
from flong.intake.urls import beside, link, picture, spelt

NUMBER = re.compile(r"[1-9]\d{0,4}")
EXACT = {
    ("code", "class"): re.compile(r"language-[\w+#.-]{1,40}"),
    ("div", "class"): re.compile(r"footnote-definition"),
    ("sup", "class"): re.compile(r"footnote-(?:reference|definition-label)"),
    ("td", "style"): re.compile(r"text-align: (?:left|center|right)"),
    ("th", "style"): re.compile(r"text-align: (?:left|center|right)"),
    ("input", "type"): re.compile(r"checkbox"),
    ("ol", "start"): re.compile(r"\d{1,9}"),
    ("img", "width"): NUMBER,
    ("img", "height"): NUMBER,
    ("td", "colspan"): NUMBER,
    ("th", "colspan"): NUMBER,
    ("td", "rowspan"): NUMBER,
    ("th", "rowspan"): NUMBER,
}


# nh3 drops an address with any other scheme, or with a host that is none, before `keep` could see it.
FOREIGN = re.compile(r'<(a|img) [^<>]*?(?:href|src)="(?!https?:|mailto:)(\w[\w+.-]*:[^"]*)"', re.IGNORECASE)
SCHEME = re.compile(r"=\"(?!https?:|mailto:)\w[\w+.-]*:", re.IGNORECASE)
"""Quicker than `FOREIGN`, and finds more."""
# The parser writes the brackets of an IPv6 address as if they stood in a path.
BRACKETED = re.compile(r'(?<=(?:href|\Wsrc)=")(https?://)%5B([0-9a-f:.]{2,45})%5D', re.IGNORECASE)
ADDRESS = re.compile(r"""<(a|img)\s[^<>]*?(?<=\s)(?:href|src)\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
SOUND = re.compile(r"https?://|#|mailto:[^/]", re.IGNORECASE)
Refused = list[tuple[str, str]]
"""Element and address of every link and picture that lost its address, or had it mended."""


# The sanitizer's time grows with the square of the characters that it has to escape in one text.
MANY = 10_000
CHUNK = re.compile(r"(?>[^&]|&[^&;]{0,40}+;?+){2000}+")
PIECE = re.compile(r"(<[^>]*>)")


class TooMuchToEscape(Exception):
    """A tag has more signs to escape than a sanitizer should be given."""


def in_short_texts(html: str) -> str:
    """The HTML with its longest texts parted by comments, which the sanitizer drops."""
    if html.count("&") + html.count("\u00a0") <= MANY:
        return html
    pieces = PIECE.split(html)
    if any(tag.count("&") + tag.count("\u00a0") > MANY for tag in pieces[1::2]):
        raise TooMuchToEscape
    pieces[::2] = [CHUNK.sub(r"\g<0><!---->", text) for text in pieces[::2]]
    return "".join(pieces)


def address_of(name: str, value: str, path: str) -> tuple[str | None, bool]:
    """The address that an attribute stands for, if it has one to use; and whether its author should know of it."""
    address = link(value, path) if name == "href" else picture(value)
    if address and SOUND.match(address):
        return address, address != value and address != spelt(value) and address.startswith("https:")
    written = value.strip()
    if right := astray.mended(written, mail=name == "href"):
        return right, True
    nowhere = beside(written) or astray.leads_to_article(written) or astray.leads_to_host(written)
    return address, address is None or (name == "href" and nowhere)


def readable(html: str, refused: Refused) -> str:
    """The HTML with addresses that the sanitizer would not show, mended where that can be done."""

    def mend(match: re.Match[str]) -> str:
        right = astray.mended(unescape(match[2]), mail=match[1].lower() == "a")
        if right is None:
            return match[0]
        refused.append((match[1].lower(), unescape(match[2])))
        return f'{match[0][: match.start(2) - match.end()]}{escape(right)}"'

    if SCHEME.search(html):
        html = FOREIGN.sub(mend, html)
    return BRACKETED.sub(r"\1[\2]", html) if "//%5B" in html else html


def sanitize(html: str, path: str) -> tuple[str, Refused]:
    """Well-formed HTML of allowed elements only, addresses made absolute to `path`; and which were wrong."""
    refused: Refused = []
    seen: list[str] = []
    html = readable(html, refused)

    def keep(tag: str, name: str, value: str) -> str | None:
        if name in ("href", "src"):
            seen.append(value)
            if ("{{" in value or "{%" in value) and value[0] != "#":  # code for another system, which leads nowhere
                return None
            address, wrong = address_of(name, value, path)
            if wrong:
                refused.append((tag, value))
            return address
        if name in ("width", "height"):  # as browsers read it (WHATWG HTML, rules for parsing dimension values)
            value = value.removesuffix("px")
        shape = EXACT.get((tag, name))
        return value if shape is None or shape.fullmatch(value) else None

    clean = nh3.clean(
        in_short_texts(html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags=DROPPED_WHOLE,
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    if len(seen) < clean.count("<a ") + clean.count("<a>") + clean.count("<img"):
        refused += dropped(html, set(seen))
    return clean, refused


def dropped(html: str, seen: set[str]) -> Refused:
    """The addresses of links and pictures that the sanitizer has dropped without showing them."""
    written = ((match[1].lower(), match[2].strip("\"'")) for match in ADDRESS.finditer(html))
    return [(tag, unescape(address)) for tag, address in written if not seen & {address, unescape(address)}]
