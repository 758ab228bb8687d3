"""The Markdown variant: front matter, then the body in one settled way of writing it."""

import re
from json import JSONEncoder
from typing import Any

from flong.formats.document import Document
from flong.formats.flow import Rows, Written, assembled, flow, unwrapped
from flong.formats.inline import Link
from flong.formats.outline import Level

# What CommonMark and GFM might read as markup. One set of characters, since alternatives are slow to search for.
SPECIAL = re.compile(r"[\\`*_\[\]<~&]")
ENTITY = re.compile(r"&#?\w+;")
LINE_START = re.compile(r"^(?:([-+](?=\s|$)|#{1,6}(?=\s|$)|>|\||=+\s*$|-{2,}\s*$|:)|(\d{1,9})([.)])(?=\s|$))")
BACKTICKS = re.compile(r"`+")
UNSAFE_IN_LINK = re.compile(r"[()<>\\\s]")
DEFINES = re.compile(r"\A(<[^<>\n]*>|\S+)(?=\s*(?:\Z|\n|[\"'(]))")
"""What CommonMark might read as a link reference definition's destination, after `[label]: ` (spec section 4.7)."""
AUTOLINK = re.compile(r"https?://[^\s<>]+")
# YAML takes JSON strings, but only of characters that it calls printable, and it folds any line end of Unicode's.
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
QUOTED = JSONEncoder(ensure_ascii=False).encode
AS_HTML = ("sub", "sup", "kbd", "mark", "q", "u", "ins")
"""Inline elements that Markdown has no sign for."""
MARKERS = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"}
ALIGNMENT = {"left": ":--", "center": ":-:", "right": "--:"}


def render(document: Document) -> str:
    """CommonMark with GFM's tables, strikethrough and footnotes; front matter in YAML."""
    body = assembled([guarded(block) for block in flow(document.blocks, Marked(document))], unwrapped)
    return "\n".join(["---", *front_matter(document), "---", "", *body, ""])


def guarded(block: Written) -> Written:
    """A note whose first line is one word would define a link for a reader that knows no footnotes, and be lost."""
    opens_note = block.first.endswith("]: ") and block.levels[-1].kind == "note" and not block.fixed
    # What follows a destination without a space keeps it from being one; a comment is seen by nobody.
    return block._replace(text=DEFINES.sub(r"\1<!-- -->", block.text)) if opens_note else block


def front_matter(document: Document) -> list[str]:
    """The lines of a YAML mapping in the field names that `docs/article-format.md` gives an author."""
    article = document.article
    fields: dict[str, Any] = {
        "title": article.title,
        "subtitle": article.subtitle,
        "summary": article.summary,
        "authors": [person.name for person in article.authors],
        "published": article.published.iso,
        "updated": article.updated.iso if article.updated else None,
        "category": article.category,
        "tags": [tag.label for tag in article.tags],
        "canonical_url": document.canonical,
        "coverage_of": article.coverage_of,
        "correction": article.correction,
        "language": article.language,
        "sources": [source.url for source in article.sources],
    }
    return [line for name, value in fields.items() if value for line in _field(name, value)]


def _field(name: str, value: str | list[str]) -> list[str]:
    if isinstance(value, str):
        return [f"{name}: {_scalar(value)}"]
    return [f"{name}:", *(f"  - {_scalar(item)}" for item in value)]


def _scalar(value: str) -> str:
    quoted = QUOTED(value)
    return quoted if quoted.isprintable() else UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


