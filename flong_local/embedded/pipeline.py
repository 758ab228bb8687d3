"""A pipeline in this process: cheap to make, gone without trace, and under the test's command."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flong_local.embedded import stack
from flong_local.embedded.aws import Inside, aws
from flong_local.embedded.calls import Call, Calls
from flong_local.embedded.clock import Clock
from flong_local.embedded.dispatcher import Dispatcher
from flong_local.embedded.functions import Functions, Invocation
from flong_local.embedded.mail import behaving_as, ses_of
from flong_local.embedded.schedule import Schedule
from flong_local.http_events import Response, request_event, response_of
from flong_local.lambda_events import object_event
from flong_local.opt import locally
from flong_local.pipeline import Clients, Pipeline, Watcher, is_dead_letter_queue
from flong_local.template import Function, Template, local_template
from flong_local.template.wiring import event_sources, function_behind, functions

CONSUMER = "consumer"


class EmbeddedPipeline(Pipeline):
    """The stack that `template` describes, on moto.

    `schedule` decides what happens next; `environment` is added to what every function is told; the
    clock begins at `start`, or now, and runs, or passes `tick` seconds with each AWS call. Only one
    can be open at a time. Close it, or use it in a `with`.
    """

    def __init__(
        self,
        template: Template | Path,
        schedule: Schedule | None = None,
        environment: Mapping[str, str] | None = None,
        start: datetime | None = None,
        tick: float | None = None,
    ) -> None:
        super().__init__()
        self.template = local_template(template) if isinstance(template, Path) else template
        self.schedule = schedule or Schedule()
        self.hooks = Calls()
        """Put a function into `hooks.before` or `hooks.after` to be told of each AWS call, or to prevent it."""
        self.clock = Clock(start, steady=tick is not None)
        if tick is not None:
            self.hooks.before.append(lambda call: self.clock.advance(tick))
        self.ses = ses_of(self.template)
        self._inside = Inside(self.template)
        self._open = ExitStack()
        try:
            self._start(dict(environment or {}))
        except BaseException:
            self._open.close()
            raise

    def _start(self, extra: dict[str, str]) -> None:
        place = self.template.place
        waiting = patch("flong.aws.pausing.sleep", self.clock.advance)
        for part in (aws(place), behaving_as(self.ses), self.hooks, self.clock, waiting):
            self._open.enter_context(part)
        described = {name: _localised(it, extra) for name, it in functions(self.template).items()}
        self.environment = {name: value for it in described.values() for name, value in it.environment.items()}
        # One process reads its settings once, for all functions; what only one of them is told has to be there already.
        described = {
            name: replace(it, environment={**self.environment, **it.environment}) for name, it in described.items()
        }
        self.clients = Clients(lambda service: stack.client(service, place.region))
        stack.create(self.template)
        self._add_surroundings()
        _forget_settings()
        self._lambda = Functions(described, self.hooks, self.clock)
        self._lambda.load()
        sources = event_sources(self.template)
        self.dispatcher = Dispatcher(sources, place, self._lambda, self.hooks, self.clock, self.schedule, self.send)

    def _add_surroundings(self) -> None:
        """What a stack expects to find, and a consumer that hears everything."""
        place = self.template.place
        if sender := self.environment.get("FLONG_MAIL_FROM"):
            self.clients.sesv2.create_email_identity(EmailIdentity=sender)
        self.consumer_queue = self.clients.sqs.create_queue(QueueName=CONSUMER)["QueueUrl"]
        if topic := self.environment.get("FLONG_ARTICLES_TOPIC"):
            arn = f"arn:aws:sqs:{place.region}:{place.account}:{CONSUMER}"
            raw = {"RawMessageDelivery": "true"}
            self.clients.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=raw)
        # S3 says once, when notifications are set up, that it will; nobody waits for that here.
        for queue in self._inside.queues().values():
            queue._messages.clear()

    # ---- what the outside does

    def delete(self, key: str) -> None:
        bucket = self.environment["FLONG_SOURCE_BUCKET"]
        version = self.clients.s3.delete_object(Bucket=bucket, Key=key).get("VersionId")
        # moto tells nobody of a delete marker.
        event = "ObjectRemoved:DeleteMarkerCreated"
        resource = next(it for it in self.template.of_type("AWS::S3::Bucket") if it.name == bucket)
        for queue in stack.listeners(resource, event, key):
            self.send(queue, object_event(bucket, key, event, self.template.place.region, version))

    def send(self, queue: str, message: str | Mapping[str, Any], delay: int = 0) -> None:
        """Puts a message on the queue with that ARN, URL or logical id."""
        self._inside.send(queue, message if isinstance(message, str) else json.dumps(message), delay)

    def take(self, queue: str) -> list[str]:
        """Takes every message off the queue with that logical id; returns their bodies, to be sent later, or never."""
        found = self._inside.queues()[queue]
        messages, found._messages = found._messages, []
        return [message.body for message in messages]

    def subscribe(self, address: str) -> None:
        from flong.aws import subscribers

        with patch.dict(os.environ, self.environment):
            subscribers.add(address)

    def request(
        self, method: str, target: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Response:
        name = function_behind(self.template, target)
        secret = {"x-origin-secret": self.environment.get("FLONG_ORIGIN_SECRET", "")}
        invocation = self.invoke(name, request_event(method, target, {**(headers or {}), **secret}, body))
        return response_of(invocation.result, invocation.error is not None)

    def invoke(self, function: str, event: Mapping[str, Any]) -> Invocation:
        """Calls the function with that logical id, past its event sources."""
        return self._lambda.invoke(function, dict(event))

    # ---- time

    def settle(self, limit: int = 10_000) -> int:
        return self.dispatcher.settle(limit)

    def steps(self, count: int) -> int:
        """Hands over `count` batches, or fewer if it is quiet before; returns how many."""
        return next((taken for taken in range(count) if not self.dispatcher.step()), count)

    def time_out_running(self) -> None:
        """From within a hook: what the running functions hold is given to others, as after a timeout."""
        self.dispatcher.abandon_running()

    # ---- what can be seen

    @property
    def mail_as_sent(self) -> list[bytes]:
        return self._inside.mail()

    @property
    def invocations(self) -> list[Invocation]:
        """Every call of every function, in order."""
        return self._lambda.invocations

    @property
    def on_invocation(self) -> list[Callable[[Invocation], object]]:
        """Listeners that are told of each invocation when it ends."""
        return self._lambda.on_invocation

    def watch(self, watcher: Watcher) -> None:
        self.on_invocation.append(lambda it: watcher(it.function, it.event, it.seconds))

    @property
    def call_log(self) -> list[Call]:
        """Every AWS call of every function, in order."""
        return self.hooks.log

    @property
    def calls(self) -> Counter[str]:
        return Counter(call.function for call in self.hooks.log)

    @property
    def schedules(self) -> dict[str, datetime]:
        """The moment of every schedule that has not fired, by its name."""
        return self.dispatcher.timetable.waiting()

    @property
    def dead_letters(self) -> dict[str, list[str]]:
        queues = {name: it for name, it in self._inside.queues().items() if is_dead_letter_queue(name)}
        return {name: [message.body for message in it._messages] for name, it in queues.items() if it._messages}

    @property
    def queues(self) -> dict[str, int]:
        return {name: len(queue._messages) for name, queue in self._inside.queues().items()}

    def redrive(self, logical_id: str) -> int:
        """Sends a dead-letter queue's messages back to the queue they came from; returns how many."""
        arn = self.template.resources[logical_id].arn
        queues = self.template.of_type("AWS::SQS::Queue")
        origin = next(it for it in queues if it.properties.get("RedrivePolicy", {}).get("deadLetterTargetArn") == arn)
        bodies = self.take(logical_id)
        for body in bodies:
            # A redriven message is a new one, with a new id (sqs-dead-letter-queues.html).
            self.send(origin.arn, body)
        return len(bodies)

    def close(self) -> None:
        self._open.close()


def _localised(function: Function, extra: Mapping[str, str]) -> Function:
    environment = {**function.environment, **extra}
    return replace(function, environment=locally(environment, function.layers))


def _forget_settings() -> None:
    # A process of Lambda's has one environment for life; here every world may have its own.
    if module := sys.modules.get("flong.settings"):
        module.settings.cache_clear()
