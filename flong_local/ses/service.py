"""What SES takes, refuses and tells, whatever door it stands behind."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from typing import Any

from flong_local.ses.courses import Course, Json, Refusal, by_address
from flong_local.template import Place
from flong_local.template.wiring import MailDestination

Publish = Callable[[str, str], object]
"""Puts a message on the topic with that ARN."""

# How SES calls an event is not how a template asks for it.
ASKED_FOR_AS = {
    "Send": "send",
    "Reject": "reject",
    "Delivery": "delivery",
    "Bounce": "bounce",
    "Complaint": "complaint",
    "DeliveryDelay": "deliveryDelay",
}


@dataclass
class Account:
    """What GetAccount says: mails a second, mails a day, and whether SES takes any."""

    rate: float = 14.0
    daily: float = 50_000.0
    sent: int = 0
    enabled: bool = True

    def as_answer(self) -> Json:
        quota = {"MaxSendRate": self.rate, "Max24HourSend": self.daily, "SentLast24Hours": float(self.sent)}
        return {
            "ProductionAccessEnabled": True,
            "SendingEnabled": self.enabled,
            "EnforcementStatus": "HEALTHY" if self.enabled else "SHUTDOWN",
            "SendQuota": quota,
        }


class Ses:
    """One account's SES. `course` is asked with each recipient and may be replaced by a test's own answer.

    Events of a mail go to the topics of the configuration set that it names, as soon as it is taken; without one
    nobody hears of it.
    """

    def __init__(self, place: Place, destinations: Iterable[MailDestination], publish: Publish) -> None:
        self.account = Account()
        self.course: Callable[[str], Course] = by_address
        self._place, self._destinations, self._publish = place, tuple(destinations), publish

    def refusal(self, request: Json) -> Refusal | None:
        """How a SendEmail is refused; None if the mail is taken."""
        if "Raw" not in request.get("Content", {}):
            return Refusal(400, "BadRequestException", "only Raw content is kept with all its headers")
        return self.course(recipient_of(request)).refusal

    def take(self, request: Json, message_id: str) -> None:
        """Counts a mail that was taken, and tells what becomes of it."""
        self.account.sent += 1
        listening = [it for it in self._destinations if it.configuration_set == request.get("ConfigurationSetName")]
        for event in events_of(request, message_id, self.course(recipient_of(request)), self._place):
            for it in listening:
                if ASKED_FOR_AS[event["eventType"]] in it.events:
                    self._publish(it.topic, json.dumps(event))


def recipient_of(request: Json) -> str:
    return str(next(iter(request.get("Destination", {}).get("ToAddresses") or [""])))


def events_of(request: Json, message_id: str, course: Course, place: Place) -> Iterator[Json]:
    """SES's events of a mail (ses/latest/dg/event-publishing-retrieving-sns-contents.html)."""
    time = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    mail = described(request, message_id, time, place)
    for kind, part in course.events:
        filled = json.loads(
            json.dumps(part).replace("{recipient}", json.dumps(recipient_of(request))[1:-1]).replace("{time}", time)
        )
        yield {"eventType": kind, "mail": mail, kind[0].lower() + kind[1:]: filled}


def described(request: Json, message_id: str, time: str, place: Place) -> Json:
    message = message_from_bytes(base64.b64decode(request["Content"]["Raw"]["Data"]))
    headers = [{"name": name, "value": str(value)} for name, value in message.items()]
    sender = str(request.get("FromEmailAddress", ""))
    tags: dict[str, Any] = {it["Name"]: [it["Value"]] for it in request.get("EmailTags", [])}
    return {
        "timestamp": time,
        "source": sender,
        "sourceArn": f"arn:aws:ses:{place.region}:{place.account}:identity/{sender.rpartition('@')[2].rstrip('>')}",
        "sendingAccountId": place.account,
        "messageId": message_id,
        "destination": [recipient_of(request)],
        "headersTruncated": False,
        "headers": headers,
        "commonHeaders": {"from": [sender], "to": [recipient_of(request)], "subject": str(message["Subject"])},
        "tags": {"ses:configuration-set": [request.get("ConfigurationSetName", "")], **tags},
    }
