"""AWS answers a call with an error instead, each that it has, once or until the function gives up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from flong_local.embedded import Call, EmbeddedPipeline
from tests.faults.scenarios import BY_NAME
from tests.faults.worlds import calls_of, moments, play

REFUSALS = {
    "dynamodb": ("ProvisionedThroughputExceededException", "ThrottlingException", "InternalServerError"),
    "s3": ("SlowDown", "InternalError", "ServiceUnavailable", "AccessDenied"),
    "scheduler": ("ThrottlingException", "InternalServerException", "ConflictException"),
    "sesv2": ("TooManyRequestsException", "InternalFailure"),
    "sns": ("Throttled", "InternalError"),
    "sqs": ("RequestThrottled", "ServiceUnavailable"),
}
"""What each service answers when it will pass (the API references' common errors and errors of each action).

And what S3 says where it must not be taken for an absent object.
"""
UNANSWERED = {
    "no connection": EndpointConnectionError(endpoint_url="https://example.amazonaws.com"),
    "no answer": ReadTimeoutError(endpoint_url="https://example.amazonaws.com"),
}


@dataclass(frozen=True)
class Refusal:
    """What one call of a scenario is answered with, by the call's number."""

    scenario: str
    number: int
    error: str

    def __str__(self) -> str:
        return f"{self.error} at call {self.number} of {self.scenario}"

    def run(self) -> None:
        play(BY_NAME[self.scenario], self.prepare)

    def prepare(self, pipeline: EmbeddedPipeline) -> None:
        left = [self.number]

        def refuse(call: Call) -> None:
            if left and call.number >= left[0]:
                left.clear()
                raise error_of(call, self.error)

        # A call that nobody answers may have been done.
        (pipeline.hooks.after if self.error == "no answer" else pipeline.hooks.before).append(refuse)


def errors_of(action: str) -> tuple[str, ...]:
    return (*REFUSALS[action.partition(".")[0]], *UNANSWERED)


def error_of(call: Call, error: str) -> Exception:
    return UNANSWERED.get(error) or ClientError({"Error": {"Code": error, "Message": "planted"}}, call.operation)


def points(scenarios: Iterable[str] = BY_NAME, at: str = "") -> Iterator[Refusal]:
    """Every error at every call of every scenario, or at those whose action begins so."""
    for scenario, number in moments(scenarios, at):
        yield from (Refusal(scenario, number, error) for error in errors_of(calls_of(scenario)[number - 1]))
