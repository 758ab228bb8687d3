"""`site.toml` and `tags.toml`: the values that a site gives of itself."""

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from flong.intake.fields.language import tag_of
from flong.intake.fields.tag_registry import load_registry
from flong.intake.urls import web_url
from flong.theme import Site
from pydantic import ValidationError

from flong_local.theming.problems import Problem, at_key, at_line, at_text, error, warning

FILE, TAGS = "site.toml", "tags.toml"
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
COLOURS = ("paper", "paper_dark")
PICTURES = {
    "logo": "Search engines show no mark of the publisher.",
    "card": "A shared link whose article has no picture shows none.",
}
ADDRESSES = ("license", "findings")
TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")


def site_problems(folder: Path) -> list[Problem]:
    """What is wrong with `site.toml`."""
    if not (folder / FILE).is_file():
        return [
            error(FILE, "file-missing", "The theme has no site.toml.", 'Write one, with `name = "…"` and `url = "…"`.')
        ]
    stated, broken = read_toml(folder, FILE)
    if broken:
        return broken
    found = [*unknown_keys(stated), *wrong_types(stated)]
    if not any(problem.finding.level == "error" for problem in found):
        found += wrong_values(Site.model_validate(stated))
    return [at_key(problem, folder, key) for key, problem in found_by_key(found)]


def read_toml(folder: Path, file: str) -> tuple[dict[str, Any], list[Problem]]:
    """What a file says, or why that cannot be read."""
    try:
        return tomllib.loads((folder / file).read_text(encoding="utf-8")), []
    except tomllib.TOMLDecodeError as wrong:
        place = TOML_PLACE.search(str(wrong))
        message = f"This is no TOML: {TOML_PLACE.sub('', str(wrong)).strip()}."
        problem = error(file, "toml-invalid", message, 'Write `name = "text"`, one a line, texts in quotes.')
        return {}, [at_line(problem, int(place[1]) if place else None)]
    except UnicodeDecodeError:
        return {}, [error(file, "toml-invalid", "This is not UTF-8.", "Save the file as UTF-8.")]


def found_by_key(found: list[Problem]) -> Iterator[tuple[str, Problem]]:
    """Each problem with the key that its message names first."""
    for problem in found:
        named = re.search(r"`(\w+)`", problem.finding.message)
        yield named[1] if named else "", problem


def unknown_keys(stated: dict[str, Any]) -> list[Problem]:
    known = [name for name in Site.model_fields if name != "tags"]
    found = []
    for key in stated.keys() - set(known):
        close = get_close_matches(key, known, 1)
        remedy = f"Did you mean `{close[0]}`?" if close else "Delete the line, or see docs/theme.md for the names."
        found.append(warning(FILE, "key-unknown", f"`{key}` is no setting of a site.", remedy))
    return found


def wrong_types(stated: dict[str, Any]) -> list[Problem]:
    try:
        Site.model_validate({name: value for name, value in stated.items() if name != "tags"})
    except ValidationError as wrong:
        return [wrong_type(str(it["loc"][0]), it) for it in wrong.errors()]
    return []


def wrong_type(key: str, wrong: Any) -> Problem:
    if wrong["type"] == "missing":
        return error(FILE, "key-missing", f"`{key}` is missing.", f'Write `{key} = "…"`.')
    return error(FILE, "value-invalid", f"`{key}`: {wrong['msg']}.", f"It was given `{wrong['input']}`.")


def wrong_values(site: Site) -> Iterator[Problem]:
    yield from wrong_address(site)
    if site.zone not in available_timezones():
        close = get_close_matches(site.zone, available_timezones(), 1)
        remedy = f"Did you mean `{close[0]}`?" if close else "Write a name such as `Europe/Paris`."
        yield error(FILE, "zone-unknown", f"`zone` cannot be `{site.zone}`: IANA has no such time zone.", remedy)
    if tag_of(site.language) != site.language:
        remedy = f"Write `{tag_of(site.language) or 'en'}`."
        yield error(
            FILE, "language-invalid", f"`language` cannot be `{site.language}`: it is no tag of BCP 47.", remedy
        )
    for key in COLOURS:
        if not COLOUR.fullmatch(value := getattr(site, key)):
            yield error(FILE, "colour-invalid", f"`{key}` cannot be `{value}`.", "Write it as `#fffdf9`.")
    for key in ADDRESSES:
        if (value := getattr(site, key)) and not web_url(value):
            remedy = "Write it out, `https://example.org/name`."
            yield error(FILE, "address-invalid", f"`{key}` is no full web address: `{value}`.", remedy)
    yield from wrong_pictures(site)
    if not site.postal_address:
        what = "`postal_address` is empty. Mail to subscribers without one breaks the law of many countries."
        yield warning(FILE, "postal-address-missing", what, "Write the publisher's postal address.")


def wrong_address(site: Site) -> Iterator[Problem]:
    if not web_url(site.url):
        remedy = "Write it out, `https://example.org`."
        yield error(FILE, "address-invalid", f"`url` is no full web address: `{site.url}`.", remedy)
    elif site.url.startswith("http://"):
        yield warning(FILE, "address-unsafe", "`url` is not https.", f"Write `https{site.url[4:]}`.")
    elif re.search(r"//(?:[\w.-]+\.)?example\.(?:org|com|net)\b", site.url):
        what = "`url` is the example's. Readers get it unless the deployment names another."
        yield warning(FILE, "address-of-example", what, "Write your site's, or deploy with the parameter `SiteUrl`.")


def wrong_pictures(site: Site) -> Iterator[Problem]:
    for key, effect in PICTURES.items():
        value = getattr(site, key)
        if not value:
            yield warning(
                FILE, f"{key}-missing", f"`{key}` is empty. {effect}", f'Write `{key} = "/assets/{key}.png"`.'
            )
        elif not (web_url(value) or re.fullmatch(r"/(?!/)\S*", value)):
            remedy = "Write a full address, or a path of the site that begins with `/`."
            yield error(FILE, "address-invalid", f"`{key}` can be found nowhere: `{value}`.", remedy)
        elif value.lower().endswith(".svg") and key == "card":
            what = "`card` is an SVG, which no social network shows."
            yield warning(FILE, "card-svg", what, "Name a PNG or JPEG of 1200 by 630 pixels.")


def tags_problems(folder: Path) -> list[Problem]:
    """What `tags.toml` says that cannot be, such as two tags of one name."""
    if not (folder / TAGS).is_file():
        return []
    _, broken = read_toml(folder, TAGS)
    if broken:
        return broken
    try:
        load_registry(folder)
    except ValueError as wrong:
        reasons = str(wrong).removeprefix(f"{(folder / TAGS).as_posix()}: ").split("; ")
        return [contradiction(reason, folder) for reason in reasons]
    return []


def contradiction(reason: str, folder: Path) -> Problem:
    tag = reason.partition("]")[0] + "]"
    problem = error(
        TAGS, "tags-contradict", f"{reason}.", "Every name may lead to one tag, and every tag needs a label."
    )
    return at_text(problem, folder, rf"^({re.escape(tag)})")
