"""Wall time from an upload to its announcement on the embedded stack: our own code and moto's, no network."""

from collections.abc import Callable
from time import perf_counter

from flong.intake.header.split import split

from benchmarks.articles import EXAMPLES
from benchmarks.report import Report, percentile, table
from flong_local.embedded import Call, EmbeddedPipeline
from flong_local.engines import QUIET, TEMPLATE

RUNS = 15
BURST = 50


def measure() -> Report:
    with EmbeddedPipeline(TEMPLATE, environment=QUIET) as pipeline:
        alone = [arrival(pipeline, [number])[0] for number in range(RUNS + 1)][1:]  # the first one warms up
    with EmbeddedPipeline(TEMPLATE, environment=QUIET) as pipeline:
        together = arrival(pipeline, range(BURST))
    values = {"alone": spread(alone), f"burst_of_{BURST}": spread(together) | {"each": max(together) / BURST}}
    shown = table("", "p50 ms", "p95 ms", "last ms", "ms an article")
    for name, times in values.items():
        shown.add_row(name.replace("_", " "), *(f"{value:.0f}" for value in times.values()))
    remark = f"{RUNS} runs alone. One process does the work of all functions and of AWS, one batch after the other."
    return Report("Upload to announcement, embedded", values, [shown], [remark])


def spread(times: list[float]) -> dict[str, float]:
    return {"p50": percentile(times, 0.5), "p95": percentile(times, 0.95), "last": max(times)}


def arrival(pipeline: EmbeddedPipeline, numbers: range | list[int]) -> list[float]:
    """Milliseconds from the first of these uploads until each announcement."""
    announced: list[float] = []
    listener = noted(announced)
    pipeline.hooks.after.append(listener)
    start = perf_counter()
    for number in numbers:
        pipeline.upload(f"articles/number-{number}.md", numbered(number))
    pipeline.settle()
    pipeline.hooks.after.remove(listener)
    assert len(announced) == len(numbers), f"{len(announced)} announcements for {len(numbers)} articles"
    return [(moment - start) * 1000 for moment in announced]


def noted(moments: list[float]) -> Callable[[Call], None]:
    def heard(call: Call) -> None:
        if call.action == "sns.Publish":
            moments.append(perf_counter())

    return heard


def numbered(number: int) -> str:
    """An example's text as an article of its own, with two tags that all share."""
    _, body, _ = split((EXAMPLES / "one-mould-many-presses.md").read_text(encoding="utf-8"))
    return f"---\ntitle: Number {number}\ncategory: numbers\ntags: [Printing, Syndication]\n---\n\n{body}"
