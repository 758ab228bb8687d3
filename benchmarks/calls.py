"""How many AWS calls one article costs, stage by stage, when it is alone on the embedded stack."""

from collections import Counter

from benchmarks.articles import EXAMPLES
from benchmarks.report import Report, table, target
from flong_local.embedded import EmbeddedPipeline
from flong_local.engines import QUIET, TEMPLATE

ARTICLE = EXAMPLES / "纸型与报纸.md"
"""One without pictures beside it, which take calls of their own."""
ANNOUNCING = ("Validate", "Render", "Index", "Publish")
BESIDE = ("Archive", "Count", "Collect", "Deliver", "Feedback")
GOAL = 27
"""From upload to announcement; one of them asks whether a new file is an old one under another name."""


def measure() -> Report:
    made = calls_of_one_article()
    values = {name: dict(made[name]) for name in (*ANNOUNCING, *BESIDE)}
    total = sum(sum(values[name].values()) for name in ANNOUNCING)
    shown = table("function", "calls", "which")
    shown.columns[2].justify = "left"
    shown.columns[2].no_wrap = False
    for name in ANNOUNCING:
        shown.add_row(name.lower(), *row(made[name]))
    shown.add_row("to the announcement", target(total, GOAL, 0), f"goal: at most {GOAL}", style="bold")
    for name in BESIDE:
        shown.add_row(name.lower(), *row(made[name]))
    remark = (
        f"{ARTICLE.name}, new, with one subscriber; count and collect grow with tags, deliver and feedback with mails."
    )
    return Report("AWS calls of one article", {"calls": values, "to_announcement": total}, [shown], [remark])


def calls_of_one_article() -> dict[str, Counter[str]]:
    """Actions such as `s3.PutObject` and how often each function used them, until all was quiet."""
    with EmbeddedPipeline(TEMPLATE, environment=QUIET) as pipeline:
        pipeline.subscribe("reader@example.com")
        pipeline.upload(f"articles/{ARTICLE.name}", ARTICLE)
        pipeline.settle()
        made: dict[str, Counter[str]] = {name: Counter() for name in (*ANNOUNCING, *BESIDE)}
        for call in pipeline.call_log:
            made[call.function][call.action] += 1
    return made


def row(made: Counter[str]) -> tuple[str, str]:
    return str(made.total()), ", ".join(f"{count} {action}" for action, count in made.most_common())
