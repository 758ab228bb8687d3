"""`flong events`: what is announced, live and once more, here of the embedded stack."""

import json
import threading
import time
from datetime import UTC, datetime

import pytest

from flong_events import Latest, MemoryStore, parse
from flong_local.cli.events import as_text
from tests.pipeline.test_archive import TIDES

pytestmark = pytest.mark.embedded


@pytest.fixture
def consumer(pipeline) -> str:
    """The URL of a consumer's queue, empty."""
    return pipeline.clients.sqs.create_queue(QueueName="search")["QueueUrl"]


@pytest.fixture
def tailing(run):
    """The module, whose clients are made when there is a stack."""
    from flong_local import tailing

    return tailing


@pytest.fixture
def published(pipeline):
    """A pipeline with some history: tides twice and withdrawn, waves, and a bad file."""
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    pipeline.upload("articles/tides.md", TIDES.replace("Moon", "Water"))
    pipeline.upload("articles/waves.md", "# Waves\n\n**Tags:** Moon\n\n---\n\nThey come in sevens.\n")
    pipeline.upload("articles/bad.md", b"\xff\xfe")
    pipeline.settle()
    pipeline.delete("articles/tides.md")
    pipeline.settle()
    return pipeline


def received(pipeline, queue: str) -> list[dict]:
    return list(pipeline._received(queue))


def ids(messages: list[dict]) -> list[str]:
    return [parse(it).id for it in messages]


# ---- replay


def test_a_replay_sends_everything_in_order_and_marked_and_to_nobody_else(published, run, consumer):
    announced = len(published.announcements)

    code, output = run("events", "replay", "--to", "search", "--rate", "1000")

    sent = received(published, consumer)
    assert (code, output.splitlines()[-1]) == (0, f"{announced} events sent.")
    events = [parse(it) for it in sent]
    assert {it.id for it in events} == {it["id"] for it in published.announcements}
    assert [it.time for it in events] == sorted(it.time for it in events)
    assert all(it.replayed for it in events)
    assert all(it["MessageAttributes"]["replayed"]["StringValue"] == "true" for it in sent)
    assert len(published.announcements) == announced


def test_what_is_replayed_is_what_was_announced(published, run, consumer):
    run("events", "replay", "--to", consumer, "--rate", "1000")

    found = {event["id"]: event for event in (json.loads(it["Body"]) for it in received(published, consumer))}
    assert {id_: {**it} for id_, it in found.items()} == {
        it["id"]: {**it, "replayed": True} for it in published.announcements
    }


def test_a_real_event_leaves_room_for_the_attribute_that_marks_a_replay(published, run, consumer):
    run("events", "replay", "--to", "search", "--article", "waves", "--rate", "1000")

    [message] = received(published, consumer)
    attributes = message["MessageAttributes"]
    assert len(attributes) <= 10
    assert {"replayed", "type", "article_id", "category", "tags", "change_kind", "language", "revision"} <= {
        *attributes
    }
    assert json.loads(attributes["tags"]["StringValue"]) == ["moon"]


def test_who_has_heard_it_already_hears_no_news_in_a_replay(published, run, consumer):
    latest = Latest(MemoryStore())
    for event in map(parse, published.announcements):
        latest.note(event)

    run("events", "replay", "--to", "search", "--rate", "1000")

    assert not [it for it in map(parse, received(published, consumer)) if latest.is_news(it)]


def test_a_replay_may_be_of_some_events(published, run, consumer):
    first, second, gone = "tides@1:article.published", "tides@2:article.updated", "tides@3:article.withdrawn"
    waves, bad = "waves@1:article.published", "bad@v1:article.rejected"
    for asked, expected in (
        ("--article tides", {first, second, gone}),
        ("--tag moon", {first, second, waves}),
        ("--type withdrawn --type rejected", {gone, bad}),
        ("--article waves --article bad", {waves, bad}),
        ("--article waves --tag water", set()),
        ("--since 2990", set()),
        ("--until 1990-01-22", set()),
    ):
        code, _ = run("events", "replay", "--to", "search", "--rate", "1000", *asked.split())

        assert (asked, code, {*ids(received(published, consumer))}) == (asked, 0, expected)


def test_since_and_until_are_of_what_came_about_and_hold_whole_days(published, run, consumer):
    today = datetime.fromtimestamp(published.clock.now(), UTC).date().isoformat()
    everything = len(published.announcements)

    assert (
        f"{everything} events sent." in run("events", "replay", "--to", "search", "--since", today, "--until", today)[1]
    )


def test_what_the_archive_has_twice_is_sent_once(published, run, consumer):
    bucket = published.environment["FLONG_ARCHIVE_BUCKET"]
    for key in published._keys("FLONG_ARCHIVE_BUCKET"):
        source = {"Bucket": bucket, "Key": key}
        published.clients.s3.copy_object(Bucket=bucket, Key=key.replace(".jsonl", "-again.jsonl"), CopySource=source)

    run("events", "replay", "--to", "search", "--rate", "1000")

    found = ids(received(published, consumer))
    assert len(found) == len(set(found)) == len(published.announcements)


