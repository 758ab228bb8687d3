"""The sanitized pieces of a body as every variant takes them: headings with ids, links for bare addresses, tasks."""

import html
import re
from dataclasses import dataclass, field
from itertools import zip_longest
from urllib.parse import unquote

from flong.intake.body.autolink import linked
from flong.intake.body.foreign import TooDeep
from flong.intake.body.limits import MAX_DEPTH
from flong.intake.body.pieces import TAG
from flong.intake.slugs import slug_of
from flong.intake.source import is_blank
from flong.verdict import Finding

NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
VOID = {"img", "br", "hr", "input"}
# Most tags of most articles need nothing done, but for how far they lead in, and whether addresses are no links there.
PLAIN = {
    "p", "li", "ul", "ol", "dl", "dt", "dd", "em", "strong", "b", "i", "del", "sup", "sub", "blockquote",
    "table", "thead", "tbody", "tr", "td", "th",
}  # fmt: skip
STEPS = {f"<{name}>": (1, 0) for name in PLAIN} | {f"</{name}>": (-1, 0) for name in PLAIN}
STEPS |= {"<code>": (1, 1), "</code>": (-1, -1), "<pre>": (1, 1), "</pre>": (-1, -1)}
UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
SCHEME = re.compile(r"^(?:https?://(?:www\.)?|mailto:)")
ALT = re.compile(r' alt="([^"]*)"')
HEADING = re.compile(r"h[1-6]")


MAX_GIVEN = 200
# Ids that Flong itself gives.
OWN = re.compile(r"(?:fn|fnref)-\d|s-")
NOTE = re.compile(r'<a href="#fn(?:ref)?-\d')
"""Leads to a note or back, and is no link that an author wrote."""
# `## Title {#name .class}`, which names the heading.
GIVEN_ID = re.compile(r"\s*\{:?[ \t]*+(?:[#.][^\s{}#<>\"]++[ \t]*+)++\}$")
GIVEN_NAME = re.compile(r"#([^\s{}#.<>\"]+)")


@dataclass
class Body:
    """Safe HTML and what a reader of the source would count in it."""

    html: str
    words: int = 0
    links: int = 0
    images: int = 0
    ids: list[str] = field(default_factory=list)
    """The ids of the headings, in their order."""
    anchors: set[str] = field(default_factory=set)
    """Slugs of the headings that links in the text lead to."""
    findings: list[Finding] = field(default_factory=list)


class Settling:
    """Where the walk over the pieces stands."""

    def __init__(self, pieces: list[str]) -> None:
        self.depth = 0
        self.quiet = 0
        """How many open elements there are in which addresses are not made links."""
        self.shift = 1 if any(piece == "<h1>" for piece in pieces) else 0
        self.link: int | None = None
        """Where the open link's tag stands in the output."""
        self.heading: int | None = None
        """Where the open heading's tag stands in the output, until its text is known."""
        self.within = 0
        """How many headings are open in the open heading; HTML has none there, so that they are text of it."""
        self.headings: list[tuple[int, int, str]] = []
        """Where each heading's tag stands, its level, and the slug that it asks for."""

    def step(self, depth: int, quiet: int) -> None:
        self.depth += depth
        self.quiet += quiet
        if self.depth > MAX_DEPTH:
            raise TooDeep


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
    body.ids = unique([slug for *_, slug in at.headings])
    for (start, level, _), found in zip(at.headings, body.ids, strict=True):
        out[start] = f'<h{level} id="{html.escape(found)}">'
    return out


def settle_text(text: str, at: Settling, body: Body) -> str:
    if at.quiet or ("://" not in text and "www." not in text and "@" not in text):
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
        return settle_link_end(at, out) if closing else settle_link(tag, at, out, body)
    if HEADING.fullmatch(name):
        return settle_heading(int(name[1]) + at.shift, closing, at, out)
    return simple(tag, name, out, body)


def settle_link(tag: str, at: Settling, out: list[str], body: Body) -> str:
    """The tag of a link that leads somewhere; of any other its text stays."""
    if " href=" not in tag:
        return ""
    at.link = len(out)
    body.links += not NOTE.match(tag)
    return local_anchor(tag, body) if tag.startswith('<a href="#') else tag


