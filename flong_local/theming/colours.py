"""Whether text can be read on what it stands on: contrast by WCAG 2.2, success criterion 1.4.3 (level AA)."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import tinycss2

from flong_local.theming.problems import Problem, at_line, error, warning

LEAST = 4.5
"""Of text below 24 CSS pixels, or 18.66 in bold; a sheet alone does not say how large a text is in the end."""

SHEETS = ("page.css", "amp.css", "report.css")
SCHEMES = ("light", "dark")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,[^()]*)?\)")
HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
PART = re.compile(r"[.#:]*[\w-]+")
NAMED = {"white": "#ffffff", "black": "#000000"}
TEXTS, GROUNDS = ("--ink", "--soft", "--accent"), ("--paper", "--tint")

Variables = Mapping[str, str]


class Rule(NamedTuple):
    """What a style rule says of colours; `scheme` is where it holds, empty for both."""

    file: str
    line: int
    selector: str
    scheme: str
    declared: dict[str, str]
    lines: dict[str, int]


Pale = tuple[Problem, tuple[str, str, str]]
"""A problem, and the text's colour, the ground's and the scheme that it is of."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, `#rrggbb`, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of sRGB (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def opaque(value: str, variables: Variables) -> str | None:
    """The colour that a value comes to, `#rrggbb`; None if it has none, or is a mixture."""
    for _ in range(10):
        value = VARIABLE.sub(lambda found: variables.get(found[1], ""), value)
    found = HEX.search(NAMED.get(value.strip().lower(), value))
    if not found:
        return None
    digits = found[0][1:].lower()
    return f"#{digits}" if len(digits) == 6 else "#" + "".join(digit * 2 for digit in digits)


def page_problems(folder: Path) -> list[Problem]:
    """Colours of the pages that are too near to each other, and a dark scheme that is missing."""
    rules = [rule for name in SHEETS if (folder / name).is_file() for rule in rules_of(folder, name)]
    if not rules:
        return [error(SHEETS[0], "file-missing", "The theme has no page.css.", "Copy the one that comes with Flong.")]
    by_scheme = {scheme: variables_in(rules, scheme) for scheme in SCHEMES}
    found = [] if any(rule.scheme == "dark" for rule in rules) else [no_dark()]
    told: dict[tuple[str, str, str], Problem] = {}
    for scheme in SCHEMES:
        for problem, pair in pale_in(rules, scheme, by_scheme[scheme]):
            told.setdefault(pair, problem)  # what holds for many elements is said once
    return [*found, *told.values()]


def no_dark() -> Problem:
    what = "There are no colours for readers who ask for a dark page."
    remedy = "Set the variables of `:root` anew under `@media (prefers-color-scheme: dark)`."
    return warning(SHEETS[0], "dark-missing", what, remedy)


def rules_of(folder: Path, file: str) -> Iterator[Rule]:
    sheet = (folder / file).read_text(encoding="utf-8")
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield rule_of(rule, file, "")
        elif (
            rule.type == "at-rule" and rule.content and (media := medium(tinycss2.serialize(rule.prelude))) is not None
        ):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from (rule_of(one, file, media) for one in inner if one.type == "qualified-rule")


def medium(prelude: str) -> str | None:
    """The scheme that a media query is for, empty for both; None for paper."""
    if "print" in prelude:
        return None
    scheme = re.search(r"prefers-color-scheme\s*:\s*(light|dark)", prelude)
    return scheme[1] if scheme else ""


def rule_of(rule: tinycss2.ast.QualifiedRule, file: str, scheme: str) -> Rule:
    stated = [
        (one.name if one.name.startswith("--") else one.lower_name, one)
        for one in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
        if one.type == "declaration"
    ]
    declared = {name: tinycss2.serialize(one.value).strip() for name, one in stated}
    selector = tinycss2.serialize(rule.prelude).strip()
    return Rule(file, rule.source_line, selector, scheme, declared, {name: one.source_line for name, one in stated})


def variables_in(rules: list[Rule], scheme: str) -> dict[str, str]:
    """What the variables of `:root` hold in a scheme."""
    return {
        name: value
        for rule in rules
        if rule.selector == ":root" and rule.scheme in ("", scheme)
        for name, value in rule.declared.items()
        if name.startswith("--")
    }


def pale_in(rules: list[Rule], scheme: str, variables: Variables) -> Iterator[Pale]:
    holding = [rule for rule in rules if rule.scheme in ("", scheme)]
    ink, paper = (opaque(f"var({name})", variables) for name in ("--ink", "--paper"))
    for rule in rules:
        if rule.selector == ":root":
            yield from pale_variables(rule, scheme, variables)
        elif rule in holding and {"color", "background", "background-color"} & rule.declared.keys():
            for selector in rule.selector.split(","):
                declared = with_kin(selector.strip(), rule, holding)
                text = opaque(declared.get("color", ""), variables)
                ground = opaque(declared.get("background", declared.get("background-color", "")), variables)
                if text or ground:
                    yield from pale(rule, f"`{selector.strip()}`", (text or ink, ground or paper), scheme)


def with_kin(selector: str, rule: Rule, holding: list[Rule]) -> dict[str, str]:
    """What a rule says, after what rules of the same element in general say: `.skip` of `.skip:focus`."""
    *before, last = selector.rsplit(maxsplit=1)
    parts = set(PART.findall(last))
    declared: dict[str, str] = {}
    for other in holding:
        for its in other.selector.split(","):
            *outer, end = its.strip().rsplit(maxsplit=1) or [""]
            if outer == before and set(PART.findall(end)) < parts:
                declared |= other.declared
    return declared | rule.declared


def pale_variables(rule: Rule, scheme: str, variables: Variables) -> Iterator[Pale]:
    """The colours that stand on each other all over a page; told where the scheme sets one of them."""
    for text in TEXTS:
        for ground in GROUNDS:
            if rule.scheme == ("dark" if scheme == "dark" else "") and {text, ground} & rule.declared.keys():
                pair = opaque(f"var({text})", variables), opaque(f"var({ground})", variables)
                at = rule._replace(line=rule.lines.get(text) or rule.lines[ground])
                yield from pale(at, f"`{text}` on `{ground}`", pair, scheme)


def pale(rule: Rule, what: str, pair: tuple[str | None, str | None], scheme: str) -> Iterator[Pale]:
    text, ground = pair
    if text and ground and (ratio := contrast(text, ground)) < LEAST:
        message = f"{what} is hard to read in the {scheme} scheme: {text} on {ground} has a contrast of {ratio:.1f}."
        problem = error(rule.file, "contrast", message, remedy_for(text, ground))
        yield at_line(problem, rule.line), (text, ground, scheme)


def remedy_for(text: str, ground: str) -> str:
    """The nearest colour of the same hue that does, towards black or white."""
    target = "#000000" if contrast("#000000", ground) > contrast("#ffffff", ground) else "#ffffff"
    steps = (mixed(text, target, part / 20) for part in range(1, 21))
    return f"WCAG asks for {LEAST}: take {next((it for it in steps if contrast(it, ground) >= LEAST), target)}, say."


def mixed(one: str, other: str, part: float) -> str:
    pairs = ((int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(here + (there - here) * part):02x}" for here, there in pairs)
