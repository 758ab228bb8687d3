"""How a command reaches a stack: the one that `flong dev` keeps running here, or a deployed one by its name."""

import json
import os
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

STATE = Path(".flong/dev.json")
"""Where `flong dev` says how its stack is reached."""

StackOption = Annotated[
    str | None,
    typer.Option("--stack", envvar="FLONG_STACK", help="A deployed stack; without it, `flong dev`'s."),
]


def reach(stack: str | None) -> None:
    """Makes `flong.aws` speak to the stack, through this process's environment; exits if there is none."""
    os.environ.update(deployed(stack) if stack else local())


def local() -> dict[str, str]:
    if not STATE.exists():
        leave("No stack is running here. Start one with `flong dev`, or name a deployed one with `--stack NAME`.")
    return dict(json.loads(STATE.read_text()))


def deployed(stack: str) -> dict[str, str]:
    """The settings of a deployed stack, as its own functions are told them."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        import boto3

        name = physical_name(boto3.client("cloudformation"), stack, "Validate")
        answer = boto3.client("lambda").get_function_configuration(FunctionName=name)
    except (BotoCoreError, ClientError) as error:
        leave(f"The stack {stack} cannot be reached: {error}")
    variables = answer["Environment"]["Variables"]
    theme = Path(__file__).parents[2] / "layers" / "theme"
    return {
        **{name: value for name, value in variables.items() if name.startswith("FLONG_")},
        "FLONG_THEME": str(theme),
        "FLONG_STACK": stack,
    }


def queue_urls(stack: str | None) -> dict[str, str]:
    """The URL of every queue of the stack, by its logical id."""
    from flong.aws.queues import sqs

    from flong_local.engines import TEMPLATE
    from flong_local.template import local_template

    template = local_template(TEMPLATE)
    names = {it.logical_id: it.name for it in template.of_type("AWS::SQS::Queue")}
    if stack or "AWS_ENDPOINT_URL" in os.environ:  # `flong dev` has deployed it, too, and its queues got other names
        import boto3

        cloudformation = boto3.client("cloudformation")
        names = {name: physical_name(cloudformation, stack or template.place.stack, name) for name in names}
    return {it: name if "/" in name else sqs.get_queue_url(QueueName=name)["QueueUrl"] for it, name in names.items()}


def physical_name(cloudformation: Any, stack: str, logical_id: str) -> str:
    answer = cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId=logical_id)
    return str(answer["StackResourceDetail"]["PhysicalResourceId"])


def leave(message: str, code: int = 2) -> NoReturn:
    """Ends the command with a message for a person."""
    typer.secho(message, fg="red", err=True)
    raise typer.Exit(code)
