"""An article that is too much for a function ends with a verdict and a dead letter, never in silence."""

import pytest

from flong_local.embedded import Crash
from tests.pipeline.agreement import assert_agreement

GOOD = "# Tides\n\nThe sea comes and goes.\n"

pytestmark = pytest.mark.embedded


def die_at(pipeline, function: str, action: str):
    """The function's process is killed at that call, as by a timeout, until the hook is removed."""

    def die(call) -> None:
        if (call.function, call.action) == (function, action):
            raise Crash

    pipeline.hooks.before.append(die)
    return die


DEATHS = [("Validate", "sqs.SendMessage", "IntakeDeadLetters"), ("Render", "s3.PutObject", "RenderDeadLetters")]


@pytest.mark.parametrize(("function", "action", "letters"), DEATHS)
def test_an_article_that_kills_its_function_gets_a_verdict_that_says_so(pipeline, function, action, letters):
    die_at(pipeline, function, action)
    pipeline.upload("articles/tides.md", GOOD)
    pipeline.settle()

    report = pipeline.report("articles/tides.md")
    assert [report["status"], report["findings"][-1]["code"]] == ["rejected", "unfinished"]
    assert list(pipeline.dead_letters) == [letters]


@pytest.mark.parametrize(("function", "action", "letters"), DEATHS)
def test_what_was_given_up_goes_live_when_its_dead_letter_comes_back(pipeline, function, action, letters):
    death = die_at(pipeline, function, action)
    pipeline.upload("articles/tides.md", GOOD)
    pipeline.settle()
    pipeline.hooks.before.remove(death)
    pipeline.redrive(letters)
    pipeline.settle()

    assert pipeline.report("articles/tides.md")["status"] == "accepted"
    assert_agreement(pipeline)


@pytest.mark.parametrize(("function", "action", "letters"), DEATHS)
def test_a_function_that_lives_at_the_last_try_says_nothing_bad_in_the_end(pipeline, function, action, letters):
    deaths = []

    def die(call) -> None:
        if (call.function, call.action) == (function, action) and len(deaths) < 4:
            deaths.append(call)
            raise Crash

    pipeline.hooks.before.append(die)
    pipeline.upload("articles/tides.md", GOOD)
    pipeline.settle()

    assert len(deaths) == 4
    assert pipeline.report("articles/tides.md")["status"] == "accepted"
    assert_agreement(pipeline)


def test_the_neighbours_of_an_article_that_kills_its_function_get_a_verdict_too(pipeline):
    die_at(pipeline, "Validate", "sqs.SendMessage")
    for name in ("ebb", "flood"):
        pipeline.upload(f"articles/{name}.md", GOOD)
    pipeline.settle()

    reports = [pipeline.report(f"articles/{name}.md") for name in ("ebb", "flood")]
    assert [report["findings"][-1]["code"] for report in reports] == ["unfinished", "unfinished"]
    assert len(pipeline.dead_letters["IntakeDeadLetters"]) == 2
