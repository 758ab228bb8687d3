"""How a site looks: the colours and fonts of its theme's `site.toml`, for style sheets and for mails.

Pages take them as custom properties, `var(--ink)` and `var(--font-text)`. Mail readers know none of these, so what a
theme writes for mails has the values put in their places when it is loaded.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

SCHEMES = ("light", "dark")
ROLES = (
    "paper", "ink", "soft", "accent", "line", "tint", "shade", "mark", "mark_ink", "success", "warning", "ground",
)  # fmt: skip
"""What a colour is for; `site.toml` says what each is."""
FAMILIES = ("text", "headings", "interface", "code")
"""What a font is for."""
STATED_FAMILIES = ("text", "interface", "code")
"""Those that every site states; headings have the font of the text unless they have one of their own."""

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
SEE_THROUGH = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
FAMILY = r"""(?:[\w-]+(?: [\w-]+)*|"[\w -]+"|'[\w -]+')"""
STACK = re.compile(rf"{FAMILY}(?:, ?{FAMILY})*")
"""Families with commas between them, and nothing that could end a declaration or a style sheet."""

VARIABLE = re.compile(r"var\(\s*--([\w-]+)\s*(?:,[^()]*)?\)")
AS_THE_TEXT = re.compile(r";?font-family:var\(\s*--(?:font|word)-headings\s*\)")

# Word shows Times New Roman where the first family of a stack is none that it has.
ON_WINDOWS = frozenset((
    "arial", "calibri", "cambria", "candara", "consolas", "constantia", "corbel", "courier new", "georgia",
    "palatino linotype", "segoe ui", "tahoma", "times new roman", "trebuchet ms", "verdana",
    "serif", "sans-serif", "monospace",
))  # fmt: skip

Values = Mapping[str, str]
Fault = tuple[tuple[str, ...], Literal["missing", "unknown", "invalid"]]
"""Where in `site.toml`, such as `("colours", "dark", "ink")`, and what is wrong there."""


@dataclass(frozen=True)
class Look:
    """Colours by role, in light and in dark; stacks of fonts by what they are for, on pages and in mails."""

    light: Values
    dark: Values
    fonts: Values
    mail_fonts: Values

    def properties(self, css: str) -> str:
        """The style rules that give a style sheet of pages the colours and fonts that it uses."""
        fonts = {f"font-{name}": stack for name, stack in {**self.fonts, **self.headings}.items()}
        asked = {*VARIABLE.findall(css)}
        if "font-headings" in asked:
            asked |= {*VARIABLE.findall(fonts["font-headings"])}
        used = {name: value for name, value in {**self.light, **fonts}.items() if written(name) in asked}
        dark = {name: value for name, value in self.dark.items() if name in used and value != used[name]}
        return f":root{{{_declared(used)}}}@media (prefers-color-scheme: dark){{:root{{{_declared(dark)}}}}}"

    @property
    def headings(self) -> Values:
        return {"headings": self.fonts.get("headings", "var(--font-text)")}

    @cached_property
    def in_mails(self) -> Values:
        """What each variable in a mail's styles stands for: `soft`, `dark-soft`, `font-text`, `word-text`."""
        fonts = {"headings": self.mail_fonts["text"], **self.mail_fonts}
        fonts = {name: stack.replace('"', "'").replace(", ", ",") for name, stack in fonts.items()}
        return {
            **{written(role): colour for role, colour in self.light.items()},
            **{f"dark-{written(role)}": colour for role, colour in self.dark.items()},
            **{f"font-{name}": stack for name, stack in fonts.items()},
            **{f"word-{name}": known_to_word(stack) for name, stack in fonts.items()},
        }

    def for_mails(self, styles: str) -> str:
        """Styles with values for their variables; ValueError names one that stands for nothing."""
        if "headings" not in self.mail_fonts:
            styles = AS_THE_TEXT.sub("", styles)
        if unknown := {name for name in VARIABLE.findall(styles) if name not in self.in_mails}:
            raise ValueError(f"var(--{min(unknown)}) is no colour and no font of the theme")
        return VARIABLE.sub(lambda found: self.in_mails[found[1]], styles)


def _declared(values: Values) -> str:
    return ";".join(f"--{written(name)}:{value}" for name, value in values.items())


def written(role: str) -> str:
    """A role as style sheets call it."""
    return role.replace("_", "-")


def known_to_word(stack: str) -> str:
    """The families of a stack that Word has, and what stands for its kind."""
    families = [family for family in stack.split(",") if family.strip("'").lower() in ON_WINDOWS]
    return ",".join(families) or stack


def look_in(stated: Mapping[str, Any]) -> Look:
    """The look that `site.toml` states; ValueError names everything that is missing or cannot be."""
    if faults := [f"{'.'.join(path)} is {what}" for path, what in faults_in(stated)]:
        raise ValueError("site.toml: " + "; ".join(faults))
    colours, fonts = stated["colours"], dict(stated["fonts"])
    mail_fonts = fonts.pop("mail", {})
    light, dark = ({name: full(it) for name, it in colours[scheme].items()} for scheme in SCHEMES)
    return Look(light, dark, fonts, {**fonts, **mail_fonts})


def full(colour: str) -> str:
    """`#rgb` as `#rrggbb`, which the attributes of old mail readers want; in small letters."""
    digits = colour[1:].lower()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


def faults_in(stated: Mapping[str, Any]) -> Iterator[Fault]:
    """What `[colours]` and `[fonts]` lack, have too much of, or say that cannot be."""
    colours, fonts = (_table(stated, name) for name in ("colours", "fonts"))
    yield from ((("colours", name), "unknown") for name in colours if name not in SCHEMES)
    for scheme in SCHEMES:
        yield from _faults(("colours", scheme), _table(colours, scheme), ROLES)
    on_pages = {name: stack for name, stack in fonts.items() if name != "mail"}
    yield from _faults(("fonts",), on_pages, FAMILIES, needed=STATED_FAMILIES)
    if isinstance(fonts.get("mail", {}), dict):
        yield from _faults(("fonts", "mail"), _table(fonts, "mail"), FAMILIES, needed=())
    else:
        yield ("fonts", "mail"), "invalid"


def _table(stated: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = stated.get(name)
    return found if isinstance(found, dict) else {}


def _faults(
    path: tuple[str, ...], table: Mapping[str, Any], known: Sequence[str], needed: Sequence[str] | None = None
) -> Iterator[Fault]:
    missing = [name for name in (known if needed is None else needed) if name not in table]
    if missing and not table:
        yield path, "missing"
    else:
        yield from (((*path, name), "missing") for name in missing)
    for name, value in table.items():
        if name not in known:
            yield (*path, name), "unknown"
        elif not (isinstance(value, str) and shape_of(path[0], name).fullmatch(value)):
            yield (*path, name), "invalid"


def shape_of(table: str, name: str) -> re.Pattern[str]:
    if table == "fonts":
        return STACK
    return SEE_THROUGH if name == "shade" else COLOUR
