"""CPU of Hugo for the same variants of the same articles, beside Flong's in the same run."""

import resource
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from flong.formats import markdown
from flong.formats.document import Document
from flong.formats.templates import Theme

from benchmarks.articles import CORPUS, ROOT, Source, corpus, examples
from benchmarks.rendering import THEME, accepted, timed
from benchmarks.report import Report, table

SITE = Path(__file__).parent / "hugo_site"
BINARIES = ROOT / ".venv-hugo"
GOAL = 8.0
"""How many times Flong's CPU an article shall cost Hugo."""
COPIES, RUNS = 8, 3
VARIANTS = ("index.html", "amp/index.html", "email.html", "index.txt", "index.md", "index.json")
"""What Hugo makes of an article: as many as the registry has."""


def measure() -> Report:
    report = Report("Hugo's CPU for the same variants", {})
    found = binary()
    if found is None:
        report.remarks.append("HUGO IS NOT INSTALLED, SO NOTHING WAS COMPARED: `make .venv-hugo/installed` says why.")
        return report
    sources = corpus()
    report.remarks += [] if sources else [f"There is no corpus at {CORPUS}: the examples are measured."]
    return compared(report, found, sources or examples())


def binary(environment: Path = BINARIES) -> Path | None:
    """Hugo itself, past its launcher in Python; None where it is not installed."""
    return next(iter(environment.glob("lib*/python*/site-packages/hugo/binaries/hugo*")), None)


def compared(report: Report, hugo: Path, sources: Sequence[Source]) -> Report:
    theme = Theme.load(THEME)
    good = [source for source in sources if accepted(source, theme)]
    documents = [document for source in good if (document := document_of(source, theme))]
    for source in good:  # the first round warms up
        timed(source, theme)
    # By turns, and the best of each: whatever else the machine does only ever adds.
    rounds = [(ours(good, theme), theirs(hugo, documents)) for _ in range(RUNS)]
    (variants, flong), (its, whole) = min(it for it, _ in rounds), min(it for _, it in rounds)
    report.values = {"articles": len(good), "variants_ms": variants, "flong_ms": flong, "hugo_ms": its,
                     "hugo_whole_ms": whole, "ratio": its / flong, "ratio_of_variants": its / variants}  # fmt: skip
    shown = table("CPU an article", "ms", f"Hugo is so many times it (goal {GOAL:.0f})")
    shown.add_row("Flong, from bytes to six variants", f"{flong:.2f}", ratio(its / flong))
    shown.add_row("Flong, the six variants alone", f"{variants:.2f}", ratio(its / variants))
    shown.add_row("Hugo, the same six, without its start", f"{its:.2f}", "")
    shown.add_row("Hugo with its start", f"{whole:.2f}", "")
    report.tables.append(shown)
    report.remarks.append(
        f"{len(good)} articles, {COPIES} times for Hugo; the best of {RUNS} turns. Neither writes files."
    )
    return report


def document_of(source: Source, theme: Theme) -> Document | None:
    message = accepted(source, theme)
    return Document(message.article, theme, message.build) if message and message.article else None


def ratio(times: float) -> str:
    return f"[{'green' if times >= GOAL else 'red'}]{times:.1f}[/]"


def ours(sources: Sequence[Source], theme: Theme) -> tuple[float, float]:
    """Milliseconds for an article's variants, and from its bytes to them."""
    times = [timed(source, theme) for source in sources]
    variants = sum(it["variants"] for it in times) / len(times)
    return variants, variants + sum(it["validate"] for it in times) / len(times)


def theirs(hugo: Path, documents: Sequence[Document]) -> tuple[float, float]:
    """Milliseconds for an article, beyond those that a site with a single one takes; and all of them."""
    with TemporaryDirectory() as folder:
        alone = cpu(hugo, site(Path(folder, "alone"), documents[:1], 1))
        every = cpu(hugo, site(Path(folder, "all"), documents, COPIES))
    articles = len(documents) * COPIES
    return (every - alone) / (articles - 1) * 1000, every / articles * 1000


def site(folder: Path, documents: Sequence[Document], copies: int) -> Path:
    """A site of Hugo's in `folder`, with each article as often as asked, no two alike, under the same style sheets."""
    shutil.copytree(SITE, folder)
    page, amp = (Path(THEME, f"{name}.css").read_text(encoding="utf-8") for name in ("page", "amp"))
    Path(folder, "layouts/_partials/page_css.html").write_text(page, encoding="utf-8")
    Path(folder, "layouts/_partials/amp_css.html").write_text(page + amp, encoding="utf-8")
    content = folder / "content"
    content.mkdir()
    for place, document in enumerate(documents):
        # What looks like one of Hugo's shortcodes is none.
        text = markdown.render(document).replace("{{<", "{ {<").replace("{{%", "{ {%")
        for copy in range(copies):
            one = text.replace('\nslug: "', f'\nslug: "{copy}-{place}-', 1)
            Path(content, f"{copy}-{place}.md").write_text(f"{one}\nCopy {copy}.\n", encoding="utf-8")
    return folder


def cpu(hugo: Path, folder: Path) -> float:
    """Seconds of CPU that building a site takes; CalledProcessError if it cannot be built."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [hugo, "--source", folder, "--renderToMemory", "--quiet", "--noBuildLock"]
    subprocess.run(command, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
