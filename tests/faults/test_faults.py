"""A little of what `make faults` tries, and each planted fault, so that no change breaks the harness unseen."""

import io
from random import Random
from xml.etree import ElementTree

import pytest
from rich.console import Console

from tests.faults import crashes, errors, load, mailings, mutants, preemptions
from tests.faults.__main__ import tell_failures
from tests.faults.load_picture import picture
from tests.faults.running import Failure, Report, sample
from tests.faults.scenarios import SCENARIOS
from tests.faults.schedules import RandomSchedule, stages
from tests.faults.worlds import play

pytestmark = pytest.mark.embedded


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda it: it.name)
def test_a_scenario_ends_right_where_nothing_goes_wrong(scenario):
    assert play(scenario)


@pytest.mark.parametrize("fault", [*mutants.planted()], ids=str)
def test_a_planted_fault_is_found(fault):
    fault.run()


@pytest.mark.parametrize("points", [crashes.points, errors.points, preemptions.points])
def test_whatever_happens_at_a_call_it_ends_right(points):
    for trial in sample(list(points(["first publication", "withdrawal"])), 4, seed=1):
        trial.run()


@pytest.mark.parametrize("way", mailings.WAYS)
def test_a_mailing_that_is_broken_at_a_call_ends_right(way):
    for trial in sample(list(mailings.points(ways=[way])), 3, seed=1):
        trial.run()


def test_a_sending_function_that_dies_leaves_nobody_of_seven_out():
    for trial in sample(list(crashes.points(["mailing to seven"], at="sesv2.SendEmail")), 3, seed=1):
        trial.run()


def test_nobody_hears_of_a_withdrawal_while_the_page_still_stands_at_a_path_that_another_has_just_taken():
    for trial in preemptions.points(["withdrawal"], ["path claimed"], at="dynamodb.TransactWriteItems"):
        trial.run()


@pytest.mark.parametrize("stage", Random(1).sample(list(stages()), 2), ids=str)
def test_what_a_stage_has_missed_an_audit_heals(stage):
    stage.run()


@pytest.mark.parametrize("seed", range(2))
def test_in_any_order_it_ends_right(seed):
    RandomSchedule(seed).run()


def test_what_fails_is_told_with_the_command_that_tries_it_again():
    told = io.StringIO()
    report = Report("crashes", 9, 9, [Failure("crash before call 1 of rename", "AssertionError: lost")])

    tell_failures(report, Console(file=told, width=120))

    assert "AssertionError: lost" in told.getvalue()
    assert "Again: make faults ONLY='crash before call 1 of rename'" in told.getvalue()


def test_a_sample_is_the_same_for_the_same_seed():
    there = list(stages())

    assert sample(there, 3, seed=1) == sample(there, 3, seed=1) != sample(there, 3, seed=2)
    assert sample(there, 99, seed=1) == there


def test_many_at_once_end_right_and_make_a_picture():
    done = load.run(22, lambda waiting: None)

    assert (done.edits, done.deletions) == (3, 2)
    assert max(it["intake"] for _, it in done.depths) == 22
    drawn = ElementTree.fromstring(picture(done.said, done.depths))
    texts = {it.text for it in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert {done.said, "seconds of work on one core", *done.depths[0][1]} <= texts
