"""template.yaml as a stack at an endpoint: packaged, deployed, and read back."""

import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from flong_local.processes.emulator import Endpoint
from flong_local.template import EventSource, Template
from flong_local.template.wiring import source_of

CODE = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::LayerVersion": "ContentUri"}
DEPLOY_TIMEOUT = 120.0

Correction = Callable[[dict[str, Any]], dict[str, Any]]


class DeploymentFailed(RuntimeError):
    """The stack could not be created; the message holds the reasons that CloudFormation gave."""


@dataclass(frozen=True)
class Deployed:
    """A function as it was deployed."""

    logical_id: str
    name: str
    arn: str
    role: str
    handler: str
    timeout: int
    memory: int
    environment: Mapping[str, str]


class Stack:
    """A deployed stack, found by its name."""

    def __init__(self, endpoint: Endpoint, name: str) -> None:
        self.endpoint, self.name = endpoint, name
        self.physical = self._physical_ids()

    def functions(self, template: Template) -> Iterator[Deployed]:
        """The template's functions with the configuration that was deployed."""
        client = self.endpoint.client("lambda")
        for resource in template.of_type("AWS::Serverless::Function"):
            found = client.get_function_configuration(FunctionName=self.physical[resource.logical_id])
            yield Deployed(
                logical_id=resource.logical_id,
                name=found["FunctionName"],
                arn=found["FunctionArn"],
                role=found["Role"],
                handler=found["Handler"],
                timeout=found["Timeout"],
                memory=found["MemorySize"],
                environment=found.get("Environment", {}).get("Variables", {}),
            )

    def take_over_event_sources(self, functions: list[Deployed]) -> list[EventSource]:
        """The event source mappings, which the emulator itself no longer acts on."""
        client = self.endpoint.client("lambda")
        names = {function.name: function.logical_id for function in functions}
        sources = []
        for mapping in client.list_event_source_mappings()["EventSourceMappings"]:
            function = names.get(mapping["FunctionArn"].split(":function:")[1].split(":")[0])
            if function:
                client.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
                sources.append(source_of(function, mapping["UUID"], mapping["EventSourceArn"], mapping))
        return sources

    def _physical_ids(self) -> dict[str, str]:
        client = self.endpoint.client("cloudformation")
        found = client.describe_stack_resources(StackName=self.name)["StackResources"]
        return {it["LogicalResourceId"]: it["PhysicalResourceId"] for it in found if it.get("PhysicalResourceId")}


def deploy(
    endpoint: Endpoint, template: Template, name: str, parameters: Mapping[str, Any], corrected: Correction = dict
) -> Stack:
    """Creates the stack and waits for it; DeploymentFailed says why it could not be.

    `corrected` makes up for what an emulator understands differently.
    """
    client = endpoint.client("cloudformation")
    bucket = f"{name}-artifacts"
    document = corrected(package(endpoint, template, bucket))
    # A request itself may hold 51,200 bytes of it; `sam deploy` goes by way of a bucket too.
    endpoint.client("s3").put_object(Bucket=bucket, Key="template.json", Body=json.dumps(document).encode())
    try:
        client.create_stack(
            StackName=name,
            TemplateURL=f"{endpoint.url}/{bucket}/template.json",
            Parameters=[{"ParameterKey": key, "ParameterValue": as_text(value)} for key, value in parameters.items()],
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
        )
    except ClientError as error:
        raise DeploymentFailed(str(error)) from error
    deadline = time.monotonic() + DEPLOY_TIMEOUT
    while (status := client.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]) != "CREATE_COMPLETE":
        if status != "CREATE_IN_PROGRESS" or time.monotonic() > deadline:
            raise DeploymentFailed(f"{status}: {_reasons(client, name)}")
        time.sleep(0.1)
    return Stack(endpoint, name)


def as_text(value: Any) -> str:
    """A parameter's value as CloudFormation is told it."""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def package(endpoint: Endpoint, template: Template, bucket: str) -> dict[str, Any]:
    """The template with its folders uploaded, as `aws cloudformation package` does it."""
    s3 = endpoint.client("s3")
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": endpoint.place.region})
    document = deepcopy(dict(template.document))
    for logical_id, resource in document["Resources"].items():
        name = CODE.get(resource["Type"])
        if name and isinstance(folder := resource["Properties"].get(name), str):
            s3.put_object(Bucket=bucket, Key=f"{logical_id}.zip", Body=_zipped(template.root / folder))
            resource["Properties"][name] = f"s3://{bucket}/{logical_id}.zip"
        for event in resource.get("Properties", {}).get("Events", {}).values():
            # Or the emulator would call functions itself before the runner has taken over.
            event["Properties"]["Enabled"] = False
    return document


def _zipped(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                archive.write(file, file.relative_to(folder))
    return packed.getvalue()


def _reasons(client: Any, name: str) -> str:
    events = client.describe_stack_events(StackName=name)["StackEvents"]
    failed = [it for it in events if "FAILED" in it.get("ResourceStatus", "")]
    return "; ".join(f"{it['LogicalResourceId']}: {it.get('ResourceStatusReason', '')}" for it in failed)
