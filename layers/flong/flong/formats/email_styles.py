"""What an email writes on each tag, prepared when the theme loads: many mail readers take no style sheet."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from markupsafe import Markup

from flong.article import Image
from flong.formats.body import Rule, Rules, attribute, attributes_of, markup, task_box
from flong.formats.look import Look
from flong.formats.wording import direction_of
from flong.theme import Site

INNER_WIDTH = 536
"""What is left of 600 CSS pixels for text and pictures between the margins."""

# By caniemail.com Gmail shows no SVG, half of them no AVIF: the words for the picture must do.
UNSHOWN = re.compile(r"\.(svg|avif)([?#]|$)", re.IGNORECASE)
# Outlook for Windows alone shows no WebP, and it alone heeds these comments.
UNSHOWN_BY_WORD = re.compile(r"\.webp([?#]|$)", re.IGNORECASE)

SIDE = re.compile(r"\b(left|right)\b")
FOUR_SIDES = re.compile(r"\b((?:padding|margin):)([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;]+)")
SPACED_LETTERS = re.compile(r";?letter-spacing:[^;]+")
ABOVE = re.compile(r'(?<= style=")margin:[^\s;]+')

IN_TABLE, IN_NOTES = "in-table", "in-notes"
"""Tables of `email.toml`: what differs in there."""

STYLED = ("ul", "blockquote", "hr", "code", "table", "sub", "sup", "dl", "em", "i", "li")
UPRIGHT = frozenset(["zh", "ja", "ko"])
STRESSED = "font-style:normal;font-weight:bold"

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
CELLS = ("td", "th", "row-th")
SPEAKING = ("p", *HEADINGS, "dt", "dd", "caption")
"""Elements whose words may run from right to left, whatever the language of the rest."""

STAND_INS = {
    "section": 'div class="line soft"',
    "figure": "div",
    "figcaption": 'div class="soft sans" dir="auto"',
    "details": 'div class="line"',
    "summary": 'div dir="auto"',
    "mark": "span",
    "kbd": 'span class="tint"',
}
"""For elements that mail readers drop or do not know; the classes get their dark colours."""

Named = Mapping[str, str]
"""CSS declarations by the name of an element or of a part of the mail."""

Cell = Callable[[str, bool, bool, bool], str]
"""A cell's tag, by the tag as it was; whether it heads a column, ends its row, has a word that is too long for it."""


Picture = Callable[[Image, int | None, bool], str]
"""A picture's tag, by its width in CSS pixels, None if nobody knows it, and whether that width is a guess."""


@dataclass(frozen=True)
class Styles:
    """The rules that put a theme's declarations on a body, for one way of writing."""

    named: Named
    rules: Rules
    in_table: Rules
    in_notes: Rules
    cell: Cell
    picture: Picture
    parts: dict[str, Markup]
    """What a template may put in an attribute: `mail_title` for `part-title`."""


def load_styles(file: Path, site: Site, look: Look) -> dict[str, Styles]:
    """By name of a script's look, the styles in `file`, a TOML file of `name = "declarations"`."""
    stated = _written_out(tomllib.loads(file.read_text(encoding="utf-8")), look)
    return {script: _styles(stated, change, site) for script, change in LOOKS.items()}


def _written_out(styles: Mapping[str, str | Named], look: Look) -> dict[str, str | Named]:
    """The declarations with the site's colours and fonts in them."""
    return {
        name: look.for_mails(it) if isinstance(it, str) else {part: look.for_mails(style) for part, style in it.items()}
        for name, it in styles.items()
    }


def look_of(language: str) -> str:
    """`rtl`, `upright` or `ltr`, the names of looks, by a BCP 47 tag."""
    if direction_of(language) == "rtl":
        return "rtl"
    return "upright" if language.lower().partition("-")[0] in UPRIGHT else "ltr"


def upright(named: Named) -> dict[str, str]:
    """The declarations for scripts that read badly when slanted; they stress by weight."""
    styles = {name: style.replace("font-style:italic", "font-style:normal") for name, style in named.items()}
    return {**styles, "em": STRESSED, "i": STRESSED}


def leftward(named: Named) -> dict[str, str]:
    """The declarations for text that runs from right to left; mail readers do not know `padding-inline`."""
    styles = {name: SPACED_LETTERS.sub("", mirrored(style)) for name, style in upright(named).items()}
    # Words of a heading or a cell may run the other way, but stand where the others do.
    styles |= {name: f"{styles[name]};text-align:right" for name in HEADINGS if name in styles}
    return styles | {name: f"{styles[name]};unicode-bidi:plaintext" for name in CELLS if name in styles}


def mirrored(style: str) -> str:
    """A declaration with left and right exchanged."""
    swapped = SIDE.sub(lambda found: "right" if found[0] == "left" else "left", style)
    return FOUR_SIDES.sub(r"\1\2 \5 \4 \3", swapped)


