"""Events in the shapes in which Lambda hands them to a function."""

import base64
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote_plus
from uuid import uuid4

Json = dict[str, Any]


def queue_record(message: Mapping[str, Any], arn: str) -> Json:
    """One record of an SQS event, from a message as `receive_message` returns it."""
    record = {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message.get("Attributes", {})),
        "messageAttributes": {
            name: _message_attribute(value) for name, value in message.get("MessageAttributes", {}).items()
        },
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": arn,
        "awsRegion": arn.split(":")[3],
    }
    if "MD5OfMessageAttributes" in message:
        record["md5OfMessageAttributes"] = message["MD5OfMessageAttributes"]
    return record


def _message_attribute(value: Mapping[str, Any]) -> Json:
    names = {"StringValue": "stringValue", "BinaryValue": "binaryValue"}
    given = {names[name]: plain(it) for name, it in value.items() if name in names and it is not None}
    return {**given, "stringListValues": [], "binaryListValues": [], "dataType": value["DataType"]}


def stream_record(record: Mapping[str, Any], arn: str) -> Json:
    """One record of a DynamoDB event, from a record as `get_records` returns it."""
    change = dict(record["dynamodb"])
    change["ApproximateCreationDateTime"] = seconds(change["ApproximateCreationDateTime"])
    return {
        "eventID": record["eventID"],
        "eventName": record["eventName"],
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": arn.split(":")[3],
        "dynamodb": plain(change),
        "eventSourceARN": arn,
    }


def seconds(moment: datetime | float) -> float:
    """A moment as seconds since 1970; one without a zone is in UTC."""
    if not isinstance(moment, datetime):
        return float(moment)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def plain(value: Any) -> Any:
    """`value` as JSON can hold it: bytes in base64."""
    if isinstance(value, Mapping):
        return {name: plain(it) for name, it in value.items()}
    if isinstance(value, list | tuple):
        return [plain(it) for it in value]
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode()
    return value


def object_event(bucket: str, key: str, name: str, region: str, version: str | None = None) -> Json:
    """What S3 tells of an object, such as `ObjectRemoved:DeleteMarkerCreated`."""
    described = {"key": quote_plus(key, safe="/"), "sequencer": "0055AED6DCD90281E5", "versionId": version}
    record = {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": region,
        "eventTime": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "eventName": name,
        "s3": {
            "s3SchemaVersion": "1.0",
            "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
            "object": {part: value for part, value in described.items() if value is not None},
        },
    }
    return {"Records": [record]}


def scheduled_event(rule: str, region: str, account: str) -> Json:
    """What EventBridge calls a function with when a rule's time has come (userguide/eb-run-lambda-schedule.html)."""
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": account,
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": region,
        "resources": [f"arn:aws:events:{region}:{account}:rule/{rule}"],
        "detail": {},
    }


def failed_ids(response: Any, ids: Iterable[str], partial: bool) -> set[str]:
    """The ids that a function's answer gives back, as Lambda understands it.

    An answer that cannot be understood, or that names a record nobody sent, gives back all of them
    (lambda/latest/dg/services-sqs-errorhandling.html).
    """
    known = set(ids)
    if not partial or not response:
        return set()
    try:
        named = {item["itemIdentifier"] for item in response.get("batchItemFailures") or []}
    except (AttributeError, KeyError, TypeError):
        return known
    return named if named <= known else known
