"""The Markdown variant: front matter, then the body in one settled way of writing it."""

import re
from collections.abc import Sequence
from json import JSONEncoder

from flong.article import Article, ChangeKind, Moment, Person, Source, State
from flong.formats.body import Rules, name_of, recast
from flong.formats.document import Document
from flong.formats.flow import Rows, Written, assembled, flow, unwrapped
from flong.formats.full import full_addresses
from flong.formats.inline import BREAK, Link, Picture
from flong.formats.outline import Block, Cell, Level
from flong.intake.slugs import slug_of
from flong.theme import Site

# What CommonMark and GFM might read as markup. One set of characters, since alternatives are slow to search for.
SPECIAL = re.compile(r"[\\`*_\[\]<~&]")
ENTITY = re.compile(r"&#?\w+;")
LINE_START = re.compile(r"^(?:([-+](?=\s|$)|#{1,6}(?=\s|$)|>|\||=+\s*$|-{2,}\s*$|:)|(\d{1,9})([.)])(?=\s|$))")
BACKTICKS = re.compile(r"`+")
UNSAFE_IN_LINK = re.compile(r"[()<>\\\s]")
DEFINES = re.compile(r"\A(<[^<>\n]*>|\S++)(?=\s*(?:\Z|\n)|\s+[\"'(])")
"""What CommonMark might read as a link reference definition's destination, after `[label]: ` (spec section 4.7)."""
AUTOLINK = re.compile(r"https?://[^\s<>]+")
# YAML takes JSON strings, but only of characters that it calls printable, and it folds any line end of Unicode's.
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
QUOTED = JSONEncoder(ensure_ascii=False).encode
# What a reader of one line of Markdown or HTML might take for markup: pairs of signs, links, tags, entities, escapes.
MARKED_UP = re.compile(r"[*_`~].*[*_`~]|\]\(|<(?:/?[a-zA-Z][a-zA-Z0-9]*[\s/>]|!--|\S+[:@])|&#?\w+;|\\[!-/:-@\[-`{-~]")
# A name that nobody reads as two, or as a name and a role.
PLAIN_NAME = re.compile(r"(?!(?i:by)\b)\w[\w.'’-]*(?: (?!(?:and|et|und|och|og|at)\b)\w[\w.'’-]*)*")

NUMBERED = re.compile(r"-\d+$")
BLOCK_TAGS = frozenset(("<ul", "<ol", "<dl", "<pre", "<blockquote", "<table", "<details", "<hr"))

Field = str | dict[str, str] | Sequence[str | dict[str, str]]

AS_HTML = ("sub", "sup", "kbd", "mark", "q", "u", "ins")
"""Inline elements that Markdown has no sign for."""
STRESSED = re.compile(r"\*(?![* ])[^*_]*[^*_\\ ]\*")
"""A text in single stars and nothing else."""
MARKERS = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"}
ALIGNMENT = {"left": ":--", "center": ":-:", "right": "--:"}


def render(document: Document) -> str:
    """CommonMark with GFM's tables, strikethrough and footnotes; front matter in YAML."""
    blocks = [_as_html(block, document.site) if _is_rich(block) else block for block in document.blocks]
    body = assembled([guarded(block) for block in flow(blocks, Marked(document))], unwrapped)
    return "\n".join(["---", *front_matter(document), "---", "", *body, ""])


def _is_rich(block: Block) -> bool:
    """Whether a table has more in a cell than Markdown's can hold, which is one line."""
    if block.kind != "table":
        return False
    return any(name_of(tag) in BLOCK_TAGS for row in block.detail for cell in row for tag in cell.inline[1::2])


def _as_html(table: Block, site: Site) -> Block:
    """The table as HTML, each row on a line, since an empty line would end it."""
    rules = full_addresses(site)
    rows = ["".join(_html_cell(cell, rules) for cell in row) for row in table.detail]
    return table._replace(kind="html", detail="\n".join(["<table>", *(f"<tr>{row}</tr>" for row in rows), "</table>"]))


def _html_cell(cell: Cell, rules: Rules) -> str:
    name = "th" if cell.heads else "td"
    align = f' style="text-align: {cell.align}"' if cell.align else ""
    # A line end that counts, as in code, is one as an entity too.
    return f"<{name}{align}>{''.join(recast(cell.inline, rules)).replace(chr(10), '&#10;')}</{name}>"


def guarded(block: Written) -> Written:
    """A note whose first line is one word would define a link for a reader that knows no footnotes, and be lost."""
    opens_note = block.first.endswith("]: ") and block.levels[-1].kind == "note" and not block.fixed
    # What follows a destination without a space keeps it from being one; a comment is seen by nobody.
    return block._replace(text=DEFINES.sub(r"\1<!-- -->", block.text)) if opens_note else block


def front_matter(document: Document) -> list[str]:
    """The lines of a YAML mapping in the field names that `docs/article-format.md` gives an author.

    Whoever reads them as an article again gets the same one. Lists that the text has are not said twice.
    """
    article = document.article
    fields: dict[str, Field] = {
        "title": _words(article.title),
        "subtitle": _words(article.subtitle),
        "summary": _words(article.summary),
        "authors": [_author(person) for person in article.authors],
        "published": _moment(article.published),
        "updated": _moment(article.updated),
        "publish_at": _moment(article.publish_at),
        "category": _words(article.category),
        "tags": [_words(tag.label) for tag in article.tags],
        "slug": article.path.strip("/").rpartition("/")[2],
        "permalink": document.url,
        "canonical_url": article.canonical_url or "",
        "coverage_of": _words(article.coverage_of),
        "correction": _words(article.correction),
        "change_kind": _change_kind(article),
        "status": "" if article.status is State.PUBLISHED else article.status.value,
        "amp": "" if article.amp is None else str(article.amp).lower(),
        "language": article.language,
        "image": _image(document),
        "key_takeaways": [_words(text) for text in article.key_takeaways if "key_takeaways" not in article.derived],
        "sources": [_source(source) for source in article.sources if "sources" not in article.derived],
    }
    return [line for name, value in fields.items() if value for line in _field(name, value)]


