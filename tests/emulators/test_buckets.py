"""S3: notifications, versions, copies, and what an absent object looks like."""

import json
from urllib.parse import unquote_plus

import pytest
from botocore.exceptions import ClientError

from tests.emulators.conftest import PLACE, a_name
from tests.emulators.test_queues import make_queue, receive_soon

KEYS = [
    "articles/a b.md",
    "articles/a+b.md",
    "articles/100%.md",
    "articles/é’.md",
    "articles/مرحبا.md",
    "articles/a%20b.md",
]


@pytest.fixture
def bucket(engine) -> str:
    name = a_name()
    engine.s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": PLACE.region})
    engine.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return name


@pytest.fixture
def heard(engine, bucket):
    """What a queue hears of `articles/` in the bucket, since the last time it was asked."""
    url, arn = make_queue(engine)
    rules = {"Key": {"FilterRules": [{"Name": "prefix", "Value": "articles/"}]}}
    listening = {"QueueArn": arn, "Events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"], "Filter": rules}
    engine.s3.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"QueueConfigurations": [listening]}
    )

    def bodies() -> list[dict]:
        found = receive_soon(engine, url)
        for message in found:
            engine.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return [json.loads(message["Body"]) for message in found]

    return bodies


def keys_in(bodies: list[dict]) -> list[str]:
    return [unquote_plus(record["s3"]["object"]["key"]) for body in bodies for record in body["Records"]]


def test_a_bucket_that_is_told_of_a_queue_tries_it_with_a_message_without_records(heard):
    [body] = heard()

    assert body["Event"] == "s3:TestEvent"
    assert "Records" not in body


@pytest.mark.parametrize("key", KEYS)
def test_an_upload_is_heard_of_under_its_own_name(engine, bucket, heard, key):
    heard()
    engine.s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    engine.s3.put_object(Bucket=bucket, Key="reports/x.json", Body=b"x")

    assert keys_in(heard()) == [key]


def test_a_delete_is_heard_of_but_by_moto(engine, bucket, heard):
    heard()
    engine.s3.put_object(Bucket=bucket, Key="articles/a.md", Body=b"x")
    heard()
    engine.s3.delete_object(Bucket=bucket, Key="articles/a.md")

    # The embedded pipeline's `delete` tells it where moto does not.
    assert keys_in(heard()) == ([] if engine.name == "moto" else ["articles/a.md"])


def test_an_absent_object_is_no_such_key(engine, bucket):
    with pytest.raises(ClientError) as failure:
        engine.s3.get_object(Bucket=bucket, Key="articles/none.md")
    assert failure.value.response["Error"]["Code"] == "NoSuchKey"

    with pytest.raises(ClientError) as failure:
        engine.s3.head_object(Bucket=bucket, Key="articles/none.md")
    assert failure.value.response["Error"]["Code"] == "404"


def test_a_deleted_object_is_absent_and_its_versions_are_not(engine, bucket):
    first = engine.s3.put_object(Bucket=bucket, Key="a", Body=b"1")["VersionId"]
    engine.s3.put_object(Bucket=bucket, Key="a", Body=b"2")
    engine.s3.delete_object(Bucket=bucket, Key="a")

    with pytest.raises(ClientError, match="NoSuchKey"):
        engine.s3.get_object(Bucket=bucket, Key="a")
    assert engine.s3.get_object(Bucket=bucket, Key="a", VersionId=first)["Body"].read() == b"1"


def test_the_same_bytes_have_the_same_etag(engine, bucket):
    etags = {engine.s3.put_object(Bucket=bucket, Key=key, Body=b"x")["ETag"] for key in ("a", "b")}

    assert etags == {engine.s3.head_object(Bucket=bucket, Key="a")["ETag"]}


def refused(call, **given) -> str:
    with pytest.raises(ClientError) as failure:
        call(**given)
    return failure.value.response["Error"]["Code"]


def test_a_write_on_condition_replaces_what_is_named_and_nothing_else(engine, bucket):
    a = {"Bucket": bucket, "Key": "a"}
    first = engine.s3.put_object(**a, Body=b"1", IfNoneMatch="*")["ETag"]
    assert refused(engine.s3.put_object, **a, Body=b"2", IfNoneMatch="*") == "PreconditionFailed"
    engine.s3.put_object(**a, Body=b"2", IfMatch=first)

    assert refused(engine.s3.put_object, **a, Body=b"3", IfMatch=first) == "PreconditionFailed"
    assert engine.s3.get_object(**a)["Body"].read() == b"2"
    assert refused(engine.s3.put_object, Bucket=bucket, Key="none", Body=b"3", IfMatch=first) == "NoSuchKey"


def test_a_removal_on_condition_takes_what_is_named_and_nothing_else(engine, bucket):
    a = {"Bucket": bucket, "Key": "a"}
    first = engine.s3.put_object(**a, Body=b"1")["ETag"]
    second = engine.s3.put_object(**a, Body=b"2")["ETag"]
    assert refused(engine.s3.delete_object, **a, IfMatch=first) == "PreconditionFailed"
    assert engine.s3.get_object(**a)["Body"].read() == b"2"
    engine.s3.delete_object(**a, IfMatch=second)

    assert refused(engine.s3.get_object, **a) == "NoSuchKey"


def test_a_copy_keeps_its_headers_unless_it_is_given_others(engine, bucket):
    source = {"Bucket": bucket, "Key": "builds/é.html"}
    engine.s3.put_object(**source, Body=b"x", ContentType="text/html; charset=utf-8", CacheControl="no-cache")
    engine.s3.copy_object(Bucket=bucket, Key="same", CopySource=source)
    engine.s3.copy_object(
        Bucket=bucket, Key="other", CopySource=source, MetadataDirective="REPLACE", ContentType="a/b", CacheControl="c"
    )

    found = [engine.s3.head_object(Bucket=bucket, Key=key) for key in ("same", "other")]
    assert [(it["ContentType"], it["CacheControl"]) for it in found] == [
        ("text/html; charset=utf-8", "no-cache"),
        ("a/b", "c"),
    ]


def test_a_copy_of_what_is_not_there_is_no_such_key(engine, bucket):
    with pytest.raises(ClientError) as failure:
        engine.s3.copy_object(Bucket=bucket, Key="b", CopySource={"Bucket": bucket, "Key": "none"})

    assert failure.value.response["Error"]["Code"] == "NoSuchKey"


def test_objects_are_listed_by_prefix_and_deleted_together(engine, bucket):
    for key in ("a/1", "a/2", "b/1"):
        engine.s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    found = engine.s3.list_objects_v2(Bucket=bucket, Prefix="a/")["Contents"]
    engine.s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": it["Key"]} for it in found], "Quiet": True})

    assert [it["Key"] for it in engine.s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["b/1"]
