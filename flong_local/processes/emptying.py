"""Takes everything out of a stack and leaves the stack."""

from collections.abc import Callable, Iterable
from typing import Any

ROUNDS = 10


def empty(s3: Any, dynamodb: Any, buckets: Iterable[str], tables: Iterable[str], settle: Callable[[], object]) -> None:
    """Empties buckets and tables until they stay empty: the functions still react to what they see go.

    RuntimeError if they do not.
    """
    buckets, tables = list(buckets), list(tables)
    for _ in range(ROUNDS):
        settle()
        left = sum(empty_bucket(s3, bucket) for bucket in buckets) + sum(
            empty_table(dynamodb, table) for table in tables
        )
        if not left:
            return
    raise RuntimeError(f"{left} objects and items came back")


def empty_bucket(s3: Any, bucket: str) -> int:
    """Deletes every version of every object; returns how many there were."""
    count = 0
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        found = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        count += len(found)
        if found:
            objects = [{"Key": it["Key"], "VersionId": it["VersionId"]} for it in found]
            s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})
    return count


def empty_table(dynamodb: Any, table: str) -> int:
    """Deletes every item; returns how many there were."""
    names = [it["AttributeName"] for it in dynamodb.describe_table(TableName=table)["Table"]["KeySchema"]]
    found = [item for page in dynamodb.get_paginator("scan").paginate(TableName=table) for item in page["Items"]]
    for item in found:
        dynamodb.delete_item(TableName=table, Key={name: item[name] for name in names})
    return len(found)
