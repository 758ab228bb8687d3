"""All that is missing or unsafe in a theme."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from flong.formats.document import Document
from flong.formats.email import render
from flong.formats.labels import FALLBACK
from flong.formats.look import Look, faults_in, look_in
from flong.formats.templates import Theme
from flong.intake.fields.language import tag_of
from flong.theme import COMPILED
from pydantic_core import from_json

from flong_local.theming.colours import page_problems
from flong_local.theming.files import files_problems
from flong_local.theming.mail import mail_problems
from flong_local.theming.problems import SITE, Problem, error
from flong_local.theming.sample import ARTICLES
from flong_local.theming.settings import read_toml, site_problems, tags_problems
from flong_local.theming.templates import templates_problems
from flong_local.theming.variables import variables_problems
from flong_local.theming.words import labels_problems

MAIL = ("email.css", "email.toml")
UNREAD = ("file-missing", "toml-invalid")


def examine(folder: Path) -> list[Problem]:
    """Every problem of the theme in `folder`, by file and line. Pages are made only if its settings are sound."""
    with TemporaryDirectory() as copies:
        # A copy, since what is loaded once from a folder is kept, and templates compiled ahead may be old.
        copy = Path(copies, "theme")
        shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(COMPILED))
        return problems_of(copy)


def problems_of(folder: Path) -> list[Problem]:
    found = [*site_problems(folder), *tags_problems(folder)]
    stated = {} if any(it.finding.code in UNREAD for it in found) else read_toml(folder, SITE)[0]
    language = tag_of(str(stated.get("language", ""))) or FALLBACK
    look = None if any(faults_in(stated)) else look_in(stated)
    found += [*labels_problems(folder, language), *styles_problems(folder, look), *files_problems(folder)]
    if look:
        found += page_problems(folder, look)
    if not errors(found, without="contrast"):
        found += templates_problems(folder)
    if look and not errors(found, without="contrast"):
        found += mail_problems(folder, sample_mail(folder), look)
    return sorted(found, key=lambda it: (it.file, it.finding.line or 0, it.finding.column or 0))


def errors(found: list[Problem], without: str) -> bool:
    return any(it.finding.level == "error" and it.finding.code != without for it in found)


def styles_problems(folder: Path, look: Look | None) -> list[Problem]:
    """What keeps the styles of mails from being read."""
    missing = [name for name in MAIL if not (folder / name).is_file()]
    if missing:
        remedy = "Copy the one that comes with Flong."
        return [error(name, "file-missing", f"The theme has no {name}.", remedy) for name in missing]
    return read_toml(folder, "email.toml")[1] or (variables_problems(folder, look) if look else [])


def sample_mail(folder: Path) -> str:
    theme = Theme.load(str(folder))
    return str(from_json(render(Document(ARTICLES[1], theme, "build")))["html"])
