"""What a body shows, whatever the HTML that shows it: its blocks in order, each with what it stands in.

Not told apart: white space, a paragraph and bare text but in lists, which may be tight or loose, and elements that look
alike (`b` and `strong`).
"""

import re
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote

ALIKE = {"b": "strong", "i": "em", "s": "del"}
INLINE = ("strong", "em", "del", "code", "a", "sub", "sup", "kbd", "mark", "q", "u", "ins", "abbr", "cite", "dfn",
          "samp", "small", "var")  # fmt: skip
CONTAINERS = ("blockquote", "li", "dd", "details", "figure", "table", "thead", "tbody", "tfoot")
BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "td", "th", "summary", "caption", "figcaption", "dt")
LISTS = ("ul", "ol")
PARTING = (*CONTAINERS, *BLOCKS, *LISTS, "dl", "tr", "hr", "div", "section")
CELLS = ("td", "th")
KEPT = ("href", "title", "src", "alt", "width", "height", "checked")
TOLD = ("class", "colspan", "rowspan", "scope")
"""What is told of a cell."""

Attributes = dict[str, str | None]


class Shown(NamedTuple):
    """One block: what it is, what it stands in, and its markup."""

    kind: str
    within: tuple[str, ...]
    markup: str


def shown(body: str, site: str = "") -> list[Shown]:
    """The blocks of a body in order; `site` is the address that root-relative ones are of."""
    return Reader(body, site).blocks


class Reader(HTMLParser):
    """Where the reading of a body stands."""

    def __init__(self, body: str, site: str) -> None:
        super().__init__(convert_charrefs=True)
        self.site = site
        self.blocks: list[Shown] = []
        self.kinds = ["p"]
        """Of the open blocks; what stands in an item is `text`."""
        self.within: list[str] = []
        self.lists: list[int | None] = []
        """The next number of each open list; None of one with bullets."""
        self.open: list[tuple[str, str]] = []
        """Inline elements that have not ended, with their tags; each block that they go through has them."""
        self.written: list[str] = []
        self.feed(body)
        self.close()
        self.flush()

    def flush(self) -> None:
        ends = [f"</{name}>" for name, tag in reversed(self.open) if tag]
        text = "".join([*self.written, *ends])
        self.written = [tag for _, tag in self.open]
        text = as_it_stands(text) if self.kinds[-1].startswith("pre") else settled(text)
        if text.strip():
            self.blocks.append(Shown(self.kinds[-1], tuple(self.within), text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name, given = ALIKE.get(tag, tag), dict(attrs)
        if name in PARTING:
            self.flush()
            self.begin(name, given)
        elif self.kinds[-1] == "pre" and name == "code":
            self.kinds[-1] = f"pre {given.get('class') or ''}".strip()
        elif name in ("img", "input", "br"):
            self.written.append(self.tag(name, given))
        elif name in INLINE:
            shows = name != "a" or (given.get("href") and given.get("class") != "footnote-back")
            self.open.append((name, self.tag(name, given) if shows else ""))
            self.written.append(self.open[-1][1])

    def begin(self, name: str, given: Attributes) -> None:
        if name in LISTS:
            self.lists.append(int(given.get("start") or 1) if name == "ol" else None)
        elif name in CONTAINERS:
            self.within.append(self.marker(given.get("id") or "") if name == "li" else name)
            self.kinds.append("text" if name in ("li", "dd") else "p")
        elif name in BLOCKS:
            self.kinds.append(self.kind(name, given))
        elif name in ("hr", "tr"):
            self.blocks.append(Shown(name, tuple(self.within), ""))

    def kind(self, name: str, given: Attributes) -> str:
        if name == "p" and self.kinds[-1].startswith(CELLS):
            return self.kinds[-1]
        told = [given.get("id")] if name[0] == "h" else [given.get(key) for key in TOLD] if name in CELLS else []
        return " ".join([name, *(text for text in told if text)])

    def marker(self, anchor: str) -> str:
        """What stands before an item: a note's anchor, a number or a bullet."""
        if anchor.startswith("fn-"):
            return anchor
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "-"
        self.lists[-1] = number + 1
        return f"{number}."

    def handle_endtag(self, tag: str) -> None:
        name = ALIKE.get(tag, tag)
        if name in PARTING:
            self.flush()
            self.finish(name)
        elif name in INLINE and self.open:
            self.written.append(f"</{name}>" if self.open.pop()[1] else "")

    def finish(self, name: str) -> None:
        if name in CELLS:
            self.blocks.append(Shown(f"/{self.kinds[-1]}", tuple(self.within), ""))
        if name in (*BLOCKS, *CONTAINERS) and len(self.kinds) > 1:
            self.kinds.pop()
        if name in CONTAINERS and self.within:
            self.within.pop()
        if name in LISTS and self.lists:
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        back = self.open and self.open[-1] == ("a", "") and data.strip() == "↩"
        self.written.append("" if back else escape(data))

    def tag(self, name: str, given: Attributes) -> str:
        said = {key: self.value(key, given[key] or "") for key in KEPT if key in given}
        return f"<{name}{''.join(f' {key}={escape(text)!r}' for key, text in said.items() if text)}>"

    def value(self, key: str, text: str) -> str:
        if key in ("href", "src"):
            return unquote(self.site + text if text.startswith("/") else text)
        return key if key == "checked" else text


def settled(text: str) -> str:
    """The markup of one block with single spaces, and none where a browser shows none."""
    text = re.sub(r"[ \t\n\f]+", " ", text)
    text = re.sub(r"(?: ?<br> ?)+", "<br>", text).strip().removeprefix("<br>").removesuffix("<br>").strip()
    return re.sub(r"<(?!code)(\w+)[^>]*>( ?)</\1>", r"\2", text)


def as_it_stands(text: str) -> str:
    """Code, whose stresses Markdown cannot write."""
    return re.sub(r"<[^>]*>", "", text).removesuffix("\n")
