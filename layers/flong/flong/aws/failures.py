"""Why a message became a dead letter: noted at its last try, for whoever finds it in its queue."""

import time
from datetime import UTC, datetime

from botocore.exceptions import ClientError

from flong.article import Value
from flong.aws.articles import dynamodb, put, query
from flong.aws.clients import code_of
from flong.errors import FlongError

PARTITION = "FAILURES"
KEPT = 15 * 86400
"""Seconds: a day longer than the queues keep their dead letters."""


class Failure(Value):
    """The last try of one message, or one try of a record of the stream.

    `function` is the name of the function, `about` an article's id or a collection, as far as the message names one.
    """

    id: str
    function: str
    about: str
    why: str
    at: str


def note(id_: str, function: str, about: str, error: BaseException) -> None:
    """Remembers why a message failed; `id_` is the message's own, or stands for a record of the stream."""
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    failure = Failure(id=id_, function=function, about=about, why=reason(error), at=at)
    item = {"pk": PARTITION, "sk": id_, **failure.model_dump(), "expires": int(time.time()) + KEPT}
    dynamodb.put_item(**put(item))


def reason(error: BaseException) -> str:
    """What went wrong, in no words of a reader's: what is not our own may hold an address."""
    if isinstance(error, ClientError):
        return f"{error.operation_name}: {code_of(error)}"
    return str(error) if isinstance(error, FlongError) else type(error).__name__


def noted() -> list[Failure]:
    """All that have been noted and not forgotten."""
    return [Failure.model_validate(item) for item in query(PARTITION)]
