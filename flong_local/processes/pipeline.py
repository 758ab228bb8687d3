"""A pipeline of real processes on an emulator, made from template.yaml itself."""

import atexit
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Any

from flong_local.cli.inbox import MAILBOX
from flong_local.http_events import Response
from flong_local.opt import locally, python_folders
from flong_local.pipeline import Clients, NotSettled, Pipeline, Watcher, is_dead_letter_queue
from flong_local.processes import ministack_defects
from flong_local.processes.deployment import Stack, deploy
from flong_local.processes.emptying import empty
from flong_local.processes.emulator import Emulator, Endpoint
from flong_local.processes.mailbox import Mailbox
from flong_local.processes.pollers import Pace, url_of
from flong_local.processes.runner import Ran, Runner
from flong_local.processes.runtime_api import Answer
from flong_local.ses import Account, Ses, by_address
from flong_local.template import Place, Template, local_template
from flong_local.template.wiring import behaviours, function_behind, functions, mail_destinations

# What is gathered for twenty seconds in production would keep everybody waiting here.
HURRIED = Pace(window=0.2, retry=1, environment={"FLONG_COLLECT_DELAY": "1", "FLONG_RECHECK_DELAY": "1"})
SETTLE_TIMEOUT = 120.0
WAITING = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed")