def settle_link_end(at: Settling, out: list[str]) -> str:
    """The end of a link that can be seen, or heard: a picture without a description has the link's address for one."""
    start, at.link = at.link, None
    if start is None:
        return ""
    if any(piece[:1] != "<" and not is_blank(html.unescape(piece)) for piece in out[start + 1 :]):
        return "</a>"
    pictures = [place for place in range(start + 1, len(out)) if out[place].startswith("<img")]
    if not pictures:
        del out[start:]
        return ""
    if all(' alt=""' in out[place] for place in pictures):
        out[pictures[0]] = out[pictures[0]].replace(' alt=""', f' alt="{name_of(out[start])}"', 1)
    return "</a>"


def name_of(link: str) -> str:
    """What a link is called that has no words: its address, as short as it can be said."""
    address = link[link.index('"') + 1 : link.index('"', link.index('"') + 1)]
    return SCHEME.sub("", address).rstrip("/")


def local_anchor(tag: str, body: Body) -> str:
    """An author's `#some-heading` means the heading's id, which has a prefix; `#` and `#top` are the page's own."""
    end = tag.index('"', 10)
    target = html.unescape(tag[10:end])
    if target in ("", "top") or OWN.match(target):
        return tag
    slug = slug_of(unquote(target))
    body.anchors.add(slug)
    return f'<a href="#s-{html.escape(slug)}{tag[end:]}'


def settle_heading(level: int, closing: bool, at: Settling, out: list[str]) -> str:
    level = min(level, 6)
    if at.within or (at.heading is not None and not closing):
        at.within += -1 if closing else 1
        return ""
    if not closing:
        at.heading = len(out)
        return f"<h{level}>"
    if at.heading is None:
        return f"</h{level}>"
    start, at.heading = at.heading, None
    given = given_id(out, start)
    text = html.unescape(TAG.sub("", "".join(out[start + 1 :])))  # a piece has tags in it where addresses became links
    if not text.strip() and not any(piece.startswith("<img") for piece in out[start + 1 :]):
        del out[start:]
        return ""
    at.headings.append((start, level, given or slug_of(text) or "section"))
    return f"</h{level}>"


def given_id(out: list[str], start: int) -> str:
    """The name that stands in braces after a heading's text, and is taken from it; nothing if there is none."""
    if not out[-1].endswith("}") or len(out) == start + 1:
        return ""
    match = GIVEN_ID.search(out[-1][-MAX_GIVEN:])
    if not match:
        return ""
    out[-1] = out[-1][: -len(match[0])]
    name = GIVEN_NAME.search(match[0])
    return slug_of(html.unescape(name[1])) if name else ""


def unique(slugs: list[str]) -> list[str]:
    """Ids with a prefix that no property of a browser's `document` has, so that none can be shadowed.

    The first heading of a text has the id that its text asks for; others have a number, from 1 as on GitHub.
    """
    taken, wanted = set(slugs), dict[str, int]()
    ids: list[str] = []
    for slug in slugs:
        number, found = wanted.get(slug, 0), slug
        while number and (found := f"{slug}-{number}") in taken:
            number += 1
        wanted[slug] = number + 1
        taken.add(found)
        ids.append(f"s-{found}")
    return ids


def simple(tag: str, name: str, out: list[str], body: Body) -> str:
    if name in ("td", "th") and "style=" in tag:
        return tag.replace('style="text-align: ', 'class="')
    if name == "img":
        if " src=" not in tag:
            return alternative(tag)
        body.images += 1
        return described(tag)
    if name == "input":
        return settle_task(tag, out)
    return tag


def described(tag: str) -> str:
    """The tag of a picture, with an empty description where it has none that says something."""
    match = ALT.search(tag)
    if match is None:
        return tag.replace("<img", '<img alt=""', 1)
    return tag.replace(match[0], ' alt=""', 1) if is_blank(html.unescape(match[1])) else tag


def alternative(tag: str) -> str:
    """What stands for a picture without an address: its description."""
    match = ALT.search(tag)
    return f"<em>{match[1]}</em>" if match and not is_blank(html.unescape(match[1])) else ""


def settle_task(tag: str, out: list[str]) -> str:
    """A checkbox stands for a task only at the start of a list item; any other is an author's raw HTML."""
    for at in range(len(out) - 1, max(len(out) - 4, -1), -1):
        if out[at] == "<li>":
            out[at] = '<li class="task">'
            return f'<input type="checkbox" disabled{" checked" if "checked" in tag else ""}>'
        if out[at].strip() and out[at] != "<p>":
            break
    return ""
