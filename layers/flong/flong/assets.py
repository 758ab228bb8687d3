"""The files that a theme brings along, such as a logo or fonts: in its `assets/`, and on the site under `/assets/`."""

import re
from enum import StrEnum
from hashlib import md5
from html import unescape
from pathlib import Path
from typing import NamedTuple

FOLDER = "assets"
PREFIX = f"/{FOLDER}/"
TYPES = {
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""By ending, what may be published: nothing that could act in a reader's browser."""
MAX_BYTES = 1024 * 1024
MAX_FILES = 50

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# An SVG that is opened by itself is a page of the site, and what it runs may do what the site may.
ACTIVE = re.compile(
    r"<(?:[^\s<>:/]+:)?(?:script|foreignObject|iframe|embed|object)\b|<!(?:ENTITY|ATTLIST)|<\?xml-stylesheet|"
    r"\son[a-z]+\s*=|" + r"\s*".join("javascript:"),
    re.IGNORECASE,
)


class Fault(StrEnum):
    """Why a file of a theme is not published."""

    NAME = "name"
    TYPE = "type"
    TOO_LARGE = "too large"
    ACTIVE = "active"
    ELSEWHERE = "elsewhere"


class Asset(NamedTuple):
    """A file for the site bucket."""

    key: str
    content_type: str
    content: bytes

    @property
    def etag(self) -> str:
        """As S3 has it of an object that it encrypts with a key of its own."""
        return md5(self.content, usedforsecurity=False).hexdigest()


def assets_in(theme: Path) -> list[Asset]:
    """What is published of the files in a theme's folder; `flong theme check` says why others are not."""
    looks = (asset_of(path, theme) for path in files_in(theme))
    return [look for look in looks if isinstance(look, Asset)][:MAX_FILES]


def files_in(theme: Path) -> list[Path]:
    """The files in a theme's `assets/`, in the order of their names; hidden ones are not meant."""
    folder = theme / FOLDER
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not any(it.startswith(".") for it in path.relative_to(folder).parts))


def asset_of(path: Path, theme: Path) -> Asset | Fault:
    """A file of the theme as it is published, or why it is not."""
    parts = path.relative_to(theme).parts
    if not all(map(NAME.fullmatch, parts)):
        return Fault.NAME
    if not path.resolve().is_relative_to(theme.resolve()):
        return Fault.ELSEWHERE
    if path.suffix.lower() not in TYPES:
        return Fault.TYPE
    if path.stat().st_size > MAX_BYTES:
        return Fault.TOO_LARGE
    content = path.read_bytes()
    if path.suffix.lower() == ".svg" and _acts(content):
        return Fault.ACTIVE
    return Asset("/".join(parts), TYPES[path.suffix.lower()], content)


def _acts(svg: bytes) -> bool:
    """Whether an SVG might run something; also where it is in an encoding that keeps us from knowing."""
    return b"\0" in svg or bool(ACTIVE.search(unescape(svg.decode("utf-8", "replace"))))


def file_of(address: str, theme: Path) -> Path | None:
    """The theme's own file that an address such as `/assets/logo.png` means; None if there is none."""
    return next((path for path in files_in(theme) if address == f"/{path.relative_to(theme).as_posix()}"), None)
