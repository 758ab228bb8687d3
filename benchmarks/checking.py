"""CPU of `flong check` over every article of the corpus, start-up and output included, and of one article alone."""

import resource
import subprocess
import sys
from pathlib import Path

from benchmarks.articles import CORPUS, EXAMPLES, corpus
from benchmarks.report import Report, table, target

RUNS = 5
COMMAND = "from flong_local.cli import app; app()"
GOAL = 1.0
"""Seconds of CPU for a hundred articles."""


def measure() -> Report:
    many = sum(not source.key.startswith("articles/LICENSES/") for source in corpus())
    one = min(cpu(sorted(EXAMPLES.glob("*.md"))[:1]) for _ in range(RUNS))
    if not many:
        return Report("flong check", {"one": one}, [], [f"There is no corpus at {CORPUS}: it was left out."])
    folders = sorted(path for path in CORPUS.iterdir() if path.is_dir() and path.name != "LICENSES")
    whole = min(cpu(folders) for _ in range(RUNS))
    values = {"one": one, "corpus": whole, "articles": many, "per_hundred": whole / many * 100}
    shown = table("", "CPU s", "articles", "CPU s per hundred")
    shown.add_row("one example", f"{one:.2f}", "1", "")
    shown.add_row("the corpus", f"{whole:.2f}", str(many), target(values["per_hundred"], GOAL))
    return Report("flong check", values, [shown], [f"The best of {RUNS} runs, each a process of its own."])


def cpu(files: list[Path]) -> float:
    """Seconds of CPU, of user and system, that one run takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", COMMAND, "check", *files], stdout=subprocess.DEVNULL, check=False)
    assert done.returncode in (0, 1), f"flong check ended with {done.returncode}"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
