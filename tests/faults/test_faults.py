"""A little of what `make faults` tries, and each planted fault, so that no change breaks the harness unseen."""

from random import Random

import pytest

from tests.faults import crashes, errors, mutants, preemptions
from tests.faults.running import sample
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


@pytest.mark.parametrize("stage", Random(1).sample(list(stages()), 2), ids=str)
def test_what_a_stage_has_missed_an_audit_heals(stage):
    stage.run()


@pytest.mark.parametrize("seed", range(2))
def test_in_any_order_it_ends_right(seed):
    RandomSchedule(seed).run()
