"""The embedded engine: messages move as on AWS, in the order of a schedule, at the time of a clock."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flong_local.embedded import EmbeddedPipeline, NotSettled, Schedule

TWO_STAGES = Path(__file__).parent / "two_stages" / "template.yaml"


def open_two_stages(**options) -> EmbeddedPipeline:
    return EmbeddedPipeline(TWO_STAGES, **options)


@pytest.fixture
def pipeline():
    with open_two_stages() as opened:
        yield opened


def note(pipeline, key: str) -> str | None:
    item = pipeline.item(key, "NOTE")
    return item and item["text"]


def told(pipeline) -> list[tuple[str, str | None]]:
    return [(it["key"], it["text"]) for it in pipeline.announcements]


def test_what_is_uploaded_goes_all_the_way(pipeline):
    pipeline.upload("in/a", "hello")
    pipeline.settle()

    assert note(pipeline, "in/a") == "hello"
    assert told(pipeline) == [("in/a", "hello")]


@pytest.mark.parametrize("key", ["in/a b", "in/a+b", "in/100%", "in/é’", "in/مرحبا", "in/a%20b"])
def test_every_key_arrives_as_it_was(pipeline, key):
    pipeline.upload(key, "hello")
    pipeline.settle()
    pipeline.delete(key)
    pipeline.settle()

    assert told(pipeline) == [(key, "hello"), (key, None)]


def test_what_no_notification_names_is_not_heard_of(pipeline):
    pipeline.upload("elsewhere/a", "hello")
    pipeline.delete("elsewhere/a")

    assert pipeline.settle() == 0


def test_a_subscription_with_a_filter_hears_only_what_fits(pipeline):
    pipeline.upload("in/a", "hello")
    pipeline.settle()
    pipeline.delete("in/a")
    pipeline.settle()

    assert len(pipeline.announcements) == 2
    assert pipeline.queues["HeardQueue"] == 1


def test_a_source_with_a_filter_passes_only_what_fits(pipeline):
    item = {"pk": {"S": "x"}, "sk": {"S": "OTHER"}}
    pipeline.clients.dynamodb.put_item(TableName=pipeline.environment["FLONG_ARTICLE_TABLE"], Item=item)

    assert pipeline.settle() == 0


def test_messages_that_wait_go_out_together(pipeline):
    for number in range(7):
        pipeline.upload(f"in/{number}", "hello")
    pipeline.settle()

    sizes = [len(it.event["Records"]) for it in pipeline.invocations if it.function == "Copy"]
    assert sizes == [5, 2]


def test_one_failed_message_of_a_batch_comes_back_alone_and_ends_as_a_dead_letter(pipeline):
    for text in ("good", "fail", "fine"):
        pipeline.upload(f"in/{text}", text)
    pipeline.settle()

    sizes = [len(it.event["Records"]) for it in pipeline.invocations if it.function == "Copy"]
    assert sizes == [3, 1, 1]
    assert len(pipeline.dead_letters["CopyDeadLetters"]) == 1
    assert sorted(told(pipeline)) == [("in/fine", "fine"), ("in/good", "good")]


def test_a_batch_whose_function_fails_comes_back_whole(pipeline):
    for text in ("good", "break"):
        pipeline.upload(f"in/{text}", text)
    pipeline.settle()

    first = next(it for it in pipeline.invocations if it.function == "Copy")
    assert isinstance(first.error, ValueError)
    assert len(pipeline.dead_letters["CopyDeadLetters"]) == 2


def test_a_failed_message_is_hidden_for_its_visibility_timeout_by_the_clock_alone(pipeline):
    started, real = pipeline.clock.now(), time.perf_counter()
    pipeline.upload("in/fail", "fail")
    pipeline.settle()

    assert pipeline.clock.now() - started > 120
    assert time.perf_counter() - real < 5


def test_a_dead_letter_can_be_sent_back(pipeline):
    pipeline.upload("in/a", "fail")
    pipeline.settle()
    pipeline.upload("in/a", "mended")
    pipeline.settle()

    assert pipeline.redrive("CopyDeadLetters") == 1
    pipeline.settle()
    assert pipeline.dead_letters == {}
    assert note(pipeline, "in/a") == "mended"


def test_a_delayed_message_waits_by_the_clock(pipeline):
    started = pipeline.clock.now()
    pipeline.send("CopyQueue", {"Records": []}, delay=300)

    assert not pipeline.dispatcher.step(until=started + 299)
    pipeline.settle()
    assert pipeline.clock.now() - started >= 300


def test_handlers_live_by_the_same_clock():
    with open_two_stages(start=datetime(2001, 2, 3, tzinfo=UTC)) as pipeline:
        pipeline.upload("in/a", "hello")
        pipeline.settle()

        assert pipeline.invocations[0].started < datetime(2001, 2, 4, tzinfo=UTC).timestamp()
    assert time.time() > datetime(2020, 1, 1, tzinfo=UTC).timestamp()


def test_a_record_that_its_function_names_in_vain_is_given_up_with_the_rest_of_its_batch(pipeline):
    for text in ("one", "mute", "two"):
        pipeline.upload(f"in/{text}", text)
    pipeline.settle()
    pipeline.upload("in/three", "three")
    pipeline.settle()

    assert told(pipeline) == [("in/one", "one"), ("in/three", "three")]
    assert len(pipeline.dead_letters["TellDeadLetters"]) == 1


def test_a_batch_of_the_stream_is_halved_until_the_poison_stands_alone(pipeline):
    for number, text in enumerate(("one", "explode", "two", "three")):
        pipeline.upload(f"in/{number}", text)
    pipeline.settle()

    assert {text for _, text in told(pipeline)} == {"one", "two", "three"}
    assert len(pipeline.dead_letters["TellDeadLetters"]) == 1


def test_two_streams_of_changes_to_one_item_keep_their_order(pipeline):
    for text in ("one", "two", "three"):
        pipeline.upload("in/a", text)
        pipeline.steps(1)
    pipeline.settle()

    assert told(pipeline) == [("in/a", "one"), ("in/a", "two"), ("in/a", "three")]


def test_everything_can_be_delivered_twice():
    with open_two_stages(schedule=Schedule(duplicates=True)) as pipeline:
        pipeline.upload("in/a", "hello")
        pipeline.settle()

        assert [it.function for it in pipeline.invocations] == ["Copy", "Copy", "Tell", "Tell"]
        assert told(pipeline) == [("in/a", "hello")] * 2


def test_the_newest_can_come_first():
    with open_two_stages(schedule=Schedule(reverse=True)) as pipeline:
        for number in range(3):
            pipeline.upload(f"in/{number}", "hello")
        pipeline.settle()

        keys = [record["body"].count("in%2F2") for record in pipeline.invocations[0].event["Records"]]
        assert keys == [1, 0, 0]


def run_under(seed: int) -> list[tuple[str, int]]:
    with open_two_stages(schedule=Schedule.random(seed)) as pipeline:
        for number in range(6):
            pipeline.upload(f"in/{number}", "hello")
        pipeline.settle()
        assert sorted(told(pipeline)) == [(f"in/{number}", "hello") for number in range(6)]
        return [(it.function, len(it.event["Records"])) for it in pipeline.invocations]


def test_a_seed_gives_the_same_run_again_and_others_give_others():
    assert run_under(3) == run_under(3)
    assert len({tuple(run_under(seed)) for seed in range(5)}) > 1


def test_a_pipeline_that_never_rests_is_an_error_that_says_who(pipeline):
    def send_again(invocation):
        pipeline.send("CopyQueue", {"Records": []})

    pipeline.on_invocation.append(send_again)
    pipeline.send("CopyQueue", {"Records": []})

    with pytest.raises(NotSettled, match="Copy"):
        pipeline.settle(limit=20)


def test_every_world_is_empty_and_quick_to_make():
    with open_two_stages() as pipeline:
        pipeline.upload("in/a", "hello")
        pipeline.settle()
    started = time.perf_counter()
    with open_two_stages() as pipeline:
        assert time.perf_counter() - started < 1
        assert pipeline.item("in/a", "NOTE") is None
        assert pipeline.queues["CopyQueue"] == 0