LOOKS: dict[str, Callable[[Named], Named]] = {"ltr": lambda named: named, "upright": upright, "rtl": leftward}


def in_attribute(style: str) -> Markup:
    """The declarations between double quotes, where names of fonts keep their single ones."""
    return markup(escape(style, quote=False).replace('"', "&quot;"))


def at_the_top(tag: str) -> str:
    """A styled tag without its margin above, since what it opens has a margin of its own."""
    return ABOVE.sub("margin:0", tag, count=1)


def _styles(stated: Mapping[str, str | Named], change: Callable[[Named], Named], site: Site) -> Styles:
    plain = {name: style for name, style in stated.items() if isinstance(style, str)}
    inner = {name: styles for name, styles in stated.items() if not isinstance(styles, str)}
    named = change(plain)
    tables, notes = (change({**plain, **inner.get(name, {})}) for name in (IN_TABLE, IN_NOTES))
    parts = {f"mail_{name.removeprefix('part-').replace('-', '_')}": in_attribute(it) for name, it in named.items()}
    cell, picture = _cell(tables), _picture(named["img"], site)
    return Styles(named, _rules(named), _rules(tables), _rules(notes), cell, picture, parts)


def _rules(named: Named) -> Rules:
    rules: dict[str, Rule] = {f"<{name}": f'<{name} style="{named[name]}">' for name in STYLED if name in named}
    rules["<pre"] = f'<pre dir="ltr" style="{named["pre"]}">'
    rules |= {f"<{name}": f'<{name} dir="auto" style="{named[name]}">' for name in SPEAKING}
    rules |= {f"<{name}": f'<{other} style="{named[name]}">' for name, other in STAND_INS.items()}
    rules |= {f"</{name}": f"</{other.split()[0]}>" for name, other in STAND_INS.items()}
    task, item = f'<li style="{named["task"]}">', rules["<li"]
    rules |= {"<li": lambda tag: task if 'class="task"' in tag else item, "<ol": _ordered(named["ol"])}  # type: ignore[dict-item,return-value]
    # A wide table scrolls in its own box, by keys too; where that is not understood, it is merely wide.
    rules |= {"<table": f'<div tabindex="0" style="{named["scroll"]}">{rules["<table"]}', "</table": "</table></div>"}
    return {**rules, "<input": task_box, "<abbr": "", "</abbr": ""}


def link_rule(style: str, site: Site, page: str) -> Callable[[str], str]:
    """Links as full addresses: one within the text leads to the page, since mail readers lose its target."""
    ending = f'" style="{style}">'

    def rule(tag: str) -> str:
        if tag.startswith('<a href="http'):  # nothing to work out, and what most links are
            return tag[: tag.index('"', 9)] + ending
        href = attribute(tag, "href")
        if not href:
            return "<a>"
        target = page + href if href.startswith("#") else href if href.startswith("mailto:") else site.absolute(href)
        return f'<a href="{escape(target)}{ending}'

    return rule


def _ordered(style: str) -> Callable[[str], str]:
    def rule(tag: str) -> str:
        start = attribute(tag, "start")
        return f'<ol start="{start}" style="{style}">' if start.isdecimal() else f'<ol style="{style}">'

    return rule


def _cell(named: Named) -> Cell:
    @lru_cache(maxsize=256)
    def cell(tag: str, heads: bool, ends: bool, breaks: bool) -> str:
        name, given = tag[1:3], attributes_of(tag)
        # A cell that heads a row is ruled off as the rest of the row is.
        styles = [named["row-th"] if name == "th" and not heads else named[name]]
        styles += [named["last-cell"]] if ends else []
        styles += [named["long-word"]] if breaks else []
        style = ";".join(styles)
        align = given.get("class", "")
        spans = "".join(f' {span}="{given[span]}"' for span in ("colspan", "rowspan") if span in given)
        aligned = f' align="{align}" style="{style};text-align:{align}"' if align else f' style="{style}"'
        return f"<{name}{spans}{aligned}>"

    return cell


def _picture(style: str, site: Site) -> Picture:
    def picture(image: Image, width: int | None, guessed: bool) -> str:
        words = escape(f"[{image.alt}]") if image.alt else ""
        if UNSHOWN.search(image.url):
            return words
        # Outlook reads the attribute and nothing else; the others shrink the picture to the screen, and find its own
        # size out where ours is a guess.
        wide = f' width="{width}"' if width else ""
        own = "width:auto;" if width and guessed else ""
        source = escape(site.absolute(image.url))
        shown = f'<img src="{source}" alt="{escape(image.alt)}"{wide} style="{own}{style}">'
        if not UNSHOWN_BY_WORD.search(image.url):
            return shown
        return f"<!--[if !mso]><!-->{shown}<!--<![endif]-->" + (f"<!--[if mso]>{words}<![endif]-->" if words else "")

    return picture
