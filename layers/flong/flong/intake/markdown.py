"""Markdown to the safe, small HTML that every variant is made from. Parsed once, here."""

import html
import re
from dataclasses import dataclass, field
from itertools import zip_longest

from pyromark import Markdown, Options

from flong.errors import ArticleRejected
from flong.intake.autolink import linked
from flong.intake.footnotes import gather_footnotes
from flong.intake.sanitize import sanitize
from flong.intake.slugs import slug_of
from flong.verdict import Finding

MAX_DEPTH = 32
MAX_LINKS = 1_000
MAX_IMAGES = 100
MAX_GROWTH = 16

PARSER = Markdown(
    options=Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS
)
# The sanitizer escapes `<` and `>` in attribute values, so that this splits its output exactly.
TAG = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
VOID = {"img", "br", "hr", "input"}
# Elements whose end tag HTML lets an author leave out, and those without one, say nothing of depth.
RAW_TAG = re.compile(r"<(/?)(?!(?:p|li|dt|dd|td|th|tr|img|br|hr|input|option)\b)[a-zA-Z]")
# Most tags of most articles need nothing done, but for how far they lead in, and whether addresses are no links there.
PLAIN = {
    "p", "li", "ul", "ol", "dl", "dt", "dd", "em", "strong", "b", "i", "del", "sup", "sub", "blockquote",
    "table", "thead", "tbody", "tr", "td", "th",
}  # fmt: skip
STEPS = {f"<{name}>": (1, 0) for name in PLAIN} | {f"</{name}>": (-1, 0) for name in PLAIN}
STEPS |= {"<code>": (1, 1), "</code>": (-1, -1), "<pre>": (1, 1), "</pre>": (-1, -1), "</a>": (-1, -1)}
UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
ALT = re.compile(r' alt="([^"]*)"')
HEADING = re.compile(r"h[1-6]")


@dataclass
class Body:
    """Safe HTML and what a reader of the source would count in it."""

    html: str
    words: int = 0
    links: int = 0
    images: int = 0
    ids: dict[str, int] = field(default_factory=dict)
    """How often each heading's id was wanted."""
    findings: list[Finding] = field(default_factory=list)


def body_of(markdown: str, path: str, first_line: int = 1, smart: bool = False) -> Body:
    """The body of an article that will be read at `path`; `ArticleRejected` where it passes a limit.

    `first_line` is the number that its first line has in the source; `smart` asks for typographic quotes and dashes.
    """
    raw = PARSER.html(markdown)
    check_depth(raw, RAW_TAG, 4 * MAX_DEPTH)
    clean, refused = sanitize(raw, path)
    check_counts(clean.count("<a "), clean.count("<img"))
    if len(clean) > max(MAX_GROWTH * len(markdown), 65_536):
        raise ArticleRejected(
            beyond(
                "too-much-output",
                "The text grows to more than sixteen times its size as HTML",
                "Look for a table or list that was repeated by accident.",
            )
        )
    body = Body("", findings=[address_refused(tag, address) for tag, address in refused])
    pieces = gather_footnotes(TAG.split(clean)) if "<div" in clean else TAG.split(clean)
    body.html = "".join(settle(pieces, body)).strip()
    check_counts(body.links, body.images)
    return body


def check_counts(links: int, images: int) -> None:
    if links > MAX_LINKS:
        what = f"There are {links:,} links; an article may have {MAX_LINKS:,}"
        raise ArticleRejected(beyond("too-many-links", what, "Remove some."))
    if images > MAX_IMAGES:
        what = f"There are {images:,} images; an article may have {MAX_IMAGES}"
        raise ArticleRejected(beyond("too-many-images", what, "Remove some."))


def beyond(code: str, what: str, remedy: str) -> Finding:
    return Finding(code=code, message=f"{what}.", remedy=remedy)


def address_refused(tag: str, address: str) -> Finding:
    what, instead = ("picture", "its description shows") if tag == "img" else ("link", "its text shows")
    return Finding(
        level="warning",
        code=f"{what}-address",
        message=f"This {what}'s address cannot be used: {instead} instead.",
        remedy="Write the full address, `https://example.org/name`.",
        found=address[:200],
    )


def check_depth(raw: str, tags: re.Pattern[str], limit: int) -> None:
    """A sanitizer's time grows with the square of the depth, so depth is judged before."""
    depth = 0
    for match in tags.finditer(raw):
        depth += -1 if match[1] else 1
        if depth > limit:
            raise too_deep()


