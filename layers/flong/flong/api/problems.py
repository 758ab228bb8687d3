"""What goes wrong in a request, as problem details (RFC 9457). Pure."""

from http import HTTPStatus

from pydantic import BaseModel, Field

PROBLEM_JSON = "application/problem+json"
TYPES = "https://flong.dev/problems/"
TITLES = {
    "invalid-parameter": (HTTPStatus.BAD_REQUEST, "A parameter is not what it should be"),
    "not-found": (HTTPStatus.NOT_FOUND, "There is no such thing"),
    "method-not-allowed": (HTTPStatus.METHOD_NOT_ALLOWED, "Everything here is read only"),
    "gone": (HTTPStatus.GONE, "The article has been withdrawn"),
    "internal-error": (HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here"),
    "unavailable": (HTTPStatus.SERVICE_UNAVAILABLE, "Too busy just now"),
}


class Fault(BaseModel):
    """What is wrong with one parameter."""

    parameter: str
    detail: str


class Problem(BaseModel):
    """Problem details as RFC 9457 has them; `errors` names every parameter at fault."""

    type: str = Field(description="Which kind of problem, as a URI that stays the same.")
    title: str = Field(description="The kind of problem, for people.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong with this very request.")
    instance: str = Field(description="The path that was asked for.")
    errors: list[Fault] | None = Field(None, description="The parameters at fault.")


class Refused(Exception):
    """A request that cannot be answered; `kind` is one of `TITLES`."""

    def __init__(self, kind: str, detail: str, *faults: Fault) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.faults = kind, detail, faults


class Elsewhere(Exception):
    """What is asked for has another address: the path, and with it a query."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def invalid(*faults: Fault) -> Refused:
    return Refused("invalid-parameter", "; ".join(f"{it.parameter}: {it.detail}" for it in faults), *faults)


def problem_of(refused: Refused, instance: str) -> Problem:
    status, title = TITLES[refused.kind]
    return Problem(
        type=TYPES + refused.kind,
        title=title,
        status=status,
        detail=refused.detail,
        instance=instance,
        errors=list(refused.faults) or None,
    )
