"""Who is called by what: functions, their event sources, redrive and subscriptions."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flong_local.template.model import Resource, Template

_SOURCE_ARN = {"SQS": "Queue", "DynamoDB": "Stream"}


@dataclass(frozen=True)
class EventSource:
    """An event source mapping: a queue or a table's stream that calls a function."""

    function: str
    """The function's logical id."""
    name: str
    arn: str
    batch_size: int = 10
    window: int = 0
    """Seconds that a batch is gathered."""
    patterns: tuple[Mapping[str, Any], ...] = ()
    """A record that matches none is dropped; without patterns every record passes."""
    partial: bool = False
    """The function says which records failed."""
    retries: int = -1
    """How often a failing stream batch is repeated; -1: until it expires."""
    max_age: int = -1
    """Seconds after which a failing stream record is discarded; -1: never."""
    bisect: bool = False
    on_failure: str | None = None
    """ARN of the queue that hears of a discarded stream batch."""

    @property
    def is_stream(self) -> bool:
        return ":dynamodb:" in self.arn

    @property
    def table(self) -> str:
        """The name of the table whose stream this is."""
        return self.arn.split(":table/", 1)[1].split("/", 1)[0]

    @property
    def queue(self) -> str:
        """The name of the queue."""
        return self.arn.rsplit(":", 1)[1]


@dataclass(frozen=True)
class Function:
    """A Lambda function as the template describes it, `Globals` merged."""

    logical_id: str
    name: str
    arn: str
    folder: Path
    handler: str
    timeout: int
    memory: int
    environment: Mapping[str, str]
    layers: tuple[Path, ...]
    sources: tuple[EventSource, ...] = ()
    url: bool = False

    @property
    def file(self) -> Path:
        """The module that holds the handler."""
        return self.folder / (self.handler.rsplit(".", 1)[0].replace(".", "/") + ".py")

    @property
    def attribute(self) -> str:
        """The handler's name in its module."""
        return self.handler.rsplit(".", 1)[1]


@dataclass(frozen=True)
class Subscription:
    """A queue that hears a topic."""

    topic: str
    endpoint: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    """As `sns.subscribe` takes them: filter policy, scope, raw delivery."""


@dataclass(frozen=True)
class MailDestination:
    """A topic that is told what becomes of the mails of a configuration set of SES."""

    configuration_set: str
    topic: str
    events: frozenset[str]
    """Kinds of events, as a template names them: `send`, `bounce` and so on."""


def functions(template: Template) -> dict[str, Function]:
    """The template's functions by logical id."""
    found = template.of_type("AWS::Serverless::Function")
    return {it.logical_id: _function(template, it) for it in found}


def event_sources(template: Template) -> tuple[EventSource, ...]:
    """Every event source mapping, in the order of the template."""
    return tuple(source for function in functions(template).values() for source in function.sources)


def function_behind(template: Template, target: str) -> str:
    """The function that the site's distribution asks for a path; StopIteration if it asks none."""
    path = urlsplit(target).path
    return next(function for pattern, function in behaviours(template) if fnmatchcase(path, pattern))


def behaviours(template: Template) -> Iterator[tuple[str, str]]:
    """The paths of the site, as patterns, that functions answer, and which function does."""
    hosts = {
        urlsplit(template.resolve({"Fn::GetAtt": [f"{it.logical_id}Url", "FunctionUrl"]})).netloc: it.logical_id
        for it in functions(template).values()
        if it.url
    }
    for distribution in template.of_type("AWS::CloudFront::Distribution"):
        config = distribution.properties["DistributionConfig"]
        origins = {it["Id"]: hosts.get(it["DomainName"]) for it in config["Origins"]}
        for behaviour in config.get("CacheBehaviors", []):
            if function := origins[behaviour["TargetOriginId"]]:
                yield behaviour["PathPattern"], function


