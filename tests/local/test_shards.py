"""A shard of a stream: order, retries, bisection, and giving up."""

from flong_local.shards import Shard, discarded_batch
from flong_local.template import EventSource

NOW = 1_000.0


def make_source(**given) -> EventSource:
    return EventSource(
        **{"function": "Publish", "name": "Stream", "arn": "arn:aws:dynamodb:r:1:table/t/stream/s", **given}
    )


def make_shard(*numbers: int, **given) -> Shard:
    shard = Shard(make_source(**given))
    shard.backlog.extend(make_record(number) for number in numbers)
    return shard


def make_record(number: int) -> dict:
    change = {"SequenceNumber": str(number), "ApproximateCreationDateTime": NOW}
    return {"dynamodb": change, "eventSourceARN": "arn"}


def named(number: int) -> dict:
    return {"batchItemFailures": [{"itemIdentifier": str(number)}]}


def test_records_go_out_in_order_and_as_many_as_asked_for():
    shard = make_shard(1, 2, 3)

    assert [shard.take(2).ids, shard.take(2).ids] == [["1", "2"], ["3"]]


def test_a_batch_that_succeeds_is_done_with():
    shard = make_shard(1, 2)

    assert shard.conclude(shard.take(2), None, failed=False, now=NOW) is None
    assert shard.depth == 0


def test_a_batch_that_fails_goes_out_again_before_anything_newer_and_not_at_once():
    shard = make_shard(1, 2, 3)
    shard.conclude(shard.take(2), None, failed=True, now=NOW)

    assert shard.not_before > NOW
    assert [shard.take(2).ids, shard.take(2).ids] == [["1", "2"], ["3"]]


def test_only_what_the_function_named_and_all_after_it_goes_out_again():
    shard = make_shard(1, 2, 3, partial=True)
    shard.conclude(shard.take(3), named(2), failed=False, now=NOW)

    assert shard.take(3).ids == ["2", "3"]


def test_a_function_may_name_failures_only_if_the_template_says_so():
    shard = make_shard(1, 2, 3, partial=False)
    shard.conclude(shard.take(3), named(2), failed=False, now=NOW)

    assert shard.depth == 0


def test_a_name_that_nobody_sent_gives_back_the_whole_batch():
    shard = make_shard(1, 2, partial=True)
    shard.conclude(shard.take(2), named(9), failed=False, now=NOW)

    assert shard.take(2).ids == ["1", "2"]


def test_a_failing_batch_is_split_until_the_poison_stands_alone():
    shard = make_shard(1, 2, 3, 4, bisect=True, retries=1)
    handed_over = []
    while shard.depth:
        batch = shard.take(4)
        handed_over.append(batch.ids)
        given_up = shard.conclude(batch, None, failed="3" in batch.ids, now=NOW)
        if given_up:
            break

    assert handed_over[:4] == [["1", "2", "3", "4"], ["1", "2"], ["3", "4"], ["3"]]
    assert [record["dynamodb"]["SequenceNumber"] for record in given_up.records] == ["3"]
    assert shard.take(4).ids == ["4"]


def test_a_batch_is_given_up_after_its_retries():
    shard = make_shard(1, retries=2)
    outcomes = [shard.conclude(shard.take(1), None, failed=True, now=NOW) for _ in range(3)]

    assert outcomes[:2] == [None, None]
    assert (outcomes[2].reason, outcomes[2].attempts) == ("RetryAttemptsExhausted", 3)


def test_a_batch_is_given_up_when_it_is_too_old():
    shard = make_shard(1, max_age=60)

    assert shard.conclude(shard.take(1), None, failed=True, now=NOW + 61).reason == "RecordAgeExceeded"


def test_whoever_hears_of_a_discarded_batch_learns_where_it_was():
    shard = make_shard(1, 2, retries=0)
    notice = discarded_batch(shard.conclude(shard.take(2), None, failed=True, now=NOW), "arn:function")

    assert notice["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert notice["DDBStreamBatchInfo"]["startSequenceNumber"] == "1"
    assert notice["DDBStreamBatchInfo"]["batchSize"] == 2
