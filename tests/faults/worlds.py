"""A world is a pipeline with somebody who looks on; a run in it ends with everything in agreement, or fails."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

from flong_local.embedded import EmbeddedPipeline, Schedule
from flong_local.testing import open_pipeline
from tests.faults.scenarios import HOUR, Scenario
from tests.faults.watching import Watch
from tests.pipeline.agreement import assert_agreement

QUIET = {"POWERTOOLS_LOG_LEVEL": "CRITICAL", "POWERTOOLS_METRICS_DISABLED": "true"}
Prepare = Callable[[EmbeddedPipeline], object]
MOST_BATCHES = 1_000
"""Of one step; no scenario takes a tenth of them."""
START = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
SECRET = b"Words of a rejected edit"


@contextmanager
def world(schedule: Schedule | None = None) -> Iterator[EmbeddedPipeline]:
    with open_pipeline(schedule=schedule, environment=QUIET, start=START, tick=0.01) as pipeline:
        Watch(pipeline)
        pipeline.settle = partial(pipeline.settle, MOST_BATCHES)  # type: ignore[method-assign]
        yield pipeline


def play(scenario: Scenario, prepare: Prepare | None = None, schedule: Schedule | None = None) -> int:
    """Plays a scenario to its end and verifies the world; returns how many AWS calls the functions made."""
    with world(schedule) as pipeline:
        if prepare:
            prepare(pipeline)
        for step in scenario.steps:
            step(pipeline)
            pipeline.settle()
        calls = len(pipeline.call_log)
        verify(pipeline)
        return calls


def verify(pipeline: EmbeddedPipeline) -> None:
    """Everything agrees with the bucket, nothing of a rejected edit is seen, and an audit finds nothing either."""
    assert_agreement(pipeline)
    assert_mailed(pipeline)
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


def assert_mailed(pipeline: EmbeddedPipeline) -> None:
    """Every subscriber who has stayed has had each article that is public; a claim that is open may have been sent."""
    subscribers = pipeline.items("SUBSCRIBERS", "FLONG_SUBSCRIBER_TABLE")
    staying = {it["sk"] for it in subscribers if it["state"] == "confirmed"}
    for record in map(pipeline.record, {event["subject"] for event in pipeline.announcements}):
        if record and record["state"] == "published":
            mails = pipeline.items(f"MAIL#{record.get('origin') or record['id']}", "FLONG_SUBSCRIBER_TABLE")
            assert staying <= {it["sk"] for it in mails}, f"not everybody has {record['id']}"
