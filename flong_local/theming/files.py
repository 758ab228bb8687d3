"""The files that a theme brings along, and whether what names them finds them."""

import re
from collections.abc import Iterator
from pathlib import Path

from flong.assets import MAX_BYTES, MAX_FILES, PREFIX, TYPES, Fault, asset_of, file_of, files_in
from flong.formats.publisher import logo_of
from flong.formats.templates import URL
from flong.intake.urls import web_url
from flong.theme import Site

from flong_local.theming.problems import SITE, Problem, Setting, at_line, error, warning

PICTURES = {
    "logo": "Search engines show no mark of the publisher.",
    "icon": "Browsers show none in the tab.",
    "card": "A shared link whose article has no picture shows none.",
}
FACE = re.compile(r"@font-face\s*\{[^}]*\}")
ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')\s]+)")


def files_problems(folder: Path) -> Iterator[Problem]:
    """Files that are not published, and style sheets that ask for files that are not there."""
    files = files_in(folder)
    for file in files:
        looked = asset_of(file, folder)
        if isinstance(looked, Fault):
            yield unpublished(file.relative_to(folder).as_posix(), looked)
    if len(files) > MAX_FILES:
        what = f"There are {len(files)} files; the first {MAX_FILES} are published."
        yield error(files[MAX_FILES].relative_to(folder).as_posix(), "assets-too-many", what, "Take some away.")
    for sheet in sorted(folder.glob("*.css")):
        yield from missing_in(sheet, folder)
        yield from elsewhere_in(sheet)


def unpublished(name: str, fault: Fault) -> Problem:
    match fault:
        case Fault.NAME:
            remedy = "Name it with letters, digits, hyphens, dots and underscores alone."
            return error(name, "asset-name", "Its name makes no plain address, so it is not published.", remedy)
        case Fault.TYPE:
            remedy = f"It may end in {', '.join(sorted(TYPES))}."
            return error(name, "asset-type", "It is of a kind that is not published.", remedy)
        case Fault.TOO_LARGE:
            remedy = f"Make it smaller than {MAX_BYTES // 1024} KiB."
            return error(name, "asset-too-large", "It is too large to be published.", remedy)
        case Fault.ELSEWHERE:
            what = "It is a link to a file outside the theme, so it is not published."
            return error(name, "asset-elsewhere", what, "Put the file itself into `assets/`.")
        case Fault.ACTIVE:
            what = "This SVG can run what it likes in a reader's browser, so it is not published."
            return error(
                name,
                "asset-active",
                what,
                "Save it in UTF-8, without scripts, handlers, entities, style sheets and frames.",
            )


def missing_in(sheet: Path, folder: Path) -> Iterator[Problem]:
    text = sheet.read_text(encoding="utf-8")
    for found in URL.finditer(text):
        if found[2].startswith(PREFIX) and not file_of(found[2], folder):
            yield at_line(not_there(sheet.name, found[2]), text.count("\n", 0, found.start()) + 1)


def elsewhere_in(sheet: Path) -> Iterator[Problem]:
    """Fonts that a page may not fetch."""
    text = sheet.read_text(encoding="utf-8")
    faces = ((face.start(), face[0]) for face in FACE.finditer(text))
    asked = ((start + found.start(), found[1]) for start, face in faces for found in ADDRESS.finditer(face))
    remedy = 'Put it into `assets/`, and write `url("/assets/…")`.'
    for place, address in asked:
        if not re.match(r"/(?!/)", address):
            what = f"The font `{address}` is not the site's own, and pages fetch no other."
            problem = error(sheet.name, "font-elsewhere", what, remedy)
            yield at_line(problem, text.count("\n", 0, place) + 1)


def not_there(file: str, address: str) -> Problem:
    return error(file, "asset-missing", f"There is no file `{address}`.", f"Put it into the theme as `{address[1:]}`.")


def pictures_problems(site: Site, folder: Path) -> Iterator[tuple[Setting, Problem]]:
    """Pictures of the site that are missing, or that those who should show them cannot use."""
    for key, effect in PICTURES.items():
        for problem in picture_problems(key, getattr(site, key), effect, folder):
            yield (key,), problem
    logo = logo_of(site, folder)
    if logo and file_of(site.logo, folder) and not (logo.width and logo.height):
        what = f"`logo`: the size of `{site.logo}` cannot be told, so pages shift when it arrives."
        yield ("logo",), warning(SITE, "logo-unmeasured", what, "Give the SVG a width and a height, or take a PNG.")
    elif logo and not logo.width and (web_url(site.logo) or re.match(r"/(?!/|assets/)", site.logo)):
        what = (
            f"`logo` is no file of the theme's: the size of `{site.logo}` is unknown, so pages shift when it arrives."
        )
        yield ("logo",), warning(SITE, "logo-unmeasured", what, "Put it into `assets/`, and write `/assets/…`.")


def picture_problems(key: str, address: str, effect: str, folder: Path) -> Iterator[Problem]:
    if not address:
        yield warning(SITE, f"{key}-missing", f"`{key}` is empty. {effect}", f'Write `{key} = "/assets/{key}.png"`.')
    elif not (web_url(address) or re.fullmatch(r"/(?!/)\S*", address)):
        remedy = "Write a full address, or a path of the site that begins with `/`."
        yield error(SITE, "address-invalid", f"`{key}` can be found nowhere: `{address}`.", remedy)
    elif address.startswith(PREFIX) and not file_of(address, folder):
        yield not_there(SITE, address)
    elif address.lower().endswith(".svg") and key == "card":
        what = "`card` is an SVG, which no social network shows."
        yield warning(SITE, "card-svg", what, "Name a PNG or JPEG of 1200 by 630 pixels.")
