"""Everything that was announced is in the archive."""

import pytest
from botocore.exceptions import ClientError

from flong_local.testing import open_pipeline
from tests.pipeline.agreement import archived

TIDES = "# Tides\n\n**Tags:** Moon\n\n---\n\nThe sea comes and goes.\n"


def test_every_event_is_kept_as_it_was_announced(pipeline):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    pipeline.upload("articles/tides.md", TIDES.replace("Moon", "Water"))
    pipeline.upload("articles/bad.md", b"\xff\xfe")
    pipeline.settle()
    pipeline.delete("articles/tides.md")
    pipeline.settle()

    found = {it.id: it for it in archived(pipeline)}
    assert {id_: it.event for id_, it in found.items()} == {it["id"]: it for it in pipeline.announcements}
    assert len(found) == 4
    [updated] = [it for it in found.values() if it.id.endswith("article.updated")]
    assert set(updated.attributes["tags"]) == {"moon", "water"}
    assert updated.attributes["type"] == updated.event["type"]


@pytest.mark.embedded
def test_a_message_that_is_no_event_holds_up_no_other():
    with open_pipeline() as pipeline:
        pipeline.send("ArchiveQueue", "no event")
        pipeline.upload("articles/tides.md", TIDES)
        pipeline.settle()

        assert [it.subject for it in archived(pipeline)] == ["tides"]
        assert pipeline.dead_letters == {"ArchiveDeadLetters": ["no event"]}


@pytest.mark.embedded
def test_what_could_not_be_written_is_written_later_and_once():
    with open_pipeline() as pipeline:
        failures = [None] * 2

        def refuse(call) -> None:
            if call.function == "Archive" and failures:
                failures.pop()
                raise ClientError({"Error": {"Code": "SlowDown", "Message": ""}}, call.operation)

        pipeline.hooks.before.append(refuse)
        pipeline.upload("articles/tides.md", TIDES)
        pipeline.settle()

        assert not failures
        assert [it.subject for it in archived(pipeline)] == ["tides"]
        assert pipeline.dead_letters == {}
        [invocation, *_] = [it for it in pipeline.invocations if it.function == "Archive"]
        assert invocation.result["batchItemFailures"]