def too_deep() -> ArticleRejected:
    return ArticleRejected(
        beyond(
            "too-deep",
            f"Quotes or lists are nested deeper than {MAX_DEPTH} levels",
            "Write them flatter; a stray run of `>` or of spaces is the usual cause.",
        )
    )


class Settling:
    """Where the walk over the pieces stands."""

    def __init__(self, pieces: list[str]) -> None:
        self.depth = 0
        self.quiet = 0
        """How many open elements there are in which addresses are not made links."""
        self.shift = 1 if any(piece == "<h1>" for piece in pieces) else 0
        self.heading: int | None = None
        """Where the open heading's tag stands in the output, until its text is known."""

    def step(self, depth: int, quiet: int) -> None:
        self.depth += depth
        self.quiet += quiet
        if self.depth > MAX_DEPTH:
            raise too_deep()


def settle(pieces: list[str], body: Body) -> list[str]:
    """The pieces with heading ids, one h1 fewer, links for bare addresses, and counts in `body`."""
    at = Settling(pieces)
    texts, tags = pieces[::2], pieces[1::2]
    body.words = words_in(" ".join(texts))
    out: list[str] = []
    for text, tag in zip_longest(texts, tags, fillvalue=""):
        if text:
            out.append(settle_text(text, at, body))
        if step := STEPS.get(tag):
            at.step(*step)
            out.append(tag)
        elif tag:
            out.append(settle_tag(tag, at, out, body))
    return out


def settle_text(text: str, at: Settling, body: Body) -> str:
    if at.quiet or ("://" not in text and "www." not in text):
        return text
    text, count = linked(text)
    body.links += count
    return text


def words_in(text: str) -> int:
    """Words between spaces; where a script has none between words, its letters, halved."""
    count = len(text.split())
    return count if text.isascii() else count + len(UNSPACED.findall(text)) // 2


def settle_tag(tag: str, at: Settling, out: list[str], body: Body) -> str:
    name = NAME.match(tag)[1]  # type: ignore[index]
    closing = tag[1] == "/"
    way = 0 if name in VOID else -1 if closing else 1
    at.step(way, way if name in ("a", "code", "pre") else 0)
    if name == "a":
        body.links += 1
        return local_anchor(tag) if tag.startswith('<a href="#') else tag
    if HEADING.fullmatch(name):
        return settle_heading(int(name[1]) + at.shift, closing, at, out, body)
    return simple(tag, name, out, body)


def local_anchor(tag: str) -> str:
    """An author's `#some-heading` means the heading's id, which has a prefix."""
    end = tag.index('"', 10)
    target = html.unescape(tag[10:end])
    if target.startswith(("fn-", "fnref-", "s-")):
        return tag
    return f'<a href="#s-{html.escape(slug_of(target))}{tag[end:]}'


def settle_heading(level: int, closing: bool, at: Settling, out: list[str], body: Body) -> str:
    level = min(level, 6)
    if not closing:
        at.heading = len(out)
        return f"<h{level}>"
    if at.heading is not None:
        text = html.unescape("".join(piece for piece in out[at.heading + 1 :] if not piece.startswith("<")))
        out[at.heading] = f'<h{level} id="{html.escape(unique(slug_of(text) or "section", body.ids))}">'
        at.heading = None
    return f"</h{level}>"


def unique(slug: str, wanted: dict[str, int]) -> str:
    """An id with a prefix that no property of a browser's `document` has, so that none can be shadowed."""
    found = f"s-{slug}"
    while (count := wanted.get(found, 0) + 1) > 1:
        wanted[found] = count
        found = f"{found}-{count}"
    wanted[found] = 1
    return found


def simple(tag: str, name: str, out: list[str], body: Body) -> str:
    if name in ("td", "th") and "style=" in tag:
        return tag.replace('style="text-align: ', 'class="')
    if name == "img":
        if " src=" not in tag:
            return alternative(tag)
        body.images += 1
        return tag if " alt=" in tag else tag.replace("<img", '<img alt=""', 1)
    if name == "input":
        return settle_task(tag, out)
    return tag


def alternative(tag: str) -> str:
    """What stands for a picture without an address: its description."""
    match = ALT.search(tag)
    return f"<em>{match[1]}</em>" if match and match[1] else ""


def settle_task(tag: str, out: list[str]) -> str:
    """A checkbox stands for a task only at the start of a list item; any other is an author's raw HTML."""
    for at in range(len(out) - 1, max(len(out) - 4, -1), -1):
        if out[at] == "<li>":
            out[at] = '<li class="task">'
            return f'<input type="checkbox" disabled{" checked" if "checked" in tag else ""}>'
        if out[at].strip() and out[at] != "<p>":
            break
    return ""
