"""An article that is to go live later does, by itself, at its time."""

import pytest
from botocore.exceptions import ClientError

from flong_local.embedded import Schedule
from flong_local.testing import open_pipeline
from tests.pipeline.agreement import assert_agreement

pytestmark = pytest.mark.embedded

KEY = "articles/tides.md"
MINUTE, HOUR, DAY = 60, 3600, 86400


def text(moment: str | None, words: str = "The sea comes and goes.") -> str:
    due = f"publish at: {moment}\n" if moment else ""
    return f"---\ntitle: Tides\n{due}tags: [Moon]\n---\n{words}\n"


def kinds(pipeline) -> list[str]:
    return [event["type"].partition("article.")[2].removesuffix(".v1") for event in pipeline.announcements]


def ahead(pipeline, seconds: int) -> str:
    """A moment so far ahead, as an editor writes it."""
    from datetime import UTC, datetime

    return datetime.fromtimestamp(pipeline.clock.now() + seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def pass_time(pipeline, seconds: int) -> None:
    pipeline.clock.advance(seconds)
    pipeline.settle()


def test_until_its_time_an_article_is_seen_nowhere_and_then_it_is_live():
    with open_pipeline() as pipeline:
        pipeline.subscribe("reader@example.com")
        pipeline.upload(KEY, text(ahead(pipeline, DAY)))
        pipeline.settle()

        assert pipeline.record("tides")["state"] == "scheduled"
        assert pipeline.object_tags(KEY)["flong-status"] == "scheduled"
        assert pipeline.site("/articles/tides/") is None
        assert pipeline.tags() == {}
        assert (kinds(pipeline), pipeline.mail) == (["scheduled"], [])
        assert_agreement(pipeline)

        pass_time(pipeline, DAY + 1)

        assert b"comes and goes" in pipeline.site("/articles/tides/")
        assert pipeline.tags() == {"moon": 1}
        assert kinds(pipeline) == ["scheduled", "published"]
        assert len(pipeline.mail) == 1
        assert pipeline.schedules == {}
        assert_agreement(pipeline)


def test_one_that_is_due_within_minutes_needs_no_schedule_to_be_in_time():
    with open_pipeline() as pipeline:
        pipeline.upload(KEY, text(ahead(pipeline, 5 * MINUTE)))
        pipeline.dispatcher.timetable.abandon()
        pipeline.settle()

        assert b"comes and goes" in pipeline.site("/articles/tides/")
        assert kinds(pipeline)[-1] == "published"


def test_a_schedule_that_comes_early_is_looked_at_again_in_time():
    with open_pipeline() as pipeline:
        pipeline.upload(KEY, text(ahead(pipeline, DAY)))
        pipeline.settle()
        pipeline.clock.advance(DAY - 5)
        pipeline.send("IntakeQueue", {"key": KEY})
        pipeline.steps(1)
        assert pipeline.site("/articles/tides/") is None

        pipeline.settle()

        assert b"comes and goes" in pipeline.site("/articles/tides/")


def test_a_moment_that_is_changed_counts_and_the_former_one_no_longer():
    with open_pipeline() as pipeline:
        pipeline.upload(KEY, text(ahead(pipeline, DAY)))
        pipeline.settle()
        pipeline.upload(KEY, text(ahead(pipeline, 3 * DAY)))
        pipeline.settle()

        pass_time(pipeline, 2 * DAY)
        assert pipeline.site("/articles/tides/") is None
        assert kinds(pipeline) == ["scheduled", "scheduled"]

        pass_time(pipeline, DAY + HOUR)
        assert b"comes and goes" in pipeline.site("/articles/tides/")


@pytest.mark.parametrize("end", ["delete", "draft"])
def test_one_that_is_taken_back_before_its_time_never_goes_live(end):
    with open_pipeline() as pipeline:
        pipeline.upload(KEY, text(ahead(pipeline, DAY)))
        pipeline.settle()
        if end == "delete":
            pipeline.delete(KEY)
        else:
            pipeline.upload(KEY, text(ahead(pipeline, DAY)).replace("title:", "draft: true\ntitle:"))
        pipeline.settle()

        assert pipeline.schedules == {}
        assert kinds(pipeline) == ["scheduled", "unscheduled"]
        pass_time(pipeline, 2 * DAY)
        assert pipeline.site("/articles/tides/") is None
        assert_agreement(pipeline)


def test_one_that_is_to_be_public_at_once_after_all_is_and_its_schedule_is_gone():
    with open_pipeline() as pipeline:
        pipeline.upload(KEY, text(ahead(pipeline, DAY)))
        pipeline.settle()
        pipeline.upload(KEY, text(None))
        pipeline.settle()

        assert kinds(pipeline) == ["scheduled", "published"]
        assert pipeline.schedules == {}


def test_a_live_article_that_is_put_off_is_withdrawn_until_then():
    with open_pipeline() as pipeline:
        pipeline.upload(KEY, text(None))
        pipeline.settle()
        pipeline.upload(KEY, text(ahead(pipeline, DAY)))
        pipeline.settle()

        assert pipeline.site("/articles/tides/") is None
        assert kinds(pipeline) == ["published", "withdrawn", "scheduled"]
        assert pipeline.announcements[1]["data"]["variants"] == {}
        assert_agreement(pipeline)

        pass_time(pipeline, DAY + 1)
        assert kinds(pipeline)[-1] == "published"
        assert_agreement(pipeline)


def test_one_whose_time_comes_while_its_publishing_is_held_up_goes_live_then():
    with open_pipeline() as pipeline:

        def refuse(call):
            if (call.function, call.action) == ("Publish", "scheduler.CreateSchedule"):
                pipeline.clock.advance(HOUR)
                raise ClientError({"Error": {"Code": "InternalServerException"}}, call.operation)

        pipeline.hooks.before.append(refuse)
        pipeline.upload(KEY, text(ahead(pipeline, HOUR // 2)))
        pipeline.settle()

        assert b"comes and goes" in pipeline.site("/articles/tides/")
        assert kinds(pipeline)[-1] == "published"
        assert_agreement(pipeline)


def test_a_clock_that_is_behind_does_not_take_a_live_article_back():
    with open_pipeline() as pipeline:
        pipeline.upload(KEY, text(ahead(pipeline, DAY)))
        pipeline.settle()
        pass_time(pipeline, DAY + 1)

        pipeline.clock.advance(-60)
        pipeline.send("IntakeQueue", {"key": KEY})
        pipeline.steps(3)

        assert pipeline.record("tides")["state"] == "published"


@pytest.mark.parametrize("seed", range(6))
def test_duplicates_in_any_order_publish_it_once(seed):
    with open_pipeline(schedule=Schedule.random(seed, duplicates=True)) as pipeline:
        pipeline.subscribe("reader@example.com")
        pipeline.upload(KEY, text(ahead(pipeline, DAY)))
        pipeline.settle()
        pass_time(pipeline, DAY + 1)

        assert len({event["id"] for event in pipeline.announcements}) == 2
        assert len(pipeline.mail) == 1
        assert_agreement(pipeline)
