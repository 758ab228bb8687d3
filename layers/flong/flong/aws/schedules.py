"""One-time schedules: "look at this key again", at the moment at which an article is to go live."""

import hashlib
from typing import Any

from botocore.exceptions import ClientError

from flong.aws.clients import client, code_of
from flong.events import SourceChanged
from flong.settings import settings

scheduler = client("scheduler")


def name_of(article_id: str) -> str:
    """The schedule's name; an article has one at most, and its id may hold characters that a name may not."""
    return hashlib.sha256(article_id.encode()).hexdigest()[:40]


def put(article_id: str, key: str, due: str) -> None:
    """The key is looked at when `due` comes (UTC, RFC 3339 to the second), and at no other moment set before."""
    request = schedule(article_id, key, due)
    try:
        scheduler.create_schedule(**request)
    except ClientError as error:
        if code_of(error) != "ConflictException":
            raise
        scheduler.update_schedule(**request)


def names() -> set[str]:
    """The names of all that have not fired."""
    found: set[str] = set()
    more: dict[str, str] = {}
    while True:
        answer = scheduler.list_schedules(GroupName=settings().schedule_group, **more)
        found |= {it["Name"] for it in answer["Schedules"]}
        if not answer.get("NextToken"):
            return found
        more = {"NextToken": answer["NextToken"]}


def schedule(article_id: str, key: str, due: str) -> dict[str, Any]:
    return {
        "Name": name_of(article_id),
        "GroupName": settings().schedule_group,
        "ScheduleExpression": f"at({due.removesuffix('Z')})",
        "ScheduleExpressionTimezone": "UTC",
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "ActionAfterCompletion": "DELETE",
        "Target": {
            "Arn": settings().intake_arn,
            "RoleArn": settings().schedule_role,
            "Input": SourceChanged(key=key).model_dump_json(),
            "DeadLetterConfig": {"Arn": settings().schedule_dead_letters},
        },
    }


def drop(article_id: str) -> None:
    """No moment is waited for any more; there may have been none."""
    try:
        scheduler.delete_schedule(Name=name_of(article_id), GroupName=settings().schedule_group)
    except ClientError as error:
        if code_of(error) != "ResourceNotFoundException":
            raise
