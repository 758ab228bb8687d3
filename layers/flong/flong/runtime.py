"""What every function shares: one record at a time, its failure its own, and its ids on every log line."""

import gc
import json
from collections.abc import Callable, Container, Hashable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.parser import parse

from flong.article import id_of
from flong.settings import settings

logger = Logger()
metrics = Metrics()

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]
Act = Callable[..., None]
OnLast = Callable[[Any], Any]
Read = Callable[[str], Iterable[Any]]
Key = Callable[[Any], Hashable]
Changes = list[dict[str, Any]]
"""Stream records of one article, oldest first."""
Together = Callable[[list[Changes]], Container[str]]


def count(name: str, value: int = 1) -> None:
    """Adds to a metric of this function."""
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)


def outcome(message: str, **fields: object) -> None:
    """The one log line that says what became of an article, or of one piece of work."""
    logger.info(message, **fields)  # type: ignore[arg-type]


def for_each(
    model: Any,
    act: Act,
    *,
    once_per: Key | None = None,
    on_last: OnLast | None = None,
    with_context: bool = False,
) -> Handler:
    """A handler that parses each SQS message of a batch as `model` and acts on it.

    With `once_per` only the last message of each key is acted on: the earlier ones say the same. With
    `on_last` that is done first for each message that comes for the last time before it becomes a dead letter; what
    it returns is acted on. `with_context` gives `act` what Lambda says of the invocation, too.
    """

    def read(body: str) -> list[Any]:
        return [parse(event=body, model=model)]  # type: ignore[call-overload]

    return over_queue(read, act, on_last, once_per, with_context)


def for_each_hint(keys: Callable[[str], Iterable[Any]], act: Act, *, on_last: OnLast | None = None) -> Handler:
    """A handler for messages that `keys` reads as any number of things to look at, or as none.

    `on_last` is as in `for_each`.
    """
    return over_queue(keys, act, on_last)


def over_queue(
    read: Read, act: Act, on_last: OnLast | None, once_per: Key | None = None, with_context: bool = False
) -> Handler:
    """The handler that reads each SQS message of a batch by `read`, and acts on all that it holds."""

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        records = event["Records"]
        if once_per:
            records = list({key_of(record, read, once_per): record for record in records}.values())
        # Before any of them is acted on: the one that kills this process takes its neighbours' last try with it.
        warned = {it["messageId"]: last_words(read, on_last, it) for it in records if on_last and is_last(it)}

        def attempt(record: Any) -> None:
            with noting(record.message_id, context, is_last(record.raw_event)) as about:
                act_on_all(read, partial(act, context=context) if with_context else act, warned, record, about)

        return batch(records, attempt, EventType.SQS, context)

    return ready(handler)


def ready(handler: Handler) -> Handler:
    """The handler as it is. From here on there is garbage to find, but not among what imports have made."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    return handler


def for_batch(read: Callable[[dict[str, Any]], Any], act: Callable[[list[Any]], None]) -> Handler:
    """A handler that acts once on all SQS messages of a batch that `read` understands.

    If that fails all of them come again; a message that cannot be read fails by itself.
    """

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        found = {it["messageId"]: tried(read, it) for it in event["Records"]}
        good = [it for it in found.values() if not isinstance(it, Exception)]
        failed = tried(act, good) if good else None

        def attempt(record: Any) -> None:
            message = found[record.message_id]
            with noting(record.message_id, context, is_last(record.raw_event)) as about:
                about.append(name_of(message))
                watched(lambda it: fail(it if isinstance(it, Exception) else failed), message)

        return batch(event["Records"], attempt, EventType.SQS, context)

    return ready(handler)


def tried(act: Callable[[Any], Any], value: Any) -> Any:
    """What came of it, or the error."""
    try:
        return act(value)
    except Exception as error:
        return error


def fail(error: Exception | None) -> None:
    if error:
        raise error


def key_of(record: dict[str, Any], read: Read, key: Key) -> Hashable:
    """What a message is about; one that cannot be read is about itself, and fails by itself later."""
    try:
        return key(next(iter(read(record["body"]))))
    except ValueError:
        return str(record["messageId"])


def is_last(record: dict[str, Any]) -> bool:
    return int(record["attributes"].get("ApproximateReceiveCount", 1)) >= settings().max_receives


def last_words(read: Read, on_last: OnLast, record: dict[str, Any]) -> list[Any] | None:
    """The messages to act on after `on_last`, whose own failure must not cost the last try; None if it failed."""
    try:
        return [on_last(message) for message in read(record["body"])]
    except Exception:
        logger.exception("nothing could be said of the last try")
        return None


@contextmanager
def noting(id_: str, context: Any, is_last: bool) -> Iterator[list[str]]:
    """Notes why the work within failed for the last time; what it was about is to be put into the list.

    That it cannot be noted is no failure of its own.
    """
    about: list[str] = []
    try:
        yield about
    except Exception as error:
        if is_last:
            from flong.aws import failures  # nearly nobody needs it

            with suppress(Exception):
                failures.note(id_, context.function_name, ", ".join(about), error)
        raise


def act_on_all(read: Read, act: Act, warned: dict[str, list[Any] | None], record: Any, about: list[str]) -> None:
    try:
        messages = warned.get(record.message_id) or list(read(record.body))
    except ValueError:
        logger.exception("unreadable message")
        raise
    for message in messages:
        about[:] = [name_of(message)]
        watched(act, message)


def name_of(message: Any) -> str:
    """What a message is about, for people: an article's id, or a collection."""
    return ids_of(message).get("article_id") or str(getattr(message, "collection", ""))


