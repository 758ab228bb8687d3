"""Milliseconds of CPU from an article's bytes to its six variants, AWS left out."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from importlib import import_module
from statistics import median
from time import process_time

from flong.events import ArticleAccepted, SourceChanged
from flong.formats.document import Document
from flong.formats.parity import absences
from flong.formats.registry import FORMATS
from flong.formats.templates import Theme
from flong.intake.judge import judge, sighted
from flong.theme import fingerprint
from flong.verdict import SourceVersion

from benchmarks.articles import CORPUS, ROOT, Source, corpus, examples
from benchmarks.report import Report, percentile, table, target

THEME = str(ROOT / "layers" / "theme")
ROUNDS = 7
GOAL = 1.5
"""Milliseconds for all variants of an article of 10 KB."""

Times = dict[str, float]
"""Milliseconds by stage: `validate`, each variant, all `variants`, `parity`, and `all`."""


def measure() -> Report:
    report = Report("CPU of an article, from its bytes to its six variants", {})
    for name, found in (("examples", examples()), ("corpus", corpus())):
        if found:
            add(report, name, found)
        else:
            report.remarks.append(f"There is no corpus at {CORPUS}: set FLONG_CORPUS.")
    return report


def add(report: Report, name: str, sources: Sequence[Source]) -> None:
    theme = Theme.load(THEME)
    good = [source for source in sources if accepted(source, theme)]
    rounds = [[timed(source, theme) for source in good] for _ in range(ROUNDS + 1)][1:]  # the first one warms up
    articles = [{stage: median(times[stage] for times in row) for stage in row[0]} for row in zip(*rounds, strict=True)]
    kilobytes = sum(len(source.data) for source in good) / 1024
    report.values[name] = values = {
        "articles": len(good),
        "rejected": len(sources) - len(good),
        "kilobytes_mean": kilobytes / len(good),
        "ms": {stage: spread([stages[stage] for stages in articles], kilobytes) for stage in articles[0]},
    }
    report.tables.append(shown(name, values["ms"]))
    skipped = f"; {values['rejected']} that validation rejects were left out" if values["rejected"] else ""
    report.remarks.append(f"{name}: {len(good)} articles of {values['kilobytes_mean']:.1f} KB on average{skipped}.")


def spread(times: Sequence[float], kilobytes: float) -> Times:
    return {"p50": percentile(times, 0.5), "p95": percentile(times, 0.95), "per_10_kb": sum(times) / kilobytes * 10}


def shown(name: str, stages: dict[str, Times]):  # type: ignore[no-untyped-def]
    made = table(name, "p50 ms", "p95 ms", f"ms per 10 KB (variants: {GOAL})")
    for stage, times in stages.items():
        normal = target(times["per_10_kb"], GOAL, 3) if stage == "variants" else f"{times['per_10_kb']:.3f}"
        made.add_row(stage, f"{times['p50']:.3f}", f"{times['p95']:.3f}", normal)
    return made


def accepted(source: Source, theme: Theme) -> ArticleAccepted | None:
    """What validation makes of an article that it sees for the first time; None if it rejects it."""
    version = SourceVersion(etag="", sha256=sha256(source.data).hexdigest(), modified=NOW)
    found = (version, len(source.data), source.data)
    seen = sighted(source.key, found, None, theme.site)
    outcome = judge(SourceChanged(key=source.key), None, None, seen, theme.site, fingerprint(THEME), datetime.now(UTC))
    return outcome if isinstance(outcome, ArticleAccepted) else None


NOW = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def timed(source: Source, theme: Theme) -> Times:
    """One article's way. The variants share what they share in production, so the first to need it pays for it."""
    times: Times = {}
    start = process_time()
    message = accepted(source, theme)
    times["validate"] = process_time() - start
    assert message
    assert message.article
    document = Document(message.article, theme, message.build)
    made: dict[str, str] = {}
    for format in FORMATS:
        render = import_module(format.module).render
        before = process_time()
        made[format.name] = render(document)
        made[format.name].encode()
        times[format.name] = process_time() - before
    times["variants"] = sum(times[format.name] for format in FORMATS)
    before = process_time()
    absences(document, made)
    times["parity"] = process_time() - before
    times["all"] = times["validate"] + times["variants"] + times["parity"]
    return {stage: seconds * 1000 for stage, seconds in times.items()}
