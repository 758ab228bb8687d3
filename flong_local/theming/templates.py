"""The templates: whether they can be filled, and whether what fills them stays text."""

import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flong.formats.templates import Theme
from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, UndefinedError, meta, nodes

from flong_local.theming.problems import Problem, at_line, error
from flong_local.theming.sample import everything

FOLDER = "templates"
EXPRESSION = re.compile(r"(\{[{%#])(.*?)([}%#]\})", re.DOTALL)
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
EMPTIED = re.compile(r"[^\n]")
UNQUOTED = re.compile(r"\s([\w:-]+)=\{\{")
GIVEN = frozenset(("range", "dict", "lipsum", "cycler", "joiner", "namespace"))
"""What Jinja gives every template."""


@dataclass(frozen=True)
class Recording(Theme):
    """A theme that notes the names of all values which its templates are given."""

    names: set[str] = field(default_factory=set)

    def render(self, template: str, **values: Any) -> str:
        self.names.update(values)
        return super().render(template, **values)


def templates_problems(folder: Path) -> list[Problem]:
    """What is unsafe in the templates as they are written, and what goes wrong when they are filled."""
    files = sorted(file for file in (folder / FOLDER).glob("*") if file.is_file())
    found = [problem for file in files for problem in written_problems(file)]
    if any(problem.finding.code == "template-syntax" for problem in found):
        return found
    theme, broken = loaded(folder)
    if theme is None:
        return found + broken
    filled = [problem for name, page in everything(theme) for problem in filling(name, page, theme, folder)]
    known = theme.names | theme.constants.keys() | GIVEN
    unknown = [problem for file in files for problem in unknown_names(file, known)]
    return found + list(dict.fromkeys([*filled, *unknown]))


def written_problems(file: Path) -> Iterator[Problem]:
    """Places where a value could become markup."""
    name, source = f"{FOLDER}/{file.name}", file.read_text(encoding="utf-8")
    try:
        tree = Environment(autoescape=True).parse(source)
    except TemplateSyntaxError as wrong:
        what = f"This is no template: {wrong.message or 'it cannot be read'}."
        yield at_line(error(name, "template-syntax", what, "See the Jinja documentation for templates."), wrong.lineno)
        return
    for found in tree.find_all(nodes.Filter):
        if found.name in ("safe", "forceescape"):
            what = f"`|{found.name}` lets an author's words become markup, and so act in a reader's browser."
            yield at_line(error(name, "template-unsafe", what, f"Delete `|{found.name}`."), found.lineno)
    for modified in tree.find_all(nodes.EvalContextModifier):
        what = "`autoescape` is set here; every template has it already, and none may do without."
        yield at_line(error(name, "template-unsafe", what, "Delete it."), modified.lineno)
    for line, attribute in unquoted(source):
        what = f"The attribute `{attribute}` has no quotes, so it ends at the first space that its value has."
        yield at_line(error(name, "template-unquoted", what, f'Write `{attribute}="{{{{ … }}}}"`.'), line)


def unquoted(source: str) -> Iterator[tuple[int, str]]:
    """Attributes whose value is an expression without quotes around it, each with its line."""
    bare = EXPRESSION.sub(lambda found: found[1] + EMPTIED.sub(" ", found[2]) + found[3], source)
    bare = QUOTED.sub(lambda found: EMPTIED.sub(" ", found[0]), bare)
    for match in UNQUOTED.finditer(bare):
        yield bare.count("\n", 0, match.start(1)) + 1, match[1]


def loaded(folder: Path) -> tuple[Recording | None, list[Problem]]:
    """The theme, or why it cannot be loaded."""
    try:
        theme = Recording.load(str(folder))
    except TemplateNotFound as missing:
        return None, [not_there(str(missing.name))]
    except Exception as wrong:
        return None, [failed("theme", wrong, None, folder)]
    assert isinstance(theme, Recording)
    return theme, []


def filling(name: str, page: Any, theme: Theme, folder: Path) -> list[Problem]:
    """What goes wrong when one page is made."""
    try:
        page()
    except TemplateNotFound as missing:
        return [not_there(str(missing.name))]
    except Exception as wrong:
        return [failed(name, wrong, theme, folder)]
    return []


def not_there(template: str) -> Problem:
    what = f"The template {template} is missing."
    return error(f"{FOLDER}/{template}", "file-missing", what, "Copy the one that comes with Flong.")


def failed(name: str, wrong: Exception, theme: Theme | None, folder: Path) -> Problem:
    template, line = place_of(wrong, theme, folder)
    file = f"{FOLDER}/{template}" if template else name
    if isinstance(wrong, UndefinedError):
        remedy = "Mend the name; docs/theme.md says where to find what a template may use."
        return at_line(error(file, "template-undefined", f"{wrong}.", remedy), line)
    what = f"It cannot be filled ({type(wrong).__name__}): {wrong}."
    return at_line(error(file, "template-fails", what, "Compare it with the one that comes with Flong."), line)


def place_of(wrong: Exception, theme: Theme | None, folder: Path) -> tuple[str, int | None]:
    """The template in which an error arose, and its line."""
    root = (folder / FOLDER).resolve()
    for frame in reversed(traceback.extract_tb(wrong.__traceback__)):
        file = Path(frame.filename)
        if theme and file.resolve().parent == root:
            template = theme.environment.get_template(file.name)
            return file.name, template.get_corresponding_lineno(frame.lineno or 0)
    return "", None


def unknown_names(file: Path, known: set[str]) -> Iterator[Problem]:
    """Names that no template is ever given, also where the sample articles do not lead."""
    source = file.read_text(encoding="utf-8")
    for name in sorted(meta.find_undeclared_variables(Environment(autoescape=True).parse(source)) - known):
        line = next((number for number, text in enumerate(source.split("\n"), 1) if name in text), None)
        problem = error(
            f"{FOLDER}/{file.name}",
            "template-undefined",
            f"'{name}' is undefined.",
            "Mend the name; docs/theme.md says where to find what a template may use.",
        )
        yield at_line(problem, line)
