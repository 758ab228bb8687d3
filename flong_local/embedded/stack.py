"""The template's resources, made on moto from the template's own properties."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import boto3
from botocore.config import Config

from flong_local.template import Place, Subscription, Template
from flong_local.template.model import Resource
from flong_local.template.wiring import subscriptions


@cache
def client(service: str, region: str) -> Any:
    """A client for tests and for making the stack; its calls belong to no function."""
    keys = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
    # moto does not know the host names that hold an account's number.
    config = Config(account_id_endpoint_mode="disabled")
    return boto3.session.Session(region_name=region, **keys).client(service, config=config)


def create(template: Template) -> None:
    """Makes every bucket, queue, table, topic, subscription and mail identity of the template."""
    for type, make in MAKERS.items():
        resources = list(template.of_type(type))
        # A queue names its dead-letter queue, which must be there before it.
        for resource in sorted(resources, key=lambda it: "RedrivePolicy" in it.properties):
            make(resource, template.place)
    for subscription in subscriptions(template):
        _subscribe(subscription, template.place)
    # Last, since a bucket may only name queues that exist.
    for bucket in template.of_type("AWS::S3::Bucket"):
        _notify(bucket, template.place)


def _bucket(bucket: Resource, place: Place) -> None:
    s3 = client("s3", place.region)
    where = {} if place.region == "us-east-1" else {"LocationConstraint": place.region}
    s3.create_bucket(Bucket=bucket.name, **({"CreateBucketConfiguration": where} if where else {}))
    if versioning := bucket.properties.get("VersioningConfiguration"):
        s3.put_bucket_versioning(Bucket=bucket.name, VersioningConfiguration=versioning)


def _notify(bucket: Resource, place: Place) -> None:
    if configuration := notification_of(bucket):
        client("s3", place.region).put_bucket_notification_configuration(
            Bucket=bucket.name, NotificationConfiguration=configuration
        )


def notification_of(bucket: Resource) -> dict[str, Any]:
    """The template's notifications to queues as the S3 API takes them; empty if there are none."""
    queues = bucket.properties.get("NotificationConfiguration", {}).get("QueueConfigurations", [])
    given = [
        {"QueueArn": it["Queue"], "Events": [it["Event"]], **({"Filter": _key_filter(it)} if "Filter" in it else {})}
        for it in queues
    ]
    return {"QueueConfigurations": given} if given else {}


def listeners(bucket: Resource, event: str, key: str) -> list[str]:
    """ARNs of the queues that hear of `event`, such as `ObjectCreated:Put`, for an object's key."""
    notifications = notification_of(bucket).get("QueueConfigurations", [])
    return [it["QueueArn"] for it in notifications if _hears(it, event, key)]


def _hears(notification: Mapping[str, Any], event: str, key: str) -> bool:
    kinds = [kind.removeprefix("s3:").rstrip("*") for kind in notification["Events"]]
    rules = notification.get("Filter", {}).get("Key", {}).get("FilterRules", [])
    tests = {"prefix": key.startswith, "suffix": key.endswith}
    return any(map(event.startswith, kinds)) and all(tests[it["Name"].lower()](it["Value"]) for it in rules)


def _key_filter(notification: Mapping[str, Any]) -> dict[str, Any]:
    return {"Key": {"FilterRules": notification["Filter"]["S3Key"]["Rules"]}}


def _queue(queue: Resource, place: Place) -> None:
    kept = {name: value for name, value in queue.properties.items() if name in QUEUE_ATTRIBUTES}
    attributes = {name: json.dumps(it) if isinstance(it, dict) else str(it) for name, it in kept.items()}
    client("sqs", place.region).create_queue(QueueName=queue.name, Attributes=attributes)


def _table(table: Resource, place: Place) -> None:
    kept = {name: table.properties[name] for name in TABLE_PROPERTIES if name in table.properties}
    if stream := table.properties.get("StreamSpecification"):
        kept["StreamSpecification"] = {"StreamEnabled": True, **stream}
    client("dynamodb", place.region).create_table(TableName=table.name, **kept)


def _topic(topic: Resource, place: Place) -> None:
    client("sns", place.region).create_topic(Name=topic.name)


def _schedule_group(group: Resource, place: Place) -> None:
    client("scheduler", place.region).create_schedule_group(Name=group.name)


def _identity(identity: Resource, place: Place) -> None:
    client("sesv2", place.region).create_email_identity(EmailIdentity=identity.name)


def _configuration_set(it: Resource, place: Place) -> None:
    client("sesv2", place.region).create_configuration_set(ConfigurationSetName=it.name)


def _subscribe(subscription: Subscription, place: Place) -> None:
    client("sns", place.region).subscribe(
        TopicArn=subscription.topic,
        Protocol="sqs",
        Endpoint=subscription.endpoint,
        Attributes=dict(subscription.attributes),
    )


QUEUE_ATTRIBUTES = {
    "DelaySeconds",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ReceiveMessageWaitTimeSeconds",
    "RedrivePolicy",
    "VisibilityTimeout",
}

TABLE_PROPERTIES = (
    "AttributeDefinitions",
    "BillingMode",
    "GlobalSecondaryIndexes",
    "KeySchema",
    "LocalSecondaryIndexes",
    "ProvisionedThroughput",
)

MAKERS: dict[str, Callable[[Resource, Place], None]] = {
    "AWS::SQS::Queue": _queue,
    "AWS::S3::Bucket": _bucket,
    "AWS::DynamoDB::Table": _table,
    "AWS::SNS::Topic": _topic,
    "AWS::Scheduler::ScheduleGroup": _schedule_group,
    "AWS::SES::EmailIdentity": _identity,
    "AWS::SES::ConfigurationSet": _configuration_set,
}