class ProcessPipeline(Pipeline):
    """The stack that `template` describes, deployed to an emulator of its own or to `endpoint`.

    `environment` is added to what every function was deployed with. Logs and mail lie in `folder`.
    Close it, or use it in a `with`.
    """

    def __init__(
        self,
        template: Template | Path,
        parameters: Mapping[str, str] | None = None,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        endpoint: Endpoint | None = None,
        pace: Pace = HURRIED,
        state: Path | None = None,
    ) -> None:
        super().__init__()
        self.template = local_template(template) if isinstance(template, Path) else template
        self._open = ExitStack()
        atexit.register(self.close)
        try:
            self.folder = folder or Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="flong-")))
            self.endpoint = endpoint or self._own_emulator(self.template.place, state)
            self._start(dict(parameters or self.template.parameters), {**pace.environment, **(environment or {})}, pace)
        except BaseException:
            self.close()
            raise

    def _own_emulator(self, place: Place, state: Path | None) -> Endpoint:
        emulator = Emulator(place, self.folder / "emulator.log", state)
        self._open.callback(emulator.stop)
        return emulator.endpoint

    def _start(self, parameters: dict[str, str], extra: dict[str, str], pace: Pace) -> None:
        self.clients = Clients(lambda service: self.endpoint.client(service.replace("lambda_", "lambda")))
        self.stack = self._found_or_deployed(parameters)
        self.ses = Ses(self.template.place, mail_destinations(self.template), self._tell)
        self.mailbox = Mailbox(self.folder / "mail", self.ses)
        self._open.callback(self.mailbox.close)
        self.environment = self._shared_environment() | extra
        self._add_consumer()
        self.runner = Runner(self.stack, self.template, self.mailbox, self.folder / "logs", extra, pace)
        self._open.callback(self.runner.close)
        self.problems: list[str] = []
        self.runner.on_problem.append(self.problems.append)
        self.invocations: list[Ran] = []
        self.runner.on_invocation.append(self.invocations.append)

    def _tell(self, topic: str, message: str) -> None:
        self.clients.sns.publish(TopicArn=topic, Message=message)

    def _found_or_deployed(self, parameters: dict[str, str]) -> Stack:
        name = self.template.place.stack
        stacks = self.clients.cloudformation.describe_stacks()["Stacks"]
        if any(it["StackName"] == name and it["StackStatus"] == "CREATE_COMPLETE" for it in stacks):
            return Stack(self.endpoint, name)
        return deploy(self.endpoint, self.template, name, parameters, ministack_defects.corrected)

    def _shared_environment(self) -> dict[str, str]:
        local = functions(self.template)
        shared: dict[str, str] = {}
        for function in self.stack.functions(self.template):
            shared |= locally(function.environment, local[function.logical_id].layers)
        return shared

    def _add_consumer(self) -> None:
        self.consumer_queue = self.clients.sqs.create_queue(QueueName=f"{self.stack.name}-consumer")["QueueUrl"]
        if topic := self.environment.get("FLONG_ARTICLES_TOPIC"):
            asked = {"QueueUrl": self.consumer_queue, "AttributeNames": ["QueueArn"]}
            arn = self.clients.sqs.get_queue_attributes(**asked)["Attributes"]["QueueArn"]
            self.clients.sqs.set_queue_attributes(
                QueueUrl=self.consumer_queue, Attributes={"Policy": _open_to(topic, arn)}
            )
            raw = {"RawMessageDelivery": "true"}
            self.clients.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=raw)

    # ---- what the outside does

    def delete(self, key: str) -> None:
        self.clients.s3.delete_object(Bucket=self.environment["FLONG_SOURCE_BUCKET"], Key=key)

    def subscribe(self, address: str) -> None:
        # In a process of its own: the layer makes its clients once a process, and this one may have others.
        code = "import sys; from flong.aws import subscribers; subscribers.add(sys.argv[1])"
        subprocess.run([sys.executable, "-c", code, address], env=self._operator_environment(), check=True)

    def request(
        self, method: str, target: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Response:
        address = self.runner.urls[function_behind(self.template, target)].url.removeprefix("http://")
        connection = http.client.HTTPConnection(address, timeout=30)
        try:
            connection.request(method, target, body or None, dict(headers or {}))
            answer = connection.getresponse()
            return Response(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def invoke(self, function: str, event: Mapping[str, Any]) -> Answer:
        """Calls the function with that logical id, past its event sources."""
        return self.runner.invoke(function, event)

    @property
    def addresses(self) -> dict[str, str]:
        """Where the functions that browsers and programs talk to are served, by the pattern of their paths."""
        return {pattern: self.runner.urls[function].url for pattern, function in behaviours(self.template)}

    def _operator_environment(self) -> dict[str, str]:
        layers = next(iter(functions(self.template).values())).layers
        path = os.pathsep.join(map(str, python_folders(layers)))
        return {**os.environ, **self.environment, **self.connection, "PYTHONPATH": path}

    @property
    def connection(self) -> dict[str, str]:
        return {
            "AWS_ACCESS_KEY_ID": self.endpoint.key,
            "AWS_SECRET_ACCESS_KEY": self.endpoint.secret,
            "AWS_DEFAULT_REGION": self.endpoint.place.region,
            "AWS_ENDPOINT_URL": self.endpoint.url,
            "AWS_ENDPOINT_URL_SESV2": self.mailbox.url,
            MAILBOX: str(self.mailbox.folder),
        }

    # ---- time

    def settle(self, timeout: float = SETTLE_TIMEOUT) -> int:
        before, deadline = len(self.invocations), time.monotonic() + timeout
        while not self._quiet():
            if time.monotonic() > deadline:
                busy = {url.rsplit("/", 1)[1]: depth for url in self._polled if (depth := self._depth(url))}
                raise NotSettled(f"still busy after {timeout:.0f} s: {busy}; {'; '.join(self.problems[-3:])}")
            time.sleep(0.05)
        return len(self.invocations) - before

    def _quiet(self) -> bool:
        """Whether nothing was waiting, then every stream was read to its end, then still nothing was waiting."""
        if not self._nothing_waits():
            return False
        reads, deadline = self.runner.stream_reads, time.monotonic() + 5
        # Two reads: the first may have begun before the last write.
        while self.runner.stream_reads < reads + 2 and time.monotonic() < deadline:
            if not self.runner.idle and self.runner.running:
                return False
            time.sleep(0.01)
        return self.runner.stream_reads >= reads + 2 and self._nothing_waits()

    def _nothing_waits(self) -> bool:
        return not self.runner.running and not any(map(self._depth, self._polled))

    @cached_property
    def _polled(self) -> list[str]:
        """URLs of the queues that functions read."""
        return sorted({url_of(self.clients.sqs, it.arn) for it in self.runner.sources if not it.is_stream})

    # ---- what can be seen

    @property
    def mail_as_sent(self) -> list[bytes]:
        return self.mailbox.as_sent()

    @property
    def dead_letters(self) -> dict[str, list[str]]:
        names = [name for name, depth in self.queues.items() if depth and is_dead_letter_queue(name)]
        return {name: self._peek(self._queue_url(name)) for name in names}

    @property
    def queues(self) -> dict[str, int]:
        names = [it.logical_id for it in self.template.of_type("AWS::SQS::Queue")]
        return {name: self._depth(self._queue_url(name)) for name in names}

    @property
    def calls(self) -> Counter[str]:
        return Counter()

    def watch(self, watcher: Watcher) -> None:
        self.runner.on_invocation.append(lambda it: watcher(it.function, it.event, it.seconds))

    def logs(self, function: str) -> str:
        """What the function with that logical id has logged."""
        log = self.folder / "logs" / f"{function}.log"
        return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""

    def reset(self) -> None:
        """Empties everything, for the next test, and keeps the processes."""
        environment = self.environment
        buckets = [environment[name] for name in environment if name.endswith("_BUCKET")]
        tables = [environment[name] for name in environment if name.endswith("_TABLE")]
        empty(self.clients.s3, self.clients.dynamodb, buckets, tables, self.settle)
        self._forget_schedules()
        for url in [self.consumer_queue, *map(self._queue_url, self.queues)]:
            self.clients.sqs.purge_queue(QueueUrl=url)
        self.mailbox.clear()
        self.ses.account, self.ses.course = Account(), by_address
        self.invocations.clear()
        self._announcements.clear()

    def close(self) -> None:
        atexit.unregister(self.close)
        self._open.close()

    # ---- parts

    def _queue_url(self, logical_id: str) -> str:
        physical = self.stack.physical[logical_id]
        return physical if physical.startswith("http") else url_of(self.clients.sqs, physical)

    def _depth(self, url: str) -> int:
        found = self.clients.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(WAITING))["Attributes"]
        return sum(int(found[name]) for name in WAITING)

    def _forget_schedules(self) -> None:
        scheduler = self.clients.scheduler
        for it in scheduler.list_schedules()["Schedules"]:
            scheduler.delete_schedule(GroupName=it["GroupName"], Name=it["Name"])

    def _peek(self, url: str) -> list[str]:
        messages = []
        while found := self.clients.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            messages += found
        for it in messages:
            self.clients.sqs.change_message_visibility(
                QueueUrl=url, ReceiptHandle=it["ReceiptHandle"], VisibilityTimeout=0
            )
        return [it["Body"] for it in messages]


def _open_to(topic: str, queue: str) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
