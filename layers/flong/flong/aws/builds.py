"""The builds bucket: every variant of one article from one state of its inputs, never changed once written."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from botocore.exceptions import ClientError

from flong.article import Article, Picture
from flong.aws.clients import client, code_of
from flong.errors import BuildMissing, Unavailable
from flong.events import ArticleAccepted, Variant
from flong.formats.registry import FORMATS
from flong.publish import picture_key
from flong.settings import settings

s3 = client("s3")

# A message may have 1 MiB with all its attributes; past a fifth of that it is cheaper in S3 anyway.
MAX_INLINE = 200_000
FILES = {format.name: format.file for format in FORMATS}


def key_of(article_id: str, build: str, file: str) -> str:
    return f"builds/{article_id}/{build}/{file}"


def stow(message: ArticleAccepted) -> ArticleAccepted:
    """The message as it is, or without its article if that is too large for a queue and lies in the build instead."""
    if message.article is None or (
        len(message.article.body) < MAX_INLINE // 2 and len(message.model_dump_json()) < MAX_INLINE
    ):
        return message
    put(
        key_of(message.article_id, message.build, "source.json"),
        message.article.model_dump_json().encode(),
        "application/json",
    )
    return message.model_copy(update={"article": None})


def read_article(message: ArticleAccepted) -> Article:
    """The article that the message carries, or that lies in its build."""
    return message.article or Article.model_validate_json(
        read(key_of(message.article_id, message.build, "source.json"))
    )


def write(article_id: str, build: str, renderings: Iterable) -> dict[str, Variant]:  # type: ignore[type-arg]
    """Writes each rendering (name, content_type, content) and tells where it lies."""
    written = {}
    for rendering in renderings:
        key = key_of(article_id, build, FILES[rendering.name])
        put(key, rendering.content, rendering.content_type)
        written[rendering.name] = Variant(
            key=key,
            content_type=rendering.content_type,
            bytes=len(rendering.content),
            sha256=hashlib.sha256(rendering.content).hexdigest(),
        )
    return written


def remove(keys: Sequence[str]) -> None:
    """Removes objects of builds, a thousand at a time; `Unavailable` if one stays."""
    for start in range(0, len(keys), 1000):
        gone = {"Objects": [{"Key": key} for key in keys[start : start + 1000]], "Quiet": True}
        answer = s3.delete_objects(Bucket=settings().builds_bucket, Delete=gone)
        if errors := answer.get("Errors"):
            raise Unavailable(f"{errors[0]['Key']} could not be removed: {errors[0]['Code']}")


def put_picture(article_id: str, picture: Picture, content: bytes) -> None:
    """Keeps a picture as it was when it was measured: by its hash, for every build that shows it."""
    put(picture_key(article_id, picture), content, picture.content_type)


def put(key: str, content: bytes, content_type: str) -> None:
    # The copy that readers get takes these headers along: it may change at any time, so it is always asked for again.
    s3.put_object(
        Bucket=settings().builds_bucket, Key=key, Body=content, ContentType=content_type, CacheControl="no-cache"
    )


def read(key: str) -> bytes:
    """An object of a build; `BuildMissing` if it is not there."""
    try:
        return bytes(s3.get_object(Bucket=settings().builds_bucket, Key=key)["Body"].read())
    except ClientError as error:
        if code_of(error) in ("NoSuchKey", "404"):
            raise BuildMissing(f"{key} is missing from the builds") from error
        raise


def read_email(variants: dict[str, Variant]) -> dict[str, Any]:
    """The object that a build's mail is, as `formats/email.py` makes it."""
    return dict(json.loads(read(variants["email"].key)))