def _words(text: str | None) -> str:
    """A text of plain words, with a backslash before what a reader of Markdown would take for markup."""
    return SPECIAL.sub(_escaped, text) if text and MARKED_UP.search(text) else text or ""


def _author(person: Person) -> str | dict[str, str]:
    name = _words(person.name)
    if person.url:
        return {"name": name, "url": person.url}
    return name if PLAIN_NAME.fullmatch(name) else {"name": name}


def _moment(moment: Moment | None) -> str:
    return moment.iso if moment else ""


def _change_kind(article: Article) -> str:
    """The kind of change, unless that is the one that everybody would assume."""
    assumed = ChangeKind.CORRECTION if article.correction else ChangeKind.MATERIAL
    return "" if article.change_kind is assumed else article.change_kind.value


def _image(document: Document) -> dict[str, str]:
    hero = document.article.hero
    if hero is None:
        return {}
    size = {"width": str(hero.width), "height": str(hero.height)} if hero.width and hero.height else {}
    return {"url": document.site.absolute(hero.url), "alt": _words(hero.alt), **size}


def _source(source: Source) -> str | dict[str, str]:
    return {"title": _words(source.title), "url": source.url} if source.title else source.url


def _field(name: str, value: Field) -> list[str]:
    if isinstance(value, str):
        return [f"{name}: {_scalar(value)}"]
    if isinstance(value, dict):
        return [f"{name}:", *(f"  {key}: {_scalar(text)}" for key, text in value.items())]
    return [f"{name}:", *(line for item in value for line in _item(item))]


def _item(item: str | dict[str, str]) -> list[str]:
    if isinstance(item, str):
        return [f"  - {_scalar(item)}"]
    first, *others = (f"{key}: {_scalar(text)}" for key, text in item.items())
    return [f"  - {first}", *(f"    {line}" for line in others)]


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
        marker = MARKERS[name]
        if marker == "**" and STRESSED.fullmatch(shown):
            shown = f"_{shown[1:-1]}_"  # three stars in a row would put the stress outside
        # Four tildes in a row would open a fence.
        doubled = "~" in (before, shown[:1], shown[-1:]) if marker == "~~" else marker == "**" and _starred(shown)
        if _flanked(shown, before, after) and not doubled:
            return f"{marker}{shown}{marker}"
        return f"<{name}>{shown}</{name}>"

    def code(self, code: str) -> str:
        fence = "`" * (1 + max(map(len, BACKTICKS.findall(code)), default=0))
        pad = " " if code[0] in "` " or code[-1] in "` " else ""
        return f"{fence}{pad}{code}{pad}{fence}"

    def link(self, link: Link) -> str:
        if not link.href:
            return link.shown
        url = self._target(link.href)
        if link.shown == url and AUTOLINK.fullmatch(url):
            return f"<{url}>"
        return f"[{link.shown}]({_destination(url, link.title)})"

    def _target(self, href: str) -> str:
        return href if href.startswith(("#", "mailto:")) else self.absolute(href)

    def image(self, image: Picture) -> str:
        shown = f"![{self.text(image.alt)}]({_destination(self._target(image.src), image.title)})"
        if not (image.width or image.height):
            return shown
        sides = [f"{name}={side}" for name, side in (("width", image.width), ("height", image.height)) if side]
        return f"{shown}{{{' '.join(sides)}}}"

    def paragraph(self, text: str) -> str:
        return "\\\n".join(map(_line_start_escaped, text.split("\n")))

    def heading(self, text: str, level: int, anchor: str) -> str:
        closed = text.endswith("#")  # it would be read as a closing sequence
        written = f"{text[:-1]}\\#" if closed else text
        name = "" if _follows(anchor, text) else f" {{#{anchor.removeprefix('s-')}}}"
        return f"{'#' * level} {written}{name}"

    def term(self, text: str) -> str:
        return _line_start_escaped(text.replace("\n", " "))

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


def _follows(anchor: str, text: str) -> bool:
    """Whether a heading's id is the one that everybody would make of its text; `-2` tells it from one before."""
    return not anchor or (not text.endswith("}") and NUMBERED.sub("", anchor) == f"s-{NUMBERED.sub('', slug_of(text))}")


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
    first, last = shown[0], shown[-1]
    opens = first.isalnum() or not (before.isalnum() or first.isspace() or first == BREAK)
    closes = last.isalnum() or not (after.isalnum() or last.isspace() or last == BREAK)
    return opens and closes


def _starred(shown: str) -> bool:
    """Whether a star at either end would join those of a stress around it."""
    return shown.startswith("*") or (shown.endswith("*") and not shown.endswith("\\*"))


def _destination(url: str, title: str) -> str:
    plain = url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replace("\n", "%0A").replace(" ", "%20")
    target = f"<{plain}>" if UNSAFE_IN_LINK.search(plain) else re.sub(r"&(?=#?\w+;)", r"\\&", plain)
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'{target} "{quoted}"' if title else target


def _line_start_escaped(line: str) -> str:
    return LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)
