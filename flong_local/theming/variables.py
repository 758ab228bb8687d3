"""The variables that style sheets name, and whether `site.toml` or a style sheet says what they stand for."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from flong.formats.look import FAMILIES, ROLES, VARIABLE, Look, written

from flong_local.theming.problems import Problem, at_text, error, suggestion

MAIL = ("email.css", "email.toml")
PAGES = ("page.css", "amp.css", "report.css", "subscriptions.css")
DECLARED = re.compile(r"--([\w-]+)\s*:")


def variables_problems(folder: Path, look: Look) -> list[Problem]:
    """Variables that stand for nothing: what they should colour would have no colour."""
    sheets = [name for name in PAGES if (folder / name).is_file()]
    declared = {name for sheet in sheets for name in DECLARED.findall((folder / sheet).read_text(encoding="utf-8"))}
    on_pages = {*map(written, ROLES), *(f"font-{name}" for name in FAMILIES), *declared}
    mails = [problem for file in MAIL for problem in unknown_in(folder, file, look.in_mails.keys())]
    return [*mails, *(problem for file in sheets for problem in unknown_in(folder, file, on_pages))]


def unknown_in(folder: Path, file: str, known: Collection[str]) -> Iterator[Problem]:
    text = (folder / file).read_text(encoding="utf-8")
    for name in sorted({*VARIABLE.findall(text)} - {*known}):
        what = f"`var(--{name})` is no colour and no font of site.toml."
        problem = error(file, "variable-unknown", what, suggestion(name, known))
        yield at_text(problem, folder, rf"(var\(\s*--{name}\b)")
