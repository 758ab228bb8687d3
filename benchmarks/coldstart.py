"""What importing each function costs in a fresh process, as a ratio to what everybody knows: boto3 and an S3 client."""

import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.deployed import Deployed, deployed
from benchmarks.report import Report, table, target

ROUNDS = 7
GOAL = 0.8

REFERENCE = 'import boto3; boto3.client("s3")'
CLIENT = "from botocore.session import Session; Session().create_client('s3')"
YARDSTICKS = {
    "botocore and its S3 client, as deployed": CLIENT,
    "the same and pydantic with one model": f"{CLIENT}\nfrom pydantic import BaseModel\nclass One(BaseModel): x: int",
}
"""What no function that stores checked values can go below."""

# The interpreter itself is up before the first reading, so it does not count.
CLOCK = "from time import process_time as now; start = now()\n{}\nprint((now() - start) * 1000)"


class Start(NamedTuple):
    """One thing to import: Python code, where it finds its modules, and its environment."""

    code: str
    path: list[Path]
    environment: dict[str, str]


def measure() -> Report:
    with TemporaryDirectory() as folder:
        tree = deployed(Path(folder))
        starts = all_starts(tree)
        rounds = [{name: cpu(start) for name, start in starts.items()} for _ in range(ROUNDS + 1)][1:]
    # Whatever else the machine does only ever adds, so the least is nearest to the truth.
    least = {name: min(times[name] for times in rounds) for name in starts}
    ratios = {name: least[name] / least[REFERENCE] for name in starts if name != REFERENCE}
    shown = table("process that imports", "ms of CPU", f"ratio (goal {GOAL})")
    shown.add_row(REFERENCE, f"{least[REFERENCE]:.0f}", "1.00", style="bold")
    for name, ratio in ratios.items():
        shown.add_row(name, f"{least[name]:.0f}", f"{ratio:.2f}" if name in YARDSTICKS else target(ratio, GOAL))
    remarks = [
        f"Least of {ROUNDS} interleaved rounds on Python {sys.version.split()[0]}; layers built as deployed.",
        "The reference is boto3 as installed here, with all of botocore's data.",
    ]
    return Report("Cold start", {"ms": least, "ratio": ratios}, [shown], remarks)


def all_starts(tree: Deployed) -> dict[str, Start]:
    """The reference, the yardsticks, and each function under its own environment."""
    environment = next(iter(tree.functions.values())).environment
    starts = {REFERENCE: Start(REFERENCE, [Path(sysconfig.get_path("purelib"))], environment)}
    starts |= {name: Start(code, [tree.python], environment) for name, code in YARDSTICKS.items()}
    for name, function in tree.functions.items():
        starts[name] = Start("import app", [function.folder, tree.python], function.environment)
    return starts


def cpu(start: Start) -> float:
    """Milliseconds of CPU of a fresh process, from the interpreter's being up; CalledProcessError if it fails."""
    path = ":".join(map(str, start.path))
    # -S: nothing of this environment but what is named. -B: a layer is read-only, nothing compiled is kept.
    command = [sys.executable, "-S", "-B", "-c", CLOCK.format(start.code)]
    done = subprocess.run(
        command, env={**start.environment, "PYTHONPATH": path}, check=True, capture_output=True, text=True
    )
    return float(done.stdout.split()[-1])
