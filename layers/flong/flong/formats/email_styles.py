"""What an email writes on each tag, prepared when the theme loads: many mail readers take no style sheet."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from flong.article import Image
from flong.formats.body import Rule, Rules, attribute, attributes_of, image_of, task_box
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

STYLED = ("ul", "blockquote", "hr", "code", "table", "sub", "sup", "dl", "em", "i")
UPRIGHT = frozenset(["zh", "ja", "ko"])
STRESSED = "font-style:normal;font-weight:bold"

SPEAKING = ("p", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "caption")
"""Elements whose words may run from right to left, whatever the language of the rest."""

STAND_INS = {
    "section": 'div class="line"',
    "figure": "div",
    "figcaption": 'div class="soft"',
    "details": 'div class="line"',
    "summary": "div",
    "mark": "span",
    "kbd": 'span class="tint"',
}
"""For elements that mail readers drop or do not know; the classes get their dark colours."""


@dataclass(frozen=True)
class Styles:
    """CSS declarations by the name of an element or of a part of the mail, and the rules that put them on a body."""

    named: Mapping[str, str]
    rules: Rules
    picture: Callable[[Image], str]
    """A picture in the width of the mail."""


def load_styles(file: Path, site: Site) -> dict[str, Styles]:
    """By name of a script's look, the table of styles in `file`, a TOML file of `name = "declarations"`."""
    named = tomllib.loads(file.read_text(encoding="utf-8"))
    straight = upright(named)
    looks = {"ltr": named, "upright": straight, "rtl": {name: mirrored(style) for name, style in straight.items()}}
    return {look: _styles(styles, site) for look, styles in looks.items()}


def look_of(language: str) -> str:
    """`rtl`, `upright` or `ltr`, the names of looks, by a BCP 47 tag."""
    if direction_of(language) == "rtl":
        return "rtl"
    return "upright" if language.lower().partition("-")[0] in UPRIGHT else "ltr"


def upright(named: Mapping[str, str]) -> dict[str, str]:
    """The declarations for scripts that read badly when slanted; they stress by weight."""
    styles = {name: style.replace("font-style:italic", "font-style:normal") for name, style in named.items()}
    return {**styles, "em": STRESSED, "i": STRESSED}


def mirrored(style: str) -> str:
    """The declarations for text that runs from right to left; mail readers do not know `padding-inline`."""
    swapped = SIDE.sub(lambda found: "right" if found[0] == "left" else "left", style)
    return FOUR_SIDES.sub(r"\1\2 \5 \4 \3", swapped)


def _styles(named: Mapping[str, str], site: Site) -> Styles:
    rules: dict[str, Rule] = {f"<{name}": f'<{name} style="{named[name]}">' for name in STYLED if name in named}
    rules["<pre"] = f'<pre dir="ltr" style="{named["pre"]}">'
    rules |= {f"<{name}": f'<{name} dir="auto" style="{named[name]}">' for name in SPEAKING}
    rules |= {f"<{name}": f'<{other} style="{named[name]}">' for name, other in STAND_INS.items()}
    rules |= {f"</{name}": f"</{other.split()[0]}>" for name, other in STAND_INS.items()}
    rules |= {f"<{name}": _cell(name, named[name]) for name in ("td", "th")}
    picture = _picture(named["img"], site)
    rules |= {"<li": _item(named), "<ol": _ordered(named["ol"]), "<img": lambda tag: picture(image_of(tag))}
    # A wide table scrolls in its own box; where that is not understood, it is merely wide.
    rules |= {"<table": f'<div style="{named["scroll"]}">{rules["<table"]}', "</table": "</table></div>"}
    return Styles(named, {**rules, "<input": task_box, "<abbr": "", "</abbr": ""}, picture)


def link_rule(style: str, site: Site, page: str) -> Callable[[str], str]:
    """Links as full addresses: one within the text leads to the page, since mail readers lose its target."""

    def rule(tag: str) -> str:
        href = attribute(tag, "href")
        if not href:
            return "<a>"
        target = page + href if href.startswith("#") else href if href.startswith("mailto:") else site.absolute(href)
        return f'<a href="{escape(target)}" style="{style}">'

    return rule


def _item(named: Mapping[str, str]) -> Callable[[str], str]:
    def rule(tag: str) -> str:
        name = "task" if attributes_of(tag).get("class") == "task" else "li"
        return f'<li dir="auto" style="{named[name]}">'

    return rule


def _ordered(style: str) -> Callable[[str], str]:
    def rule(tag: str) -> str:
        start = attribute(tag, "start")
        return f'<ol start="{start}" style="{style}">' if start.isdecimal() else f'<ol style="{style}">'

    return rule


def _cell(name: str, style: str) -> Callable[[str], str]:
    def rule(tag: str) -> str:
        given = attributes_of(tag)
        align = given.get("class", "")
        spans = "".join(f' {span}="{given[span]}"' for span in ("colspan", "rowspan") if span in given)
        aligned = f'{spans} align="{align}" style="{style};text-align:{align}"' if align else f'{spans} style="{style}"'
        return f"<{name}{aligned}>"

    return rule


def _picture(style: str, site: Site) -> Callable[[Image], str]:
    def picture(image: Image) -> str:
        words = escape(f"[{image.alt}]") if image.alt else ""
        if UNSHOWN.search(image.url):
            return words
        # Outlook reads the attribute and nothing else; the others shrink it to the screen.
        width = min(image.width or INNER_WIDTH, INNER_WIDTH)
        source = escape(site.absolute(image.url))
        shown = f'<img src="{source}" alt="{escape(image.alt)}" width="{width}" style="{style}">'
        if not UNSHOWN_BY_WORD.search(image.url):
            return shown
        return f"<!--[if !mso]><!-->{shown}<!--<![endif]-->" + (f"<!--[if mso]>{words}<![endif]-->" if words else "")

    return picture
