"""Duplicated, reordered and racing events all end right."""

from itertools import permutations

import pytest

from flong_local.embedded import Crash, Schedule
from flong_local.testing import open_pipeline
from tests.pipeline.agreement import assert_agreement

pytestmark = pytest.mark.embedded


def text(version: int, tags: str = "Moon") -> str:
    return f"# Tides\n\n**Tags:** {tags}\n\n---\n\nVersion {version} of the sea.\n"


def test_every_event_twice_is_as_good_as_once():
    with open_pipeline(schedule=Schedule(duplicates=True)) as pipeline:
        pipeline.subscribe("reader@example.com")
        pipeline.upload("articles/tides.md", text(1))
        pipeline.settle()
        pipeline.upload("articles/tides.md", text(2, "Water"))
        pipeline.settle()

        assert pipeline.record("tides")["revision"] == 2
        assert len({event["id"] for event in pipeline.announcements}) == 2
        assert len(pipeline.mail) == 1
        assert_agreement(pipeline)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_events_of_three_quick_edits_may_come_in_any_order(order):
    with open_pipeline() as pipeline:
        hints = []
        for version in range(3):
            pipeline.upload("articles/tides.md", text(version, f"Tag {version}"))
            hints += pipeline.take("IntakeQueue")
        for index in order:
            pipeline.send("IntakeQueue", hints[index])
            pipeline.settle()

        assert b"Version 2" in pipeline.site("/articles/tides/")
        assert pipeline.tags() == {"tag-2": 1}
        assert pipeline.record("tides")["revision"] == 1
        assert_agreement(pipeline)


@pytest.mark.parametrize("seed", range(12))
def test_quick_edits_settle_under_any_schedule(seed):
    with open_pipeline(schedule=Schedule.random(seed, duplicates=seed % 2 == 0)) as pipeline:
        pipeline.subscribe("reader@example.com")
        for version in range(3):
            pipeline.upload("articles/tides.md", text(version, f"Tag {version}, Sea"))
            pipeline.upload("articles/waves.md", text(version, "Sea").replace("Tides", "Waves"))
            pipeline.steps(seed % 5)
        if seed % 3 == 0:
            pipeline.delete("articles/waves.md")
        pipeline.settle()

        assert b"Version 2" in pipeline.site("/articles/tides/")
        assert len(pipeline.mail) <= 2
        assert_agreement(pipeline)


def interfering(pipeline, action: str, interference) -> None:
    """Runs `interference` to the end just before the first call of that kind."""

    def hook(call):
        if call.action == action and hook in pipeline.hooks.before:
            pipeline.hooks.before.remove(hook)
            interference()
            pipeline.settle()

    pipeline.hooks.before.append(hook)


@pytest.mark.parametrize(
    "action",
    ["s3.PutObject", "sqs.SendMessage", "dynamodb.TransactWriteItems", "s3.HeadObject", "s3.CopyObject", "sns.Publish"],
)
def test_an_edit_while_the_one_before_is_on_its_way(action):
    with open_pipeline() as pipeline:
        interfering(pipeline, action, lambda: pipeline.upload("articles/tides.md", text(2, "Water")))
        pipeline.upload("articles/tides.md", text(1))
        pipeline.settle()

        assert b"Version 2" in pipeline.site("/articles/tides/")
        assert pipeline.tags() == {"water": 1}
        assert_agreement(pipeline)


@pytest.mark.parametrize(
    "action",
    ["s3.PutObject", "sqs.SendMessage", "dynamodb.TransactWriteItems", "s3.HeadObject", "s3.CopyObject", "sns.Publish"],
)
def test_a_delete_while_a_first_publication_is_on_its_way(action):
    """The hole that a condition on the revision alone leaves open."""
    with open_pipeline() as pipeline:
        interfering(pipeline, action, lambda: pipeline.delete("articles/tides.md"))
        pipeline.upload("articles/tides.md", text(1))
        pipeline.settle()

        assert b"Version 1" not in (pipeline.site("/articles/tides/") or b"")
        assert pipeline.tags() == {}
        assert_agreement(pipeline)


def test_revisions_grow_by_one():
    with open_pipeline() as pipeline:
        for version in range(1, 5):
            pipeline.upload("articles/tides.md", text(version))
            pipeline.settle()
            assert pipeline.record("tides")["revision"] == version

        assert [int(event["sequence"]) for event in pipeline.announcements] == [1, 2, 3, 4]


def test_one_bad_message_never_repeats_its_neighbours():
    with open_pipeline() as pipeline:
        refused = []

        def hook(call):
            if call.action == "s3.GetObject" and call.parameters["Key"].endswith("bad.md"):
                refused.append(call)
                raise OSError("the network is gone")

        pipeline.hooks.before.append(hook)
        for name in ("one", "bad", "two"):
            pipeline.upload(f"articles/{name}.md", text(1).replace("Tides", name))
        pipeline.settle()

        looks = [
            call.parameters["Key"]
            for call in pipeline.hooks.log
            if call.action == "s3.GetObject" and call.function == "Validate"
        ]
        assert looks.count("articles/one.md") == looks.count("articles/two.md") == 1
        assert len(refused) == 5 + 1  # before the last try there is a look for what to say of it
        assert list(pipeline.dead_letters) == ["IntakeDeadLetters"]


def test_a_crash_between_a_release_of_a_path_and_the_wake_up_loses_nobody():
    with open_pipeline() as pipeline:
        pipeline.upload("articles/a/tides.md", text(1))
        pipeline.settle()
        pipeline.upload("articles/b/tides.md", text(2))
        pipeline.settle()

        def crash(call):
            if call.function == "Index" and call.action == "s3.HeadObject":
                pipeline.hooks.before.remove(crash)
                raise Crash

        pipeline.hooks.before.append(crash)
        pipeline.delete("articles/a/tides.md")
        pipeline.settle()

        assert b"Version 2" in pipeline.site("/articles/tides/")
        assert_agreement(pipeline)


def test_a_second_claimant_is_told_once_however_often_it_is_looked_at():
    with open_pipeline(schedule=Schedule(duplicates=True)) as pipeline:
        for name in ("a", "b"):
            pipeline.upload(f"articles/{name}/tides.md", text(1))
            pipeline.settle()

        assert len([event for event in pipeline.announcements if event["type"].endswith("rejected.v1")]) == 1
