"""Whether text can be read on what a style sheet puts it on."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import tinycss2
from flong.formats.look import Look, full, written

from flong_local.theming.appearance import pale_settings
from flong_local.theming.contrast import LEAST, contrast, remedy_for
from flong_local.theming.problems import Problem, at_line, error

SHEETS = ("page.css", "amp.css", "report.css", "subscriptions.css")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,[^()]*)?\)")
HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
PART = re.compile(r"[.#:]*[\w-]+")
NAMED = {"white": "#ffffff", "black": "#000000"}

Variables = Mapping[str, str]


class Rule(NamedTuple):
    """What a style rule says of colours; `scheme` is where it holds, empty for both."""

    file: str
    line: int
    selector: str
    scheme: str
    declared: dict[str, str]


Pale = tuple[Problem, tuple[str, str, str]]
"""A problem, and the text's colour, the ground's and the scheme that it is of."""


def opaque(value: str, variables: Variables) -> str | None:
    """The colour that a value comes to, `#rrggbb`; None if it has none, or is a mixture."""
    for _ in range(10):
        value = VARIABLE.sub(lambda found: variables.get(found[1], ""), value)
    found = HEX.search(NAMED.get(value.strip().lower(), value))
    if not found:
        return None
    return full(found[0])


def page_problems(folder: Path, look: Look) -> list[Problem]:
    """Colours that style sheets of pages put on each other, and that are too near; not what `site.toml` is told of."""
    rules = [rule for name in SHEETS if (folder / name).is_file() for rule in rules_of(folder, name)]
    if not rules:
        return [error(SHEETS[0], "file-missing", "The theme has no page.css.", "Copy the one that comes with Flong.")]
    known = {pair for pair, _ in pale_settings(look)}
    told: dict[tuple[str, str, str], Problem] = {}
    for scheme, colours in (("light", look.light), ("dark", look.dark)):
        variables = {**{f"--{written(role)}": it for role, it in colours.items()}, **variables_in(rules, scheme)}
        for problem, pair in pale_in(rules, scheme, variables):
            told.setdefault(pair, problem)  # what holds for many elements is said once
    return [problem for (text, ground, _), problem in told.items() if {text, ground} not in known]


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
    declared = {
        one.name if one.name.startswith("--") else one.lower_name: tinycss2.serialize(one.value).strip()
        for one in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
        if one.type == "declaration"
    }
    return Rule(file, rule.source_line, tinycss2.serialize(rule.prelude).strip(), scheme, declared)


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
        if rule in holding and {"color", "background", "background-color"} & rule.declared.keys():
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


def pale(rule: Rule, what: str, pair: tuple[str | None, str | None], scheme: str) -> Iterator[Pale]:
    text, ground = pair
    if text and ground and (ratio := contrast(text, ground)) < LEAST:
        message = f"{what} is hard to read in the {scheme} scheme: {text} on {ground} has a contrast of {ratio:.1f}."
        problem = error(rule.file, "contrast", message, remedy_for(text, ground))
        yield at_line(problem, rule.line), (text, ground, scheme)
