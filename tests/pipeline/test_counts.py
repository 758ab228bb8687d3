"""The counters are exact, whatever comes twice, fails or is overtaken; and a burst moves each but a few times."""

from collections import Counter

import pytest
from botocore.exceptions import ClientError
from flong.count import TAG_SHARDS, tag_counter

from flong_local.testing import open_pipeline
from tests.pipeline.agreement import assert_agreement

pytestmark = pytest.mark.embedded
MANY = 12


def article(number: int, tags: str = "Sea, Moon", date: str = "2026-01-02") -> str:
    return f"---\ntitle: Tides {number}\ntags: [{tags}, Own {number % 7}]\ndate: {date}\n---\nText {number}.\n"


@pytest.fixture
def pipeline():
    with open_pipeline() as opened:
        yield opened


def commit_all(pipeline, count: int = MANY, **given: str) -> None:
    """Lets so many articles be committed, and none be counted."""
    for number in range(count):
        pipeline.upload(f"articles/tides-{number}.md", article(number, **given))
    pipeline.settle()


def batch_of(pipeline) -> dict:
    """The stream records of all that was counted, as one batch."""
    events = [it.event for it in pipeline.invocations if it.function == "Count"]
    return {"Records": [record for event in events for record in event["Records"]]}


def moves(pipeline) -> list[set[tuple[str, str]]]:
    """The keys that each transaction of Count has written."""
    calls = [it for it in pipeline.call_log if (it.function, it.action) == ("Count", "dynamodb.TransactWriteItems")]
    return [{keys_of(write) for write in call.parameters["TransactItems"]} for call in calls]


def keys_of(write: dict) -> tuple[str, str]:
    [(_, given)] = write.items()
    key = given.get("Key") or given["Item"]
    return key["pk"]["S"], key["sk"]["S"]


def marked(pipeline) -> list[str]:
    """The collections that Count has marked."""
    calls = [it.parameters["RequestItems"] for it in pipeline.call_log if it.action == "dynamodb.BatchWriteItem"]
    puts = [put for call in calls for requests in call.values() for put in requests]
    return [put["PutRequest"]["Item"]["pk"]["S"].removeprefix("DIRTY#") for put in puts]


def forget_counts(pipeline) -> None:
    """As if nothing had been counted yet."""
    table = pipeline.environment["FLONG_ARTICLE_TABLE"]
    for partition in (*TAG_SHARDS, "CATEGORIES", "AUTHORS", "MONTHS"):
        for item in pipeline.items(partition):
            key = {"pk": {"S": partition}, "sk": {"S": item["sk"]}}
            pipeline.clients.dynamodb.delete_item(TableName=table, Key=key)
    for number in range(MANY):
        key = {"pk": {"S": f"ARTICLE#tides-{number}"}, "sk": {"S": "COUNTED"}}
        pipeline.clients.dynamodb.delete_item(TableName=table, Key=key)


@pytest.fixture
def uncounted(pipeline):
    """Articles that are committed and not counted, and the batch of the stream that tells of them."""
    commit_all(pipeline)
    forget_counts(pipeline)
    pipeline.batch = batch_of(pipeline)
    pipeline.call_log.clear()
    return pipeline


def cancel(pipeline, when) -> None:
    """Transactions of Count for which `when` holds are cancelled, as if somebody else were faster."""

    def refuse(call) -> None:
        if (call.function, call.action) == ("Count", "dynamodb.TransactWriteItems") and when(call.parameters):
            error = {"Error": {"Code": "TransactionCanceledException", "Message": ""}, "CancellationReasons": []}
            raise ClientError(error, call.operation)

    pipeline.hooks.before.append(refuse)


def test_a_burst_moves_each_counter_a_few_times_and_exactly(uncounted):
    answer = uncounted.invoke("Count", uncounted.batch)

    assert answer.result == {"batchItemFailures": []}
    assert len(moves(uncounted)) == 1
    assert uncounted.tags() == {"sea": MANY, "moon": MANY, **Counter(f"own-{n % 7}" for n in range(MANY))}
    uncounted.settle()
    assert_agreement(uncounted)


def test_a_burst_marks_each_collection_once(uncounted):
    uncounted.invoke("Count", uncounted.batch)

    found = marked(uncounted)

    assert len(found) == len(set(found))
    assert {"tag/sea", "tag/sea/2026-01", "category/articles", "month/2026-01", "home", "sitemap"} <= set(found)


