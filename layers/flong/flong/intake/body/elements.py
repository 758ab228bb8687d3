"""What HTML has, and which of it an article may show."""

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn", "div", "dl",
    "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins",
    "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "strong", "sub", "summary", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip
ATTRIBUTES = {
    "*": set[str](),  # or the sanitizer would keep `lang` and `title` everywhere
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
    "noscript",  # any that a tamer has not unwrapped: parsers differ on what stands in it
    "template",
    "iframe",
    "object",
    "svg",
    "math",
    "title",
    "textarea",
    "select",
}
MEDIA = {"iframe", "video", "audio", "object", "embed"}
"""Whose address becomes a link."""
SHOWN_ELSEWHERE = MEDIA | {
    "script", "style", "template", "svg", "math", "title", "textarea", "select", "applet", "area", "base",
    "button", "canvas", "dialog", "form", "frame", "frameset", "link", "map", "meta", "progress", "meter", "marquee",
    "fencedframe", "portal", "bgsound",
}  # fmt: skip
"""Without these a reader misses something."""
UNWRAPPED = {
    "acronym", "address", "article", "aside", "bdi", "bdo", "big", "blink", "body", "center", "col", "colgroup",
    "data", "datalist", "dir", "fieldset", "font", "footer", "head", "header", "hgroup", "html", "image", "label",
    "legend", "main", "menu", "menuitem", "nav", "nobr", "noframes", "optgroup", "option", "output", "param", "picture",
    "rb", "rp", "rt", "rtc", "ruby", "search", "section", "slot", "source", "span", "strike", "time", "track", "tt",
    "wbr",
}  # fmt: skip
"""Of these the text stays, and nobody misses them."""
# `plaintext`, `xmp`, `listing` and `noembed` are left out: what follows them would be text to a browser.
ELEMENTS = TAGS | DROPPED_WHOLE | SHOWN_ELSEWHERE | UNWRAPPED
VOID = {
    "area", "base", "br", "col", "embed", "frame", "hr", "image", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "bgsound",
}  # fmt: skip
FORMATTING = {
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
}  # fmt: skip
"""Left open, these are opened again in every block that follows (WHATWG HTML 13.2.4.3)."""
END_LEFT_OUT = {"p", "li", "dt", "dd", "td", "th", "tr", "option"}
STYLED = TAGS - {"input"} | {"span", "font", "center", "section"}
"""Whose attributes an author may miss."""
HARMLESS = {
    "id",
    "name",
    "rel",
    "lang",
    "dir",
    "scope",
    "role",
    "markdown",
    "tabindex",
    "srcset",
    "sizes",
    "playsinline",
    "target",
    "loading",
    "decoding",
    "fetchpriority",
    "crossorigin",
    "referrerpolicy",
}
"""Attributes that change nothing a reader sees."""
