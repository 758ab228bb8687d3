"""Listens to the articles topic for a while: through a queue that is nobody else's, and that is gone afterwards.

`python -m flong_local.tailing QUEUE SUBSCRIPTION` waits until its starter is gone, however that ended, and then takes
both away.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError
from flong.aws import queues, topic
from flong.settings import settings

PREFIX = "flong-tail-"
LONGEST = 12 * 3600
"""Seconds after which nobody listens any more, and whoever listens next takes away what was left."""
KEPT = "300"
"""Seconds that an event waits for somebody who prints slowly."""
WAIT = 5
"""Seconds that SQS waits for an event; the client gives up after ten."""


@contextmanager
def listening(policy: dict[str, Any] | None, guarded: bool) -> Iterator[str]:
    """The URL of a queue that hears what passes the policy, from now until the end of the `with`.

    `guarded` has a process of its own see to the end if this one is killed.
    """
    sweep()
    name = f"{PREFIX}{int(time.time()) + LONGEST}-{uuid4().hex[:8]}"
    attributes = {"MessageRetentionPeriod": KEPT, "SqsManagedSseEnabled": "true"}
    queue = queues.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    subscription, guard = "", None
    try:
        subscription = subscribe(queue, policy)
        guard = guard_of(queue, subscription) if guarded else None
        yield queue
    finally:
        take_away(queue, subscription)
        if guard and guard.stdin:
            guard.stdin.close()
            guard.wait()


def subscribe(queue: str, policy: dict[str, Any] | None) -> str:
    arn = arn_of(queue)
    allowed = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": settings().articles_topic}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    queues.sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": document})
    attributes = {"RawMessageDelivery": "true", **({"FilterPolicy": json.dumps(policy)} if policy else {})}
    answer = topic.sns.subscribe(
        TopicArn=settings().articles_topic,
        Protocol="sqs",
        Endpoint=arn,
        Attributes=attributes,
        ReturnSubscriptionArn=True,
    )
    return str(answer["SubscriptionArn"])


def arn_of(queue: str) -> str:
    asked = queues.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
    return str(asked["Attributes"]["QueueArn"])


def guard_of(queue: str, subscription: str) -> "subprocess.Popen[bytes]":
    """In a session of its own, which Ctrl-C does not reach."""
    command = [sys.executable, "-m", "flong_local.tailing", queue, subscription]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)


def take_away(queue: str, subscription: str) -> None:
    """Removes both, or what there still is of them."""
    with suppress(ClientError):
        if subscription:
            topic.sns.unsubscribe(SubscriptionArn=subscription)
    with suppress(ClientError):
        queues.sqs.delete_queue(QueueUrl=queue)


def sweep() -> None:
    """Takes away what listeners have left that were killed together with the processes that watched over them."""
    found = queues.sqs.list_queues(QueueNamePrefix=PREFIX).get("QueueUrls", [])
    overdue = [url for url in found if ends_at(url) < time.time()]
    if not overdue:
        return
    of_queue = {it["Endpoint"].rpartition(":")[2]: it["SubscriptionArn"] for it in subscriptions()}
    for url in overdue:
        take_away(url, of_queue.get(url.rpartition("/")[2], ""))


def ends_at(url: str) -> float:
    """When the listener of a queue ends at the latest; never, if the name is none of ours."""
    moment = url.rpartition("/")[2].removeprefix(PREFIX).partition("-")[0]
    return float(moment) if moment.isdecimal() else float("inf")


def subscriptions() -> Iterator[dict[str, str]]:
    more: dict[str, str] = {}
    while True:
        answer = topic.sns.list_subscriptions_by_topic(TopicArn=settings().articles_topic, **more)
        yield from answer["Subscriptions"]
        if not answer.get("NextToken"):
            return
        more = {"NextToken": answer["NextToken"]}


def heard(queue: str) -> Iterator[dict[str, Any]]:
    """Every event that comes, until nobody listens any more."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        asked = {"QueueUrl": queue, "MaxNumberOfMessages": 10, "WaitTimeSeconds": WAIT}
        for message in queues.sqs.receive_message(**asked).get("Messages", []):
            queues.sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            yield json.loads(message["Body"])


def main(queue: str, subscription: str) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    take_away(queue, subscription)


if __name__ == "__main__":
    main(*sys.argv[1:])
