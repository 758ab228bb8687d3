"""Mails one part of an audience, each recipient at most once."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage

from botocore.exceptions import BotoCoreError, ClientError, ConnectTimeoutError, EndpointConnectionError

from flong.aws import ledger, mail, subscribers
from flong.aws.clients import code_of
from flong.aws.ledger import Claim, Refusal, Sent
from flong.aws.pausing import pause
from flong.errors import Unavailable
from flong.ledger import standing_of
from flong.pacing import Answer, Pace, Wait, answer_of
from flong.runtime import outcome
from flong.subscribers import Subscriber

MOST_TRIES = 10
"""Looks at one recipient that keeps changing."""
CONFLICT_PAUSE = 0.05

Write = Callable[[Subscriber], EmailMessage | None]
"""The message to a subscriber; None if they are not to have it after all."""


class Later(Exception):
    """That what is left of a part has to wait, and why."""

    def __init__(self, why: Wait) -> None:
        super().__init__(why)
        self.why = why


@dataclass
class Round:
    """What one invocation does of one mailing: whatever it claims is in the hands of `owner` until `lease` is over.

    Claims and mails take turns: the claim of one mail is in one transaction with the settlement of the mail before.
    """

    mailing: str
    write: Write
    owner: str
    lease: str
    pace: Pace
    ends: float
    """When no further mail is begun, in seconds since 1970."""
    asked: str = ""
    """When an editor asked for mails again, if that is what this is."""
    before: Sent | None = None
    """The last mail, as long as it is not settled."""
    next_at: float = 0.0
    results: Counter[str] = field(default_factory=Counter)
    busy_until: str = ""
    """When the last lease of somebody else is over that is in the way."""

    def mail_all(self, ids: Sequence[str]) -> Wait | None:
        """Mails all who are still to be mailed; says why the others have to wait, None if there are none."""
        free = self.still_free(ids)
        people = subscribers.read_all(free)
        try:
            for id_ in free:
                self.mail_one(id_, people.get(id_))
        except Later as later:
            self.settle()
            return later.why
        except Exception:
            with suppress(Exception):  # it is what failed that is to be told
                self.settle()
            raise
        self.settle()
        return "busy" if self.busy_until else None

    def still_free(self, ids: Sequence[str]) -> list[str]:
        """Those whose mail nobody has claimed; of a claim whose lease is over it is noted that nobody knows."""
        lines, moment = ledger.lines(self.mailing, ids), subscribers.now()
        of = {id_: standing_of(lines.get(id_), moment, self.asked) for id_ in ids}
        for id_ in ids:
            if of[id_] == "lost" and ledger.give_up(self.mailing, id_):
                self.results["unknown"] += 1
                outcome("nobody knows whether a mail was sent", mailing=self.mailing, subscriber=id_)
            elif of[id_] == "busy":
                self.busy_until = max(self.busy_until, lines[id_].lease)
        return [id_ for id_ in ids if of[id_] == "free"]

    def mail_one(self, id_: str, subscriber: Subscriber | None) -> None:
        self.wait_for_turn()
        claim = Claim(self.mailing, id_, self.owner, self.lease, self.asked)
        for _ in range(MOST_TRIES):
            message = self.write(subscriber) if subscriber else None
            if subscriber is None or message is None:
                self.results["passed over"] += 1
                return None
            refusal = ledger.claim(claim, subscriber, self.before)
            if refusal is None:
                self.before = None
                return self.send(claim, subscriber, message)
            if refusal.why == "claimed":
                return self.leave_to_other(refusal)
            subscriber = self.after_refusal(refusal, subscriber)
        raise Unavailable("a recipient keeps changing")

    def wait_for_turn(self) -> None:
        """Keeps to the pace; what does not fit into this invocation, or into the quota of the day, waits."""
        if self.results["tried"] >= self.pace.allowed:
            raise Later("quota")
        if max(self.next_at, time.time()) >= self.ends:
            raise Later("time")
        pause(self.next_at - time.time())

    def after_refusal(self, refusal: Refusal, subscriber: Subscriber) -> Subscriber | None:
        """The subscriber to try again with."""
        if refusal.why == "changed":
            return subscribers.read(subscriber.id)
        if refusal.why == "settled":
            self.before = None
        else:
            pause(CONFLICT_PAUSE)
        return subscriber

    def leave_to_other(self, refusal: Refusal) -> None:
        self.results["before"] += 1
        if refusal.line and refusal.line.state == "sending":
            self.busy_until = max(self.busy_until, refusal.line.lease)

    def send(self, claim: Claim, subscriber: Subscriber, message: EmailMessage) -> None:
        self.results["tried"] += 1
        self.next_at = time.time() + self.pace.interval
        tags = {"mailing": claim.mailing, "recipient": claim.recipient}
        try:
            message_id = mail.send(message, subscriber.address, tags)
        except (ClientError, BotoCoreError) as error:
            self.after_error(claim, error)
        else:
            self.before = Sent(claim, message_id)
            self.results["sent"] += 1

    def after_error(self, claim: Claim, error: ClientError | BotoCoreError) -> None:
        """Leaves a claim open where nobody knows whether the mail was sent, and stops: others would be as unknown."""
        answer = answer_to(error)
        if answer == "refused":
            ledger.refuse(claim)
            self.results["refused"] += 1
            return
        if answer == "open":
            self.busy_until = max(self.busy_until, claim.lease)
            outcome("a mail may have been sent", mailing=claim.mailing, subscriber=claim.recipient)
            raise Later("open")
        ledger.release(claim)
        if answer == "broken":
            raise error
        raise Later("paused" if answer == "paused" else "slow")

    def settle(self) -> None:
        """Settles the last mail, which no claim has settled."""
        if self.before:
            ledger.settle(self.before)
            self.before = None


def answer_to(error: ClientError | BotoCoreError) -> Answer:
    if isinstance(error, ClientError):
        status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
        return answer_of(code_of(error), status)
    return "unreached" if isinstance(error, EndpointConnectionError | ConnectTimeoutError) else "open"
