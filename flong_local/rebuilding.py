"""Asks for many articles to be looked at again, in an order that a later run can go on in."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from flong.article import ARTICLES, key_of
from flong.aws import articles, objects, queues
from flong.events import SourceChanged
from flong.index import latest_pk, tag_pk
from flong.intake.judge import concerns, is_companion
from flong.settings import settings

from flong_local import retagging

STATE = Path(".flong/rebuild.json")
"""How far the last run has come; gone when it has come to its end."""
BATCH = 10
"""What SQS takes at once."""


@dataclass(frozen=True)
class Run:
    """Which articles of which stack are asked for, and the place of the last one that was."""

    tag: str | None = None
    since: str | None = None
    after: str = ""
    stack: str | None = None
    retag: bool = False
    """Those whose tags the theme has come to call otherwise."""


@dataclass(frozen=True)
class Due:
    """One article that is to be asked for; `place` sorts as they are asked for."""

    place: str
    key: str


def due(run: Run) -> list[Due]:
    """The articles of a run that have not been asked for, in its order."""
    if run.retag:
        return [Due(key, key) for key in retagging.keys_after(run.after)]
    if run.tag:
        return listed(tag_pk(run.tag), run.after)
    if run.since:
        months = [it["sk"] for it in articles.query("MONTHS") if it["sk"] >= run.since[:7]]
        first = max(run.since, run.after)
        return [it for month in months for it in listed(latest_pk(month), first)]
    found = objects.listed(settings().source_bucket, ARTICLES, run.after)
    return [Due(it.key, it.key) for it in found if concerns(it.key) and not is_companion(it.key)]


def listed(partition: str, after: str) -> list[Due]:
    condition = {"also": " AND sk > :after", "values": {":after": {"S": after or "!"}}}
    items = articles.query(partition, **condition)  # type: ignore[arg-type]
    return [Due(it["sk"], key_of(it["listing"]["id"])) for it in items]


def ask(run: Run, found: Sequence[Due]) -> Iterator[int]:
    """Puts the keys on the bulk queue, and says after each batch how many they were."""
    for start in range(0, len(found), BATCH):
        batch = found[start : start + BATCH]
        queues.send_all(settings().bulk_queue, [SourceChanged(key=it.key) for it in batch])
        keep(replace(run, after=batch[-1].place))
        yield len(batch)
    STATE.unlink(missing_ok=True)


def keep(run: Run) -> None:
    STATE.parent.mkdir(exist_ok=True)
    STATE.write_text(json.dumps(asdict(run)))


def unfinished() -> Run | None:
    """The run that was stopped, if one was."""
    return Run(**json.loads(STATE.read_text())) if STATE.exists() else None


def depth(queue: str) -> int:
    """How many messages wait in a queue, or are being worked at."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    answer = queues.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)
    return sum(int(answer["Attributes"][name]) for name in names)
