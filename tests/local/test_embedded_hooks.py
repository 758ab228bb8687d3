"""The embedded stack as one to break: every call is counted, and any of them can fail or find another world."""

import pytest
from botocore.exceptions import ClientError

from flong_local.embedded import Crash
from tests.local.test_embedded import note, open_two_stages, told


@pytest.fixture
def pipeline():
    with open_two_stages() as opened:
        yield opened


def test_calls_are_counted_by_function(pipeline):
    pipeline.upload("in/a", "hello")
    pipeline.settle()

    assert [(call.function, call.action) for call in pipeline.call_log] == [
        ("Copy", "s3.GetObject"),
        ("Copy", "dynamodb.PutItem"),
        ("Tell", "sns.Publish"),
    ]
    assert pipeline.calls == {"Copy": 2, "Tell": 1}


def crash_at(pipeline, hooks, number: int) -> None:
    def hook(call):
        if call.number == number:
            raise Crash

    hooks.append(hook)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_crash_before_any_call_heals(pipeline, number):
    crash_at(pipeline, pipeline.hooks.before, number)
    pipeline.upload("in/a", "hello")
    pipeline.settle()

    assert told(pipeline) == [("in/a", "hello")]
    assert sum(isinstance(it.error, Crash) for it in pipeline.invocations) == 1


def test_a_crash_after_a_call_leaves_what_it_did(pipeline):
    crash_at(pipeline, pipeline.hooks.after, 3)
    pipeline.upload("in/a", "hello")
    pipeline.settle()

    assert told(pipeline) == [("in/a", "hello")] * 2


def test_a_hook_can_be_the_service_that_refuses(pipeline):
    def hook(call):
        if call.number == 1:
            raise ClientError({"Error": {"Code": "SlowDown"}}, call.operation)

    pipeline.hooks.before.append(hook)
    pipeline.upload("in/a", "hello")
    pipeline.settle()

    assert "SlowDown" in str(pipeline.invocations[0].error)
    assert told(pipeline) == [("in/a", "hello")]


def test_the_world_can_change_while_a_function_is_halfway(pipeline):
    def hook(call):
        if call.action == "dynamodb.PutItem":
            pipeline.hooks.before.remove(hook)
            pipeline.upload("in/a", "second")
            pipeline.settle()

    pipeline.hooks.before.append(hook)
    pipeline.upload("in/a", "first")
    pipeline.settle()

    # This little pipeline looks once and writes later, so the stale write wins: that it does is the point.
    assert note(pipeline, "in/a") == "first"
    assert told(pipeline) == [("in/a", "second"), ("in/a", "first")]


def test_what_a_hook_does_is_nobodys_call(pipeline):
    pipeline.hooks.before.append(lambda call: pipeline.upload("elsewhere/a", "x"))
    pipeline.upload("in/a", "hello")
    pipeline.settle()

    assert len(pipeline.call_log) == 3


def test_a_message_in_the_hands_of_a_running_function_stays_there(pipeline):
    def hook(call):
        pipeline.hooks.before.remove(hook)
        assert pipeline.settle() == 0

    pipeline.hooks.before.append(hook)
    pipeline.upload("in/a", "hello")
    pipeline.settle()

    assert told(pipeline) == [("in/a", "hello")]


@pytest.mark.parametrize(("action", "function"), [("s3.GetObject", "Copy"), ("sns.Publish", "Tell")])
def test_a_function_that_ran_out_of_time_goes_on_but_its_work_goes_to_another(pipeline, action, function):
    def hook(call):
        if call.action == action:
            pipeline.hooks.before.remove(hook)
            pipeline.time_out_running()
            pipeline.settle()

    pipeline.hooks.before.append(hook)
    pipeline.upload("in/a", "hello")
    pipeline.settle()

    assert [it.function for it in pipeline.invocations].count(function) == 2
    assert pipeline.dead_letters == {}


def test_an_assertion_in_a_hook_reaches_the_test_even_if_a_function_swallows_it(pipeline):
    def hook(call):
        raise AssertionError("seen before it was live")

    pipeline.hooks.before.append(hook)
    pipeline.upload("in/a", "hello")

    with pytest.raises(AssertionError, match="seen before"):
        pipeline.settle()


def test_messages_can_be_taken_away_and_sent_in_another_order(pipeline):
    pipeline.upload("in/a", "hello")
    taken = pipeline.take("CopyQueue")

    assert pipeline.settle() == 0
    pipeline.send("CopyQueue", taken[0])
    assert pipeline.settle() == 2
