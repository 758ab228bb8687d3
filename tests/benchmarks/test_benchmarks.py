"""The benchmark tells the truth. No test here says how long anything may take."""

import subprocess

import pytest
from flong.formats.registry import FORMATS
from flong.formats.templates import Theme

from benchmarks import calls, coldstart, rendering
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

    assert times.keys() == {"validate", "all", *(format.name for format in FORMATS)}
    assert min(times.values()) > 0
    assert times["all"] == pytest.approx(sum(times.values()) - times["all"])


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
