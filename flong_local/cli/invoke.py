"""`flong invoke`: one function, one event."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from flong_local.cli.reach import leave

FUNCTIONS = (
    *("Validate", "Render", "Index", "Publish", "Count", "Collect", "Read"),
    *("Deliver", "Feedback", "Subscribers", "Invite", "Archive", "Audit"),
)


def invoke(
    function: Annotated[str, typer.Argument(help=f"One of {', '.join(FUNCTIONS)}.")],
    event: Annotated[
        Path, typer.Argument(help="A file with the event as JSON, such as events/validate.json.", exists=True)
    ],
    stack: Annotated[
        str | None, typer.Option("--stack", help="A deployed stack; without it, an empty one in this process.")
    ] = None,
) -> None:
    """Call a function with an event and print its answer. Exits 1 if it failed."""
    name = function.capitalize()
    if name not in FUNCTIONS:
        leave(f"There is no function `{function}`. Choose one of {', '.join(FUNCTIONS)}.")
    given = json.loads(event.read_text(encoding="utf-8"))
    answer, failed = remote(stack, name, given) if stack else embedded(name, given)
    typer.echo(json.dumps(answer, indent=2, ensure_ascii=False, default=str))
    raise typer.Exit(failed)


def embedded(name: str, event: dict[str, Any]) -> tuple[Any, bool]:
    from flong_local.engines import open_pipeline

    with open_pipeline() as pipeline:
        invocation = pipeline.invoke(name, event)  # type: ignore[attr-defined]
    if invocation.error:
        return {"errorType": type(invocation.error).__name__, "errorMessage": str(invocation.error)}, True
    return invocation.result, False


def remote(stack: str, name: str, event: dict[str, Any]) -> tuple[Any, bool]:
    import boto3

    from flong_local.cli.reach import physical_name

    answer = boto3.client("lambda").invoke(
        FunctionName=physical_name(boto3.client("cloudformation"), stack, name), Payload=json.dumps(event).encode()
    )
    return json.loads(answer["Payload"].read() or b"null"), "FunctionError" in answer
