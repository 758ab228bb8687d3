"""The benchmark of the index runs, and the table in memory charges and refuses as DynamoDB does."""

import json
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from botocore.exceptions import ClientError

from benchmarks import archive
from benchmarks.table import Table


def item(pk: str, sk: str = "s", bytes_: int = 10) -> dict:
    return {"pk": {"S": pk}, "sk": {"S": sk}, "text": {"S": "x" * bytes_}}


def put(pk: str, sk: str = "s", bytes_: int = 10, **condition) -> dict:
    return {"Put": {"TableName": "t", "Item": item(pk, sk, bytes_), **condition}}


def query(pk: str, condition: str = "pk = :pk", **more) -> dict:
    return {"KeyConditionExpression": condition, "ExpressionAttributeValues": {":pk": {"S": pk}}, **more}


def test_it_runs_and_what_it_counts_is_exact(tmp_path):
    picture = tmp_path / "index.svg"
    command = ["-m", "benchmarks.index", "--articles", "100", "--burst", "100", "--json", "--picture", str(picture)]
    answer = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True)

    values = json.loads(answer.stdout)

    assert [it["size"] for it in values["articles"]] == [100]
    assert 0 < values["burst"]["together"]["TAGS"]["all"] < values["burst"]["one by one"]["TAGS"]["all"]
    assert all(it["puts"] > 0 for it in values["rebuilds"])
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")


def test_a_write_costs_a_unit_for_each_kilobyte_and_two_in_a_transaction():
    table = Table()

    table.call("PutItem", put("a", bytes_=1_500)["Put"])
    table.call("TransactWriteItems", {"TransactItems": [put("b", bytes_=1_500), put("c")]})

    assert table.written == {"a": 2, "b": 4, "c": 2}


def test_a_smaller_item_in_the_place_of_a_larger_costs_what_the_larger_did():
    table = Table()
    table.call("PutItem", put("a", bytes_=3_000)["Put"])
    table.forget_costs()

    table.call("PutItem", put("a")["Put"])
    table.call("DeleteItem", {"Key": {"pk": {"S": "b"}, "sk": {"S": "s"}}})

    assert table.written == {"a": 3, "b": 1}


def test_a_query_is_charged_for_all_that_it_reads_together_and_a_batch_for_each_item():
    table = Table()
    for number in range(10):
        table.call("PutItem", put("a", f"s{number}", 1_000)["Put"])

    found = table.call("Query", query("a", ScanIndexForward=False, Limit=8))["Items"]
    read = dict(table.read)
    table.forget_costs()
    keys = [{"pk": {"S": "a"}, "sk": {"S": sk}} for sk in ("s1", "s2", "none")]
    table.call("BatchGetItem", {"RequestItems": {"t": {"Keys": keys}}})

    assert [it["sk"]["S"] for it in found] == [f"s{number}" for number in range(9, 1, -1)]
    assert (read, dict(table.read)) == ({"a": 2}, {"a": 3})


def test_a_transaction_in_which_one_condition_fails_writes_nothing():
    table = Table()
    table.call("PutItem", put("a")["Put"])
    new = put("a", ConditionExpression="attribute_not_exists(pk)")

    with pytest.raises(ClientError, match="TransactionCanceled"):
        table.call("TransactWriteItems", {"TransactItems": [put("b"), new]})

    assert table.call("Query", query("b"))["Items"] == []


@pytest.mark.parametrize("writes", [[put("a"), put("a")], [put(str(number)) for number in range(101)]])
def test_what_dynamodb_refuses_is_refused(writes):
    with pytest.raises(ClientError, match="Validation"):
        Table().call("TransactWriteItems", {"TransactItems": writes})


def test_an_expression_that_nobody_has_thought_of_is_an_error():
    with pytest.raises(NotImplementedError):
        Table().call("PutItem", put("a", ConditionExpression="size(text) > :n")["Put"])


def test_an_update_sets_and_adds():
    table = Table()
    update = {
        "Key": {"pk": {"S": "a"}, "sk": {"S": "s"}},
        "UpdateExpression": "SET #label = if_not_exists(#label, :label) ADD #count :step",
        "ExpressionAttributeNames": {"#label": "label", "#count": "count"},
        "ExpressionAttributeValues": {":label": {"S": "Sea"}, ":step": {"N": "2"}},
    }

    table.call("UpdateItem", update)
    table.call("UpdateItem", update)

    [found] = table.call("Query", query("a"))["Items"]
    assert (found["label"], found["count"]) == ({"S": "Sea"}, {"N": "4"})


def test_the_archive_is_the_same_each_time_and_one_tag_is_on_a_fifth_of_it():
    articles = [archive.article(number) for number in range(500)]
    everywhere = sum(any(tag.id == "subject-0" for tag in it.tags) for it in articles)

    assert articles[7] == archive.article(7)
    assert 70 < everywhere < 130
    assert 4 < sum(len(it.tags) for it in articles) / len(articles) < 6
