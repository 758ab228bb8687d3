"""`make load`: many articles at once, with edits and deletions among them; how fast, and how full the queues were."""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from rich.console import Console
from rich.progress import Progress

from flong_local.embedded import EmbeddedPipeline, Schedule
from flong_local.testing import open_pipeline
from tests.faults.load_picture import picture
from tests.faults.scenarios import delete, upload
from tests.faults.worlds import QUIET, START, verify

TAGS = [f"tag {number}" for number in range(1, 41)]
EDITED, DELETED = 7, 11
"""Of so many articles one."""
SHOWN = {
    "Validate": "intake",
    "Render": "render",
    "Index": "index",
    "Publish": "stream to publish",
    "Count": "stream to count",
    "Collect": "collections",
}


class InTurn(Schedule):
    """Each function gets a batch in its turn, as if all of them worked at once and equally fast."""

    turn = 0

    def pick(self, ready):  # type: ignore[no-untyped-def]
        self.turn += 1
        return ready[self.turn % len(ready)]


@dataclass
class Load:
    """What there is to do, what it took, and how many messages waited where, second by second of work."""

    count: int
    edits: int = 0
    deletions: int = 0
    seconds: float = 0.0
    calls: int = 0
    depths: list[tuple[float, dict[str, int]]] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return self.count + self.edits + self.deletions

    @property
    def said(self) -> str:
        return f"{self.count:,} uploads at once, {self.edits:,} edits and {self.deletions:,} deletions among them"


def run(count: int, told: Callable[[int], object]) -> Load:
    load = Load(count)
    with open_pipeline(schedule=InTurn(), environment=QUIET, start=START, tick=0.001) as pipeline:
        for number in range(count):
            article(number, "first")(pipeline)
        work(pipeline, load, told)
        verify(pipeline)
    return load


def article(number: int, words: str) -> Callable[[EmbeddedPipeline], None]:
    # A few tags are on many articles, and many on a few.
    tags = sorted({TAGS[int(len(TAGS) * Random(number + 1000 * it).random() ** 3)] for it in range(3)})
    date = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
    body = "\n\n".join([f"The {words} words of number {number}."] * 8)
    return upload(f"article-{number}", body, tags=f"[{', '.join(tags)}]", date=date)


def work(pipeline: EmbeddedPipeline, load: Load, told: Callable[[int], object]) -> None:
    """Until all is quiet; what editors do meanwhile is spread over the time in which intake is busy."""
    changes, started = list(meanwhile(load)), time.process_time()
    every = max(1, load.count // 10 // max(1, len(changes)))
    for step in range(1_000_000):
        if step % 20 == 0:
            load.depths.append((time.process_time() - started, depths(pipeline)))
            told(sum(load.depths[-1][1].values()))
        if changes and step % every == 0:
            changes.pop()(pipeline)
        if not pipeline.steps(1) and not changes:
            break
    load.seconds, load.calls = time.process_time() - started, len(pipeline.call_log)
    load.depths.append((load.seconds, depths(pipeline)))


def meanwhile(load: Load) -> Iterator[Callable[[EmbeddedPipeline], None]]:
    for number in Random(1).sample(range(load.count), load.count):
        if number % DELETED == 0:
            load.deletions += 1
            yield delete(f"article-{number}")
        elif number % EDITED == 0:
            load.edits += 1
            yield article(number, "second")


def depths(pipeline: EmbeddedPipeline) -> dict[str, int]:
    """How much waits, now or for its time, before each function."""
    found = dict.fromkeys(SHOWN.values(), 0)
    for it in pipeline.dispatcher.sources:
        source = getattr(it, "source", None)
        if source and (name := SHOWN.get(source.function)):
            found[name] += it.depth  # type: ignore[attr-defined]
    return found


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.faults.load", description=__doc__)
    parser.add_argument("picture", type=Path, nargs="?", help="where to draw it")
    parser.add_argument("--count", type=int, default=2000, help="how many articles")
    given = parser.parse_args()
    with Progress(transient=True) as progress:
        bar = progress.add_task("messages that wait", total=given.count)
        load = run(given.count, lambda waiting: progress.update(bar, completed=max(0, given.count - waiting)))
    if given.picture:
        given.picture.parent.mkdir(parents=True, exist_ok=True)
        given.picture.write_text(picture(load.said, load.depths), encoding="utf-8")
    rate, most = load.changes / load.seconds, max(sum(it.values()) for _, it in load.depths)
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{load.said}: all ended right.")
    console.print(f"{rate:.1f} changes a second on one core, {load.calls / load.changes:.1f} AWS calls each;")
    console.print(f"{load.seconds:.0f} seconds of work, at most {most:,} messages waiting.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
