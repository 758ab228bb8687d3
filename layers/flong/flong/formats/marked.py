"""Markdown in one settled way, as the dialect of the Markdown variant."""

import re

from flong.formats.blocks import APART, Level
from flong.formats.grid import Grid
from flong.formats.inline import AS_IT_STANDS, BREAK, Link, Picture
from flong.intake.slugs import slug_of
from flong.theme import Site

# What CommonMark and GFM might read as markup, but for `_` and `&`, which often are no such thing.
SPECIAL = "\\`*[]<~"
UNDERSCORE = re.compile(r"_(?:(?<![^\W_]_)|(?![^\W_]))")
"""One that is not in a word."""
ENTITY = re.compile(r"&(?=#?\w+;)")
# Attributes, as Kramdown and Pandoc have them. The texts round elements that end in such a sign are parted from those.
BRACE = re.compile(rf"\{{(?:(?=:)|(?<=[)\]`{APART}]\{{)(?=[ \t]*[.#\w]))")
LINE_START = re.compile(
    r"(?:([-+](?=\s|$)|#{1,6}(?=\s|$)|>|\||=+\s*$|-{2,}\s*$|:|[-|:][-|: ]*$)|(\d{1,9})([.)])(?=\s|$))"
)
BACKTICKS = re.compile(r"`+")
AWKWARD = re.compile(r"[()<>\\\s&]")
"""What may not stand in an address without more ado."""
UNSAFE = re.compile(r"[()<>\\\s]")
AUTOLINK = re.compile(r"https?://[^\s<>]+")
NUMBERED = re.compile(r"-\d+$")
AS_HTML = ("abbr", "cite", "dfn", "ins", "kbd", "mark", "q", "samp", "small", "sub", "sup", "u", "var")
"""Inline elements that Markdown has no sign for."""
STRESSED = re.compile(r"\*(?![* ])[^*_]*[^*_\\ ]\*")
"""A text in single stars and nothing else."""
STRONG = re.compile(r"\*\*[^*]*[^*\\]\*\*")
"""A text in two stars and nothing else."""
EITHER_WAY = re.compile(r"(?<![\\*])(?:(?<=[^\W_])\*+[^\W_]|(?<=[^\w\s*])\*+[^\w\s*])")
"""Stars within a stress that might end as well as begin one (CommonMark 6.2, rule 9)."""
MARKERS = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"}
SIGNS = ("*", "~")
"""What would join the signs of a stress."""
RULE = "---"
BAR, LINE_END = "\\|", "\n"
ALIGNMENT = {"left": ":--", "center": ":-:", "right": "--:"}


def escaped(text: str) -> str:
    """A text with a backslash before what would mean something."""
    for sign in SPECIAL:
        text = text.replace(sign, f"\\{sign}")
    if "_" in text:
        text = UNDERSCORE.sub(r"\\_", text)
    if "&" in text:
        text = ENTITY.sub(r"\\&", text)
    return BRACE.sub(r"\\{", text) if "{" in text else text


class Marked:
    """Markdown in one settled way: `*`, `**`, `-`, fences, inline links."""

    bang = "\\!"  # with the link's bracket it would make a picture
    between = "<!-- -->"
    marks = {f"<{slash}{name}": AS_IT_STANDS for slash in ("", "/") for name in AS_HTML}

    def __init__(self, site: Site) -> None:
        self.absolute = site.absolute

    def text(self, text: str) -> str:
        return escaped(text)

    def stressed(self, name: str, shown: str, before: str, after: str) -> str:
        marker = MARKERS[name]
        if "*" in shown and EITHER_WAY.search(shown):
            return f"<{name}>{shown}</{name}>"
        if shown[0].isalnum() and shown[-1].isalnum() and before not in SIGNS and after not in SIGNS:
            return f"{marker}{shown}{marker}"  # as most are
        if marker == "**" and STRESSED.fullmatch(shown):
            shown = f"_{shown[1:-1]}_"  # three stars in a row would put the stress outside
        if _flanked(shown, before, after) and not _doubled(marker, shown, before):
            return f"{marker}{shown}{marker}"
        return f"<{name}>{shown}</{name}>"

    def code(self, code: str) -> str:
        fence = "`" * (1 + _backticks(code)) if "`" in code else "`"
        pad = " " if "`" in (code[0], code[-1]) or (code[0] == code[-1] == " " and not code.isspace()) else ""
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
        if "\n" in text:
            return "\\\n".join(map(line_escaped, text.split("\n")))
        return line_escaped(text)

    def heading(self, text: str, level: int, anchor: str) -> str:
        closed = text.endswith("#")  # it would be read as a closing sequence
        written = f"{text[:-1]}\\#" if closed else text
        name = "" if follows(anchor, text) else f" {{#{anchor.removeprefix('s-')}}}"
        return f"{'#' * level} {written}{name}"

    def term(self, text: str) -> str:
        return line_escaped(text.replace("\n", " "))

    def fence(self, code: str, language: str) -> str:
        fence = "`" * max(3, 1 + _backticks(code)) if "```" in code else "```"
        return f"{fence}{language}\n{code}\n{fence}"

    def table(self, grid: Grid) -> list[str]:
        head, *others = [
            f"| {' | '.join(place.text.replace('|', BAR).replace(LINE_END, '<br>') for place in row)} |" for row in grid
        ]
        ruler = f"| {' | '.join(ALIGNMENT.get(place.align, '---') for place in grid[0])} |"
        return ["\n".join([head, ruler, *others])]

    def rule(self) -> str:
        return RULE

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


def follows(anchor: str, text: str) -> bool:
    """Whether a heading's id is the one that everybody would make of its text; `-2` tells it from one before."""
    return not anchor or (not text.endswith("}") and NUMBERED.sub("", anchor) == f"s-{NUMBERED.sub('', slug_of(text))}")


def _backticks(code: str) -> int:
    """The length of the longest run."""
    return max(map(len, BACKTICKS.findall(code)))


def _flanked(shown: str, before: str, after: str) -> bool:
    """Whether `*` on both sides of `shown` opens and closes, as CommonMark 6.2 has it."""
    if not shown or before == "*" or after == "*":
        return False
    first, last = shown[0], shown[-1]
    opens = first.isalnum() or not (before.isalnum() or first.isspace() or first == BREAK)
    closes = last.isalnum() or not (after.isalnum() or last.isspace() or last == BREAK)
    return opens and closes


def _doubled(marker: str, shown: str, before: str) -> bool:
    """Whether the signs would join others to be read as something else."""
    if marker == "~~":
        return "~" in (before, shown[:1], shown[-1:])  # four in a row would open a fence
    return _starred(shown) and not (marker == "*" and STRONG.fullmatch(shown))


def _starred(shown: str) -> bool:
    """Whether a star at either end would join those of a stress around it."""
    return shown.startswith("*") or (shown.endswith("*") and not shown.endswith("\\*"))


def _destination(url: str, title: str) -> str:
    if AWKWARD.search(url):
        url = url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replace("\n", "%0A").replace(" ", "%20")
        url = f"<{url}>" if UNSAFE.search(url) else ENTITY.sub(r"\\&", url)
    if not title:
        return url
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'{url} "{quoted}"'


def line_escaped(line: str) -> str:
    """A line of text with a backslash before what would begin another block."""
    found = LINE_START.match(line)
    if not found:
        return line
    return f"\\{line}" if found[1] else f"{found[2]}\\{line[found.end(2) :]}"