def for_each_change(
    act: Callable[[Changes], None], *, together: Together | None = None, said: str | None = None
) -> Handler:
    """A handler that acts once for each item collection that a batch of stream records names, in their order.

    `act` is given all of the batch that happened to one article, oldest first: the last alone is enough where it looks
    at the table. A failure is reported by the sequence number of the first, so that all come again; Lambda then repeats
    that record and all after it, which does no harm.

    `together` is given all articles of a batch before, does at once what it can, and returns the ids of those that are
    done. The others, or all if it fails, are acted on one by one. `said` is the log line on each that is done.
    """

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        of_article: dict[str, Changes] = {}
        for record in event["Records"]:
            id_ = article_of(record)
            of_article[id_] = [*of_article.pop(id_, []), record]
        done = at_once(together, of_article) if together else frozenset()

        def one(changes: Changes) -> None:
            if article_of(changes[-1]) not in done:
                act(changes)
            if said:
                outcome(said)

        def attempt(record: Any) -> None:
            article_id = article_of(record.raw_event)
            # Which try of a record is its last, nobody tells.
            with noting(f"{context.function_name}/{article_id}", context, is_last=True) as about:
                about.append(article_id)
                watched(one, of_article[article_id])

        first = [changes[0] for changes in of_article.values()]
        return batch(first, attempt, EventType.DynamoDBStreams, context)

    return ready(handler)


def at_once(together: Together, of_article: dict[str, Changes]) -> Container[str]:
    """The ids of the articles that could be done together; none if that failed, which costs time alone."""
    try:
        return together(list(of_article.values()))
    except Exception:
        logger.exception("not done together: one by one instead")
        return frozenset()


def article_of(change: dict[str, Any]) -> str:
    """The id of the article that a stream record is about."""
    return str(change["dynamodb"]["Keys"]["pk"]["S"]).partition("#")[2]


def batch(records: list[dict[str, Any]], act: Act, kind: EventType, context: Any) -> dict[str, Any]:
    processor = BatchProcessor(event_type=kind, raise_on_entire_batch_failure=False)
    response = process_partial_response({"Records": records}, act, processor, context)
    flush()
    return dict(response)


def flush() -> None:
    """Sends off what was counted."""
    if metrics.metric_set:
        metrics.flush_metrics()
        # A flush that is switched off keeps them, and prints them all the same at the hundredth.
        metrics.clear_metrics()


def watched(act: Callable[[Any], None], message: Any) -> None:
    """Acts with the message's ids on every log line; a failure is logged once, here, and passed on."""
    with logger.append_context_keys(**ids_of(message)):
        try:
            act(message)
        except Exception:
            logger.exception("failed")
            count("Failed")
            raise


def ids_of(message: Any) -> dict[str, str]:
    """Article and build of a message or of stream records, as far as they name them."""
    if isinstance(message, list):
        image = message[-1]["dynamodb"].get("NewImage", {})
        found = {"article_id": article_of(message[-1]), "build_id": image.get("build", {}).get("S")}
        return {name: value for name, value in found.items() if value}
    article_id = (
        getattr(message, "article_id", None)
        or getattr(message, "subject", None)
        or (id_of(message.key) if hasattr(message, "key") else None)
    )
    build = getattr(message, "build", None) or getattr(getattr(message, "record", None), "build", None)
    return {name: value for name, value in (("article_id", article_id), ("build_id", build)) if value}


def json_of(body: str) -> Any:
    """A message's body as plain values; None if it is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):  # json gives up on deep nesting with the latter
        return None