class Marked:
    """Markdown in one settled way: `*`, `**`, `-`, fences, inline links."""

    bang = "\\!"  # with the link's bracket it would make a picture
    marks = {f"<{slash}{name}": f"<{slash}{name}>" for slash in ("", "/") for name in AS_HTML}

    def __init__(self, document: Document) -> None:
        self.absolute = document.site.absolute

    def text(self, text: str) -> str:
        return SPECIAL.sub(_escaped, text)

    def stressed(self, name: str, shown: str, before: str, after: str) -> str:
        inner = shown.strip(" ")
        # Four tildes in a row would open a fence.
        doubled = MARKERS[name] == "~~" and "~" in (before, shown[:1], shown[-1:])
        if _flanked(inner, before, after) and inner == shown and not doubled:
            return f"{MARKERS[name]}{shown}{MARKERS[name]}"
        return f"<{name}>{shown}</{name}>"

    def code(self, code: str) -> str:
        fence = "`" * (1 + max(map(len, BACKTICKS.findall(code)), default=0))
        pad = " " if code[0] in "` " or code[-1] in "` " else ""
        return f"{fence}{pad}{code}{pad}{fence}"

    def link(self, link: Link) -> str:
        url = self._target(link.href)
        if link.shown == url and AUTOLINK.fullmatch(url):
            return f"<{url}>"
        return f"[{link.shown}]({_destination(url, link.title)})"

    def _target(self, href: str) -> str:
        return href if href.startswith(("#", "mailto:")) else self.absolute(href)

    def image(self, src: str, alt: str, title: str) -> str:
        return f"![{self.text(alt)}]({_destination(self._target(src), title)})"

    def paragraph(self, text: str) -> str:
        return "\\\n".join(map(_line_start_escaped, text.split("\n")))

    def heading(self, text: str, level: int) -> str:
        closed = text.endswith("#")  # it would be read as a closing sequence
        return f"{'#' * level} {text[:-1]}\\#" if closed else f"{'#' * level} {text}"

    def term(self, text: str) -> str:
        return f"**{text}**"

    def fence(self, code: str, language: str) -> str:
        fence = "`" * max(3, 1 + max(map(len, BACKTICKS.findall(code)), default=0))
        return f"{fence}{language}\n{code}\n{fence}"

    def table(self, rows: Rows) -> list[str]:
        width = max(map(len, rows))
        texts = [[text.replace("|", "\\|").replace("\n", "<br>") for text, _ in row] for row in rows]
        head, *others = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in texts]
        aligns = [ALIGNMENT.get(align, "---") for _, align in rows[0]]
        ruler = "| " + " | ".join(aligns + ["---"] * (width - len(aligns))) + " |"
        return ["\n".join([head, ruler, *others])]

    def rule(self) -> str:
        return "---"

    def margin(self, level: Level) -> tuple[str, str]:
        if level.kind == "quote":
            return "> ", "> "
        if level.kind == "definition":
            return ": ", "  "
        if level.kind == "note":
            return f"[^{level.label}]: ", "    "
        # A list right after another would be taken for its continuation, but for another marker.
        bullet, point = ("* ", ") ") if level.again else ("- ", ". ")
        marker = bullet if level.number is None else f"{level.number}{point}"
        return marker, " " * len(marker)

    def note_mark(self, label: str, number: str) -> str:
        return f"[^{label or number}]"


def _escaped(found: re.Match[str]) -> str:
    """The character with a backslash where it would mean something: an underscore in a word and a lone `&` do not."""
    letter, text, place = found[0], found.string, found.start()
    if letter == "_":
        within = text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()
        return letter if within else "\\_"
    if letter == "&" and not ENTITY.match(text, place):
        return letter
    return f"\\{letter}"


def _flanked(shown: str, before: str, after: str) -> bool:
    """Whether `*` on both sides of `shown` opens and closes, as CommonMark 6.2 has it."""
    if not shown or before == "*" or after == "*":
        return False
    opens = shown[0].isalnum() or not before.isalnum()
    closes = shown[-1].isalnum() or not after.isalnum()
    return opens and closes


def _destination(url: str, title: str) -> str:
    plain = url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replace("\n", "%0A").replace(" ", "%20")
    target = f"<{plain}>" if UNSAFE_IN_LINK.search(plain) else re.sub(r"&(?=#?\w+;)", r"\\&", plain)
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'{target} "{quoted}"' if title else target


def _line_start_escaped(line: str) -> str:
    return LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)