def test_the_same_batch_again_moves_nothing(uncounted):
    uncounted.invoke("Count", uncounted.batch)
    before = uncounted.tags()
    transactions = len(moves(uncounted))

    uncounted.invoke("Count", uncounted.batch)

    assert (uncounted.tags(), len(moves(uncounted))) == (before, transactions)


def test_what_cannot_be_moved_together_is_moved_one_by_one(uncounted):
    cancel(uncounted, lambda given: len(given["TransactItems"]) > 10)

    answer = uncounted.invoke("Count", uncounted.batch)

    assert answer.result == {"batchItemFailures": []}
    assert len(moves(uncounted)) == 1 + MANY
    uncounted.settle()
    assert_agreement(uncounted)


def test_one_that_cannot_be_counted_holds_nobody_up_and_is_named(uncounted):
    mine = ("ARTICLE#tides-7", "COUNTED")
    cancel(uncounted, lambda given: mine in map(keys_of, given["TransactItems"]))

    answer = uncounted.invoke("Count", uncounted.batch)

    [failed] = answer.result["batchItemFailures"]
    [record] = [it for it in uncounted.batch["Records"] if it["dynamodb"]["Keys"]["pk"]["S"] == mine[0]]
    assert failed["itemIdentifier"] == record["dynamodb"]["SequenceNumber"]
    assert uncounted.tags()["sea"] == MANY - 1
    uncounted.hooks.before.clear()
    uncounted.invoke("Count", {"Records": [record]})
    assert uncounted.tags()["sea"] == MANY


def test_of_one_that_fails_all_that_happened_in_the_batch_comes_again(pipeline):
    for tags in ("Sea", "Wind", "Sun"):
        pipeline.upload("articles/tides-0.md", article(0, tags=tags))
        pipeline.settle()
    records = batch_of(pipeline)["Records"]
    forget_counts(pipeline)
    cancel(pipeline, lambda given: True)

    [failed] = pipeline.invoke("Count", {"Records": records}).result["batchItemFailures"]

    assert failed["itemIdentifier"] == records[0]["dynamodb"]["SequenceNumber"]


def test_one_whose_record_cannot_be_read_holds_nobody_up(uncounted):
    table = uncounted.environment["FLONG_ARTICLE_TABLE"]
    uncounted.clients.dynamodb.update_item(
        TableName=table,
        Key={"pk": {"S": "ARTICLE#tides-7"}, "sk": {"S": "ARTICLE"}},
        UpdateExpression="SET revision = :none",
        ExpressionAttributeValues={":none": {"S": "none"}},
    )

    answer = uncounted.invoke("Count", uncounted.batch)

    assert len(answer.result["batchItemFailures"]) == 1
    assert uncounted.tags()["sea"] == MANY - 1


def test_one_that_another_reader_counts_meanwhile_is_counted_once(uncounted):
    """The other half of the batch is counted between the look at the table and the transaction."""

    def overtake(call) -> None:
        if (call.function, call.action) == ("Count", "dynamodb.TransactWriteItems"):
            uncounted.hooks.before.remove(overtake)
            uncounted.invoke("Count", {"Records": uncounted.batch["Records"][::2]})

    uncounted.hooks.before.append(overtake)
    answer = uncounted.invoke("Count", uncounted.batch)

    # Who has lost does it anew, and finds that nothing is left to do.
    assert answer.result == {"batchItemFailures": []}
    assert uncounted.tags()["sea"] == MANY
    uncounted.settle()
    assert_agreement(uncounted)


def test_a_tag_that_came_and_went_within_a_batch_is_marked(pipeline):
    for tags in ("Sea", "Wind", "Sun"):
        pipeline.upload("articles/tides-0.md", article(0, tags=tags))
        pipeline.settle()
    records = batch_of(pipeline)["Records"]
    pipeline.call_log.clear()

    pipeline.invoke("Count", {"Records": records})

    assert {"tag/sea", "tag/wind", "tag/sun"} <= {*marked(pipeline)}


def test_a_withdrawal_does_not_bring_an_old_label_back(pipeline):
    pipeline.upload("articles/tides-0.md", article(0, tags="SEA"))
    pipeline.settle()
    pipeline.upload("articles/tides-1.md", article(1, tags="Sea"))
    pipeline.settle()
    pipeline.delete("articles/tides-0.md")
    pipeline.settle()

    assert pipeline.item(tag_counter("sea"), "sea")["label"] == "Sea"
    assert_agreement(pipeline)
