"""A world is a pipeline with somebody who looks on; a run in it ends with everything in agreement, or fails."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from importlib import import_module

from flong.mailings import mailing_id

from flong_local.embedded import EmbeddedPipeline, Schedule
from flong_local.testing import open_pipeline
from tests.faults.scenarios import BY_NAME, HOUR, LOST, Scenario
from tests.faults.watching import Watch
from tests.pipeline.agreement import archived, article_ids, assert_agreement

QUIET = {"POWERTOOLS_LOG_LEVEL": "CRITICAL", "POWERTOOLS_METRICS_DISABLED": "true"}
SMALL = {"FLONG_MAIL_PART": "2"}
"""Few make several parts."""
Prepare = Callable[[EmbeddedPipeline], object]
MOST_BATCHES = 1_000
"""Of one step; no scenario takes a tenth of them."""
START = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
SECRET = b"Words of a rejected edit"


@contextmanager
def world(schedule: Schedule | None = None) -> Iterator[EmbeddedPipeline]:
    with open_pipeline(schedule=schedule, environment=QUIET | SMALL, start=START, tick=0.01) as pipeline:
        Watch(pipeline)
        pipeline.settle = partial(pipeline.settle, MOST_BATCHES)  # type: ignore[method-assign]
        yield pipeline


def play(scenario: Scenario, prepare: Prepare | None = None) -> list[str]:
    """Plays a scenario to its end and verifies the world; returns the AWS calls that the functions made."""
    with world() as pipeline:
        own = list(pipeline.hooks.before), list(pipeline.hooks.after)
        if prepare:
            prepare(pipeline)
        for step in scenario.steps:
            step(pipeline)
            pipeline.settle()
        calls = [call.action for call in pipeline.call_log]
        # What was prepared is for the scenario; who looks at how it ended is left in peace.
        pipeline.hooks.before[:], pipeline.hooks.after[:] = own
        verify(pipeline, calm=prepare is None)
        return calls


@cache
def calls_of(name: str) -> list[str]:
    """The AWS calls of a scenario in which nothing goes wrong, but for those that a process makes once."""
    warm_up()
    return play(BY_NAME[name])


@cache
def warm_up() -> None:
    play(BY_NAME["first publication"])


def moments(scenarios: Iterable[str], at: str = "") -> Iterator[tuple[str, int]]:
    """Each scenario with the number of each of its calls, or of those whose action begins so: `s3.Put`."""
    for name in scenarios:
        yield from ((name, number) for number, action in enumerate(calls_of(name), 1) if action.startswith(at))


def verify(pipeline: EmbeddedPipeline, calm: bool = False) -> None:
    """Everything agrees with the bucket, nothing of a rejected edit is seen, and an audit finds nothing either.

    Where all was `calm`, nobody's mail is unknown.
    """
    assert_agreement(pipeline)
    assert_mailed(pipeline, {"sent"} if calm else {"sent", "unknown"})
    assert_fed_back(pipeline)
    assert_scheduled(pipeline)
    told = {event["id"] for event in pipeline.announcements}
    assert {it.id for it in archived(pipeline)} == told, "the archive is not what was told"
    for key in pipeline.site_keys():
        assert SECRET not in (pipeline._object("FLONG_SITE_BUCKET", key) or b""), f"{key} shows a rejected edit"
    pipeline.clock.advance(HOUR)
    assert not (found := audited(pipeline)), found


def audited(pipeline: EmbeddedPipeline) -> list[str]:
    """What the daily audit finds; it sets going what puts that right."""
    invocation = pipeline.invoke("Audit", {})
    assert invocation.error is None, repr(invocation.error)
    report = json.loads(pipeline._object("FLONG_SOURCE_BUCKET", "reports/audit.json") or b"{}")
    return [f"{it['kind']}: {it['about']}: {it['what']}" for it in report["differences"]]


def assert_fed_back(pipeline: EmbeddedPipeline) -> None:
    """What was sent stands with what became of it, and whose mail bounced or was called spam is in no list."""
    known, lines = {it["id"]: it for it in pipeline.subscribers()}, pipeline.partitions("LEDGER#")
    for it in lines:
        marks = {"delivered", "bounced", "complained"} & it.keys()
        assert bool(marks) == (it["state"] == "sent"), f"a line is {it['state']} and says {marks}"
        reader = known.get(it["sk"], {})
        if (reason := LOST.get(reader.get("address", ""))) and marks:
            assert reader["state"] != "confirmed", "who cannot have mail is still to get it"
            assert reader["reason"] in (reason, ""), f"suppressed for {reader['reason']}"
    listed = {it["sk"] for it in pipeline.partitions("AUDIENCE#")}
    assert not {it["id"] for it in known.values() if it["state"] == "suppressed"} & listed, "suppressed, and in a list"


def assert_scheduled(pipeline: EmbeddedPipeline) -> None:
    """Somebody will look at each article that waits for its time, and at no other; a bad edit may keep one waiting."""
    waiting = [it for it in map(pipeline.record, article_ids(pipeline)) if it and it["state"] == "scheduled"]
    names = {it["id"]: import_module("flong.aws.schedules").name_of(it["id"]) for it in waiting}
    verdicts = {id_: pipeline.item(f"ARTICLE#{id_}", "VERDICT") or {} for id_ in names}
    due = {name for id_, name in names.items() if verdicts[id_]["status"] == "accepted"}
    assert due <= {*pipeline.schedules} <= {*names.values()}, "schedules are not those of what waits"


def assert_mailed(pipeline: EmbeddedPipeline, ends: set[str]) -> None:
    """Every subscriber who has stayed has had each article that is public; a claim that is open may have been sent.

    Of nobody is it left open what became of their mail, and every mailing has come to its end.
    """
    staying = {it["id"] for it in pipeline.subscribers() if it["state"] == "confirmed"}
    for record in map(pipeline.record, {event["subject"] for event in pipeline.announcements}):
        if record and record["state"] == "published":
            mailing = mailing_id("article", record.get("origin") or record["id"])
            lines = pipeline.lines(mailing)
            assert staying <= {it["sk"] for it in lines}, f"not everybody has {record['id']}"
            assert {it["state"] for it in lines} <= ends, f"it is open who has {record['id']}"
            item = pipeline.item(f"MAILING#{mailing}", "MAILING", "FLONG_SUBSCRIBER_TABLE") or {}
            assert (item["state"], item["parts_done"]) == ("done", item["parts"]), f"{record['id']} is not done"
