"""EventBridge Scheduler as an emulator plays it, under the template's own roles: a schedule fires by itself."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from flong_local.processes.emulator import is_installed

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(not is_installed(), reason="ministack is not installed: make ministack"),
]

KEY = "articles/tides.md"


@pytest.fixture
def pipeline(ministack_pipeline):
    yield ministack_pipeline
    ministack_pipeline.reset()


def wait_for(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.1)


def schedules(pipeline) -> list[str]:
    client = pipeline.endpoint.client("scheduler")
    return [
        it["Name"] for it in client.list_schedules(GroupName=pipeline.environment["FLONG_SCHEDULE_GROUP"])["Schedules"]
    ]


def test_a_schedule_alone_brings_an_article_live_at_its_time_and_is_gone_then(pipeline):
    due = datetime.now(UTC) + timedelta(seconds=20)
    pipeline.upload(KEY, f"---\ntitle: Tides\npublish_at: {due:%Y-%m-%dT%H:%M:%SZ}\n---\nThe sea comes and goes.\n")
    wait_for(lambda: schedules(pipeline))
    # The message that waits in the queue for the same moment would do it as well.
    pipeline.clients.sqs.purge_queue(QueueUrl=pipeline.environment["FLONG_INTAKE_QUEUE"])
    assert pipeline.record("tides")["state"] == "scheduled"

    wait_for(lambda: pipeline.record("tides")["state"] == "published")

    assert datetime.now(UTC) >= due - timedelta(seconds=1)
    pipeline.settle()
    assert b"comes and goes" in pipeline.site("/articles/tides/")
    assert schedules(pipeline) == []


def test_a_schedule_goes_with_the_article_that_it_was_for(pipeline):
    pipeline.upload(KEY, "---\ntitle: Tides\npublish_at: 2990-01-22T09:30Z\n---\nThe sea comes and goes.\n")
    wait_for(lambda: schedules(pipeline))
    assert pipeline.invoke("Audit", {}).payload["differences"] == 0, "it may list them"

    pipeline.delete(KEY)

    wait_for(lambda: not schedules(pipeline))
