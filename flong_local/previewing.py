"""What an article would look like, for its editor alone: every variant as a file that opens by itself."""

import json
import os
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from typing import Any
from urllib.parse import quote

from flong.article import Article, Picture
from flong.formats.registry import FORMATS, PUBLIC
from flong.formats.rendering import render_variants
from flong.formats.templates import Theme
from flong.theme import Site

TYPES = {
    "html": "text/html; charset=utf-8", "txt": "text/plain; charset=utf-8", "png": "image/png", "jpg": "image/jpeg",
    "gif": "image/gif", "webp": "image/webp", "avif": "image/avif",
}  # fmt: skip
FILES = {format.name: format.file for format in FORMATS}
CONTENT_TYPES = {format.file: format.content_type for format in FORMATS}

Files = dict[str, bytes]
"""By name, files that lie in one folder."""


def files_of(variants: Mapping[str, bytes]) -> Files:
    """A file a variant; the two parts of the mail are two."""
    found = {FILES[name]: content for name, content in variants.items() if name in PUBLIC}
    if "email" in variants:
        mail = json.loads(variants["email"])
        found |= {"email.html": mail["html"].encode(), "email.txt": mail["text"].encode()}
    return found


def cast(article: Article, theme: Theme) -> Files:
    """Every variant of an article that has not been uploaded."""
    made = render_variants(article, theme, "preview").variants
    return files_of({name: one.content for name, one in made.items()})


def mail_of(article: Article, theme: Theme) -> tuple[dict[str, Any], str]:
    """The mail that an article would be, and what the places of its readers' own addresses are known by."""
    build = "preview"
    return json.loads(render_variants(article, theme, build).variants["email"].content), build


def content_type(file: str) -> str:
    return CONTENT_TYPES.get(file) or TYPES[file.rpartition(".")[2]]


def with_pictures(files: Files, pictures: Mapping[str, str], path: str, site: Site) -> Files:
    """The pages with the addresses at which the pictures can be seen now, by their names.

    Pictures have their places on the site, and nothing of a draft is there.
    """
    pages = {name: content for name, content in files.items() if name.endswith(".html")}
    return {**files, **{name: led(content, pictures, path, site) for name, content in pages.items()}}


def is_picture(name: str) -> bool:
    return content_type(name).startswith("image/")


def showing(page: bytes, addresses: Mapping[str, str]) -> bytes:
    """A page with the addresses of pictures that lay beside it."""
    for name, address in addresses.items():
        page = page.replace(f'"{name}"'.encode(), f'"{escape(address)}"'.encode())
    return page


def led(page: bytes, pictures: Mapping[str, str], path: str, site: Site) -> bytes:
    for file, address in pictures.items():
        place = path + quote(file)
        for written in (site.absolute(place), escape(place)):
            page = page.replace(f'"{written}"'.encode(), f'"{escape(address)}"'.encode())
    return page


def share(folder: str, name: str, content: bytes, seconds: int) -> str:
    """Puts a file where nobody finds it, and returns an address that lets whoever has it in for so many seconds.

    The bucket forgets it within a week, which is as long as S3 signs an address for.
    """
    from flong.settings import settings

    s3 = signing()
    at = {"Bucket": settings().builds_bucket, "Key": f"previews/{folder}/{name}"}
    s3.put_object(**at, Body=content, ContentType=content_type(name), CacheControl="no-store")
    return str(s3.generate_presigned_url("get_object", Params=at, ExpiresIn=seconds))


@cache
def signing() -> Any:
    """A client whose addresses work everywhere: signed in the fourth version, the only one that new buckets know, and
    for the bucket's own region, since S3 redirects others and a redirection breaks the signature.
    """
    from botocore.config import Config
    from flong.aws.clients import session

    style = "path" if "AWS_ENDPOINT_URL" in os.environ else "virtual"  # an emulator's host has no names under it
    return session().create_client("s3", config=Config(signature_version="s3v4", s3={"addressing_style": style}))


def signed_for_now() -> bool:
    """Whether the credentials that sign are of those that end, and the addresses with them."""
    from flong.aws.clients import session

    credentials = session().get_credentials()
    return credentials is not None and bool(credentials.token)


def kept(article_id: str, pictures: tuple[Picture, ...], read: Callable[[str], bytes]) -> Files:
    """The pictures of an article, as they lie with its builds."""
    from flong.publish import picture_key

    return {it.file: read(picture_key(article_id, it)) for it in pictures}
