"""DynamoDB: conditions, transactions, and what the stream tells of them."""

import time

import pytest
from botocore.exceptions import ClientError

from tests.emulators.conftest import a_name

ABSENT = {"ConditionExpression": "attribute_not_exists(pk)", "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}


class Table:
    def __init__(self, engine) -> None:
        self.engine, self.name = engine, a_name()
        keys = [("pk", "HASH"), ("sk", "RANGE")]
        engine.dynamodb.create_table(
            TableName=self.name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name, _ in keys],
            KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        )
        self.stream = engine.dynamodb.describe_table(TableName=self.name)["Table"]["LatestStreamArn"]

    def put(self, pk: str, value: int, **condition) -> dict:
        return self.engine.dynamodb.put_item(**self.a_put(pk, value, **condition)["Put"])

    def a_put(self, pk: str, value: int, **condition) -> dict:
        return {"Put": {"TableName": self.name, "Item": item(pk, value), **condition}}

    def transact(self, *writes: dict) -> None:
        self.engine.dynamodb.transact_write_items(TransactItems=list(writes))

    def value(self, pk: str) -> int | None:
        key = {"pk": {"S": pk}, "sk": {"S": "s"}}
        found = self.engine.dynamodb.get_item(TableName=self.name, Key=key, ConsistentRead=True).get("Item")
        return found and int(found["v"]["N"])

    def told(self) -> list[tuple]:
        """Event, key, new and old value of every record of the stream."""
        time.sleep(0.1)
        streams = self.engine.dynamodbstreams
        [shard] = streams.describe_stream(StreamArn=self.stream)["StreamDescription"]["Shards"]
        asked = {"StreamArn": self.stream, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        iterator = streams.get_shard_iterator(**asked)["ShardIterator"]
        return [as_told(record) for record in streams.get_records(ShardIterator=iterator)["Records"]]


def item(pk: str, value: int) -> dict:
    return {"pk": {"S": pk}, "sk": {"S": "s"}, "v": {"N": str(value)}}


def as_told(record: dict) -> tuple:
    change = record["dynamodb"]
    new, old = (change.get(name, {}).get("v", {}).get("N") for name in ("NewImage", "OldImage"))
    return record["eventName"], change["Keys"]["pk"]["S"], new and int(new), old and int(old)


@pytest.fixture
def table(engine) -> Table:
    return Table(engine)


def test_a_failed_condition_says_what_is_there(table):
    table.put("a", 1)
    with pytest.raises(ClientError) as failure:
        table.put("a", 2, **ABSENT)

    assert failure.value.response["Error"]["Code"] == "ConditionalCheckFailedException"
    assert failure.value.response["Item"] == item("a", 1)


def test_a_transaction_is_all_or_nothing_and_says_why(table):
    table.put("a", 1)
    with pytest.raises(ClientError) as failure:
        table.transact(table.a_put("b", 1), table.a_put("a", 2, **ABSENT))

    response = failure.value.response
    assert response["Error"]["Code"] == "TransactionCanceledException"
    assert [reason.get("Code") for reason in response["CancellationReasons"]] == ["None", "ConditionalCheckFailed"]
    assert response["CancellationReasons"][1]["Item"] == item("a", 1)
    assert (table.value("a"), table.value("b")) == (1, None)


def test_a_transaction_takes_puts_deletes_updates_and_checks(table):
    for name in ("deleted", "updated", "checked"):
        table.put(name, 1)
    at = lambda pk: {"TableName": table.name, "Key": {"pk": {"S": pk}, "sk": {"S": "s"}}}  # noqa: E731
    one = {":one": {"N": "1"}}
    table.transact(
        table.a_put("put", 1),
        {"Delete": at("deleted")},
        {"Update": {**at("updated"), "UpdateExpression": "ADD v :one", "ExpressionAttributeValues": one}},
        {"ConditionCheck": {**at("checked"), "ConditionExpression": "v = :one", "ExpressionAttributeValues": one}},
    )

    assert [table.value(name) for name in ("put", "deleted", "updated", "checked")] == [1, None, 2, 1]


def test_the_stream_tells_what_changed_in_order_with_both_images(table):
    table.put("a", 1)
    table.put("a", 2)
    table.engine.dynamodb.delete_item(TableName=table.name, Key={"pk": {"S": "a"}, "sk": {"S": "s"}})

    assert table.told() == [("INSERT", "a", 1, None), ("MODIFY", "a", 2, 1), ("REMOVE", "a", None, 2)]


def test_the_stream_tells_nothing_of_what_changed_nothing(table):
    table.put("a", 1)
    table.put("a", 1)

    assert table.told() == [("INSERT", "a", 1, None)]


def test_the_stream_tells_of_a_transaction_once_it_succeeded_and_never_if_it_failed(table):
    with pytest.raises(ClientError):
        table.transact(table.a_put("b", 1), table.a_put("a", 1, ConditionExpression="attribute_exists(pk)"))
    table.transact(table.a_put("a", 1), table.a_put("b", 2))

    assert sorted(table.told()) == [("INSERT", "a", 1, None), ("INSERT", "b", 2, None)]


def test_the_stream_tells_once_of_an_update_that_creates(table):
    table.engine.dynamodb.update_item(
        TableName=table.name,
        Key={"pk": {"S": "a"}, "sk": {"S": "s"}},
        UpdateExpression="ADD v :one",
        ExpressionAttributeValues={":one": {"N": "1"}},
    )

    assert table.told() == [("INSERT", "a", 1, None)]


def test_a_query_gives_a_partition_in_the_order_of_its_sort_keys(table):
    for sort_key in ("2026-01-02#b", "2026-01-01#a", "2026-01-02#a"):
        entry = {"pk": {"S": "TAG#sea"}, "sk": {"S": sort_key}}
        table.engine.dynamodb.put_item(TableName=table.name, Item=entry)
    found = table.engine.dynamodb.query(
        TableName=table.name,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :day)",
        ExpressionAttributeValues={":pk": {"S": "TAG#sea"}, ":day": {"S": "2026-01-02"}},
        ScanIndexForward=False,
        ConsistentRead=True,
    )

    assert [entry["sk"]["S"] for entry in found["Items"]] == ["2026-01-02#b", "2026-01-02#a"]
