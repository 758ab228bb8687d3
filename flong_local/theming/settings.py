"""`site.toml` and `tags.toml`: the values that a site gives of itself."""

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from flong.hub import is_hub
from flong.intake.fields.author_registry import Authors
from flong.intake.fields.language import tag_of
from flong.intake.fields.tag_registry import load_registry
from flong.intake.urls import web_url
from flong.theme import Site, Social
from pydantic import ValidationError

from flong_local.theming.appearance import appearance_problems
from flong_local.theming.files import pictures_problems
from flong_local.theming.people import authors_problems, social_problems
from flong_local.theming.problems import (
    SITE,
    Problem,
    Setting,
    at_line,
    at_setting,
    at_text,
    error,
    suggestion,
    warning,
)

TAGS = "tags.toml"
TABLES = ("colours", "fonts")
"""What `site.toml` has besides the settings of a `Site`."""
ADDRESSES = ("license", "findings")
TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")


def site_problems(folder: Path) -> list[Problem]:
    """What is wrong with `site.toml`."""
    if not (folder / SITE).is_file():
        return [
            error(SITE, "file-missing", "The theme has no site.toml.", 'Write one, with `name = "…"` and `url = "…"`.')
        ]
    stated, broken = read_toml(folder, SITE)
    if broken:
        return broken
    found = [*unknown_keys(stated), *wrong_types(stated)]
    if not any(problem.finding.level == "error" for _, problem in found):
        site = Site.model_validate({**stated, "authors": Authors()})
        found += [*wrong_values(site), *social_problems(site.social), *pictures_problems(site, folder)]
    found += [*appearance_problems(stated), *authors_problems(stated)]
    return [at_setting(problem, folder, path) for path, problem in found]


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


def unknown_keys(stated: dict[str, Any]) -> Iterator[tuple[Setting, Problem]]:
    known = [*(name for name in Site.model_fields if name != "tags"), *TABLES]
    for key in stated.keys() - set(known):
        yield (key,), warning(SITE, "key-unknown", f"`{key}` is no setting of a site.", suggestion(key, known))


def wrong_types(stated: dict[str, Any]) -> list[tuple[Setting, Problem]]:
    try:
        Site.model_validate({name: value for name, value in stated.items() if name not in ("tags", "authors")})
    except ValidationError as wrong:
        return [(path := tuple(map(str, it["loc"])), wrong_type(path, it)) for it in wrong.errors()]
    return []


def wrong_type(path: Setting, wrong: Any) -> Problem:
    key = ".".join(path)
    if wrong["type"] == "missing":
        return error(SITE, "key-missing", f"`{key}` is missing.", f'Write `{key} = "…"`.')
    if wrong["type"] == "extra_forbidden":
        return error(SITE, "key-unknown", f"`{key}` is no setting.", suggestion(path[-1], Social.model_fields))
    return error(SITE, "value-invalid", f"`{key}`: {wrong['msg']}.", f"It was given `{wrong['input']}`.")


def wrong_values(site: Site) -> Iterator[tuple[Setting, Problem]]:
    yield from ((("url",), problem) for problem in wrong_address(site))
    if site.zone not in available_timezones():
        close = get_close_matches(site.zone, available_timezones(), 1)
        remedy = f"Did you mean `{close[0]}`?" if close else "Write a name such as `Europe/Paris`."
        what = f"`zone` cannot be `{site.zone}`: IANA has no such time zone."
        yield ("zone",), error(SITE, "zone-unknown", what, remedy)
    if tag_of(site.language) != site.language:
        what = f"`language` cannot be `{site.language}`: it is no tag of BCP 47."
        yield ("language",), error(SITE, "language-invalid", what, f"Write `{tag_of(site.language) or 'en'}`.")
    for key in ADDRESSES:
        if (value := getattr(site, key)) and not web_url(value):
            remedy = "Write it out, `https://example.org/name`."
            yield (key,), error(SITE, "address-invalid", f"`{key}` is no full web address: `{value}`.", remedy)
    yield from wrong_hub(site)
    if not site.postal_address:
        what = "`postal_address` is empty. Mail to subscribers without one breaks the law of many countries."
        problem = warning(SITE, "postal-address-missing", what, "Write the publisher's postal address.")
        yield ("postal_address",), problem


def wrong_hub(site: Site) -> Iterator[tuple[Setting, Problem]]:
    if site.hub and not is_hub(site.hub):
        what = f"`hub` is no address that a hub is told at: `{site.hub}`."
        yield ("hub",), error(SITE, "address-invalid", what, "Write it out, `https://hub.example/`.")


def wrong_address(site: Site) -> Iterator[Problem]:
    if not web_url(site.url):
        remedy = "Write it out, `https://example.org`."
        yield error(SITE, "address-invalid", f"`url` is no full web address: `{site.url}`.", remedy)
    elif site.url.startswith("http://"):
        yield warning(SITE, "address-unsafe", "`url` is not https.", f"Write `https{site.url[4:]}`.")
    elif re.search(r"//(?:[\w.-]+\.)?example\.(?:org|com|net)\b", site.url):
        what = "`url` is the example's. Readers get it unless the deployment names another."
        yield warning(SITE, "address-of-example", what, "Write your site's, or deploy with the parameter `SiteUrl`.")


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
