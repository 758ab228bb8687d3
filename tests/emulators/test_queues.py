"""SQS and SNS: delays, visibility, dead letters, raw delivery, filters."""

import json
import time

import pytest

from tests.emulators.conftest import a_name


def make_queue(engine, **attributes) -> tuple[str, str]:
    """URL and ARN of a new queue that anybody may write to."""
    url = engine.sqs.create_queue(QueueName=a_name(), Attributes=attributes)["QueueUrl"]
    arn = engine.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    allow = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    engine.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    return url, arn


def receive(engine, url, **given) -> list[dict]:
    asked = {"QueueUrl": url, "MaxNumberOfMessages": 10, "MessageAttributeNames": ["All"], "AttributeNames": ["All"]}
    return engine.sqs.receive_message(**{**asked, **given}).get("Messages", [])


def receive_soon(engine, url) -> list[dict]:
    deadline = time.monotonic() + 3
    while not (found := receive(engine, url)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def test_a_message_says_when_it_was_sent_and_how_often_it_was_received(engine):
    url, _ = make_queue(engine, VisibilityTimeout="0")
    engine.sqs.send_message(QueueUrl=url, MessageBody="é")
    receive(engine, url)
    time.sleep(0.01)
    [message] = receive(engine, url)

    assert message["Body"] == "é"
    assert message["Attributes"]["ApproximateReceiveCount"] == "2"
    assert int(message["Attributes"]["SentTimestamp"]) > 1_500_000_000_000


def test_a_delayed_message_is_not_seen_before_its_time(engine):
    url, _ = make_queue(engine)
    engine.sqs.send_message(QueueUrl=url, MessageBody="x", DelaySeconds=1)

    assert receive(engine, url) == []
    time.sleep(1.1)
    assert len(receive(engine, url)) == 1


def test_a_received_message_is_hidden_until_its_timeout_or_until_it_is_shown_again(engine):
    url, _ = make_queue(engine, VisibilityTimeout="60")
    engine.sqs.send_message(QueueUrl=url, MessageBody="x")
    [message] = receive(engine, url)

    assert receive(engine, url) == []
    engine.sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
    time.sleep(0.01)
    assert len(receive(engine, url)) == 1


def test_depths_tell_waiting_hidden_and_delayed_messages_apart(engine):
    url, _ = make_queue(engine)
    for delay in (0, 0, 30):
        engine.sqs.send_message(QueueUrl=url, MessageBody="x", DelaySeconds=delay)
    receive(engine, url, MaxNumberOfMessages=1)

    depths = engine.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    kinds = ("", "NotVisible", "Delayed")
    assert [depths[f"ApproximateNumberOfMessages{kind}"] for kind in kinds] == ["1", "1", "1"]


def test_a_message_that_was_received_too_often_is_a_dead_letter(engine):
    dead, arn = make_queue(engine)
    redrive = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 2})
    url, _ = make_queue(engine, VisibilityTimeout="0", RedrivePolicy=redrive)
    engine.sqs.send_message(QueueUrl=url, MessageBody="x")
    for _ in range(3):
        receive(engine, url)
        time.sleep(0.01)

    assert receive(engine, url) == []
    assert [message["Body"] for message in receive(engine, dead)] == ["x"]


def test_a_deleted_message_is_gone(engine):
    url, _ = make_queue(engine, VisibilityTimeout="0")
    engine.sqs.send_message(QueueUrl=url, MessageBody="x")
    [message] = receive(engine, url)
    engine.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    time.sleep(0.01)

    assert receive(engine, url) == []


@pytest.fixture
def topic(engine) -> str:
    return engine.sns.create_topic(Name=a_name())["TopicArn"]


def subscribe(engine, topic, policy=None) -> str:
    url, arn = make_queue(engine)
    attributes = {"RawMessageDelivery": "true", **({"FilterPolicy": json.dumps(policy)} if policy else {})}
    engine.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=attributes)
    return url


def publish(engine, topic, **attributes) -> None:
    kinds = {str: "String", list: "String.Array"}
    given = {
        name: {"DataType": kinds[type(it)], "StringValue": it if isinstance(it, str) else json.dumps(it)}
        for name, it in attributes.items()
    }
    engine.sns.publish(TopicArn=topic, Message='{"é": 1}', MessageAttributes=given)


def test_a_raw_subscription_gets_the_message_itself_and_its_attributes(engine, topic):
    url = subscribe(engine, topic)
    publish(engine, topic, type="published", tags=["a", "b"])
    [message] = receive_soon(engine, url)

    assert message["Body"] == '{"é": 1}'
    assert message["MessageAttributes"]["type"]["StringValue"] == "published"
    assert json.loads(message["MessageAttributes"]["tags"]["StringValue"]) == ["a", "b"]


@pytest.mark.parametrize(
    ("policy", "heard"),
    [
        ({"type": ["published"]}, True),
        ({"type": ["withdrawn"]}, False),
        ({"tags": ["b"]}, True),
        ({"tags": ["c"]}, False),
        ({"type": [{"prefix": "pub"}], "tags": ["a"]}, True),
        ({"other": ["x"]}, False),
    ],
)
def test_a_filter_lets_through_what_it_names(engine, topic, policy, heard):
    filtered, control = subscribe(engine, topic, policy), subscribe(engine, topic)
    publish(engine, topic, type="published", tags=["a", "b"])

    assert len(receive_soon(engine, control)) == 1
    assert bool(receive(engine, filtered)) is heard
