"""The table in memory reads conditions, cancels and pages as DynamoDB does."""

import pytest
from botocore.exceptions import ClientError

from benchmarks.expressions import holds, updated
from benchmarks.table import Table

ITEM = {"pk": {"S": "a"}, "state": {"S": "sent"}, "count": {"N": "9"}, "inner": {"M": {"name": {"S": "Ada"}}}}
GIVEN = {
    "ExpressionAttributeNames": {"#state": "state", "#count": "count"},
    "ExpressionAttributeValues": {":sent": {"S": "sent"}, ":ten": {"N": "10"}, ":s": {"S": "s"}, ":ada": {"S": "Ada"}},
}


@pytest.mark.parametrize(
    ("condition", "is_so"),
    [
        ("attribute_exists(pk)", True),
        ("attribute_not_exists(pk)", False),
        ("#state = :sent AND #count < :ten", True),
        ("#state = :sent AND #count > :ten", False),
        ("#count > :ten OR #state = :sent AND attribute_exists(pk)", True),
        ("(#count > :ten OR #state = :sent) AND attribute_exists(lease)", False),
        ("NOT #state = :sent", False),
        ("#state <> :sent OR lease <= :ten", False),
        ("lease <> :ten", True),
        ("#count = :sent", False),
        ("begins_with(#state, :s)", True),
        ("#state IN (:s, :sent)", True),
        ("#count BETWEEN :ten AND :ten", False),
        ("inner.name = :ada", True),
        ("other.name = :ada", False),
    ],
)
def test_a_condition_holds_as_dynamodb_reads_it(condition, is_so):
    assert holds({"ConditionExpression": condition, **GIVEN}, ITEM) is is_so


@pytest.mark.parametrize("condition", ["size(#state) > :ten", "#state =", "(#state = :sent", "#state = :sent extra"])
def test_what_nobody_here_writes_is_an_error(condition):
    with pytest.raises(NotImplementedError):
        holds({"ConditionExpression": condition, **GIVEN}, ITEM)


def test_an_update_reads_what_was_there_before_it():
    update = {
        "Key": {"pk": {"S": "a"}, "sk": {"S": "s"}},
        "UpdateExpression": "SET first = second, second = :two, tries = if_not_exists(tries, :zero) + :one "
        "REMOVE old ADD n :one",
        "ExpressionAttributeValues": {":two": {"S": "2"}, ":zero": {"N": "0"}, ":one": {"N": "1"}},
    }

    after = updated({"second": {"S": "1"}, "old": {"S": "x"}}, update)

    assert after == {"first": {"S": "1"}, "second": {"S": "2"}, "tries": {"N": "1"}, "n": {"N": "1"}}


def put(sk: str, bytes_: int = 10, **condition) -> dict:
    item = {"pk": {"S": "a"}, "sk": {"S": sk}, "text": {"S": "x" * bytes_}}
    return {"Put": {"TableName": "t", "Item": item, **condition}}


def test_a_cancelled_transaction_says_of_each_write_why_shows_what_stood_there_and_costs_the_same():
    table = Table()
    table.call("PutItem", put("there")["Put"])
    table.forget_costs()
    new = {"ConditionExpression": "attribute_not_exists(pk)", "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}

    with pytest.raises(ClientError) as cancelled:
        table.call("TransactWriteItems", {"TransactItems": [put("other"), put("there", **new)]})

    fine, failed = cancelled.value.response["CancellationReasons"]
    assert (fine["Code"], failed["Code"]) == ("None", "ConditionalCheckFailed")
    assert failed["Item"]["text"] == {"S": "x" * 10}
    assert table.written == {"a": 4}


def test_an_item_that_is_only_checked_costs_as_if_it_were_written_and_stays():
    table = Table()
    table.call("PutItem", put("there")["Put"])
    table.forget_costs()
    check = {"Key": {"pk": {"S": "a"}, "sk": {"S": "there"}}, "ConditionExpression": "attribute_exists(pk)"}

    table.call("TransactWriteItems", {"TransactItems": [{"ConditionCheck": check}]})

    assert table.written == {"a": 2}
    assert table.item("a", "there")["text"] == {"S": "x" * 10}


@pytest.mark.parametrize("forward", [True, False])
def test_a_query_ends_after_a_megabyte_and_goes_on_where_it_ended(forward):
    table, found, pages, more = Table(), [], 0, {}
    for number in range(5):
        table.call("PutItem", put(f"s{number}", 300_000)["Put"])
    asked = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": {"S": "a"}}}

    while pages == 0 or more:
        answer = table.call("Query", {**asked, "ScanIndexForward": forward, **more})
        found += [it["sk"]["S"] for it in answer["Items"]]
        more = {"ExclusiveStartKey": answer["LastEvaluatedKey"]} if "LastEvaluatedKey" in answer else {}
        pages += 1

    assert found == sorted(found, reverse=not forward)
    assert (len(found), pages) == (5, 2)


def test_a_scan_shows_what_its_filter_lets_through_and_goes_on_where_it_ended():
    table = Table()
    for name in ("a", "b", "c"):
        table.call("PutItem", put(name)["Put"])
    asked = {"FilterExpression": "sk <> :b", "ExpressionAttributeValues": {":b": {"S": "b"}}, "Limit": 2}

    first = table.call("Scan", asked)
    second = table.call("Scan", {**asked, "ExclusiveStartKey": first["LastEvaluatedKey"]})

    assert [it["sk"]["S"] for it in first["Items"]] == ["a"]
    assert [it["sk"]["S"] for it in second["Items"]] == ["c"]
