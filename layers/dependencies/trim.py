"""`python trim.py FOLDER`: leaves out of a folder of installed packages what no function reads.

botocore carries the description of every AWS service, 90 MB in files that it has to list at each cold start.
With Python 3.13 at hand, what is left is compiled: a layer is read-only, so Lambda would compile it at each cold start.
"""

import compileall
import shutil
import sys
from pathlib import Path
from py_compile import PycInvalidationMode

SERVICES = {"dynamodb", "s3", "sesv2", "sns", "sqs"}
SHARED = {"_retry.json", "endpoints.json", "partitions.json", "sdk-default-configuration.json"}
LAMBDA_PYTHON = (3, 13)


def trim(folder: Path) -> None:
    """Removes service models not in use, tests, launchers and stale bytecode; FileNotFoundError if botocore is absent."""
    for path in sorted((folder / "botocore" / "data").iterdir()):
        if path.name not in SERVICES | SHARED:
            remove(path)
    for pattern in ("boto3/data", "boto3/examples", "bin", "**/__pycache__", "**/tests"):
        for path in list(folder.glob(pattern)):
            remove(path)


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
        folder, quiet=1, stripdir=str(folder), prependdir="/opt/python", invalidation_mode=PycInvalidationMode.UNCHECKED_HASH
    )


if __name__ == "__main__":
    target = Path(sys.argv[1])
    trim(target)
    compile_for_lambda(target)
