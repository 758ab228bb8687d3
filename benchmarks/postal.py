"""AWS as a mailing knows it, in memory: the tables, a bucket, queues that hand over their messages, and SES."""

from collections import Counter
from collections.abc import Callable
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
    """Takes every mail, and counts how many it had by mailing and recipient."""

    def __init__(self) -> None:
        self.sent: Counter[tuple[str, str]] = Counter()
        self.bytes = 0

    def most(self) -> int:
        """Mails of one mailing to one recipient."""
        return max(self.sent.values(), default=0)

    def call(self, operation: str, given: dict[str, Any]) -> dict[str, Any]:
        match operation:
            case "SendEmail":
                self.sent[mail_of(given)] += 1
                self.bytes += len(given["Content"]["Raw"]["Data"])
                return {"MessageId": f"mail-{self.sent.total()}"}
            case "GetAccount":
                quota = {"Max24HourSend": 1e6, "MaxSendRate": 1e3, "SentLast24Hours": float(self.sent.total())}
                return {"SendQuota": quota, "SendingEnabled": True, "ProductionAccessEnabled": True}
        raise NotImplementedError(operation)


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
        """Another one, with the same items and objects, and no messages."""
        made = type(self)(now, self.table.packed)
        made.table = self.table.copy()
        made.bucket.objects = self.bucket.objects.copy()
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
        answer = parts[service].call(operation, given)
        for hook in list(self.after):
            hook(request)
        return answer
