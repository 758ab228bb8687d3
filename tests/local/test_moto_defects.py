"""What moto gets wrong, on bare moto and mended. When the first of a pair fails, its mending can go."""

import json
from contextlib import nullcontext

import pytest
from botocore.exceptions import ClientError

from flong_local.embedded.aws import aws
from flong_local.embedded.moto_defects import mended
from flong_local.embedded.stack import client
from flong_local.template import Place

PLACE = Place()
FAILS = {"ConditionExpression": "attribute_exists(pk)"}


class Table:
    """A table with a stream, and a few words to speak of it."""

    def __init__(self) -> None:
        self.dynamodb, self.streams = client("dynamodb", PLACE.region), client("dynamodbstreams", PLACE.region)
        self.dynamodb.create_table(
            TableName="t",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        )

    def put(self, pk: str, value: str = "1") -> None:
        self.dynamodb.put_item(TableName="t", Item=item(pk, value))

    def failing_transaction(self, *writes: dict) -> None:
        """Writes, and last a condition that does not hold."""
        fails = {"ConditionCheck": {"TableName": "t", "Key": {"pk": {"S": "absent"}}, **FAILS}}
        with pytest.raises(ClientError, match="TransactionCanceled"):
            self.dynamodb.transact_write_items(TransactItems=[*writes, fails])

    def update(self, pk: str) -> None:
        values = {":v": {"S": "2"}}
        self.dynamodb.update_item(
            TableName="t", Key={"pk": {"S": pk}}, UpdateExpression="SET v = :v", ExpressionAttributeValues=values
        )

    def value(self, pk: str) -> str | None:
        found = self.dynamodb.get_item(TableName="t", Key={"pk": {"S": pk}}).get("Item")
        return found and found["v"]["S"]

    def stream(self) -> list[tuple[str, str, str | None]]:
        arn = self.dynamodb.describe_table(TableName="t")["Table"]["LatestStreamArn"]
        [shard] = self.streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        iterator = self.streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        return [told(record) for record in self.streams.get_records(ShardIterator=iterator)["Records"]]


def item(pk: str, value: str) -> dict:
    return {"pk": {"S": pk}, "v": {"S": value}}


def put(pk: str, value: str = "1") -> dict:
    return {"Put": {"TableName": "t", "Item": item(pk, value)}}


def told(record: dict) -> tuple[str, str, str | None]:
    change = record["dynamodb"]
    return record["eventName"], change["Keys"]["pk"]["S"], change.get("NewImage", {}).get("v", {}).get("S")


@pytest.fixture
def table():
    with aws(PLACE):
        yield Table()


@pytest.fixture
def bare(monkeypatch):
    """A table on moto as it is."""
    monkeypatch.setattr("flong_local.embedded.moto_defects.mended", nullcontext)
    with aws(PLACE):
        yield Table()


def test_bare_moto_tells_of_writes_that_a_failed_transaction_took_back(bare):
    # The rollback puts a copy of the table in place of the table, and the reader's shard is the old one's.
    shard = bare_shard()
    bare.failing_transaction(put("a"))

    assert len(shard.items) == 1


def bare_shard():
    from moto.dynamodb.models import dynamodb_backends

    return dynamodb_backends[PLACE.account][PLACE.region].get_table("t").stream_shard


def test_a_failed_transaction_leaves_nothing_behind(table):
    table.put("a", "before")
    shard = bare_shard()
    table.failing_transaction(put("a", "after"), put("b"))

    assert (table.value("a"), table.value("b")) == ("before", None)
    assert table.stream() == [("INSERT", "a", "before")]
    assert bare_shard() is shard


def test_a_failed_transaction_says_which_of_its_conditions_failed(table):
    table.put("a")
    refused = {**put("a")["Put"], "ConditionExpression": "attribute_not_exists(pk)"}
    with pytest.raises(ClientError) as failure:
        table.dynamodb.transact_write_items(
            TransactItems=[put("b"), {"Put": {**refused, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}}]
        )

    first, second = failure.value.response["CancellationReasons"]
    assert (first["Code"], second["Code"]) == ("None", "ConditionalCheckFailed")
    assert second["Item"] == item("a", "1")


def test_a_transaction_that_deletes_and_fails_brings_the_item_back(table):
    table.put("a")
    table.failing_transaction({"Delete": {"TableName": "t", "Key": {"pk": {"S": "a"}}}})

    assert table.value("a") == "1"


def test_a_transaction_does_all_its_writes(table):
    table.dynamodb.transact_write_items(TransactItems=[put("a"), put("b")])

    assert table.stream() == [("INSERT", "a", "1"), ("INSERT", "b", "1")]


def test_bare_moto_tells_of_a_write_that_changed_nothing(bare):
    bare.put("a")
    bare.put("a")

    assert len(bare.stream()) == 2


def test_a_write_that_changes_nothing_is_not_told(table):
    table.put("a")
    table.put("a")

    assert table.stream() == [("INSERT", "a", "1")]


def test_bare_moto_tells_twice_of_an_update_that_creates(bare):
    bare.update("a")

    assert len(bare.stream()) == 2


def test_an_update_that_creates_is_told_once_and_whole(table):
    table.update("a")
    table.put("b")

    assert table.stream() == [("INSERT", "a", "2"), ("INSERT", "b", "1")]


def test_what_the_stream_told_does_not_change_with_the_item(table):
    table.put("a")
    table.update("a")

    assert table.stream() == [("INSERT", "a", "1"), ("MODIFY", "a", "2")]


def test_mending_ends_with_its_block():
    from moto.dynamodb.models import DynamoDBBackend

    before = DynamoDBBackend.transact_write_items
    with mended():
        assert DynamoDBBackend.transact_write_items is not before
    assert DynamoDBBackend.transact_write_items is before


# ---- filter policies

ATTRIBUTES = {
    "type": {"DataType": "String", "StringValue": "updated"},
    "changed": {"DataType": "String.Array", "StringValue": '["rendering"]'},
}


def heard(policy: dict) -> bool:
    """Whether a message with `ATTRIBUTES` comes through a filter policy."""
    sns, sqs = client("sns", PLACE.region), client("sqs", PLACE.region)
    queue, topic = sqs.create_queue(QueueName="q")["QueueUrl"], sns.create_topic(Name="t")["TopicArn"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"FilterPolicy": json.dumps(policy)})
    sns.publish(TopicArn=topic, Message="x", MessageAttributes=ATTRIBUTES)
    return "Messages" in sqs.receive_message(QueueUrl=queue)


POLICIES = [
    ({"changed": [{"anything-but": ["rendering"]}]}, False),
    ({"tags": ["sea", {"exists": False}]}, True),
]


@pytest.mark.parametrize(("policy", "right"), POLICIES)
def test_bare_moto_takes_a_filter_policy_for_another(bare, policy, right):
    assert heard(policy) is not right


@pytest.mark.parametrize(("policy", "right"), POLICIES)
def test_a_filter_policy_lets_through_what_it_names(table, policy, right):
    assert heard(policy) is right


def test_a_filter_policy_with_alternatives_lets_through_what_one_of_them_names(table):
    assert heard({"$or": [{"tags": ["sea"]}, {"changed": ["rendering"]}]})