def subscriptions(template: Template) -> Iterator[Subscription]:
    """Every subscription of a queue to a topic."""
    for it in template.of_type("AWS::SNS::Subscription"):
        yield _subscription(it.properties["TopicArn"], it.properties)
    for topic in template.of_type("AWS::SNS::Topic"):
        for each in topic.properties.get("Subscription", []):
            yield _subscription(topic.arn, each)


def mail_destinations(template: Template) -> tuple[MailDestination, ...]:
    """Every topic that SES tells of mails."""
    found = (it.properties for it in template.of_type("AWS::SES::ConfigurationSetEventDestination"))
    return tuple(
        MailDestination(
            it["ConfigurationSetName"],
            it["EventDestination"]["SnsDestination"]["TopicARN"],
            frozenset(it["EventDestination"]["MatchingEventTypes"]),
        )
        for it in found
        if it["EventDestination"].get("Enabled", True)
    )


def _function(template: Template, resource: Resource) -> Function:
    shared, own = template.globals("Function"), resource.properties
    both = {**shared, **own}
    names = {**_variables(shared), **_variables(own)}
    return Function(
        logical_id=resource.logical_id,
        name=resource.name,
        arn=resource.arn,
        folder=template.root / both.get("CodeUri", "."),
        handler=both["Handler"],
        timeout=int(both.get("Timeout", 3)),
        memory=int(both.get("MemorySize", 128)),
        environment={name: str(value) for name, value in names.items()},
        layers=_layers(template, [*shared.get("Layers", []), *own.get("Layers", [])]),
        sources=tuple(_sources(template, resource)),
        url="FunctionUrlConfig" in own,
    )


def _variables(properties: Mapping[str, Any]) -> dict[str, Any]:
    return dict(properties.get("Environment", {}).get("Variables", {}))


def _layers(template: Template, arns: list[str]) -> tuple[Path, ...]:
    local = {it.arn: it for it in template.of_type("AWS::Serverless::LayerVersion")}
    return tuple(template.root / local[arn].properties["ContentUri"] for arn in arns if arn in local)


def _sources(template: Template, resource: Resource) -> Iterator[EventSource]:
    for name, event in resource.properties.get("Events", {}).items():
        properties = event["Properties"]
        if event["Type"] in _SOURCE_ARN and properties.get("Enabled", True):
            yield source_of(resource.logical_id, name, properties[_SOURCE_ARN[event["Type"]]], properties)
    for mapping in template.of_type("AWS::Lambda::EventSourceMapping"):
        if mapping.properties["FunctionName"] in (resource.name, resource.arn):
            arn = mapping.properties["EventSourceArn"]
            yield source_of(resource.logical_id, mapping.logical_id, arn, mapping.properties)


def source_of(function: str, name: str, arn: str, it: Mapping[str, Any]) -> EventSource:
    """An event source from the properties that SAM, CloudFormation and Lambda's API share."""
    filters = it.get("FilterCriteria", {}).get("Filters", [])
    return EventSource(
        function=function,
        name=name,
        arn=arn,
        batch_size=int(it.get("BatchSize", 100 if ":dynamodb:" in arn else 10)),
        window=int(it.get("MaximumBatchingWindowInSeconds", 0)),
        patterns=tuple(json.loads(each["Pattern"]) for each in filters),
        partial="ReportBatchItemFailures" in it.get("FunctionResponseTypes", []),
        retries=int(it.get("MaximumRetryAttempts", -1)),
        max_age=int(it.get("MaximumRecordAgeInSeconds", -1)),
        bisect=bool(it.get("BisectBatchOnFunctionError", False)),
        on_failure=it.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination"),
    )


def _subscription(topic: str, it: Mapping[str, Any]) -> Subscription:
    attributes = {}
    if "FilterPolicy" in it:
        attributes["FilterPolicy"] = json.dumps(it["FilterPolicy"])
    if "FilterPolicyScope" in it:
        attributes["FilterPolicyScope"] = it["FilterPolicyScope"]
    if "RawMessageDelivery" in it:
        attributes["RawMessageDelivery"] = str(it["RawMessageDelivery"]).lower()
    return Subscription(topic, it["Endpoint"], attributes)
