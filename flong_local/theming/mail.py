"""Contrast in a mail, which has no style sheet to rely on: told from the mail itself, as a reader would show it."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from flong.formats.look import Look as Colours

from flong_local.theming.appearance import pale_settings
from flong_local.theming.colours import Rule, opaque, rules_of
from flong_local.theming.contrast import LEAST, contrast, remedy_for
from flong_local.theming.problems import Problem, at_text, error

SHEET, STYLES = "email.css", "email.toml"
VOID = frozenset(("br", "hr", "img", "input", "meta", "link"))
UNSHOWN = frozenset(("style", "title", "script"))
COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)")
GROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)")


class Look(NamedTuple):
    """An open element, its classes and the colours of what stands in it."""

    name: str
    classes: tuple[str, ...]
    text: str
    ground: str
    hidden: bool = False


class Mail(HTMLParser):
    """Every pair of colours that words of a mail stand in; `rules` are those of its style sheet that hold."""

    def __init__(self, html: str, rules: list[Rule]) -> None:
        super().__init__()
        self.rules = rules
        self.open = [Look("", (), "#000000", "#ffffff")]
        self.pairs: dict[tuple[str, str], str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given = {name: value or "" for name, value in attrs}
        above, style = self.open[-1], given.get("style", "")
        text, ground = COLOUR.search(style), GROUND.search(style)
        look = Look(tag, tuple(given.get("class", "").split()), above.text, above.ground)
        colours = {
            "color": text[1] if text else "",
            "background-color": ground[1] if ground else given.get("bgcolor", ""),
        }
        for rule in self.rules:
            if any(self.applies(selector.split(), look) for selector in rule.selector.split(",")):
                colours |= rule.declared  # with !important, or it would not come before what stands on the tag
        self.open.append(
            look._replace(
                text=opaque(colours["color"], {}) or above.text,
                ground=opaque(colours["background-color"], {}) or above.ground,
                hidden=above.hidden or "display:none" in style.replace(" ", "") or tag in UNSHOWN,
            )
        )

    def applies(self, selector: list[str], look: Look) -> bool:
        """Whether `.a .b p` is of an element within the open ones."""
        *outer, last = selector or [""]
        if not matches(last, look):
            return False
        path = iter(self.open)
        return all(any(matches(step, it) for it in path) for step in outer)

    def handle_endtag(self, tag: str) -> None:
        place = next((at for at in range(len(self.open) - 1, 0, -1) if self.open[at].name == tag), 0)
        if place:
            del self.open[place:]

    def handle_data(self, data: str) -> None:
        look = self.open[-1]
        if data.strip() and not look.hidden:
            self.pairs.setdefault((look.text, look.ground), " ".join(data.split())[:40])


def matches(step: str, look: Look) -> bool:
    name, *classes = step.split(".")
    return (name or "*") in ("*", look.name) and {*classes} <= {*look.classes} and step != ""


def mail_problems(folder: Path, html: str, look: Colours) -> list[Problem]:
    """Words of a mail that are hard to read, as it is and darkened by its reader; not what `site.toml` is told of."""
    rules = list(rules_of(folder, SHEET)) if (folder / SHEET).is_file() else []
    dark = [with_values(rule, look) for rule in rules if rule.scheme == "dark"]
    told = {pair for pair, _ in pale_settings(look)}
    found = ((scheme, Mail(html, holding).pairs) for scheme, holding in (("light", []), ("dark", dark)))
    return [
        pale(folder, pair, words, scheme, look)
        for scheme, pairs in found
        for pair, words in pairs.items()
        if contrast(*pair) < LEAST and {*pair} not in told
    ]


def with_values(rule: Rule, look: Colours) -> Rule:
    """A rule with the site's colours in it."""
    return rule._replace(declared={name: look.for_mails(value) for name, value in rule.declared.items()})


def pale(folder: Path, pair: tuple[str, str], words: str, scheme: str, look: Colours) -> Problem:
    text, ground = pair
    message = (
        f"A mail's words such as “{words}” are hard to read in the {scheme} scheme: "
        f"{text} on {ground} has a contrast of {contrast(text, ground):.1f}."
    )
    problem = error(SHEET if scheme == "dark" else STYLES, "contrast", message, remedy_for(text, ground))
    names = (name for name, value in look.in_mails.items() if value == text)
    written = "|".join([text, *(rf"var\(--{name}\)" for name in names)])
    return at_text(problem, folder, f"(?i)({written})")
