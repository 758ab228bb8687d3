"""The colours and fonts that `site.toml` gives, and whether words in these colours can be read."""

from collections.abc import Iterator
from typing import Any

from flong.formats.look import FAMILIES, ROLES, SCHEMES, Fault, Look, faults_in, look_in, shape_of

from flong_local.theming.contrast import LEAST, contrast, remedy_for
from flong_local.theming.problems import SITE, Problem, Setting, error, suggestion

TEXTS, GROUNDS = ("ink", "soft", "accent"), ("paper", "tint")
PAIRS = (*((text, ground) for text in TEXTS for ground in GROUNDS), ("mark_ink", "mark"), ("white", "success"))
"""What stands on what, all over pages and mails."""
WHITE = "#ffffff"
STACK = 'Georgia, "Noto Serif", serif'

TooNear = frozenset[str]
"""Two colours that are too near to each other, whichever is the ground."""


def appearance_problems(stated: dict[str, Any]) -> Iterator[tuple[Setting, Problem]]:
    """What is missing, unknown or no colour or font, and words that are hard to read, by the settings' names."""
    faults = list(faults_in(stated))
    yield from ((path, fault_problem((path, what), stated)) for path, what in faults)
    if not faults:
        yield from (told for _, told in pale_settings(look_in(stated)))


def fault_problem(fault: Fault, stated: dict[str, Any]) -> Problem:
    (table, *inner), what = fault
    name, kind = ".".join(fault[0]), "colour" if table == "colours" else "font"
    if what == "missing":
        return missing(fault[0], kind)
    if what == "unknown":
        known = SCHEMES if fault[0][:-1] == ("colours",) else ROLES if kind == "colour" else FAMILIES
        return error(SITE, f"{kind}-unknown", f"`{name}` is no {kind} of a site.", suggestion(inner[-1], known))
    value = stated[table]
    for step in inner:
        value = value[step]
    return error(SITE, f"{kind}-invalid", f"`{name}` cannot be `{value}`.", shape_told(table, inner[-1]))


def missing(path: Setting, kind: str) -> Problem:
    *tables, name = path
    if name in (*SCHEMES, "fonts"):
        remedy = "Copy the table from the theme that comes with Flong."
    else:
        value = '"#1f1b16"' if kind == "colour" else f"'{STACK}'"
        remedy = f"Write `{name} = {value}` under [{'.'.join(tables)}]."
    return error(SITE, f"{kind}-missing", f"`{'.'.join(path)}` is missing.", remedy)


def shape_told(table: str, name: str) -> str:
    if table == "fonts":
        return f"Write families with commas between them, `{STACK}`."
    seen_through = shape_of(table, name).fullmatch("#00000080")
    return "Write it as `#fffdf9`" + (", or `#1f1b1638` to let some through." if seen_through else ".")


def pale_settings(look: Look) -> Iterator[tuple[TooNear, tuple[Setting, Problem]]]:
    """Each pair of colours that is hard to read, where it stands in `site.toml`, and what to say of it."""
    for scheme, colours in (("light", look.light), ("dark", look.dark)):
        for text, ground in PAIRS:
            one, other = colours.get(text, WHITE), colours[ground]
            if (ratio := contrast(one, other)) < LEAST:
                name = f"`{text}`" if text in colours else "White"
                what = (
                    f"{name} on `{ground}` is hard to read in the {scheme} scheme: "
                    f"{one} on {other} has a contrast of {ratio:.1f}."
                )
                told, remedy = (text, remedy_for(one, other)) if text in colours else (ground, remedy_for(other, one))
                yield frozenset((one, other)), (("colours", scheme, told), error(SITE, "contrast", what, remedy))
