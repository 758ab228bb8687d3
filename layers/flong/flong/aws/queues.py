"""Sends messages from stage to stage."""

from collections.abc import Sequence

from pydantic import BaseModel

from flong.aws.clients import client
from flong.errors import BrokenContract, Unavailable
from flong.events import SourceChanged
from flong.settings import settings

sqs = client("sqs")

MAX_DELAY = 900
MAX_ATTEMPTS = 12
"""Lambda itself stops a message that has gone round sixteen times; ours ends as a dead letter before."""


def send(queue: str, message: BaseModel, delay: int = 0) -> None:
    """One message, to be seen after `delay` seconds."""
    sqs.send_message(QueueUrl=queue, MessageBody=message.model_dump_json(exclude_none=True), DelaySeconds=delay)


def send_all(queue: str, messages: Sequence[BaseModel], delay: int = 0) -> None:
    """Messages in batches of ten; `Unavailable` if the queue refused any, so that all are sent again."""
    for start in range(0, len(messages), 10):
        entries = [
            {"Id": str(number), "MessageBody": message.model_dump_json(exclude_none=True), "DelaySeconds": delay}
            for number, message in enumerate(messages[start : start + 10])
        ]
        if failed := sqs.send_message_batch(QueueUrl=queue, Entries=entries).get("Failed"):
            raise Unavailable(f"{len(failed)} messages were not taken")


def look_when_due(key: str, seconds: int | None) -> None:
    """Has a key looked at again in so many seconds, if a message can wait so long; a schedule sees to the others.

    A schedule may come a little early by our clock, and none can be made for the next minute.
    """
    if seconds and seconds <= MAX_DELAY:
        send(settings().intake_queue, SourceChanged(key=key), seconds)


def rebuild(queue: str, key: str) -> None:
    """Asks for a key's build to be made again, whether or not anything has changed."""
    send(queue, SourceChanged(key=key, rebuild=True))


def look_again(key: str, attempt: int) -> None:
    """Puts a key back on the intake queue, later with every attempt; `BrokenContract` when it does not come to rest."""
    if attempt >= MAX_ATTEMPTS:
        raise BrokenContract(f"{key} did not come to rest in {attempt} looks")
    delay = min(settings().recheck_delay * 2**attempt, MAX_DELAY) if attempt else settings().recheck_delay
    send(settings().intake_queue, SourceChanged(key=key, attempt=attempt + 1), delay)