def test_a_dry_run_counts_and_sends_nothing(published, run, consumer):
    code, output = run("events", "replay", "--to", "search", "--article", "tides", "--dry-run")

    assert (code, output.strip()) == (0, "3 events would be sent.")
    assert received(published, consumer) == []


def test_a_rate_is_kept(published, run, consumer):
    started = time.monotonic()

    run("events", "replay", "--to", "search", "--article", "tides", "--rate", "6")

    assert time.monotonic() - started >= 3 / 6


def test_a_queue_of_flongs_own_is_refused(published, run):
    before = published.queues

    for queue in ("DeliverQueue", "ArchiveQueue", "IntakeQueue", "IntakeDeadLetters"):
        code, output = run("events", "replay", "--to", published.template.resources[queue].name)

        assert code == 1
        assert "queue of Flong's own" in output
    assert published.queues == before


def test_a_queue_that_is_not_there_is_told(published, run):
    code, output = run("events", "replay", "--to", "nowhere")

    assert code == 1
    assert "does not exist" in output


# ---- tail


def own_queues(pipeline) -> list[str]:
    return pipeline.clients.sqs.list_queues(QueueNamePrefix="flong-tail-").get("QueueUrls", [])


def subscriptions(pipeline) -> list[dict]:
    found = pipeline.clients.sns.list_subscriptions_by_topic(TopicArn=pipeline.environment["FLONG_ARTICLES_TOPIC"])
    return [it for it in found["Subscriptions"] if "flong-tail-" in it["Endpoint"]]


def announce_when_somebody_listens(pipeline, *events: dict) -> threading.Thread:
    def announce() -> None:
        deadline = time.monotonic() + 20
        while not subscriptions(pipeline) and time.monotonic() < deadline:
            time.sleep(0.02)
        for event in events:
            attributes = {"tags": {"DataType": "String.Array", "StringValue": json.dumps(event["tags"])}}
            pipeline.clients.sns.publish(
                TopicArn=pipeline.environment["FLONG_ARTICLES_TOPIC"],
                Message=json.dumps(event["event"]),
                MessageAttributes=attributes,
            )

    thread = threading.Thread(target=announce)
    thread.start()
    return thread


def test_a_tail_shows_what_passes_its_filter_a_line_an_event_and_leaves_nothing(published, run):
    waves = next(it for it in published.announcements if it["subject"] == "waves")
    tides = next(it for it in published.announcements if it["subject"] == "tides")
    other = announce_when_somebody_listens(
        published, {"event": tides, "tags": ["water"]}, {"event": waves, "tags": ["moon"]}
    )

    code, output = run("events", "tail", "--filter", '{"tags": ["moon"]}', "--count", "1", "--format", "json")
    other.join()

    assert code == 0
    assert json.loads(output.splitlines()[-1]) == waves
    assert own_queues(published) == subscriptions(published) == []


def test_a_tail_hears_the_pipeline_from_when_it_began(pipeline, tailing):
    with tailing.listening(None, guarded=False) as queue:
        pipeline.upload("articles/tides.md", TIDES)
        pipeline.settle()
        event = next(tailing.heard(queue))

    assert event["id"] == "tides@1:article.published"
    assert own_queues(pipeline) == []


def test_what_was_left_by_a_listener_that_was_killed_is_taken_away_by_the_next(pipeline, tailing):
    overdue = f"{tailing.PREFIX}{int(time.time()) - 10}-dead"
    busy = f"{tailing.PREFIX}{int(time.time()) + 1000}-live"
    for name in (overdue, busy, f"{tailing.PREFIX}of-somebody"):
        queue = pipeline.clients.sqs.create_queue(QueueName=name)["QueueUrl"]
        tailing.subscribe(queue, None)

    with tailing.listening(None, guarded=False):
        pass

    assert [it.rpartition("/")[2] for it in own_queues(pipeline)] == [busy, f"{tailing.PREFIX}of-somebody"]
    assert len(subscriptions(pipeline)) == 2


def test_a_listener_that_fails_leaves_nothing(pipeline, tailing):
    with pytest.raises(RuntimeError), tailing.listening({"tags": ["sea"]}, guarded=False):
        raise RuntimeError("no more paper")

    assert own_queues(pipeline) == subscriptions(pipeline) == []


@pytest.mark.parametrize("policy", ["tags=sea", "[1]", "7"])
def test_what_is_no_filter_policy_is_told_with_how_to_write_one(run, policy):
    code, output = run("events", "tail", "--filter", policy)

    assert code == 2
    assert "no filter policy" in output


def test_an_event_is_shown_with_what_a_person_asks_first(published, capsys):
    updated = next(it for it in published.announcements if it["id"] == "tides@2:article.updated")
    rejected = next(it for it in published.announcements if it["subject"] == "bad")

    as_text(updated)
    as_text({**rejected, "subject": "bad\x1b[2J"})

    shown = capsys.readouterr().out
    for part in ("updated", "tides @2", "Tides", "/articles/tides/", "+water", "-moon", "rejected", "v1"):
        assert part in shown
    assert "\x1b[2J" not in shown
