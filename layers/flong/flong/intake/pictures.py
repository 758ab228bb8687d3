"""Pictures that lie beside articles: which object an address means, what it is, and where readers get it. Pure."""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from html import escape, unescape
from urllib.parse import quote, unquote

from flong.article import ARTICLES, Article, Image, Picture
from flong.intake.measure import size_of
from flong.intake.read import Reading, most_important
from flong.intake.slugs import slug_of
from flong.intake.source import text_of
from flong.verdict import Finding

MAX_BYTES = 10 * 1024 * 1024
MAX_STEM = 60
# What a file says of itself, whatever its name says; SVG is no picture but a document, which may hold scripts.
SIGNS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png", "png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg", "jpg"),
    (re.compile(rb"GIF8[79]a"), "image/gif", "gif"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "image/webp", "webp"),
    (re.compile(rb".{4}ftypavi[fs]", re.DOTALL), "image/avif", "avif"),
)
SHOWN = re.compile(r'<img [^>]*?\bsrc="(?!https?:|/)([^"]*)"[^>]*>', re.IGNORECASE)
SOURCE = re.compile(r'\bsrc="[^"]*"')
SIZE = re.compile(r' (width|height)="(\d+)"')


class Fault(StrEnum):
    """Why an object cannot be shown."""

    OUTSIDE = "outside"
    MISSING = "missing"
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"


Looks = Mapping[str, Picture | Fault]
"""What lies under each key that was looked at."""


def key_of(article_key: str, address: str) -> str | None:
    """The key that an article means by a relative address; None if that lies outside what editors upload."""
    key = posixpath.normpath(posixpath.join(posixpath.dirname(article_key), unquote(address)))
    return key if key.startswith(ARTICLES) else None


def addresses_of(article: Article) -> list[str]:
    """The relative addresses of the pictures that an article shows, each once."""
    found = [unescape(address) for address in SHOWN.findall(article.body)]
    if article.hero and is_beside(article.hero.url):
        found.insert(0, article.hero.url)
    return list(dict.fromkeys(found))


def is_beside(address: str) -> bool:
    return not address.startswith(("/", "http://", "https://"))


def wanted_by(article: Article) -> list[str]:
    """The keys of the pictures that an article shows, each once."""
    keys = (key_of(article.key, address) for address in addresses_of(article))
    return list(dict.fromkeys(key for key in keys if key))


def picture_of(key: str, etag: str, sha256: str, data: bytes) -> Picture | Fault:
    """What the bytes under a key show. The file's own first bytes say what it is, not its name."""
    kind = next(((type_, ending) for sign, type_, ending in SIGNS if sign.match(data)), None)
    size = size_of(data) if kind else None
    if kind is None or size is None:
        return Fault.UNREADABLE
    stem = slug_of(posixpath.splitext(posixpath.basename(key))[0], MAX_STEM) or "picture"
    return Picture(
        key=key,
        etag=etag,
        sha256=sha256,
        content_type=kind[0],
        bytes=len(data),
        width=size[0],
        height=size[1],
        file=f"{stem}-{sha256[:16]}.{kind[1]}",
    )


def illustrated(reading: Reading, looks: Looks, data: bytes) -> Reading:
    """What was read of `data`, with the pictures that it shows; no article where one of them cannot be shown."""
    if reading.article is None:
        return reading
    seen = {address: look_at(reading.article, address, looks) for address in addresses_of(reading.article)}
    faults = {address: look for address, look in seen.items() if isinstance(look, Fault)}
    if not faults:
        shown = {address: look for address, look in seen.items() if isinstance(look, Picture)}
        return replace(reading, attempt=with_pictures(reading.article, shown))
    text = text_of(data)
    wrong = [finding_on(address, fault, reading.article, text) for address, fault in faults.items()]
    return replace(reading, findings=most_important([*reading.findings, *wrong]))


def look_at(article: Article, address: str, looks: Looks) -> Picture | Fault:
    key = key_of(article.key, address)
    return looks[key] if key else Fault.OUTSIDE


def with_pictures(article: Article, shown: Mapping[str, Picture]) -> Article:
    """The article with the live address and the size of every picture beside it, which `shown` has by address."""
    hero = article.hero
    if hero and hero.url in shown:
        hero = hero_of(hero, shown[hero.url], article.path)
    body = SHOWN.sub(lambda match: sized(match[0], shown[unescape(match[1])], article.path), article.body)
    pictures = tuple({picture.key: picture for picture in shown.values()}.values())
    return article.model_copy(update={"body": body, "hero": hero, "pictures": pictures})


def sized(tag: str, picture: Picture, path: str) -> str:
    """The tag with the picture's live address; with its size, or in its proportions where its author gave one side."""
    given = {name: int(number) for name, number in SIZE.findall(tag)}
    width = given.get("width") or round(given.get("height", picture.height) * picture.width / picture.height) or 1
    height = given.get("height") or round(width * picture.height / picture.width) or 1
    addressed = SOURCE.sub(lambda _: f'src="{escape(address_of(picture, path))}"', SIZE.sub("", tag))
    return f'{addressed.rstrip("/> ")} width="{width}" height="{height}">'


def address_of(picture: Picture, path: str) -> str:
    return path + quote(picture.file)


def hero_of(hero: Image, picture: Picture, path: str) -> Image:
    size = {"width": picture.width, "height": picture.height}
    return hero.model_copy(update={"url": address_of(picture, path), **size})


def finding_on(address: str, fault: Fault, article: Article, text: str) -> Finding:
    """What is wrong with a picture, at the place where `text`, the article's source, first names it."""
    line, column = place_of(address, text)
    finding = FINDINGS[fault](key_of(article.key, address) or address)
    return finding.model_copy(update={"line": line, "column": column, "found": address})


def place_of(address: str, text: str) -> tuple[int | None, int | None]:
    """Line and column where `text` names an address, as its author wrote it or as a browser would."""
    for written in (address, unquote(address)):
        at = text.find(written)
        if at >= 0:
            return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return None, None


def outside(address: str) -> Finding:
    return Finding(
        code="picture-outside",
        message=f"`{address}` leads out of `{ARTICLES}`, where Flong looks for no picture.",
        remedy="Upload the picture beside the article, and write its name: `![A boat at low tide](boat.jpg)`.",
    )


def missing(key: str) -> Finding:
    return Finding(
        code="picture-missing",
        message=f"There is no picture `{key}`.",
        remedy=f"Upload the picture as `{key}`: Flong then looks at the article again by itself. Or mend its "
        "name here: capital letters count.",
    )


def too_large(key: str) -> Finding:
    return Finding(
        code="picture-too-large",
        message=f"The picture `{key}` has more than {MAX_BYTES:,} bytes.",
        remedy="Save it smaller, 2,000 pixels wide at most, and upload it again under the same name.",
    )


def unreadable(key: str) -> Finding:
    return Finding(
        code="picture-unreadable",
        message=f"`{key}` is no picture in PNG, JPEG, GIF, WebP or AVIF, or it is damaged.",
        remedy="Save it as PNG, JPEG or WebP, upload it, and name it here. An SVG is not shown: it may hold scripts.",
    )


FINDINGS: Mapping[Fault, Callable[[str], Finding]] = {
    Fault.OUTSIDE: outside,
    Fault.MISSING: missing,
    Fault.TOO_LARGE: too_large,
    Fault.UNREADABLE: unreadable,
}
