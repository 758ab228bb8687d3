"""The source bucket: what editors uploaded, and the reports that Flong writes back."""

import hashlib
from typing import NamedTuple

from botocore.exceptions import ClientError

from flong.aws.clients import client, code_of
from flong.intake.source import MAX_BYTES
from flong.settings import settings
from flong.verdict import SourceVersion

s3 = client("s3")
# S3 answers NoSuchKey to a GET and a bare 404 to a HEAD; with ListBucket granted, a 403 really is one.
ABSENT = ("NoSuchKey", "404", "NotFound")
REFUSED = ("AccessDenied", "InvalidTag", "MethodNotAllowed")
RESTORES = "flong-restores"
"""The name in an object's own metadata of the revision whose bytes were put back."""
MAX_TAGS = 10
"""That S3 keeps on one object."""


class Found(NamedTuple):
    """An object as it stood: its version, its size in bytes, and its bytes unless they are too many."""

    version: SourceVersion
    size: int
    data: bytes


def read(key: str, limit: int = MAX_BYTES) -> Found | None:
    """The object's current state; None if there is none. One with more bytes than `limit` is not fetched."""
    try:
        answer = s3.get_object(Bucket=settings().source_bucket, Key=key)
    except ClientError as error:
        if code_of(error) in ABSENT:
            return None
        raise
    size = answer["ContentLength"]
    data = answer["Body"].read() if size <= limit else b""
    answer["Body"].close()
    return Found(version_of(answer, data), size, data)


def version_of(answer: dict, data: bytes) -> SourceVersion:  # type: ignore[type-arg]
    version = answer.get("VersionId")
    return SourceVersion(
        version_id=None if version == "null" else version,
        etag=answer["ETag"],
        sha256=hashlib.sha256(data or answer["ETag"].encode()).hexdigest(),
        modified=answer["LastModified"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        restores=restored(answer.get("Metadata", {})),
    )


def restored(metadata: dict[str, str]) -> int | None:
    number = metadata.get(RESTORES, "")
    return int(number) if number.isdecimal() and number.isascii() else None


def restore(key: str, version_id: str, revision: int) -> None:
    """Puts the bytes of an older version of an object back as its newest, saying of which revision they were.

    FileNotFoundError if that version is no longer kept.
    """
    bucket = settings().source_bucket
    try:
        s3.copy_object(
            Bucket=bucket,
            Key=key,
            CopySource={"Bucket": bucket, "Key": key, "VersionId": version_id},
            MetadataDirective="REPLACE",
            Metadata={RESTORES: str(revision)},
        )
    except ClientError as error:
        if code_of(error) in (*ABSENT, "NoSuchVersion"):
            raise FileNotFoundError(f"{key}, version {version_id}") from error
        raise


def etag(key: str) -> str | None:
    """What identifies the object's bytes now; None if there is none."""
    try:
        return str(s3.head_object(Bucket=settings().source_bucket, Key=key)["ETag"])
    except ClientError as error:
        if code_of(error) in ABSENT:
            return None
        raise


def write_report(key: str, extension: str, text: str, content_type: str) -> None:
    """A report on the object under `key`, beside all others under `reports/`."""
    s3.put_object(
        Bucket=settings().source_bucket,
        Key=f"reports/{key}.{extension}",
        Body=text.encode(),
        ContentType=content_type,
        CacheControl="no-cache",
    )


def tag(key: str, version: SourceVersion, tags: dict[str, str]) -> bool:
    """Puts `tags` on the very version that was judged, beside those of others, if it is still there.

    False if S3 refuses: a status in the console is worth no article that is held up.
    """
    at = {"Bucket": settings().source_bucket, "Key": key}
    if version.version_id:
        at["VersionId"] = version.version_id
    try:
        others = s3.get_object_tagging(**at)["TagSet"]  # S3 replaces all tags of an object at once
        s3.put_object_tagging(**at, Tagging={"TagSet": tag_set(tags, others)})
    except ClientError as error:
        if code_of(error) in REFUSED:
            return False
        if code_of(error) not in (*ABSENT, "NoSuchVersion"):
            raise
    return True


def tag_set(tags: dict[str, str], others: list[dict[str, str]]) -> list[dict[str, str]]:
    """`others` with `tags` among them, as many as an object may carry; what an editor put there goes first."""
    kept = [tag for tag in others if tag["Key"] not in tags]
    return (kept + [{"Key": name, "Value": value} for name, value in tags.items()])[:MAX_TAGS]
