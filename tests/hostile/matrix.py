"""Every case through every place of an article into everything that is made of it."""

import multiprocessing
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from flong.article import Article
from flong.intake.judge import read as read_object
from flong.intake.read import Reading

from tests.hostile.judging import faults_of, literal_faults, report_faults, structure_faults
from tests.hostile.outputs import VARIANTS, Outputs, outputs_of, reported
from tests.hostile.plain_oracle import bad_key, bad_path
from tests.hostile.sinks import CONTAINERS, SITE, Sink, body_sinks, header_sinks, joined, merged, read
from tests.hostile.terminal import terminal_faults
from tests.hostile.vectors import Case
from tests.make import DAY, VERSION, make_article

ACCEPTED = VERSION.model_copy(update={"modified": "2026-01-22T10:00:00Z"})


PATIENCE = 10
TOLD = 2
"""One of so many cases is told in a terminal too, since `flong check` reads each file for each of its formats."""


@dataclass
class Tally:
    """What a run looked at, and what it found."""

    cases: int = 0
    accepted: Counter[str] = field(default_factory=Counter)
    """By sink: how many cases an article came of."""
    rejected: Counter[str] = field(default_factory=Counter)
    rendered: int = 0
    """How many whole sets of outputs were made and walked."""
    faults: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Case, its text, output, and what is wrong."""

    def add(self, other: "Tally") -> None:
        self.cases += other.cases
        self.accepted += other.accepted
        self.rejected += other.rejected
        self.rendered += other.rendered
        self.faults += other.faults


def run(cases: Sequence[Case], processes: int = 1) -> Tally:
    """The whole matrix over `cases`."""
    total = Tally()
    if processes == 1:
        return tally(cases)
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for part in pool.imap_unordered(tally, pieces_of(cases)):
            total.add(part)
    return total


def pieces_of(cases: Sequence[Case]) -> list[Sequence[Case]]:
    return [cases[start : start + 100] for start in range(0, len(cases), 100)]


class Slow(Exception):
    """A case took more than `PATIENCE` seconds of CPU, or a whole piece of the run ten times that."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Raises `Slow` after so much CPU time, so that a text which holds everything up is found and named."""

    def give_up(*_: object) -> None:
        raise Slow(f"takes longer than {seconds:.0f} seconds")

    signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def tally(cases: Sequence[Case]) -> Tally:
    total = Tally()
    told(cases[::TOLD], total)
    for case in cases:
        total.cases += 1
        try:
            with patience(PATIENCE):
                try_case(case, total)
        except Slow as slow:
            note(case, {"time": [str(slow)]}, total)
    return total


def told(cases: Sequence[Case], total: Tally) -> None:
    try:
        with patience(10 * PATIENCE):
            total.faults += terminal_faults(cases)
    except Slow as slow:
        note(Case(f"{cases[0].id}…{cases[-1].id}", ""), {"terminal": [str(slow)]}, total)


def try_case(case: Case, total: Tally) -> None:
    """One text in every place: each place read by itself, then all that were accepted rendered together."""
    readings: list[Reading] = []
    fields = [sink for sink in header_sinks(case.text) if probe(sink, total, readings)]
    bodies = body_readings(case.text, total, readings)
    article = make_article(body="")
    for whole in whole_articles(case, fields, total, readings):
        article = whole
        note(case, structure_faults(whole), total)
    note(case, looked_at(joined(article, [body.body for body in bodies]), total), total)
    note(case, report_faults(reported(readings)[1]), total)


def probe(sink: Sink, total: Tally, readings: list[Reading]) -> bool:
    return counted(sink.name, read(CONTAINERS["YAML"](merged([sink])) + "\nText.\n"), total, readings)


def counted(sink: str, reading: Reading, total: Tally, readings: list[Reading]) -> bool:
    readings.append(reading)
    (total.accepted if reading.article else total.rejected)[sink] += 1
    return reading.article is not None


def climb(cases: Sequence[Case]) -> list[tuple[str, str, str, str]]:
    """What is wrong with the paths and keys that come of texts which try to leave their place."""
    found = []
    for case in cases:
        away = f"https://example.org/{case.text}"
        sinks = [Sink("", {name: case.text}) for name in ("slug", "permalink", "category", "title")]
        sources = [read(CONTAINERS["YAML"](merged([sink]))) for sink in [*sinks, Sink("", {"canonical_url": away})]]
        for article in (reading.article for reading in [*sources, read_named(case.text)] if reading.article):
            keys = [f"reports/{article.key}", f"builds/{article.id}/x", article.path[1:] + "index.html"]
            wrong = bad_path(article.path) + [fault for key in keys for fault in bad_key(key)]
            found += [(case.id, case.text, "key", fault) for fault in wrong]
    return found


def body_readings(text: str, total: Tally, readings: list[Reading]) -> list[Article]:
    found = []
    for name, body in body_sinks(text).items():
        if counted(name, reading := read(f"# Tides\n\nText.\n\n{body}\n"), total, readings) and reading.article:
            found.append(reading.article)
    return found


def whole_articles(case: Case, fields: list[Sink], total: Tally, readings: list[Reading]) -> list[Article]:
    """The articles of all these fields at once in every container, and of a file so named; equal ones once."""
    found: dict[str, Article] = {}
    everything = merged(fields)
    for name, container in CONTAINERS.items():
        reading = read(container(everything) + "\nText.\n")
        if counted(name, reading, total, readings) and reading.article:
            found.setdefault(reading.article.model_dump_json(exclude={"derived"}), reading.article)
    if counted("file name", named := read_named(case.text), total, readings) and named.article:
        found[""] = named.article
    return list(found.values())


def read_named(text: str) -> Reading:
    """What is made of an object whose key holds the text."""
    data = b"# ?\n\nText.\n"
    key = f"articles/{text}.md".encode("utf-8", "replace").decode()
    return read_object(key, ACCEPTED, len(data), data, DAY, SITE)


def looked_at(article: Article, total: Tally) -> dict[str, list[str]]:
    outputs: Outputs = outputs_of(article)
    total.rendered += 1
    return {**literal_faults(article, outputs), **faults_of(outputs)}


def note(case: Case, faults: dict[str, list[str]], total: Tally) -> None:
    for output, found in faults.items():
        total.faults += [(case.id, case.text, output, fault) for fault in dict.fromkeys(found)]


def table(total: Tally, seconds: float) -> str:
    """What was tried, a line a sink; a rejection is a report, which is walked too."""
    sinks = dict.fromkeys([*total.accepted, *total.rejected])
    articles, tried = total.accepted.total(), total.accepted.total() + total.rejected.total()
    return "\n".join(
        [
            f"{'sink':<28}{'articles':>10}{'rejected':>10}",
            *(f"{sink:<28}{total.accepted[sink]:>10,}{total.rejected[sink]:>10,}" for sink in sinks),
            "",
            f"{total.cases:,} cases x {len(sinks)} sinks = {tried:,} sources read;",
            f"{articles:,} articles in {len(VARIANTS)} outputs each, walked in {total.rendered:,} sets,",
            f"and a report for every case: {len(total.faults)} findings in {seconds:.0f} s.",
        ]
    )
