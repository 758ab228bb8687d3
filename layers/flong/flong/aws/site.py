"""The site bucket: what readers see. Only `publish` and `collect` write here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from botocore.exceptions import ClientError

from flong.assets import Asset
from flong.aws import objects
from flong.aws.clients import client, code_of
from flong.collect import File
from flong.errors import BuildMissing, Unavailable
from flong.settings import settings

s3 = client("s3")

IMMUTABLE = "public, max-age=31536000, immutable"
REPLACEABLE = "public, max-age=3600, stale-while-revalidate=86400"
"""Of a theme's files, which pages ask for by a name that stays when they change."""
MOVED = {"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey", "404"}
"""What S3 says where an object is not what it was: another, being written at this moment, or none."""


class Overtaken(Exception):
    """Somebody else has written or removed a file since it was looked at."""


def copy(build_key: str, key: str) -> None:
    """Makes an object of a build live, headers and all; `BuildMissing` if the build is gone."""
    copy_from(build_key, key)


def copy_forever(build_key: str, key: str, content_type: str) -> None:
    """As `copy`, under a name that no other content will ever have."""
    copy_from(build_key, key, MetadataDirective="REPLACE", ContentType=content_type, CacheControl=IMMUTABLE)


def copy_from(build_key: str, key: str, **headers: str) -> None:
    source = {"Bucket": settings().builds_bucket, "Key": build_key}
    try:
        s3.copy_object(Bucket=settings().site_bucket, Key=key, CopySource=source, **headers)
    except ClientError as error:
        if code_of(error) in ("NoSuchKey", "404"):
            raise BuildMissing(f"{build_key} is missing from the builds") from error
        raise


def write(key: str, text: str, content_type: str) -> None:
    """A page or feed that Flong composed itself."""
    s3.put_object(
        Bucket=settings().site_bucket, Key=key, Body=text.encode(), ContentType=content_type, CacheControl="no-cache"
    )


def etag(key: str) -> str | None:
    """The entity tag of what a key holds; None if nothing."""
    try:
        found: str = s3.head_object(Bucket=settings().site_bucket, Key=key)["ETag"]
    except ClientError as error:
        if code_of(error) != "404":
            raise
        return None
    return found.strip('"')


def replace(file: File, seen: str | None) -> None:
    """Writes a file in the place of what had the entity tag `seen`, or of nothing; `Overtaken` if that has changed."""
    condition = {"IfMatch": f'"{seen}"'} if seen else {"IfNoneMatch": "*"}
    with unless_moved(file.key):
        s3.put_object(
            Bucket=settings().site_bucket,
            Key=file.key,
            Body=file.text.encode(),
            ContentType=file.content_type,
            CacheControl="no-cache",
            **condition,
        )


def take_away(key: str, seen: str) -> None:
    """Removes what had the entity tag `seen`; `Overtaken` if that is no longer there."""
    with unless_moved(key):
        s3.delete_object(Bucket=settings().site_bucket, Key=key, IfMatch=f'"{seen}"')


@contextmanager
def unless_moved(key: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if code_of(error) not in MOVED:
            raise
        raise Overtaken(key) from error


def write_asset(asset: Asset) -> None:
    s3.put_object(
        Bucket=settings().site_bucket,
        Key=asset.key,
        Body=asset.content,
        ContentType=asset.content_type,
        CacheControl=REPLACEABLE,
    )


def remove_folder(prefix: str, keep: Callable[[str], bool] = lambda name: False) -> None:
    """Removes what lies under an article's path but for the names to `keep`.

    The page goes first, so that nothing points at what is gone.
    """
    keys = [key for key in keys_under(prefix) if not keep(key.removeprefix(prefix))]
    keys.sort(key=lambda key: (key != f"{prefix}index.html", key))
    for start in range(0, len(keys), 1000):
        remove(keys[start : start + 1000])


def keys_under(prefix: str) -> Iterator[str]:
    return (key for key, _ in etags_under(prefix))


def etags_under(prefix: str) -> Iterator[tuple[str, str]]:
    """Keys, each with the entity tag of what it holds."""
    return ((it.key, it.etag.strip('"')) for it in objects.listed(settings().site_bucket, prefix))


def remove(keys: list[str]) -> None:
    answer = s3.delete_objects(
        Bucket=settings().site_bucket, Delete={"Objects": [{"Key": key} for key in keys], "Quiet": True}
    )
    if errors := answer.get("Errors"):
        raise Unavailable(f"{errors[0]['Key']} could not be removed: {errors[0]['Code']}")
