"""What lies in a bucket."""

from collections.abc import Iterator
from typing import NamedTuple

from flong.aws.clients import client

s3 = client("s3")


class Listed(NamedTuple):
    """An object in a listing; `modified` is UTC, RFC 3339."""

    key: str
    etag: str
    modified: str


def listed(bucket: str, prefix: str = "", after: str = "") -> Iterator[Listed]:
    """Every object under a prefix, after a key if one is given, in the order of the keys."""
    more = {"StartAfter": after} if after else {}
    while True:
        answer = s3.list_objects_v2(Bucket=bucket, Prefix=prefix, **more)
        for entry in answer.get("Contents", []):
            modified = entry["LastModified"].strftime("%Y-%m-%dT%H:%M:%SZ")
            yield Listed(entry["Key"], entry["ETag"], modified)
        if not answer.get("IsTruncated"):
            return
        more = {"ContinuationToken": answer["NextContinuationToken"]}
