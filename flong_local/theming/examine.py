"""All that is missing or unsafe in a theme."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from flong.formats.document import Document
from flong.formats.email import render
from flong.formats.labels import FALLBACK
from flong.formats.templates import Theme
from flong.intake.fields.language import tag_of
from flong.theme import COMPILED
from pydantic_core import from_json

from flong_local.theming.colours import page_problems
from flong_local.theming.mail import mail_problems
from flong_local.theming.problems import Problem, error
from flong_local.theming.sample import ARTICLES
from flong_local.theming.settings import FILE, read_toml, site_problems, tags_problems
from flong_local.theming.templates import templates_problems
from flong_local.theming.words import labels_problems


def examine(folder: Path) -> list[Problem]:
    """Every problem of the theme in `folder`, by file and line. Pages are made only if its settings are sound."""
    with TemporaryDirectory() as copies:
        # A copy, since what is loaded once from a folder is kept, and templates compiled ahead may be old.
        copy = Path(shutil.copytree(folder, Path(copies, "theme"), ignore=shutil.ignore_patterns(COMPILED)))
        return problems_of(copy)


def problems_of(folder: Path) -> list[Problem]:
    found = [*site_problems(folder), *tags_problems(folder)]
    stated = {} if any(it.finding.code == "file-missing" for it in found) else read_toml(folder, FILE)[0]
    language = tag_of(str(stated.get("language", ""))) or FALLBACK
    found += [*labels_problems(folder, language), *styles_problems(folder), *page_problems(folder)]
    if not errors(found, without="contrast"):
        found += templates_problems(folder)
    if not errors(found, without="contrast"):
        found += mail_problems(folder, sample_mail(folder))
    return sorted(found, key=lambda it: (it.file, it.finding.line or 0, it.finding.column or 0))


def errors(found: list[Problem], without: str) -> bool:
    return any(it.finding.level == "error" and it.finding.code != without for it in found)


def styles_problems(folder: Path) -> list[Problem]:
    """What keeps `email.toml` from being read."""
    if not (folder / "email.toml").is_file():
        what = "The theme has no email.toml."
        return [error("email.toml", "file-missing", what, "Copy the one that comes with Flong.")]
    return read_toml(folder, "email.toml")[1]


def sample_mail(folder: Path) -> str:
    theme = Theme.load(str(folder))
    return str(from_json(render(Document(ARTICLES[1], theme, "build")))["html"])
