"""The one sanitizer: which elements, attributes and addresses may reach a reader."""

import re

import nh3

from flong.intake.urls import link, picture

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn", "div", "dl",
    "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins",
    "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "strong", "sub", "summary", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "code": {"class"},
    "div": {"class", "id"},
    "img": {"src", "alt", "title", "width", "height"},
    "input": {"type", "checked", "disabled"},
    "ol": {"start"},
    "sup": {"class"},
    "td": {"style", "colspan", "rowspan"},
    "th": {"style", "colspan", "rowspan"},
}
# What stands inside these is code or chrome, never an article's text.
DROPPED_WHOLE = {
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "math",
    "title",
    "textarea",
    "select",
}

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


# nh3 drops an address with any other scheme before `keep` could see it.
FOREIGN = re.compile(r'<(a|img) [^<>]*?(?:href|src)="(?!https?:|mailto:)(\w[\w+.-]*:[^"]*)"', re.IGNORECASE)
Refused = list[tuple[str, str]]
"""Element and address of every link and picture that lost its address."""


def sanitize(html: str, path: str) -> tuple[str, Refused]:
    """Well-formed HTML of allowed elements only, addresses made absolute to `path`; and which were refused."""
    refused: Refused = [(match[1], match[2]) for match in FOREIGN.finditer(html)]

    def keep(tag: str, name: str, value: str) -> str | None:
        if name in ("href", "src"):
            address = link(value, path) if name == "href" else picture(value)
            if address is None:
                refused.append((tag, value))
            return address
        shape = EXACT.get((tag, name))
        return value if shape is None or shape.fullmatch(value) else None

    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags=DROPPED_WHOLE,
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return clean, refused
