"""AWS as a mailing knows it, in memory: the tables, a bucket, queues that hand over their messages, and SES."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple, Self

from benchmarks.queues import Queues, rules_of
from benchmarks.table import Table
from benchmarks.world import Bucket, World
from flong_local.engines import TEMPLATE
from flong_local.template import local_template

Hook = Callable[["Request"], None]


class Request(NamedTuple):
    """One AWS call, by its number from 1."""

    number: int
    service: str
    operation: str
    given: dict[str, Any]

    @property
    def action(self) -> str:
        return f"{self.service}.{self.operation}"


class Ses:
    """Takes every mail, counts how many it had by mailing and recipient, and tells `listener` of each."""

    def __init__(self) -> None:
        self.sent: Counter[tuple[str, str]] = Counter()
        self.bytes = 0
        self.listener: Callable[[str], object] = len

    def copy(self) -> Self:
        made = type(self)()
        made.sent, made.bytes = self.sent.copy(), self.bytes
        return made

    def most(self) -> int:
        """Mails of one mailing to one recipient."""
        return max(self.sent.values(), default=0)

    def call(self, operation: str, given: dict[str, Any]) -> dict[str, Any]:
        match operation:
            case "SendEmail":
                return self._take(given)
            case "GetAccount":
                quota = {"Max24HourSend": 1e6, "MaxSendRate": 1e3, "SentLast24Hours": float(self.sent.total())}
                return {"SendQuota": quota, "SendingEnabled": True, "ProductionAccessEnabled": True}
        raise NotImplementedError(operation)

    def _take(self, given: dict[str, Any]) -> dict[str, Any]:
        self.sent[mail_of(given)] += 1
        self.bytes += len(given["Content"]["Raw"]["Data"])
        id_ = f"mail-{self.sent.total()}"
        self.listener(event_of("Send", given, id_))
        return {"MessageId": id_}


def event_of(kind: str, given: dict[str, Any], id_: str) -> str:
    """What SES tells of a mail, as ses/latest/dg/event-publishing-retrieving-sns-contents.html has it, in short."""
    tags = {tag["Name"]: [tag["Value"]] for tag in given["EmailTags"]}
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    mail = {"timestamp": moment, "messageId": id_, "tags": tags}
    return json.dumps({"eventType": kind, "mail": mail, kind.lower(): {"timestamp": moment}})


def mail_of(given: dict[str, Any]) -> tuple[str, str]:
    """The mailing that a mail is of, and the subscriber whom it goes to."""
    tags = {tag["Name"]: tag["Value"] for tag in given["EmailTags"]}
    return tags["mailing"], tags["recipient"]


class Postal(World):
    """One such AWS. `before` and `after` hear of each call; one that raises is what our code sees of it."""

    def __init__(self, now: Callable[[], float], packed: bool = True) -> None:
        super().__init__()
        self.table, self.ses = Table(packed), Ses()
        self.queues = Queues(now, rules_of(local_template(TEMPLATE)))
        self.actions: Counter[str] = Counter()
        self.before: list[Hook] = []
        self.after: list[Hook] = []

    def copy(self, now: Callable[[], float]) -> Self:
        """Another one with the same in it, and another clock; nobody hears of its calls yet."""
        made = type(self)(now, self.table.packed)
        made.table, made.ses, made.queues = self.table.copy(), self.ses.copy(), self.queues.copy(now)
        made.bucket.objects = self.bucket.objects.copy()
        made.actions = self.actions.copy()
        return made

    def costs(self) -> Counter[str]:
        """What there has been so far: calls of our code by action, units of the tables, and requests of queues."""
        units = {"write units": self.table.written.total(), "read units": self.table.read.total()}
        return self.actions + Counter({**units, "requests": self.queues.calls.total()})

    def answer(self, service: str, operation: str, given: dict[str, Any]) -> dict[str, Any]:
        request = Request(self.actions.total() + 1, service, operation, given)
        self.actions[request.action] += 1
        for hook in list(self.before):
            hook(request)
        parts: dict[str, Table | Bucket | Queues | Ses]
        parts = {"dynamodb": self.table, "s3": self.bucket, "sqs": self.queues, "sesv2": self.ses}
        try:
            return parts[service].call(operation, given)
        finally:
            for hook in list(self.after):
                hook(request)
