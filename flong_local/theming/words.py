"""`labels/`: the words that Flong adds, a catalogue a language."""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

from flong.formats.labels import FALLBACK, Labels

from flong_local.theming.problems import Problem, at_key, error, warning
from flong_local.theming.settings import read_toml

FOLDER = "labels"
STATED = {name for name in Labels.model_fields if name != "language"}
LENGTHS = {"months": 12, "digits": 10}


def labels_problems(folder: Path, language: str) -> list[Problem]:
    """What the catalogues lack, or have too much of; `language` is the site's."""
    files = sorted((folder / FOLDER).glob("*.toml"))
    found: list[Problem] = []
    if FALLBACK not in {file.stem for file in files}:
        what = f"labels/{FALLBACK}.toml is missing. It stands in for every language that has no file."
        found.append(error(f"{FOLDER}/{FALLBACK}.toml", "file-missing", what, "Copy the one that comes with Flong."))
    elif not {file.stem.lower() for file in files} & {language.lower(), language.lower().partition("-")[0]}:
        what = f"There are no labels in the site's language, `{language}`; readers see English ones."
        remedy = f"Copy `{FOLDER}/{FALLBACK}.toml` to `{FOLDER}/{language}.toml`, and translate it."
        found.append(warning(f"{FOLDER}/{FALLBACK}.toml", "labels-missing", what, remedy))
    model = (
        read_toml(folder, f"{FOLDER}/{FALLBACK}.toml")[0] if not found or found[0].finding.level == "warning" else {}
    )
    return found + [problem for file in files for problem in catalogue_problems(folder, file.name, model)]


def catalogue_problems(folder: Path, name: str, model: dict[str, Any]) -> list[Problem]:
    file = f"{FOLDER}/{name}"
    stated, broken = read_toml(folder, file)
    if broken:
        return broken
    found = [
        error(file, "label-missing", f"The label `{label}` is missing.", said_as(label, model))
        for label in sorted(STATED - stated.keys())
    ]
    for label, value in stated.items():
        found += [at_key(problem, folder, label) for problem in value_problems(file, label, value, model)]
    return found


def said_as(label: str, model: dict[str, Any]) -> str:
    return f"In English it is `{model[label]}`." if label in model else f'Write `{label} = "…"`.'


def value_problems(file: str, label: str, value: Any, model: dict[str, Any]) -> Iterator[Problem]:
    if label not in STATED:
        yield error(file, "label-unknown", f"There is no label `{label}`.", "Delete it, or mend its name.")
        return
    if label in LENGTHS and len(value) != LENGTHS[label]:
        what = f"`{label}` has {len(value)}, and needs {LENGTHS[label]}."
        yield error(file, "label-invalid", what, "Write each, in their order.")
    if label == "direction" and value not in ("ltr", "rtl"):
        yield error(file, "label-invalid", f"`direction` cannot be `{value}`.", "Write `ltr` or `rtl`.")
    if isinstance(value, dict) and "other" not in value:
        what = f"`{label}` has nothing for `other`, which stands for every number without a word of its own."
        yield error(file, "label-invalid", what, 'Write `other = "{n} …"`.')
    wanted, there = names_in(model.get(label)), names_in(value)
    if label in model and (odd := there - wanted):
        what = f"`{label}` has `{{{odd.pop()}}}`, which nothing fills in."
        known = ", ".join(f"`{{{name}}}`" for name in sorted(wanted)) or "none"
        yield error(file, "label-invalid", what, f"It may have: {known}.")
    elif label in model and (gone := wanted - there):
        what = f"`{label}` lacks `{{{gone.pop()}}}`: readers miss what stands there."
        yield warning(file, "label-incomplete", what, said_as(label, model))


def names_in(value: Any) -> set[str]:
    """The names in braces of a label, or of all texts of a plural."""
    texts = value.values() if isinstance(value, dict) else [value] if isinstance(value, str) else []
    try:
        return {name for text in texts for _, name, *_ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"an open brace"}
