"""`python trim.py FOLDER`: leaves out of a folder of installed packages what no function reads.

botocore describes every operation of every AWS service, in 90 MB of files that it lists at each cold start, and reads a
megabyte and more for a client. Only what our functions call stays.
With Python 3.13 at hand, what is left is compiled: a layer is read-only, so Lambda would compile it at each cold start.
"""

import compileall
import gzip
import json
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any

OPERATIONS = {
    "dynamodb": {
        *("BatchGetItem", "BatchWriteItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan"),
        *("TransactWriteItems", "UpdateItem"),
    },
    "s3": {
        *("CopyObject", "DeleteObject", "DeleteObjects", "GetObject", "GetObjectTagging", "HeadObject"),
        *("ListObjectsV2", "PutObject", "PutObjectTagging"),
    },
    "scheduler": {"CreateSchedule", "DeleteSchedule", "ListSchedules", "UpdateSchedule"},
    "sesv2": {"GetAccount", "SendEmail"},
    "sns": {"Publish"},
    "sqs": {"SendMessage", "SendMessageBatch"},
}
"""What `flong.aws` calls, by service; a test compares."""

SERVICES = OPERATIONS.keys()

ADDRESSES = {"dynamodb", "email", "s3", "scheduler", "sns", "sqs"}
"""The same services by the names in their addresses."""

SHARED = {"_retry.json", "endpoints.json", "partitions.json", "sdk-default-configuration.json"}
DESCRIPTION = ("service-2.json.gz", "service-2.sdk-extras.json", "endpoint-rule-set-1.json.gz")
LAMBDA_PYTHON = (3, 13)

Json = Any


def trim(folder: Path) -> None:
    """Removes services not in use, tests, launchers and stale bytecode; FileNotFoundError if botocore is absent."""
    for path in sorted((folder / "botocore" / "data").iterdir()):
        if path.name not in SERVICES | SHARED:
            remove(path)
    for pattern in ("boto3/data", "boto3/examples", "bin", "**/__pycache__", "**/tests"):
        for path in list(folder.glob(pattern)):
            remove(path)


def narrow(folder: Path) -> None:
    """Leaves of each service's description what our operations need, unpacked; KeyError for one that it lacks."""
    data = folder / "botocore" / "data"
    for service, operations in OPERATIONS.items():
        *older, latest = sorted(path for path in (data / service).iterdir() if path.is_dir())
        for path in older + [path for path in latest.iterdir() if path.name not in DESCRIPTION]:
            remove(path)
        rewrite(latest / "service-2.json.gz", partial(described, operations=operations))
        rewrite(latest / "endpoint-rule-set-1.json.gz", lambda rules: rules)
    rewrite(data / "endpoints.json", addressed)


def rewrite(file: Path, change: Callable[[Json], Json]) -> None:
    """Replaces a JSON file, packed or not, by an unpacked one with what `change` makes of it."""
    packed = file.read_bytes()
    content = json.loads(gzip.decompress(packed) if file.suffix == ".gz" else packed)
    remove(file)
    text = json.dumps(change(content), separators=(",", ":"), ensure_ascii=False)
    file.with_name(file.name.removesuffix(".gz")).write_text(text, encoding="utf-8")


def described(model: Json, operations: set[str]) -> Json:
    """A service model of some operations and the shapes that they lead to, without texts."""
    kept = {name: model["operations"][name] for name in sorted(operations)}
    shapes: dict[str, Json] = {}
    names = shapes_in(kept)
    while names:
        found = {name: model["shapes"][name] for name in sorted(names)}
        shapes |= found
        names = shapes_in(found) - shapes.keys()
    # Of the rest botocore reads some texts itself.
    return {**model, "operations": without_texts(kept), "shapes": without_texts(shapes), "documentation": ""}


def shapes_in(value: Json) -> set[str]:
    """Names of the shapes that a part of a model refers to."""
    if isinstance(value, list):
        return set().union(*map(shapes_in, value))
    if isinstance(value, dict):
        own = {value["shape"]} if isinstance(value.get("shape"), str) else set()
        return own.union(*map(shapes_in, value.values()))
    return set()


def without_texts(value: Json) -> Json:
    if isinstance(value, list):
        return [without_texts(inner) for inner in value]
    if isinstance(value, dict):
        # A member may be called `documentation` too; then it is no text.
        kept = {name: it for name, it in value.items() if name != "documentation" or not isinstance(it, str)}
        return {name: without_texts(inner) for name, inner in kept.items()}
    return value


def addressed(endpoints: Json) -> Json:
    """The addresses of our services alone, in every partition and region."""
    for partition in endpoints["partitions"]:
        partition["services"] = {name: it for name, it in partition["services"].items() if name in ADDRESSES}
    return endpoints


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def compile_for_lambda(folder: Path) -> bool:
    """Compiles `folder` if this interpreter is Lambda's; the bytecode of another would never be read."""
    if sys.version_info[:2] != LAMBDA_PYTHON:
        return False
    # Unchecked: unpacking a layer does not keep the times that a check would compare.
    return compileall.compile_dir(
        folder,
        quiet=1,
        stripdir=str(folder),
        prependdir="/opt/python",
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )


if __name__ == "__main__":
    target = Path(sys.argv[1])
    trim(target)
    narrow(target)
    compile_for_lambda(target)
